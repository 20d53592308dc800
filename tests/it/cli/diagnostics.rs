//! How faults of documents and policies are drawn on standard error.

use super::bench::{Bench, GO};

#[test]
fn a_refused_document_is_shown_where_it_is_wrong() {
    let bench = Bench::new().with("a.yaml", "name: x\r\nready: true\r\nname: y\r\n");
    let ran = bench.check(&["a.yaml"]);
    ran.refuses(&["TG0502", "a.yaml:3:1", "3 │ name: y"]);
    assert!(!ran.err.contains('\r'), "{:?}", ran.err);
}

#[test]
fn names_of_files_cannot_drive_a_terminal() {
    let bench = Bench::new().with("a\u{1b}[31m.yaml", "name: [\n");
    let ran = bench.check(&["a\u{1b}[31m.yaml", "gone\u{1b}.yaml"]);
    ran.refuses(&["TG0501", "TG0508"]);
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
}

#[test]
fn the_deepest_texts_end_with_a_diagnostic() {
    let deep = "(".repeat(100_000);
    let policy = super::bench::POLICY.replace("release.ready\n", &format!("{deep}release.ready\n"));
    let bench = Bench::empty().with("demo.gate", policy).with("a.yaml", GO);
    bench.check(&["a.yaml"]).refuses(&["TG0102"]);
    for (name, text) in [
        ("deep.json", "[".repeat(1_000_000)),
        ("deep.yaml", "[".repeat(100_000)),
        ("wide.yaml", format!("name: {}", "- ".repeat(100_000))),
    ] {
        let bench = Bench::new().with(name, text);
        bench.check(&[name]).refuses(&["TG05", name]);
    }
}
