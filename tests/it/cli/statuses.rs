//! Each exit status, alone and as the gravest of several.

use super::bench::{Bench, DRAFT, GO, NO_GO, RISKY, UNKNOWN};

fn bench() -> Bench {
    Bench::new()
        .with("go.yaml", GO)
        .with("no-go.yaml", NO_GO)
        .with("unknown.yaml", UNKNOWN)
        .with("risky.yaml", RISKY)
        .with("draft.yaml", DRAFT)
        .with("broken.yaml", "name: [\n")
}

#[test]
fn each_decision_has_its_status() {
    let bench = bench();
    for (file, status, answer) in [
        ("go.yaml", 0, "GO"),
        ("risky.yaml", 0, "CONDITIONAL GO"),
        ("no-go.yaml", 1, "NO-GO"),
        ("unknown.yaml", 3, "INDETERMINATE"),
    ] {
        let ran = bench.check(&[file]);
        assert_eq!(ran.status, status, "{}", ran.told());
        let first = ran.out.lines().next().unwrap_or_default();
        assert!(
            first.contains(answer) && first.ends_with(file),
            "{}",
            ran.told()
        );
        assert_eq!(ran.err, "");
    }
}

#[test]
fn of_several_the_gravest_counts() {
    let bench = bench();
    for (files, status) in [
        (["go.yaml", "risky.yaml"], 0),
        (["go.yaml", "draft.yaml"], 0),
        (["unknown.yaml", "go.yaml"], 3),
        (["no-go.yaml", "unknown.yaml"], 1),
        (["unknown.yaml", "no-go.yaml"], 1),
        (["broken.yaml", "no-go.yaml"], 2),
        (["no-go.yaml", "broken.yaml"], 2),
        (["go.yaml", "missing.yaml"], 2),
    ] {
        let ran = bench.check(&files);
        assert_eq!(ran.status, status, "{files:?}\n{}", ran.told());
    }
}

#[test]
fn nothing_is_decided_where_no_rule_applies() {
    let bench = bench();
    for format in ["text", "json", "ndjson"] {
        bench.check(&["--format", format, "draft.yaml"]).refuses(&[
            "TG0701",
            "no rule applied to `draft.yaml`, so nothing was decided",
            "see whether the policy is meant for this descriptor",
            "`READY`: its `when` does not hold",
            "`RISK`: its `when` does not hold",
        ]);
        let bench = Bench::new().with("a.yaml", DRAFT).with("b.yaml", DRAFT);
        bench
            .check(&["--format", format, "--output", "report", "a.yaml", "b.yaml"])
            .refuses(&[
                "TG0701",
                "no rule applied to any of 2 descriptors, so nothing was decided",
            ]);
        assert_eq!(bench.names(), ["a.yaml", "b.yaml", "demo.gate"]);
    }
}

#[test]
fn a_phase_before_every_rule_decides_nothing() {
    let policy =
        super::bench::POLICY.replace("  severity block\n", "  severity block\n  phase deploy\n");
    let bench = Bench::empty().with("demo.gate", policy).with("a.yaml", GO);
    bench.check(&["--phase", "plan", "a.yaml"]).refuses(&[
        "TG0701",
        "`READY`: speaks from the phase deploy on, `RISK`: speaks from the phase deploy on",
    ]);
}

#[test]
fn a_policy_that_does_not_apply_decides_nothing() {
    let policy = super::bench::POLICY.replace(
        "  zone    \"UTC\"\n",
        "  zone    \"UTC\"\n  applies when release.name == \"other\"\n",
    );
    let bench = Bench::empty().with("demo.gate", policy).with("a.yaml", GO);
    bench.check(&["a.yaml"]).refuses(&[
        "TG0701",
        "the `applies when` of policy `demo` does not hold",
    ]);
}

#[test]
fn descriptors_that_nothing_touched_are_counted_and_listed() {
    let bench = bench().with("drafts/x.yaml", DRAFT);
    for format in ["text", "json", "ndjson"] {
        let ran = bench.check(&["--format", format, "draft.yaml", "go.yaml", "drafts"]);
        assert_eq!(ran.status, 0, "{}", ran.told());
        assert_eq!(
            ran.err,
            "no rule applied to 2 of 3 descriptors:\n  draft.yaml\n  drafts/x.yaml\n"
        );
        assert!(ran.out.contains("go.yaml") && ran.out.contains("drafts/x.yaml"));
    }
}

#[test]
fn a_later_phase_is_left_out() {
    let bench = bench();
    let ran = bench.check(&["--phase", "plan", "risky.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    let first = ran.out.lines().next().unwrap_or_default();
    assert!(!first.contains("CONDITIONAL"), "{}", ran.told());
}
