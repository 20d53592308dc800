//! Where reports go and what colour they have.

use std::io::Read;
use std::process::Stdio;

use super::bench::{Bench, GO, NO_GO, decisions, ran};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_report_in_a_file_is_whole() {
    let bench = Bench::new().with("a.yaml", GO).with("b.yaml", NO_GO);
    let given = [
        "--at",
        "2026-11-10T12:00:00Z",
        "--format",
        "ndjson",
        "a.yaml",
        "b.yaml",
    ];
    let shown = bench.check(&given);
    let ran = bench.check(&[&["--output", "report"], &given[..]].concat());
    assert_eq!(ran.status, 1, "{}", ran.told());
    assert_eq!(ran.out, "");
    assert_eq!(bench.read("report"), shown.out);
    assert_eq!(bench.names(), ["a.yaml", "b.yaml", "demo.gate", "report"]);
}

#[test]
fn without_a_decision_a_file_stays_as_it_was() {
    let bench = Bench::new()
        .with("a.yaml", "name: [\n")
        .with("report", "before");
    let ran = bench.check(&["--output", "report", "a.yaml"]);
    ran.refuses(&["TG0501"]);
    assert_eq!(bench.read("report"), "before");
    assert_eq!(bench.names(), ["a.yaml", "demo.gate", "report"]);
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_decided() {
    let bench = Bench::new().with("a.yaml", GO).with("folder/x", "");
    for (output, says) in [
        ("folder", "`--output folder`: this is a folder, not a file"),
        (
            "none/report",
            "`--output none/report`: there is no such folder",
        ),
    ] {
        bench
            .check(&["--output", output, "a.yaml"])
            .refuses(&["TG0702", says]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let bench = Bench::new().with("a.yaml", GO);
    bench
        .check(&["--output", "/dev/full", "a.yaml"])
        .refuses(&["the report cannot be written to `/dev/full`: there is no space left"]);
    let ran = bench.check(&["--output", "/dev/null", "a.yaml"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.told());
}

#[test]
fn colour_is_for_terminals() {
    let bench = Bench::new()
        .with("a.yaml", NO_GO)
        .with("broken.yaml", "name: [\n")
        .with(
            "warned.gate",
            format!("{}\ndefine unused = 1\n", super::bench::POLICY),
        );
    let run = |environment: &[(&str, &str)], arguments: &[&str]| {
        let mut command = bench.command();
        command
            .args(["check", "--policy", "warned.gate"])
            .args(arguments);
        for (name, value) in environment {
            command.env(name, value);
        }
        ran(command
            .args(["a.yaml", "broken.yaml"])
            .output()
            .expect("it starts"))
    };
    let forced = ("CLICOLOR_FORCE", "1");
    for (environment, arguments, out, err) in [
        (vec![], vec![], false, false),
        (vec![forced], vec![], true, true),
        (vec![("NO_COLOR", "1"), forced], vec![], false, false),
        (
            vec![("NO_COLOR", "1")],
            vec!["--color", "always"],
            true,
            true,
        ),
        (vec![forced], vec!["--color", "never"], false, false),
        (vec![forced], vec!["--format", "json"], false, true),
    ] {
        let ran = run(&environment, &arguments);
        assert_eq!(
            (ran.out.contains(ESCAPE), ran.err.contains(ESCAPE)),
            (out, err),
            "{environment:?} {arguments:?}\n{}",
            ran.told()
        );
    }
    run(&[forced], &["--output", "report"]);
    assert!(!bench.read("report").contains(ESCAPE));
    run(&[], &["--output", "report", "--color", "always"]);
    assert!(bench.read("report").contains(ESCAPE));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut bench = Bench::new();
    for index in 0..300 {
        bench = bench.with(&format!("d/{index}.yaml"), GO);
    }
    for format in ["ndjson", "text", "json"] {
        let mut child = bench
            .command()
            .args([
                "check",
                "--policy",
                "demo.gate",
                "--explain",
                "--format",
                format,
                "d",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut out = child.stdout.take().expect("a pipe");
        let mut first = [0; 1];
        out.read_exact(&mut first).expect("a byte");
        drop(out);
        let ended = ran(child.wait_with_output().expect("it ends"));
        assert_eq!(ended.err, "", "{format}");
        // What was not decided is not said to go.
        let status = if format == "ndjson" { 2 } else { 0 };
        assert_eq!(ended.status, status, "{format}");
    }
}

#[test]
fn lines_come_as_decisions_are_made() {
    let bench = Bench::new().with("a.yaml", GO);
    let mut child = bench
        .command()
        .args([
            "check",
            "--policy",
            "demo.gate",
            "--format",
            "ndjson",
            "a.yaml",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    // Standard input is still open, so the second descriptor cannot be decided yet.
    let mut out = child.stdout.take().expect("a pipe");
    let mut first = Vec::new();
    while !first.ends_with(b"\n") {
        let mut byte = [0; 1];
        out.read_exact(&mut byte).expect("the first line");
        first.extend(byte);
    }
    let first = String::from_utf8(first).expect("UTF-8");
    assert_eq!(decisions(&first), [("a.yaml".to_owned(), "go".to_owned())]);
    drop(child.stdin.take());
    let ended = child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(2));
}
