//! Damage is never a pass: of a release that may go, each value that a rule reads is removed, emptied, retyped and
//! misspelt, one at a time. The rule then never passes for want of that evidence.
//!
//! Some damage is harmless: where a rule gives the same answer whatever stands there (the severity of a defect that is
//! closed), it may pass without knowing. That is not taken on trust. Wherever a damaged release may still go, other
//! values are put in that place, and each of them must leave the rule passing too.

use std::path::Path;

use serde_yaml::{Mapping, Value};
use tollgate::check::analysis::evidence;
use tollgate::check::analysis::path::{PathPattern, Step};
use tollgate::engine::facade::{Engine, Policy};
use tollgate::engine::input::Identities;
use tollgate::engine::run::Verdicts;
use tollgate::types::ty::Ty;
use tollgate::value::outcome::{Outcome, Verdict};

use crate::deciding::{document, engine, here, identities, request};

struct Example {
    engine: Engine,
    release: Value,
    identities: Option<Identities>,
    at: &'static str,
}

#[test]
fn damage_to_a_payments_release_is_never_a_pass() {
    let example = Example {
        engine: engine(&here("examples/payments/payments.gate")),
        release: read(&here("examples/payments/release-go.yaml")),
        identities: Some(identities(&here("examples/payments/identities.yaml"))),
        at: "2026-11-10T12:00:00Z",
    };
    let tried = damage_everything(&example);
    assert!(tried > 400, "only {tried} kinds of damage were tried");
}

#[test]
fn damage_to_a_deliverable_is_never_a_pass() {
    let mut engine = engine(&here("examples/openstack/deliverable.gate"));
    engine.set("series", "queens").expect("the param `series`");
    let example = Example {
        engine,
        release: read(&here("examples/openstack/deliverable.yaml")),
        identities: None,
        at: "2026-11-10T12:00:00Z",
    };
    let tried = damage_everything(&example);
    assert!(tried > 40, "only {tried} kinds of damage were tried");
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("an example");
    serde_yaml::from_str(&text).expect("a document")
}

/// One step into a document.
#[derive(Debug, Clone, PartialEq)]
enum At {
    Key(String),
    Place(usize),
}

fn damage_everything(example: &Example) -> usize {
    let whole = outcome(example, &example.release);
    assert!(
        matches!(whole.verdict, Verdict::Go | Verdict::ConditionalGo),
        "the undamaged release may go, not {:?}",
        whole.verdict
    );
    let policy = example.engine.policies.first().expect("a policy");
    let evidence = evidence::of_program(&policy.checked);
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (rule, evidence) in policy.checked.rules.iter().zip(&evidence.rules) {
        for pattern in evidence.reads.keys() {
            let ty = type_of(policy, pattern);
            for path in places(&example.release, &pattern.steps) {
                for (how, damaged) in damages(policy, &ty, &example.release, &path) {
                    tried += 1;
                    let what = format!("{} with {path:?} {how}", rule.id);
                    judge(example, &rule.id, &ty, &damaged, &path, &what, &mut wrong);
                }
            }
        }
        for pattern in &evidence.quantified {
            let mut emptied = example.release.clone();
            for path in places(&example.release, &pattern.steps) {
                set(&mut emptied, &path, Some(Value::Sequence(Vec::new())));
            }
            if emptied == example.release {
                continue;
            }
            tried += 1;
            let decision = outcome(example, &emptied);
            if may_go(&decision) && passes(&decision, &rule.id) {
                wrong.push(format!("{} passes with every `{pattern}` emptied", rule.id));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    tried
}

fn judge(
    example: &Example,
    rule: &str,
    ty: &Ty,
    damaged: &Value,
    path: &[At],
    what: &str,
    wrong: &mut Vec<String>,
) {
    let decision = outcome(example, damaged);
    if !may_go(&decision) || !passes(&decision, rule) {
        return;
    }
    let policy = example.engine.policies.first().expect("a policy");
    for other in alternatives(policy, ty, &example.release) {
        let mut changed = example.release.clone();
        set(&mut changed, path, Some(other.clone()));
        let decision = outcome(example, &changed);
        if !passes(&decision, rule) {
            wrong.push(format!("{what} passes, though `{other:?}` there does not"));
            return;
        }
    }
}

fn outcome(example: &Example, release: &Value) -> Verdicts {
    let text = serde_yaml::to_string(release).expect("a text");
    let document = document("release.yaml", &text);
    example
        .engine
        .evaluate(&request(&document, example.at, example.identities.as_ref()))
        .unwrap_or_else(|failure| panic!("no verdicts: {failure:?}"))
}

fn may_go(verdicts: &Verdicts) -> bool {
    matches!(verdicts.verdict, Verdict::Go | Verdict::ConditionalGo)
}

/// Whether every finding of the rule is clear, and one of them rests on what the record shows.
fn passes(verdicts: &Verdicts, rule: &str) -> bool {
    let outcomes: Vec<Outcome> = verdicts
        .findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| finding.outcome)
        .collect();
    let clear = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::Pass | Outcome::Exempt | Outcome::NotApplicable
        )
    };
    outcomes.iter().all(clear)
        && outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Pass | Outcome::Exempt))
}

