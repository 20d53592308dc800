//! A release that stands among the other releases too is not taken for another one.

use serde_json::{Value, json};

use super::bench::{Bench, Ran};

const POLICY: &str = r#"
policy flight {
  title   "Releases in flight"
  owner   "team@example.org"
  version "1"
  zone    "UTC"
}

import std.release

input release   : Release
input portfolio : optional list of Release

define others = portfolio default []

rule FEW-1 "At most two others are in flight" {
  severity block
  require "count": count(others) <= 2
}

rule APART-1 "Nobody else releases this version" {
  severity block
  require no other in others: other.metadata.version == release.metadata.version
}
"#;

fn release(id: &str, version: &str) -> String {
    format!("metadata:\n  id: {id}\n  name: {id}\n  version: {version}\n")
}

fn bench() -> Bench {
    Bench::empty()
        .with("flight.gate", POLICY)
        .with("own.yaml", release("own", "1.0.0"))
        .with("b.yaml", release("b", "2.0.0"))
        .with("c.yaml", release("c", "3.0.0"))
}

fn check(bench: &Bench, more: &[&str]) -> Ran {
    let fixed = [
        "check",
        "--policy",
        "flight.gate",
        "--at",
        "2026-11-01T00:00:00Z",
    ];
    bench.run(&[&fixed, more].concat())
}

fn decision(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}", ran.told()))
}

fn outcomes(decision: &Value) -> Vec<(&str, &str)> {
    let findings = decision["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| {
            let word = |name: &str| finding[name].as_str().expect("a word");
            (word("rule"), word("outcome"))
        })
        .collect()
}

#[test]
fn the_descriptor_is_left_out_of_the_portfolio() {
    let bench = bench();
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=*.yaml",
            "--format",
            "json",
            "own.yaml",
        ],
    );
    assert_eq!(ran.status, 0, "{}", ran.told());
    let decision = decision(&ran);
    assert_eq!(
        outcomes(&decision),
        [("FEW-1", "pass"), ("APART-1", "pass")]
    );
    assert_eq!(
        decision["notes"],
        json!([{
            "code": "TG0515",
            "level": "note",
            "message": "`portfolio[2]` has the `metadata.id` of the descriptor, so it is left out of `portfolio`",
            "place": {"file": "own.yaml", "path": "portfolio[2]", "line": 1, "column": 1, "expected_here": false},
            "help": null,
        }])
    );
    let text = check(
        &bench,
        &["--input", "portfolio=*.yaml", "--strict", "own.yaml"],
    );
    assert_eq!(text.status, 0, "{}", text.told());
    assert!(
        text.out
            .contains("- note TG0515  `portfolio[2]` has the `metadata.id`"),
        "{}",
        text.out
    );
}

#[test]
fn of_one_document_that_lists_releases_too() {
    let list = "- metadata: {id: b, name: b, version: 2.0.0}\n- metadata: {id: own, name: own, version: 1.0.0}\n";
    let bench = bench().with("all.yaml", list);
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=all.yaml",
            "--format",
            "json",
            "own.yaml",
        ],
    );
    let decision = decision(&ran);
    assert_eq!(
        outcomes(&decision),
        [("FEW-1", "pass"), ("APART-1", "pass")]
    );
    assert_eq!(decision["notes"][0]["place"]["path"], "portfolio[1]");
    assert_eq!(decision["notes"][0]["place"]["line"], 2);
}

#[test]
fn another_release_of_the_same_version_stays() {
    let bench = bench().with("d.yaml", release("d", "1.0.0"));
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=*.yaml",
            "--format",
            "json",
            "own.yaml",
        ],
    );
    assert_eq!(ran.status, 1, "{}", ran.told());
    assert_eq!(
        outcomes(&decision(&ran)),
        [("FEW-1", "fail"), ("APART-1", "fail")]
    );
}

#[test]
fn each_descriptor_of_a_batch_leaves_itself_out() {
    let bench = bench();
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=*.yaml",
            "--format",
            "ndjson",
            "*.yaml",
        ],
    );
    assert_eq!(ran.status, 0, "{}", ran.told());
    let left: Vec<(String, String)> = ran
        .out
        .lines()
        .map(|line| {
            let decision: Value = serde_json::from_str(line).expect("a decision");
            let word = |value: &Value| value.as_str().expect("a word").to_owned();
            assert_eq!(decision["notes"].as_array().map(Vec::len), Some(1));
            (
                word(&decision["descriptor"]),
                word(&decision["notes"][0]["place"]["path"]),
            )
        })
        .collect();
    let wanted = [
        ("b.yaml", "portfolio[0]"),
        ("c.yaml", "portfolio[1]"),
        ("own.yaml", "portfolio[2]"),
    ];
    assert_eq!(left, wanted.map(|(name, path)| (name.into(), path.into())));
}

/// Were it taken for another release, the identity when it comes would turn a fail into a pass.
#[test]
fn without_an_identity_it_is_in_doubt() {
    let nameless = "metadata:\n  name: own\n  version: 1.0.0\n";
    let bench = bench().with("d.yaml", nameless);
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=[bcd].yaml",
            "--format",
            "json",
            "own.yaml",
        ],
    );
    assert_eq!(ran.status, 3, "{}", ran.told());
    let decision = decision(&ran);
    assert_eq!(
        outcomes(&decision),
        [("FEW-1", "indeterminate"), ("APART-1", "indeterminate")]
    );
    assert_eq!(
        decision["findings"][1]["gaps"][0]["place"]["path"],
        "portfolio[2].metadata.id"
    );
    let bench = bench.with("own.yaml", nameless);
    let ran = check(
        &bench,
        &[
            "--input",
            "portfolio=[bc].yaml",
            "--format",
            "json",
            "own.yaml",
        ],
    );
    assert_eq!(
        outcomes(&self::decision(&ran)),
        [("FEW-1", "pass"), ("APART-1", "pass")],
        "neither is too many or has this version, whichever it is"
    );
}

#[test]
fn any_declared_record_is_told_apart_by_its_required_id() {
    const TICKETS: &str = r#"
policy tickets { title "Tickets" owner "team@example.org" version "1" zone "UTC" }
type Ticket { ID_FIELD  size : number }
type Epic extends Ticket { goal : text }
input epic  : Epic
input queue : optional list of Ticket
rule ALONE-1 "Nothing else is queued" {
  severity block
  require (queue default []) is empty
}
"#;
    for (field, outcome, notes) in [("id! : number", "pass", 1), ("id : number", "fail", 0)] {
        let bench = Bench::empty()
            .with("flight.gate", TICKETS.replace("ID_FIELD", field))
            .with("epic.yaml", "id: 7\ngoal: much\n")
            .with("queue.yaml", "- {id: 7.0, size: 3}\n");
        let ran = check(
            &bench,
            &[
                "--input",
                "queue=queue.yaml",
                "--format",
                "json",
                "epic.yaml",
            ],
        );
        let decision = decision(&ran);
        assert_eq!(outcomes(&decision), [("ALONE-1", outcome)], "{field}");
        let noted = decision["notes"].as_array().expect("notes");
        assert_eq!(noted.len(), notes, "{field}: {noted:?}");
    }
}
