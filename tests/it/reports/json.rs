//! JSON: what pipelines read.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tollgate::decision::run::Decision;
use tollgate::report::Options;
use tollgate::report::json_v1::read;

use super::{assert_snapshot, rendered};
use crate::fixtures::decisions;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/schema/decision-v1.schema.json"))
        .expect("the schema is JSON")
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is a schema")
}

fn text(decisions: &[Decision]) -> String {
    rendered("json", decisions, &Options::default())
}

fn value(decisions: &[Decision]) -> Value {
    serde_json::from_str(&text(decisions)).expect("the output is JSON")
}

#[test]
fn each_decision_is_written_as_its_snapshot() {
    // Five hundred findings are held by their number and order instead.
    for (name, decision) in decisions::all()
        .into_iter()
        .filter(|(name, _)| *name != "many_findings")
    {
        assert_snapshot(&format!("{name}.json"), &text(&[decision]));
    }
    let many = value(&[decisions::many_findings()]);
    let findings = many["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 500);
    for (index, finding) in findings.iter().enumerate() {
        assert_eq!(finding["key"], format!("component-{index:03}"));
    }
}

#[test]
fn one_decision_is_an_object_and_others_are_a_list() {
    let one = value(&[decisions::go()]);
    assert_eq!(one["schema"], "tollgate/decision/v1");
    let several = value(&[decisions::go(), decisions::no_go()]);
    assert_eq!(several["schema"], "tollgate/decisions/v1");
    assert_eq!(several["decisions"][0], one);
    assert_eq!(several["decisions"][1]["decision"], "no-go");
    assert_eq!(
        value(&[]),
        json!({"schema": "tollgate/decisions/v1", "decisions": []})
    );
}

#[test]
fn ndjson_is_one_decision_a_line() {
    let all: Vec<Decision> = decisions::all()
        .into_iter()
        .map(|(_, decision)| decision)
        .collect();
    let written = rendered("ndjson", &all, &Options::default());
    assert!(written.ends_with('\n'));
    let lines: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(Value::Array(lines), value(&all)["decisions"]);
    assert_eq!(rendered("ndjson", &[], &Options::default()), "");
}

#[test]
fn every_output_keeps_to_the_schema() {
    let validator = validator();
    let all: Vec<Decision> = decisions::all()
        .into_iter()
        .map(|(_, decision)| decision)
        .collect();
    for decision in &all {
        let output = value(std::slice::from_ref(decision));
        let faults: Vec<String> = validator
            .iter_errors(&output)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{}", decision.descriptor);
    }
    assert!(validator.is_valid(&value(&all)));
    assert!(validator.is_valid(&value(&[])));
}

#[test]
fn the_schema_refuses_every_change_of_a_member() {
    let validator = validator();
    for decision in [
        decisions::no_go(),
        decisions::indeterminate(),
        decisions::conditional_go(),
    ] {
        let mut output = value(&[decision]);
        let mut tried = 0;
        for path in objects(&output) {
            let members: Vec<String> = object(&mut output, &path).keys().cloned().collect();
            for member in members {
                let held = object(&mut output, &path).remove(&member).unwrap();
                let may_be_left_out = path.starts_with("/steps/") && OF_STEPS.contains(&&*member);
                assert_eq!(
                    validator.is_valid(&output),
                    may_be_left_out,
                    "{path}/{member} removed"
                );
                object(&mut output, &path).insert(format!("{member}_"), held.clone());
                assert!(!validator.is_valid(&output), "{path}/{member} renamed");
                object(&mut output, &path).remove(&format!("{member}_"));
                object(&mut output, &path).insert(member.clone(), json!({"of": 0.5}));
                assert!(
                    !validator.is_valid(&output),
                    "{path}/{member} of another type"
                );
                object(&mut output, &path).insert(member, held);
                tried += 1;
            }
            object(&mut output, &path).insert("further".to_owned(), Value::Null);
            assert!(!validator.is_valid(&output), "{path}: a further member");
            object(&mut output, &path).remove("further");
        }
        assert!(tried > 120, "{tried}");
        assert!(validator.is_valid(&output));
    }
}

/// What a step has only where there is something to say.
const OF_STEPS: [&str; 5] = ["truth", "read", "note", "children", "left_out"];

/// The paths of all objects; of lists of more than three objects, only those of the first and the last.
fn objects(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![(String::new(), value)];
    while let Some((path, value)) = pending.pop() {
        match value {
            Value::Object(members) => {
                pending.extend(
                    members
                        .iter()
                        .map(|(name, value)| (format!("{path}/{name}"), value)),
                );
                found.push(path);
            }
            Value::Array(items) => {
                let ends =
                    |index: usize| items.len() <= 3 || index == 0 || index + 1 == items.len();
                let items = items.iter().enumerate().filter(|(index, _)| ends(*index));
                pending.extend(items.map(|(index, item)| (format!("{path}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

fn object<'v>(value: &'v mut Value, path: &str) -> &'v mut Map<String, Value> {
    value
        .pointer_mut(path)
        .and_then(Value::as_object_mut)
        .unwrap()
}

#[test]
fn the_schema_leaves_nothing_open_and_the_fixture_fills_all_of_it() {
    let schema = schema();
    let mut filled = BTreeSet::new();
    for (_, decision) in decisions::all() {
        fill(
            &schema,
            &schema["$defs"]["decision"],
            &value(&[decision]),
            "decision",
            &mut filled,
        );
    }
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        let Some(properties) = definition["properties"].as_object() else {
            assert!(definition["enum"].is_array(), "{name}");
            continue;
        };
        assert_eq!(definition["additionalProperties"], false, "{name}");
        let required: BTreeSet<&str> = definition["required"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let own: BTreeSet<&str> = properties
            .keys()
            .map(String::as_str)
            .filter(|property| name != "step" || !OF_STEPS.contains(property))
            .collect();
        assert_eq!(required, own, "{name}");
        for property in properties.keys().filter(|_| name != "decisions") {
            assert!(
                filled.contains(&format!("{name}.{property}")),
                "{name}.{property} is never filled"
            );
        }
    }
}

/// Notes each member of each definition that is more than `null` or an empty list.
fn fill(schema: &Value, at: &Value, instance: &Value, name: &str, filled: &mut BTreeSet<String>) {
    if let Some(reference) = at["$ref"].as_str() {
        let name = reference.trim_start_matches("#/$defs/");
        fill(schema, &schema["$defs"][name], instance, name, filled);
    }
    for choice in at["anyOf"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|_| !instance.is_null())
    {
        fill(schema, choice, instance, name, filled);
    }
    for item in instance.as_array().into_iter().flatten() {
        fill(schema, &at["items"], item, name, filled);
    }
    for (member, property) in at["properties"].as_object().into_iter().flatten() {
        let value = &instance[member];
        if !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty()) {
            filled.insert(format!("{name}.{member}"));
        }
        fill(schema, property, value, name, filled);
    }
}

#[test]
fn numbers_are_whole_and_bytes_are_the_same_each_time() {
    fn whole(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.is_u64(),
            Value::Array(items) => items.iter().all(whole),
            Value::Object(members) => members.values().all(whole),
            _ => true,
        }
    }
    for (name, decision) in decisions::all() {
        let decisions = [decision];
        assert!(whole(&value(&decisions)), "{name}");
        assert_eq!(text(&decisions), text(&decisions), "{name}");
    }
}

#[test]
fn no_output_is_obeyed_by_a_terminal_or_a_pipeline() {
    for format in ["json", "ndjson"] {
        let written = rendered(format, &[decisions::hostile()], &Options::default());
        assert!(!written.contains('\u{1b}'));
        assert!(!written.contains("##"));
        assert!(
            written
                .lines()
                .all(|line| !line.trim_start().starts_with("::"))
        );
        assert!(written.contains("#\\u0023vso[task.complete]"));
    }
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    let all: Vec<Decision> = decisions::all()
        .into_iter()
        .map(|(_, decision)| decision)
        .collect();
    for written in [
        text(&all),
        rendered("ndjson", &all, &Options::default()),
        all.iter()
            .map(|one| text(std::slice::from_ref(one)))
            .collect(),
    ] {
        let back = read(&written).expect("what was written is read");
        assert_eq!(format!("{back:#?}"), format!("{all:#?}"));
    }
    assert_eq!(read("").unwrap().len(), 0);
}

#[test]
fn a_deep_derivation_reads_back() {
    let mut decision = decisions::no_go();
    let node = &mut decision.findings[1].clauses[0].node;
    for _ in 0..180 {
        let inner = node.clone();
        node.children = vec![inner];
    }
    let written = text(&[decision]);
    assert_eq!(text(&read(&written).unwrap()), written);
}

#[test]
fn what_is_no_decision_of_this_version_is_refused() {
    let changed = |path: &str, to: Value| {
        let mut output = value(&[decisions::no_go()]);
        *output.pointer_mut(path).unwrap() = to;
        read(&output.to_string()).unwrap_err()
    };
    assert_eq!(
        changed("/schema", json!("tollgate/decision/v2")),
        "`tollgate/decision/v2` is no version of a decision that can be read"
    );
    assert_eq!(
        changed("/decision", json!("maybe")),
        "this is no decision of version 1: `maybe` is no decision"
    );
    assert_eq!(
        changed("/findings/0/outcome", json!("Pass")),
        "this is no decision of version 1: `Pass` is no outcome"
    );
    assert!(changed("/evaluated_at", json!("today")).starts_with("`evaluated_at` "));
    assert!(changed("/engine", json!({"version": "1"})).contains("missing field `tzdata`"));
    assert!(changed("/findings/0/place/line", json!(1.5)).contains("expected u32"));
    assert!(
        changed("/engine", json!({"version": "1", "tzdata": "x", "more": 1}))
            .contains("unknown field `more`")
    );
    let mut without = value(&[decisions::go()]);
    without.as_object_mut().unwrap().remove("phase");
    assert!(
        read(&without.to_string())
            .unwrap_err()
            .contains("missing field `phase`")
    );
    assert_eq!(
        read("{}").unwrap_err(),
        "this is no decision: it has no `schema`"
    );
    assert!(
        read("nonsense")
            .unwrap_err()
            .starts_with("this is no decision: ")
    );
    for deep in [
        "[".repeat(100_000),
        "[".repeat(100_000) + &"]".repeat(100_000),
    ] {
        for text in [
            deep.clone(),
            format!(r#"{{"schema":"tollgate/decision/v1","findings":{deep}}}"#),
        ] {
            let refusal = read(&text).unwrap_err();
            assert!(refusal.starts_with("this is no decision"), "{refusal}");
        }
    }
}

#[test]
fn steps_that_lead_nowhere_or_in_a_circle_are_refused() {
    let changed = |path: &str, to: Value| {
        let mut output = value(&[decisions::no_go()]);
        *output.pointer_mut(path).unwrap() = to;
        read(&output.to_string()).unwrap_err()
    };
    let parent = value(&[decisions::no_go()])["steps"]
        .as_array()
        .unwrap()
        .iter()
        .position(|step| step["children"].is_array())
        .unwrap();
    let first = format!("/steps/{parent}/children/0");
    let says = |what: &str| format!("this is no decision of version 1: {what}");
    assert_eq!(
        changed(&first, json!(parent)),
        says(&format!("`{parent}` is no step before its own"))
    );
    assert_eq!(
        changed(&first, json!(9_999)),
        says("`9999` is no step before its own")
    );
    assert_eq!(
        changed("/steps/0/question", json!(9_999)),
        says("`9999` is no question")
    );
    assert_eq!(
        changed("/findings/0/explanation/0/derivation", json!(9_999)),
        says("`9999` is no step")
    );
    assert!(changed(&first, json!(-1)).contains("expected u32"));
}

/// A few lines that stand for more steps than any memory holds.
#[test]
fn steps_without_number_are_refused() {
    let grown = |children: &dyn Fn(usize) -> Value, count: usize| {
        let mut output = value(&[decisions::no_go()]);
        let mut steps = vec![json!({"question": 0, "value": "x"})];
        for row in 1..count {
            steps.push(json!({"question": 0, "value": "x", "children": children(row)}));
        }
        output["steps"] = Value::Array(steps);
        for finding in output["findings"].as_array_mut().unwrap() {
            for clause in finding["explanation"].as_array_mut().unwrap() {
                clause["derivation"] = json!(count - 1);
            }
        }
        read(&output.to_string())
    };
    assert_eq!(
        grown(&|row| json!([row - 1, row - 1]), 60).unwrap_err(),
        "the derivations hold more than 1000000 steps"
    );
    assert_eq!(
        grown(&|row| json!([row - 1]), 1_001).unwrap_err(),
        "a derivation is more than 1000 steps deep"
    );
    assert!(grown(&|row| json!([row - 1]), 1_000).is_ok());
}

#[test]
fn what_several_findings_rest_on_is_written_once() {
    let mut decision = decisions::no_go();
    let alone = value(std::slice::from_ref(&decision));
    let again = decision.findings.clone();
    decision.findings.extend(again);
    let doubled = value(&[decision]);
    for table in ["questions", "evidence", "steps"] {
        assert_eq!(alone[table], doubled[table], "{table}");
        let rows = alone[table].as_array().unwrap();
        let each: BTreeSet<String> = rows.iter().map(Value::to_string).collect();
        assert_eq!(
            (each.len(), rows.is_empty()),
            (rows.len(), false),
            "{table}"
        );
    }
}
