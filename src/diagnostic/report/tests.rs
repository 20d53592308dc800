use super::*;
use crate::diagnostic::codes;

const POLICY: &str =
    "policy p { title \"P\" }\nrule R-1 \"One\" {\n  require relese.change.risk is low\n}\n";

fn span(sources: &Sources, file: FileId, text: &str) -> Span {
    let start = sources.get(file).unwrap().text.find(text).unwrap();
    Span::new(file, start, start + text.len())
}

#[test]
fn nothing_to_say_draws_nothing() {
    assert_eq!(render(&[], &Sources::default(), true, 80), "");
}

#[test]
fn a_diagnostic_shows_code_place_and_help() {
    let mut sources = Sources::default();
    let file = sources.add("payments.gate", POLICY);
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_NAME,
        span(&sources, file, "relese"),
        "nothing declares `relese`",
    )
    .label("used here")
    .help("did you mean `release`?");
    assert_eq!(
        render(std::slice::from_ref(&diagnostic), &sources, false, 80),
        "\
TG0201

  × nothing declares `relese`
   ╭─[payments.gate:3:11]
 2 │ rule R-1 \"One\" {
 3 │   require relese.change.risk is low
   ·           ───┬──
   ·              ╰── used here
 4 │ }
   ╰────
  help: did you mean `release`?

"
    );
    let coloured = render(&[diagnostic], &sources, true, 80);
    assert!(coloured.starts_with("\u{1b}[31mTG0201"), "{coloured:?}");
}

#[test]
fn places_in_two_files_are_both_drawn() {
    let mut sources = Sources::default();
    let one = sources.add("one.gate", POLICY);
    let two = sources.add("two.gate", "rule R-1 \"Other\" {}\n");
    let diagnostic = Diagnostic::new(
        codes::DECLARED_TWICE,
        span(&sources, two, "R-1"),
        "rule `R-1` is declared twice",
    )
    .label("declared again")
    .and(span(&sources, one, "R-1"), "declared first");
    assert_eq!(
        render(&[diagnostic], &sources, false, 80),
        "\
TG0206

  × rule `R-1` is declared twice
   ╭─[two.gate:1:6]
 1 │ rule R-1 \"Other\" {}
   ·      ─┬─
   ·       ╰── declared again
   ╰────

Advice: 
  ☞ see also one.gate
   ╭─[one.gate:2:6]
 1 │ policy p { title \"P\" }
 2 │ rule R-1 \"One\" {
   ·      ─┬─
   ·       ╰── declared first
 3 │   require relese.change.risk is low
   ╰────

"
    );
}

#[test]
fn what_a_terminal_obeys_is_veiled_and_spans_still_fit() {
    let mut sources = Sources::default();
    let file = sources.add("a\u{1b}b.gate", "a\u{1b}\u{9b}\u{202e}\u{e0041} here\n");
    let at = span(&sources, file, "here");
    let diagnostic = Diagnostic::new(codes::SYNTAX, at, "no \u{1b}[2J");
    let drawn = render(&[diagnostic], &sources, false, 80);
    assert!(!drawn.contains('\u{1b}'), "{drawn:?}");
    assert!(drawn.contains("a\\u{1b}b.gate:1:"), "{drawn}");
    assert!(drawn.contains("a?·\u{fffd}\u{1f6ab} here"), "{drawn}");
    assert!(drawn.contains("no \\u{1b}[2J"), "{drawn}");
}

#[test]
fn a_span_outside_its_file_is_no_fault() {
    let mut sources = Sources::default();
    let file = sources.add("a.gate", "");
    let lost = |file| Diagnostic::new(codes::SYNTAX, Span::new(file, 7, 3), "lost");
    let drawn = render(&[lost(file), lost(FileId(9))], &sources, false, 80);
    assert_eq!(drawn.matches("lost").count(), 2, "{drawn}");
}

#[test]
fn a_refusal_looks_like_a_diagnostic() {
    assert_eq!(
        render_refusal(
            "release.yaml",
            Some("    by: alice"),
            codes::DOC_DUPLICATE_KEY,
            "key `by` stands twice",
            Some((12, 5)),
            Some("leave one of them out"),
            false,
        ),
        "\
TG0502

  × key `by` stands twice
    ╭─[release.yaml:12:5]
 12 │     by: alice
    ·     ▲
    ╰────
  help: leave one of them out
"
    );
    assert_eq!(
        render_refusal(
            "-",
            None,
            codes::DOC_EMPTY,
            "the document is empty",
            None,
            None,
            false
        ),
        "TG0513\n\n  × the document is empty\n   ╭─[-]\n   ╰────\n"
    );
    let coloured = render_refusal("-", None, codes::DOC_UNKNOWN_FIELD, "x", None, None, true);
    assert!(
        coloured.starts_with("\u{1b}[33mTG0510\u{1b}[0m"),
        "{coloured:?}"
    );
}
