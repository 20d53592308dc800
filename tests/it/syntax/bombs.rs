//! Texts that nest without end: each is answered, quickly, whatever the stack of the caller.

use tollgate::diagnostic::codes;
use tollgate::syntax::parser::parse;

use super::{FILE, assert_sound};

const DEEP: usize = 100_000;

/// Openings that are repeated, and what stands before and behind them.
const NESTED: [(&str, &str, &str); 31] = [
    ("define x = ", "(", ""),
    ("define x = ", "[", ""),
    ("define x = ", "f(", ""),
    ("define x = ", "a[", ""),
    ("define x = ", "{a: ", ""),
    ("define x = ", "not ", "a"),
    ("define x = ", "- ", "a"),
    ("define x = ", "-", "a"),
    ("define x = ", "distinct ", "a"),
    ("define x = ", "if ", "a"),
    ("define x = ", "if a then ", "a"),
    ("define x = ", "if a then b else ", "a"),
    ("define x = ", "every x in ", "a"),
    ("define x = ", "every x in xs: ", "a"),
    ("define x = ", "every x in xs where ", "a"),
    ("define x = ", "at least ", "a"),
    ("define x = ", "exactly 1 x in xs: ", "a"),
    ("define x = ", "the x in ", "a"),
    ("define x = ", "group x in ", "a"),
    ("define x = [a", " for x in xs where a", "]"),
    ("define x = a", ".a", ""),
    ("define x = a", "()", ""),
    ("define x = a", " + a", ""),
    ("define x = a", " * a", ""),
    ("define x = a", " default a", ""),
    ("type T { x : ", "list of ", "text }"),
    ("type T { x : ", "optional ", "text }"),
    ("type T { x : ", "map of text to ", "text }"),
    ("type T { x : ", "(a: ", "text }"),
    ("rule R-1 \"t\" { require x because ", "\"{f(", ""),
    (
        "rule R-1 \"t\" { require x\nbecause \"\nrule X \n\" require ",
        "(",
        "",
    ),
];

#[test]
fn what_nests_without_end_is_refused() {
    for (before, opening, behind) in NESTED {
        let text = format!("{before}{}{behind}", opening.repeat(DEEP));
        let (_, diagnostics) = parse(FILE, &text);
        let refused = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == codes::NESTING)
            .count();
        assert!(
            refused > 0 || before.contains("rule X"),
            "{before}{opening}…"
        );
        assert!(refused < 3, "{before}{opening}… is refused {refused} times");
        assert!(!diagnostics.is_empty(), "{before}{opening}…");
    }
}

#[test]
fn what_is_long_and_not_deep_is_read() {
    for (before, repeated, behind) in [
        ("define x = a", " and a", ""),
        ("define x = a", " or a.b == c", ""),
        ("define x = [a", ", a", "]"),
        ("define x = f(a", ", b: a", ")"),
        ("enum E {a", ", a", "}"),
        ("rule R-1 \"t\" { require x because \"", "{a} and ", "\" }"),
        (
            "rule R-1 \"t\" {\n",
            "  require (the x in xs where x.ok)\n",
            "}",
        ),
        ("", "define x = every x in xs: x.ok\n", ""),
        ("", "# comment\n", ""),
    ] {
        let text = format!("{before}{}{behind}", repeated.repeat(2_000));
        let (_, diagnostics) = parse(FILE, &text);
        assert!(
            diagnostics.is_empty(),
            "{before}{repeated}…: {:?}",
            diagnostics.first()
        );
    }
}

#[test]
fn what_is_wrong_many_times_is_said_many_times() {
    for (before, repeated, behind, least) in [
        ("rule R-1 \"t\" {\n", "  require a b\n", "}", 2_000),
        ("rule R-1 \"t\" {\n", "  because \"\n", "}", 1),
        ("", "rule R-1 \"t\" {\n", "", 2_000),
        ("", "define x = (\n", "", 2_000),
        ("define x = a", " < a", "", 1),
        ("define x = a", " is b", "", 1),
        ("define x = a", " and b or a", "", 1),
        ("", "\0", "", 2_000),
        ("", "\"", "", 1),
        ("", "because \"", "", 1),
        ("", "({\n)", "", 1),
    ] {
        let text = format!("{before}{}{behind}", repeated.repeat(2_000));
        let (_, diagnostics) = parse(FILE, &text);
        assert!(
            diagnostics.len() >= least,
            "{before}{repeated}…: {}",
            diagnostics.len()
        );
        assert_sound(&text, &diagnostics);
    }
}

/// A level is a bracket, a quantifier, an `if`, a sign: 128 of them are read, more are not.
#[test]
fn the_limit_is_the_same_on_every_stack() {
    let nested =
        |levels: usize| format!("define x = {}a{}", "(".repeat(levels), ")".repeat(levels));
    let records = |levels: usize| {
        format!(
            "define x = {}a{}",
            "{a: ".repeat(levels),
            "}".repeat(levels)
        )
    };
    let read = |text: String| {
        std::thread::Builder::new()
            .stack_size(512 << 10)
            .spawn(move || {
                let (file, diagnostics) = parse(FILE, &text);
                (
                    file.items.len(),
                    diagnostics.first().map(|first| first.code),
                )
            })
            .expect("a thread")
            .join()
            .expect("no panic")
    };
    for levels in [1, 15, 16, 17, 64, 120] {
        assert_eq!(read(nested(levels)), (1, None), "{levels}");
        assert_eq!(read(records(levels)), (1, None), "{levels}");
    }
    for levels in [129, 130, 1_000] {
        assert_eq!(read(nested(levels)), (0, Some(codes::NESTING)), "{levels}");
        assert_eq!(read(records(levels)), (0, Some(codes::NESTING)), "{levels}");
    }
}
