//! The words of the language: which may not be names, and what each kind of place begins with.

use crate::diagnostic::did_you_mean;

/// The words with which items begin.
pub(super) const ITEMS: [&str; 15] = [
    "policy", "import", "include", "input", "param", "let", "enum", "type", "define", "classify",
    "table", "data", "rule", "calendar", "test",
];

/// Blocks that the language will have and this version does not read.
pub(super) const LATER_ITEMS: [&str; 2] = ["waivers", "extern"];

/// What other languages call such blocks, and what they are called here.
pub(super) const FOREIGN_ITEMS: [(&str, &str); 14] = [
    ("allow", "rule"),
    ("class", "type"),
    ("const", "let"),
    ("def", "define"),
    ("deny", "rule"),
    ("fn", "define"),
    ("func", "define"),
    ("function", "define"),
    ("module", "policy"),
    ("package", "policy"),
    ("record", "type"),
    ("struct", "type"),
    ("use", "import"),
    ("var", "let"),
];

/// The words with which the clauses of a rule begin.
pub(super) const CLAUSES: [&str; 13] = [
    "phase",
    "severity",
    "control",
    "let",
    "when",
    "require",
    "forbid",
    "unless",
    "oblige",
    "because",
    "remedy",
    "effective",
    "unwaivable",
];

/// The words with which the parts of a calendar begin, where they begin a line. `zone` and `in` may go on with a period.
pub(super) const CALENDAR_PARTS: [&str; 3] = ["closed", "open", "mark"];

/// The word of an item that is nearly what was written.
pub(super) fn nearest_item(word: &str) -> Option<&'static str> {
    did_you_mean(word, ITEMS.into_iter().chain(LATER_ITEMS))
}

/// Whether a word starts or continues an expression, so that nothing may be named so.
pub(super) fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "at"
            | "by"
            | "default"
            | "distinct"
            | "else"
            | "empty"
            | "every"
            | "exactly"
            | "false"
            | "for"
            | "group"
            | "if"
            | "in"
            | "is"
            | "keyed"
            | "least"
            | "matches"
            | "missing"
            | "most"
            | "no"
            | "not"
            | "or"
            | "otherwise"
            | "present"
            | "satisfies"
            | "some"
            | "sorted"
            | "the"
            | "then"
            | "true"
            | "unknown"
            | "unless"
            | "until"
            | "when"
            | "where"
            | "within"
    )
}

/// Whether a word is a unit of time: `3 days` would read as a duration where a name follows a number.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "second" | "minute" | "hour" | "day" | "week" | "month" | "year"
    )
}
