//! What each format gives for one descriptor and for several.

use super::bench::{Bench, GO, NO_GO, RISKY, UNKNOWN};

fn bench() -> Bench {
    Bench::new()
        .with("a.yaml", GO)
        .with("b.yaml", NO_GO)
        .with("c.yaml", UNKNOWN)
}

#[test]
fn text_is_a_report_for_one_and_a_summary_for_several() {
    let bench = bench();
    let one = bench.check(&["b.yaml"]);
    assert!(
        one.out.contains("It is not ready for all."),
        "{}",
        one.told()
    );
    assert!(one.out.contains("b.yaml:2"), "{}", one.told());
    let several = bench.check(&["a.yaml", "b.yaml", "c.yaml"]);
    assert!(
        several.out.starts_with("3 descriptors"),
        "{}",
        several.told()
    );
}

#[test]
fn json_is_one_document() {
    let bench = bench();
    let one = bench.check(&["--format", "json", "a.yaml"]);
    let one: serde_json::Value = serde_json::from_str(&one.out).expect("JSON");
    assert_eq!(one["decision"], "go");
    let all = bench.check(&["--format", "json", "a.yaml", "b.yaml", "c.yaml"]);
    let _: serde_json::Value = serde_json::from_str(&all.out).expect("JSON");
}

#[test]
fn an_instant_that_was_given_is_said_to_be() {
    let bench = bench();
    let at = |arguments: &[&str]| -> serde_json::Value {
        let ran = bench.check(&[&["--format", "json", "a.yaml"], arguments].concat());
        assert_eq!(ran.status, 0, "{}", ran.told());
        serde_json::from_str(&ran.out).expect("JSON")
    };
    let given = at(&["--at", "2026-11-10T13:00:00+01:00"]);
    assert_eq!(given["evaluated_at"], "2026-11-10T12:00:00Z");
    assert_eq!(given["evaluated_at_source"], "given");
    let clock = at(&[]);
    assert_eq!(clock["evaluated_at_source"], "clock");
    assert!(
        clock["evaluated_at"]
            .as_str()
            .is_some_and(|at| at.ends_with('Z') && at.len() == 20)
    );
}

#[test]
fn explain_shows_what_passed() {
    let bench = bench();
    let brief = bench.check(&["a.yaml"]).out;
    let full = bench.check(&["--explain", "a.yaml"]).out;
    assert!(!brief.contains("release.ready"), "{brief}");
    assert!(full.contains("release.ready"), "{full}");
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let bench = bench().with("d/x.yaml", RISKY);
    for format in ["text", "json", "ndjson"] {
        let run = || {
            bench.check(&[
                "--at",
                "2026-11-10T12:00:00Z",
                "--format",
                format,
                "a.yaml",
                "b.yaml",
                "d",
            ])
        };
        let (one, other) = (run(), run());
        assert_eq!(one.out, other.out);
        assert_eq!(one.status, 1);
    }
}

#[test]
fn people_are_known_by_the_map() {
    let policy = r#"
policy people {
  title "People"
  owner "team@example.org"
  version "1"
  zone "UTC"
}
type Release { by : person  wrote : person }
input release : Release
rule SOD "Not by the author" {
  severity block
  require release.by != release.wrote
}
"#;
    let bench = Bench::empty()
        .with("demo.gate", policy)
        .with("a.yaml", "by: alice\nwrote: alice@example.org\n")
        .with(
            "people.yaml",
            "- id: alice\n  emails: [alice@example.org]\n",
        )
        .with(
            "twice.yaml",
            "- id: alice\n  emails: [a@example.org]\n- id: bob\n  emails: [a@example.org]\n",
        );
    assert_eq!(
        bench
            .check(&["--identities", "people.yaml", "a.yaml"])
            .status,
        1
    );
    bench
        .check(&["--identities", "twice.yaml", "a.yaml"])
        .refuses(&["TG0514", "twice.yaml"]);
    bench
        .check(&["--identities", "gone.yaml", "a.yaml"])
        .refuses(&["TG0508", "[gone.yaml]", "there is no such file"]);
}

#[test]
fn strict_makes_errors_of_doubts() {
    let bench = Bench::new()
        .with("good.yaml", GO)
        .with("unread.yaml", "name: x\nready: perhaps\n")
        .with("unknown.yaml", "name: x\nready: true\nraedy: true\n")
        .with("lacking.yaml", "ready: true\n");
    for (file, status, code, place) in [
        ("unread.yaml", 3, "TG0509", "unread.yaml:2:8"),
        ("unknown.yaml", 0, "TG0510", "unknown.yaml:3:"),
        ("lacking.yaml", 0, "TG0511", "lacking.yaml:1:"),
    ] {
        let lenient = bench.check(&[file]);
        assert_eq!(lenient.status, status, "{}", lenient.told());
        assert!(lenient.out.contains(code), "{}", lenient.told());
        bench
            .check(&["--strict", file])
            .refuses(&[code, place, "×"]);
    }
    let ran = bench.check(&["--strict", "--format", "ndjson", "unread.yaml", "good.yaml"]);
    ran.fails(2, &["TG0509"]);
    assert!(ran.out.contains("good.yaml") && !ran.out.contains("unread.yaml"));
}