/// Every place of a document that a pattern speaks of.
fn places(document: &Value, steps: &[Step]) -> Vec<Vec<At>> {
    let Some((step, rest)) = steps.split_first() else {
        return vec![Vec::new()];
    };
    let below = |at: At, value: &Value| -> Vec<Vec<At>> {
        places(value, rest)
            .into_iter()
            .map(|mut path| {
                path.insert(0, at.clone());
                path
            })
            .collect()
    };
    match (step, document) {
        (Step::Field(name), Value::Mapping(map)) => map
            .get(name.as_str())
            .map_or_else(Vec::new, |value| below(At::Key(name.clone()), value)),
        (Step::Element, Value::Sequence(items)) => items
            .iter()
            .enumerate()
            .flat_map(|(place, value)| below(At::Place(place), value))
            .collect(),
        (Step::Value, Value::Mapping(map)) => map
            .iter()
            .flat_map(|(key, value)| {
                below(At::Key(key.as_str().unwrap_or_default().to_owned()), value)
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn at<'v>(document: &'v Value, path: &[At]) -> Option<&'v Value> {
    path.iter().try_fold(document, |value, step| match step {
        At::Key(key) => value.get(key.as_str()),
        At::Place(place) => value.get(place),
    })
}

/// Puts a value in a place; `None` takes away what is there.
fn set(document: &mut Value, path: &[At], value: Option<Value>) {
    let Some((last, way)) = path.split_last() else {
        return;
    };
    let holder = way.iter().try_fold(document, |value, step| match step {
        At::Key(key) => value.get_mut(key.as_str()),
        At::Place(place) => value.get_mut(place),
    });
    match (holder, last, value) {
        (Some(Value::Mapping(map)), At::Key(key), Some(value)) => {
            map.insert(Value::String(key.clone()), value);
        }
        (Some(Value::Mapping(map)), At::Key(key), None) => {
            map.remove(key.as_str());
        }
        (Some(Value::Sequence(items)), At::Place(place), Some(value)) => items[*place] = value,
        (Some(Value::Sequence(items)), At::Place(place), None) => items[*place] = Value::Null,
        _ => {}
    }
}

fn damages(policy: &Policy, ty: &Ty, release: &Value, path: &[At]) -> Vec<(&'static str, Value)> {
    let mut damages = Vec::new();
    let mut add = |how, value: Option<Value>| {
        let mut damaged = release.clone();
        set(&mut damaged, path, value);
        damages.push((how, damaged));
    };
    let Some(whole) = at(release, path) else {
        return Vec::new();
    };
    add("removed", None);
    add("null", Some(Value::Null));
    add("blank", Some(Value::String("  ".to_owned())));
    let retyped = match whole {
        Value::Sequence(_) => Value::String("TBD".to_owned()),
        Value::Mapping(_) => Value::Sequence(vec![Value::String("TBD".to_owned())]),
        _ => Value::Sequence(vec![whole.clone()]),
    };
    add("retyped", Some(retyped));
    if let (Ty::Enum(_), Value::String(text)) = (ty.plain(), whole) {
        let mut capital = text.clone();
        capital[..1].make_ascii_uppercase();
        add("capitalised", Some(Value::String(capital)));
        add("misspelt", Some(Value::String(swapped(policy, ty, text))));
    }
    if matches!(
        ty.plain(),
        Ty::Instant | Ty::Date | Ty::Number | Ty::Duration | Ty::Bool
    ) {
        add("unreadable", Some(Value::String("TBD".to_owned())));
    }
    damages
}

/// Two letters exchanged, so that it is no member.
fn swapped(policy: &Policy, ty: &Ty, text: &str) -> String {
    let members = members(policy, ty);
    let letters: Vec<char> = text.chars().collect();
    for place in 1..letters.len() {
        let mut other = letters.clone();
        other.swap(place - 1, place);
        let other: String = other.into_iter().collect();
        if !members.contains(&other) {
            return other;
        }
    }
    format!("{text}x")
}

fn members(policy: &Policy, ty: &Ty) -> Vec<String> {
    match ty.plain() {
        Ty::Enum(id) => policy
            .checked
            .types
            .enum_type(*id)
            .map_or_else(Vec::new, |found| found.members.clone()),
        _ => Vec::new(),
    }
}

/// Other values that could stand there.
fn alternatives(policy: &Policy, ty: &Ty, release: &Value) -> Vec<Value> {
    let texts = |texts: &[&str]| -> Vec<Value> {
        texts
            .iter()
            .map(|text| Value::String((*text).to_owned()))
            .collect()
    };
    match ty.plain() {
        Ty::Enum(_) => members(policy, ty).into_iter().map(Value::String).collect(),
        Ty::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Ty::Number => [-1, 0, 1, 2, 5, 1_000_000]
            .into_iter()
            .map(|n: i64| Value::Number(n.into()))
            .collect(),
        Ty::Percentage => texts(&["0%", "0.01%", "50%", "100%"]),
        Ty::Instant => texts(&[
            "2001-01-01T00:00:00Z",
            "2026-11-10T11:00:00Z",
            "2099-01-01T00:00:00Z",
        ]),
        Ty::Date => texts(&["2001-01-01", "2099-01-01"]),
        Ty::Duration => texts(&["1 second", "1 hour", "400 days"]),
        Ty::Version => texts(&["0.0.1", "3.1.4", "99.0.0"]),
        Ty::Constraint => texts(&["*", "^99"]),
        Ty::Zone => texts(&["UTC", "Pacific/Apia", "AoE"]),
        Ty::Person => {
            let mut people = Vec::new();
            collect(release, &|text| text.contains('@'), &mut people);
            people.push("stranger@example.org".to_owned());
            people.into_iter().map(Value::String).collect()
        }
        Ty::Text => {
            let mut others = vec!["another".to_owned()];
            collect(release, &|text| text.len() < 40, &mut others);
            others.truncate(40);
            others.into_iter().map(Value::String).collect()
        }
        Ty::List(_) | Ty::Set(_) => vec![Value::Sequence(Vec::new())],
        Ty::Record(_) | Ty::Map(..) => vec![Value::Mapping(Mapping::new())],
        _ => Vec::new(),
    }
}

fn collect(value: &Value, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if wanted(text) && !found.contains(text) => found.push(text.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, wanted, found)),
        Value::Mapping(map) => map
            .iter()
            .for_each(|(_, item)| collect(item, wanted, found)),
        _ => {}
    }
}

/// The declared type of what a pattern speaks of.
fn type_of(policy: &Policy, pattern: &PathPattern) -> Ty {
    let program = &policy.checked;
    let mut ty = program
        .inputs
        .iter()
        .find(|input| input.name == pattern.input)
        .map_or(Ty::Error, |input| input.ty.clone());
    for step in &pattern.steps {
        ty = match (step, ty.plain()) {
            (Step::Field(name), Ty::Record(id)) => program
                .types
                .record_type(*id)
                .and_then(|record| record.fields.iter().find(|field| field.wire == *name))
                .map_or(Ty::Error, |field| field.ty.clone()),
            (Step::Element, Ty::List(of) | Ty::Set(of)) | (Step::Value, Ty::Map(_, of)) => {
                (**of).clone()
            }
            _ => Ty::Error,
        };
    }
    ty
}
