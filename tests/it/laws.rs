//! What holds of every release: evidence added never overturns a definite answer, the pass that explains agrees with the
//! pass that does not, and the same inputs give the same bytes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_yaml::Value;
use tollgate::decision::run::Decision;
use tollgate::engine::facade::Engine;
use tollgate::engine::input::Identities;
use tollgate::value::outcome::Outcome;

use crate::deciding::{decide, document, engine, here, identities, request};

const AT: &str = "2026-11-10T12:00:00Z";
const RELEASES: [&str; 4] = ["go", "no-go", "lacking", "emergency"];

/// Pass, exempt and not applicable are one class: clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Clear,
    Fail,
    Undecided,
}

fn class(outcome: Outcome) -> Class {
    match outcome {
        Outcome::Pass | Outcome::Exempt | Outcome::NotApplicable => Class::Clear,
        Outcome::Fail | Outcome::Waived => Class::Fail,
        Outcome::Indeterminate => Class::Undecided,
    }
}

struct Bench {
    engine: Engine,
    identities: Identities,
}

impl Bench {
    fn new() -> Bench {
        Bench {
            engine: engine(&here("examples/payments/payments.gate")),
            identities: identities(&here("examples/payments/identities.yaml")),
        }
    }

    fn decide(&self, release: &Value) -> Decision {
        let text = serde_yaml::to_string(release).expect("a text");
        let document = document("release.yaml", &text);
        let request = request(&document, AT, Some(&self.identities));
        let decision = decide(&self.engine, &request);
        let brief = self.engine.evaluate(&request).expect("verdicts");
        let long: Vec<_> = decision
            .findings
            .iter()
            .map(|one| (one.rule.clone(), one.key.clone(), one.outcome))
            .collect();
        let short: Vec<_> = brief
            .findings
            .into_iter()
            .map(|one| (one.rule, one.key, one.outcome))
            .collect();
        assert_eq!(long, short, "the two passes disagree about\n{text}");
        assert_eq!(decision.verdict, brief.verdict);
        decision
    }
}

fn release(name: &str) -> Value {
    let path = here(&format!("examples/payments/release-{name}.yaml"));
    serde_yaml::from_str(&std::fs::read_to_string(path).expect("a release")).expect("a document")
}

#[test]
fn evidence_added_never_overturns_a_definite_answer() {
    let bench = Bench::new();
    let wholes: Vec<(Value, Decision)> = RELEASES
        .iter()
        .map(|name| {
            let whole = release(name);
            let decision = bench.decide(&whole);
            (whole, decision)
        })
        .collect();
    let mut runner = TestRunner::new(Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let picks = (0..wholes.len(), prop::collection::vec(any::<u32>(), 1..6));
    runner
        .run(&picks, |(which, cuts)| {
            let (whole, full) = &wholes[which];
            let mut poorer = whole.clone();
            for cut in cuts {
                cut_field(&mut poorer, cut);
            }
            let less = bench.decide(&poorer);
            let known: BTreeMap<_, _> = full
                .findings
                .iter()
                .map(|one| ((&one.rule, &one.key), class(one.outcome)))
                .collect();
            for one in &less.findings {
                let before = class(one.outcome);
                let Some(after) = known.get(&(&one.rule, &one.key)) else {
                    continue;
                };
                // What rests on an absence says so, and may change when the absence ends.
                if before != Class::Undecided && !one.rests_on_absence {
                    prop_assert_eq!(
                        before,
                        *after,
                        "{} {:?}\n{}",
                        &one.rule,
                        &one.key,
                        serde_yaml::to_string(&poorer).unwrap_or_default()
                    );
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Takes one field away from one record: never an element from a list.
fn cut_field(value: &mut Value, choice: u32) {
    let mut count = 0;
    count_fields(value, &mut count);
    if count > 0 {
        let mut at = choice as usize % count;
        remove_field(value, &mut at);
    }
}

fn count_fields(value: &Value, count: &mut usize) {
    match value {
        Value::Mapping(map) => {
            *count += map.len();
            map.values().for_each(|value| count_fields(value, count));
        }
        Value::Sequence(items) => items.iter().for_each(|item| count_fields(item, count)),
        _ => {}
    }
}

fn remove_field(value: &mut Value, at: &mut usize) -> bool {
    match value {
        Value::Mapping(map) => {
            if *at < map.len() {
                let key = map.keys().nth(*at).cloned().expect("a key");
                map.shift_remove(&key);
                return true;
            }
            *at -= map.len();
            map.iter_mut().any(|(_, value)| remove_field(value, at))
        }
        Value::Sequence(items) => items.iter_mut().any(|item| remove_field(item, at)),
        _ => false,
    }
}

#[test]
fn the_same_inputs_give_the_same_decision() {
    for name in RELEASES {
        let whole = release(name);
        let first = format!("{:?}", Bench::new().decide(&whole));
        let second = format!("{:?}", Bench::new().decide(&whole));
        assert_eq!(first, second, "release-{name}.yaml");
    }
}
