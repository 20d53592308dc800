//! Texts that nobody would write: they are answered, and the same text always in the same way.

use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::sample::select;
use tollgate::syntax::parser::parse;

use super::{FILE, assert_sound};

const TOKENS: [&str; 112] = [
    "policy",
    "import",
    "include",
    "input",
    "param",
    "let",
    "enum",
    "type",
    "define",
    "classify",
    "table",
    "data",
    "rule",
    "calendar",
    "test",
    "title",
    "as",
    "with",
    "extends",
    "open",
    "ordered",
    "named",
    "hit",
    "unique",
    "collect",
    "phase",
    "severity",
    "control",
    "when",
    "require",
    "forbid",
    "unless",
    "oblige",
    "because",
    "remedy",
    "effective",
    "unwaivable",
    "from",
    "until",
    "proven",
    "by",
    "for",
    "each",
    "keyed",
    "if",
    "any",
    "then",
    "else",
    "and",
    "or",
    "not",
    "in",
    "is",
    "missing",
    "before",
    "on",
    "default",
    "satisfies",
    "within",
    "matches",
    "every",
    "some",
    "no",
    "at",
    "least",
    "most",
    "exactly",
    "distinct",
    "where",
    "the",
    "group",
    "sorted",
    "descending",
    "unknown",
    "optional",
    "list",
    "of",
    "map",
    "to",
    "x",
    "R-1",
    "release.risk",
    "7",
    "2026-02-30",
    "08:00",
    "5%",
    "3 days",
    "\"a\"",
    "'b'",
    "\"",
    "'",
    "\"{x}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "|",
    "||",
    ",",
    ":",
    "=",
    "==",
    "<",
    "+",
    "-",
    "..",
    "!",
    "#",
    "\\",
    "é",
];

fn soup() -> impl Strategy<Value = String> {
    let blank = select(vec![" ", " ", "", "\n", "\n  ", "\t", "\r\n"]);
    prop::collection::vec((select(TOKENS.to_vec()), blank), 0..80).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(token, blank)| [token, blank])
            .collect()
    })
}

fn assert_answered(text: &str) {
    let (first, said) = parse(FILE, text);
    let (second, again) = parse(FILE, text);
    assert_sound(text, &said);
    assert_eq!(said, again, "{text:?}");
    assert_eq!(
        super::dump::file(&first),
        super::dump::file(&second),
        "{text:?}"
    );
}

proptest! {
    #[test]
    fn tokens_in_any_order_are_answered(text in soup()) {
        assert_answered(&text);
    }

    #[test]
    fn a_rule_of_tokens_in_any_order_is_answered(inside in soup()) {
        assert_answered(&format!("rule R-1 \"t\" {{\n  require {inside}\n}}\ndefine last = 1\n"));
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        assert_answered(&text);
    }

    #[test]
    fn any_text_inside_a_message_is_answered(inside in any::<String>()) {
        assert_answered(&format!("rule R-1 \"t\" {{ require x because \"{inside}\" }}"));
    }

    #[test]
    fn a_good_file_with_a_piece_elsewhere_is_answered(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in any::<prop::sample::Index>(),
    ) {
        let files = super::good();
        let chars: Vec<char> = files[which.index(files.len())].1.chars().collect();
        let start = cut.index(chars.len() + 1);
        let end = (start + length).min(chars.len());
        let mut rest: Vec<char> = [&chars[..start], &chars[end..]].concat();
        let at = put.index(rest.len() + 1);
        rest.splice(at..at, chars[start..end].iter().copied());
        assert_answered(&rest.into_iter().collect::<String>());
    }
}
