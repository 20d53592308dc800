//! `tollgate test`: what tests come to, how a failure is told, and what coverage counts.

mod coverage;
mod documents;
mod runs;

use std::process::Command;

use tollgate::diagnostic::Diagnostic;
use tollgate::policy_test::coverage::result::Coverage;
use tollgate::policy_test::coverage::tally::Tally;
use tollgate::policy_test::result::{Came, SuiteResult};
use tollgate::policy_test::run::run;
use tollgate::policy_test::suite::{self, Suite};
use tollgate::source::loader::MemoryLoader;

use crate::deciding::here;

const HEAD: &str =
    "policy p { title \"P\" owner \"a@example.org\" version \"1\" zone \"Europe/London\" }\n";

/// The tests of `p.gate` and `p.test.gate`, and other files beside them.
fn loaded(policy: &str, tests: &str, others: &[(&str, &str)]) -> Suite {
    let mut loader = MemoryLoader::default();
    loader.insert("p.gate", format!("{HEAD}{policy}"));
    loader.insert("p.test.gate", tests);
    for (path, text) in others {
        loader.insert(*path, *text);
    }
    suite::load(&loader, "p.gate", &[]).expect("a readable policy")
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect()
}

/// What each test came to: `name: passed`, or its failures.
fn came(result: &SuiteResult) -> Vec<String> {
    result
        .tests
        .iter()
        .map(|test| match &test.came {
            Came::Passed => format!("{}: passed", test.name),
            Came::Error(why) => format!("{}: error: {why}", test.name),
            Came::Failed(failed) => {
                let told: Vec<String> = failed
                    .failures
                    .iter()
                    .map(|one| format!("expected {}, got {}", one.expected, one.got))
                    .collect();
                format!("{}: {}", test.name, told.join("; "))
            }
        })
        .collect()
}

fn results(policy: &str, tests: &str, others: &[(&str, &str)]) -> Vec<String> {
    let mut suite = loaded(policy, tests, others);
    assert_eq!(messages(&suite.diagnostics), Vec::<String>::new());
    came(&run(&mut suite, "").0)
}

fn covered(policy: &str, tests: &str) -> Coverage {
    let mut suite = loaded(policy, tests, &[]);
    assert_eq!(messages(&suite.diagnostics), Vec::<String>::new());
    let (result, seen) = run(&mut suite, "");
    let failed: Vec<String> = came(&result)
        .into_iter()
        .filter(|one| !one.ends_with(": passed"))
        .collect();
    assert_eq!(failed, Vec::<String>::new());
    let mut tally = Tally::default();
    tally.add(&suite, &seen);
    tally.finish()
}

/// What the command prints and ends with, run in a folder of the repository.
fn command(folder: &str, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_tollgate"))
        .current_dir(here(folder))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .arg("test")
        .args(arguments)
        .output()
        .expect("the command");
    (
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
        output.status.code(),
    )
}

fn assert_snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/trials"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
