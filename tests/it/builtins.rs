//! Every function against its table of known answers, and against the examples of its own documentation.

use std::path::Path;

use tollgate::builtins::list::ALL;

use crate::expressions::values;

#[test]
fn functions_give_their_known_answers() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for builtin in ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/corpus/builtins")
            .join(format!("{}.txt", builtin.name));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("`{}` has no table of known answers", builtin.name));
        let cases: Vec<(&str, &str)> = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| {
                line.rsplit_once(" => ")
                    .unwrap_or_else(|| panic!("no answer in `{line}`"))
            })
            .collect();
        assert!(
            cases.len() >= 3,
            "`{}` has fewer than three cases",
            builtin.name
        );
        asked += cases.len();
        check(builtin.name, &cases, &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{} of {asked} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn examples_in_the_reference_are_true() {
    let mut wrong = Vec::new();
    for builtin in ALL {
        assert!(
            !builtin.examples.is_empty(),
            "`{}` has no example",
            builtin.name
        );
        let cases: Vec<(&str, &str)> = builtin
            .examples
            .iter()
            .map(|example| (example.call, example.answer))
            .collect();
        check(builtin.name, &cases, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(name: &str, cases: &[(&str, &str)], wrong: &mut Vec<String>) {
    let expressions: Vec<&str> = cases.iter().map(|(expression, _)| *expression).collect();
    for ((expression, wanted), got) in cases.iter().zip(values(&expressions)) {
        if got != *wanted {
            wrong.push(format!(
                "{name}: {expression}\n    wanted {wanted}\n    got    {got}"
            ));
        }
    }
}
