//! What loading a policy says: everything that is wrong in one run, and nothing twice.

use tollgate::engine::facade::Engine;
use tollgate::source::loader::MemoryLoader;

/// The codes that loading a policy gives, in the order of their places.
fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    let mut loader = MemoryLoader::default();
    for (path, text) in files {
        loader.insert(*path, *text);
    }
    let (path, _) = files.first().expect("a policy");
    Engine::default()
        .add(&loader, path, &[])
        .expect("a readable file")
        .diagnostics
        .iter()
        .map(|one| one.code.id)
        .collect()
}

const HEAD: &str = "policy p { title \"t\" owner \"o\" version \"1\" zone \"UTC\" }\n";

#[test]
fn a_policy_block_that_does_not_close_is_one_thing() {
    let said = codes(&[("p.gate", "policy p { title \"t\"\n")]);
    assert_eq!(said, ["TG0101"]);
}

#[test]
fn a_file_without_a_policy_block_says_so() {
    assert_eq!(codes(&[("p.gate", "define two = 2\n")]), ["TG0212"]);
}

#[test]
fn a_broken_rule_hides_nothing_of_the_next() {
    let text = format!(
        "{HEAD}import std.release\ninput release : Release\n\
         rule A-1 \"a\" {{ require release.change.risk is hihg }}\n\
         rule A-2 \"b\" {{ require release.change.risk is }}\n\
         rule A-3 \"c\" {{ require release.chnge.id == \"x\" }}\n\
         table t(risk: Risk) -> {{x, y}} {{\n  hit unique\n  | low || x |\n  | high.. || y |\n}}\n\
         rule A-4 \"d\" {{ require t(release.change.risk) is x }}\n"
    );
    assert_eq!(
        codes(&[("p.gate", &text)]),
        ["TG0204", "TG0101", "TG0203", "TG0402"]
    );
}

#[test]
fn imports_stay_inside_and_never_go_round() {
    let outside =
        format!("{HEAD}import \"../elsewhere.gate\"\nrule A-1 \"a\" {{ require 1 == 1 }}\n");
    assert!(codes(&[("policies/p.gate", &outside)]).contains(&"TG0208"));
    let round = format!("{HEAD}import a\nrule A-1 \"a\" {{ require two == 2 }}\n");
    let said = codes(&[
        ("p.gate", &round),
        ("a.gate", "import b\ndefine two = 2\n"),
        ("b.gate", "import a\n"),
    ]);
    assert!(said.contains(&"TG0209"), "{said:?}");
}

#[test]
fn a_data_file_is_pinned_by_its_digest() {
    let text = format!(
        "{HEAD}data holidays : map of date to text from \"days.yaml\" sha256 \"00\"\n\
         rule A-1 \"a\" {{ require 2026-12-25 in holidays }}\n"
    );
    let said = codes(&[("p.gate", &text), ("days.yaml", "2026-12-25: Christmas\n")]);
    assert_eq!(said, ["TG0213"]);
}
