//! The registry of codes. A code is never given another meaning and never used again once it is gone.

use super::Level;

/// A stable code: `TG` and four digits, the level it has by nature, and what it is about in a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    pub id: &'static str,
    pub level: Level,
    pub about: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:literal $level:ident $about:literal;)*) => {
        $(#[doc = $about] pub const $name: Code = Code { id: $id, level: Level::$level, about: $about };)*
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // 01: the text of a policy
    SYNTAX "TG0101" Error "the text does not read as a policy";
    NESTING "TG0102" Error "brackets and blocks are nested too deep";
    NOT_TEXT "TG0103" Error "a policy file is not UTF-8 text";
    BAD_LITERAL "TG0104" Error "a date, time, number or duration that does not exist";
    MIXED_AND_OR "TG0105" Error "`and` and `or` mixed without brackets";
    CHAINED "TG0106" Error "comparisons chained";
    BARE_QUANTIFIER "TG0107" Error "a quantifier inside an expression without brackets";
    CLAUSE_TWICE "TG0108" Error "a clause that may stand once stands twice";
    CLAUSE_MISSING "TG0109" Error "a clause that must be there is not";
    RESERVED "TG0110" Error "a reserved word used as a name";
    // 02: names
    UNKNOWN_NAME "TG0201" Error "a name that nothing declares";
    UNKNOWN_TYPE "TG0202" Error "a type that nothing declares";
    UNKNOWN_FIELD "TG0203" Error "a field that the type does not have";
    UNKNOWN_MEMBER "TG0204" Error "a value that the enum does not have";
    UNKNOWN_RULE "TG0205" Error "a rule that nothing declares";
    DECLARED_TWICE "TG0206" Error "a name declared twice, or one that hides another";
    CYCLE "TG0207" Error "a definition that needs itself";
    IMPORT "TG0208" Error "an import that cannot be read";
    IMPORT_CYCLE "TG0209" Error "imports that go round in a circle";
    AMBIGUOUS_IMPORT "TG0210" Error "one name from two imports";
    UNKNOWN_PARAM "TG0211" Error "a param that the policy does not have";
    NO_POLICY "TG0212" Error "a file without a policy block run on its own";
    DATA_FILE "TG0213" Error "a data file that cannot be read";
    UNKNOWN_ZONE "TG0214" Error "a time zone that does not exist";
    CALENDAR "TG0215" Error "a calendar that cannot be";
    CALENDAR_FILE "TG0216" Error "a calendar file that cannot be read";
    // 03: types
    TYPE_MISMATCH "TG0301" Error "two types that do not go together";
    NOT_A_CONDITION "TG0302" Error "a condition that is not true or false";
    ARGUMENTS "TG0303" Error "arguments that the function does not take";
    NOT_CALLABLE "TG0304" Error "something called that is no function";
    NOT_ORDERED "TG0305" Error "values without an order compared by order";
    THROUGH_LIST "TG0306" Error "a field read through a list";
    BAD_PATTERN "TG0307" Error "a pattern that is not a regular expression";
    BAD_VERSION "TG0308" Error "a version or constraint that does not read";
    SECRET_SHOWN "TG0309" Error "a secret that would be printed";
    DEFAULT_OF_CONDITION "TG0310" Error "`default` after a condition";
    MEMBER_OPERAND "TG0311" Error "an enum value as an operand of `and` or `or`";
    IS_VALUE "TG0312" Error "`is` with a value on its right";
    BAD_WINDOW "TG0313" Error "a window that is empty or ends before it starts";
    PARAM_RANGE "TG0314" Error "a param outside its range";
    TYPE_UNKNOWN "TG0315" Error "an expression whose type cannot be told";
    PARAM_VALUE "TG0316" Error "a param's value that is not constant";
    // 04: tables, classes, rules
    TABLE_COLUMNS "TG0401" Error "a table row with too few or too many cells";
    TABLE_GAP "TG0402" Error "a table that does not cover every input";
    TABLE_OVERLAP "TG0403" Error "two rows of a `hit unique` table that both apply";
    TABLE_CONFLICT "TG0404" Error "two rows of a `hit any` table that disagree";
    TABLE_ROW_DEAD "TG0405" Warning "a table row that can never apply";
    CLASS_DEAD "TG0406" Warning "a class that can never be reached";
    CLASS_OTHERWISE "TG0407" Error "a classify block whose `otherwise` is missing or not last";
    EFFECTIVE_ORDER "TG0408" Error "a rule that ends before it takes effect";
    TABLE_CELL "TG0409" Error "a cell that does not fit its column";
    // 05: documents
    DOC_MALFORMED "TG0501" Error "a document that is malformed or cut off";
    DOC_DUPLICATE_KEY "TG0502" Error "a key that stands twice";
    DOC_TOO_DEEP "TG0503" Error "a document nested too deep";
    DOC_ALIASES "TG0504" Error "aliases that expand to too much";
    DOC_NOT_UTF8 "TG0505" Error "a document that is not UTF-8";
    DOC_NOT_RECORD "TG0506" Error "a document that is not a record";
    DOC_TOO_LARGE "TG0507" Error "a document larger than the limit";
    DOC_MISSING "TG0508" Error "a document that cannot be read";
    DOC_UNREADABLE "TG0509" Warning "a value that cannot be read as its type";
    DOC_UNKNOWN_FIELD "TG0510" Warning "a field that the type does not have";
    DOC_REQUIRED "TG0511" Warning "a required field that is missing";
    DOC_DISAGREE "TG0512" Error "a document that two readers read differently";
    DOC_EMPTY "TG0513" Error "a document that holds nothing";
    IDENTITIES "TG0514" Error "an identity map that contradicts itself";
    DOC_ITSELF "TG0515" Note "the descriptor among the records of another input";
    // 06: lints
    LINT_OPTIONAL_NOT_EQUAL "TG0601" Warning "an optional path compared with `!=` or `is not`";
    LINT_FREE_CONJUNCT "TG0602" Warning "a part of a quantifier that does not speak of its element";
    LINT_MISSING_HELPS "TG0603" Warning "an `is missing` that helps a rule towards clear";
    LINT_BRACES_IN_TEXT "TG0604" Warning "braces in a text that is not interpolated";
    LINT_UNUSED "TG0605" Warning "something declared that nothing uses";
    LINT_UNUSED_BINDER "TG0606" Warning "a bound name that nothing uses";
    LINT_RANK_ORDER "TG0607" Warning "a rank compared by order";
    LINT_ALWAYS "TG0608" Warning "a condition that is always true or always false";
    LINT_EARLY_PHASE "TG0609" Warning "a rule that needs evidence which only a later phase brings";
    LINT_OBLIGATION_PHASE "TG0610" Warning "an obligation shown by a rule that speaks no later";
    // 07: usage
    NO_RULE_APPLIED "TG0701" Error "no rule applied";
    USAGE "TG0702" Error "arguments that do not go together";
    // 08: tests
    TEST_FILE "TG0801" Error "a test file that tests nothing, or holds something else";
    TEST_GIVEN "TG0802" Error "a test that does not give what the policy asks for";
    TEST_PATH "TG0803" Error "a path that the input does not have";
    TEST_VALUE "TG0804" Error "a value that cannot stand in a document";
    TEST_EXPECT "TG0805" Error "an expectation that nothing can meet";
}
