//! Every example and every line of the known-answer tables, by the harness.

use std::path::{Path, PathBuf};

use crate::builtins::harness::shown;
use crate::builtins::list::ALL;
use crate::builtins::{Builtin, Group};

#[test]
fn examples_come_out_as_documented() {
    let all = called().flat_map(|builtin| builtin.examples);
    assert_eq!(
        differing(all.map(|example| (example.call, example.answer))),
        ""
    );
}

#[test]
fn every_function_shows_itself() {
    for builtin in ALL {
        let own = format!("{}(", builtin.name);
        assert!(
            builtin
                .examples
                .iter()
                .any(|example| example.call.contains(&own))
        );
    }
}

#[test]
fn known_answers_hold() {
    let mut wrong = String::new();
    for builtin in called() {
        let table = table(builtin.name);
        let lines: Vec<(&str, &str)> = table
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| line.split_once(" => ").unwrap_or((line, "")))
            .collect();
        assert!(
            lines.len() >= 3,
            "{}: only {} known answers",
            builtin.name,
            lines.len()
        );
        wrong += &differing(lines.into_iter());
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_table_belongs_to_a_function() {
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            ALL.iter().any(|builtin| builtin.name == name),
            "{}",
            path.display()
        );
    }
}

/// The functions that are called by themselves. What is asked of a calendar needs a policy that declares one: those
/// examples and answers are run through the language alone.
fn called() -> impl Iterator<Item = &'static &'static Builtin> {
    ALL.iter()
        .filter(|builtin| builtin.group != Group::Calendars)
}

/// What comes out otherwise than it should, one a line.
fn differing<'t>(pairs: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    pairs
        .map(|(expression, answer)| (expression, answer, shown(expression)))
        .filter(|(_, answer, got)| answer != got)
        .map(|(expression, answer, got)| format!("\n{expression}\n  => {answer}\n got {got}\n"))
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "a test reads its tables")]
fn table(name: &str) -> String {
    let path = corpus().join(format!("{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/builtins")
}
