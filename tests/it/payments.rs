//! The payments example: each release has the decision and the report that stand beside it, and the README shows a part of
//! one of them.

use std::process::Command;

use crate::deciding::here;

const RELEASES: [(&str, i32); 4] = [("go", 0), ("no-go", 1), ("lacking", 3), ("emergency", 0)];

/// What the README's command prints for one of the releases.
fn report(release: &str) -> (String, Option<i32>) {
    report_as("text", release)
}

fn report_as(format: &str, release: &str) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_tollgate"))
        .current_dir(here(""))
        .env("NO_COLOR", "1")
        .args(["check", "--policy", "examples/payments/payments.gate"])
        .args(["--identities", "examples/payments/identities.yaml"])
        .args(["--at", "2026-11-10T12:00:00Z", "--format", format])
        .arg(format!("examples/payments/release-{release}.yaml"))
        .output()
        .expect("the command");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{release}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    (text, output.status.code())
}

#[test]
fn each_release_has_the_report_beside_it() {
    let mut differing = Vec::new();
    for (release, status) in RELEASES {
        let (text, code) = report(release);
        assert_eq!(code, Some(status), "{release}\n{text}");
        let path = format!("examples/payments/release-{release}.report.txt");
        let expected = std::fs::read_to_string(here(&path)).unwrap_or_default();
        if text != expected {
            let actual = here(&format!("target/release-{release}.report.txt"));
            std::fs::write(&actual, &text).expect("a file below target");
            differing.push(format!("cp target/release-{release}.report.txt {path}"));
        }
    }
    assert!(
        differing.is_empty(),
        "reports differ from those in the repository; look at them, and if they are right:\n{}",
        differing.join("\n")
    );
}

/// Told wherever a finding rests on them, the steps of the no-go would fill a megabyte and a half.
#[test]
fn each_decision_is_written_without_repeating_itself_and_reads_back() {
    for (release, _) in RELEASES {
        let (json, _) = report_as("json", release);
        assert!(json.len() < 230_000, "{release}: {} bytes", json.len());
        let back = tollgate::report::json_v1::read(&json).expect("what was written is read");
        let mut again = Vec::new();
        tollgate::report::list::find("json")
            .expect("a format")
            .render(&back, &tollgate::report::Options::default(), &mut again)
            .expect("a vector takes every byte");
        assert_eq!(String::from_utf8(again).expect("UTF-8"), json, "{release}");
    }
}

#[test]
fn the_readme_shows_a_real_report_and_a_command_that_gives_it() {
    let readme = std::fs::read_to_string(here("README.md")).expect("the README");
    let report = std::fs::read_to_string(here("examples/payments/release-no-go.report.txt"))
        .expect("the report");
    let shown: Vec<&str> = readme
        .split("```text\n")
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .collect();
    assert_eq!(shown.len(), 2, "the README shows two parts of a report");
    for part in shown {
        assert!(
            report.contains(part.trim_end()),
            "not in the report:\n{part}"
        );
    }
    let policy =
        std::fs::read_to_string(here("examples/payments/payments.gate")).expect("the policy");
    let rule = readme
        .split("```gate\n")
        .nth(1)
        .and_then(|block| block.split("```").next())
        .expect("a rule");
    for line in rule.lines() {
        assert!(policy.contains(line), "not in the policy: {line}");
    }
    let command = readme
        .split("<!-- check-command -->\n```sh\n")
        .nth(1)
        .and_then(|block| block.split("```").next())
        .expect("a command");
    for part in [
        "check",
        "--policy examples/payments/payments.gate",
        "--identities examples/payments/identities.yaml",
        "--at 2026-11-10T12:00:00Z",
        "examples/payments/release-no-go.yaml",
    ] {
        assert!(command.contains(part), "the command lacks {part}");
    }
}
