//! Arguments that do not go together, help and version.

use super::bench::{Bench, GO};

#[test]
fn wrong_arguments_are_told_and_end_with_two() {
    let bench = Bench::new().with("a.yaml", GO);
    for (arguments, says) in [
        (
            vec!["check", "a.yaml"],
            "required arguments were not provided: --policy <FILE_OR_DIR>",
        ),
        (
            vec!["check", "--policy", "demo.gate"],
            "required arguments were not provided: <DESCRIPTOR>",
        ),
        (vec!["chekc"], "a similar subcommand exists: 'check'"),
        (
            vec!["check", "--polcy", "demo.gate"],
            "a similar argument exists: '--policy'",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--format",
                "xml",
                "a.yaml",
            ],
            "[possible values: text, json, ndjson]",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--phase",
                "deplyo",
                "a.yaml",
            ],
            "a similar value exists: 'deploy'",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--at",
                "2026-11-31T10:00:00Z",
                "a.yaml",
            ],
            "for '--at <INSTANT>': November 2026 has 30 days",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--at",
                "2026-11-30T10:00:00",
                "a.yaml",
            ],
            "for '--at <INSTANT>': has no offset",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--input",
                "a.yaml",
                "a.yaml",
            ],
            "write it as NAME=PATH",
        ),
        (
            vec![
                "check",
                "--policy",
                "demo.gate",
                "--color",
                "sometimes",
                "a.yaml",
            ],
            "[possible values: auto, always, never]",
        ),
    ] {
        bench.run(&arguments).refuses(&[says]);
    }
}

#[test]
fn without_arguments_help_is_given() {
    let ran = Bench::empty().run::<&str>(&[]);
    ran.refuses(&[
        "Decides whether a release may go, and says why",
        "check",
        "lint",
        "Exit status:",
    ]);
}

#[test]
fn help_says_what_each_status_means() {
    let ran = Bench::empty().run(&["check", "--help"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    for text in [
        "3  indeterminate: evidence is missing",
        "--each <PATTERN>",
        "Examples:",
        "--policy <FILE_OR_DIR>",
    ] {
        assert!(ran.out.contains(text), "no `{text}` in\n{}", ran.told());
    }
    assert_eq!(ran.err, "");
}

#[test]
fn the_version_names_the_time_zones() {
    let ran = Bench::empty().run(&["--version"]);
    let wanted = format!(
        "tollgate {} (time zones {})\n",
        env!("CARGO_PKG_VERSION"),
        tollgate::value::zone::database_version()
    );
    assert_eq!((ran.status, ran.out, ran.err), (0, wanted, String::new()));
}
