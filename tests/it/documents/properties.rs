use bumpalo::Bump;
use proptest::prelude::*;
use tollgate::document::read::{Document, Syntax};
use tollgate::document::refusal::Refusal;
use tollgate::types::ty::Ty;
use tollgate::value::origin::{Origin, Segment};

use super::sample::{RELEASE, decode, documents, remarks, show};

const YAML: &str = "\
# a release
%TAG
id: &id R-1
text: |
  two
   lines
number: -1.50
tier: 2
boolean: true
percentage: '87.5%'
instant: 2026-11-27T10:00:00Z
window: {start: 2026-11-27T10:00:00Z, end: \"2026-11-27T12:00:00+01:00\"}
version: 1.10
people:
- &p {by: Alice A. <alice@example.org>, at: 2026-11-27T10:00:00Z}
- by: bob
  within: *p
texts: [a, 1, \"\\u00e9\\n\", *id, ~, 'it''s', größe]
roles: !!seq
  - cab
  - - cab
labels: {a: b, ? c : d, \"e\":f}
unread: >-
  folded
  text
open: {x: [{}, [], '']}
";

const JSON: &str = r#"{
  "id": "R-1", "text": "a\n\u00e9\ud83d\ude00\"\\", "number": -1.50e+2, "tier": 2, "boolean": true,
  "percentage": "87.5%", "instant": "2026-11-27T10:00:00Z",
  "window": {"start": "2026-11-27T10:00:00Z", "end": "2026-11-27T12:00:00Z"},
  "version": 1.10, "people": [{"by": "alice", "within": {"by": "größe"}}, {"by": "bob"}],
  "texts": ["a", 1, null, [], {}], "labels": {"a": "b", "": "c"}, "unread": {"x": [false, 0, -0.0]}
}"#;

/// Reads all there is to read, and says what came of it.
fn all_of(text: &[u8], syntax: Syntax) -> Result<Vec<String>, Refusal> {
    documents(text, syntax)?.iter().map(told).collect()
}

fn told(document: &Document) -> Result<String, Refusal> {
    let arena = Bump::new();
    let decoded = decode(&arena, document, &Ty::Record(RELEASE), true)?;
    for remark in &decoded.remarks {
        let place = document.locate(&Origin(Some(remark.at)).segments());
        assert!(place.line >= 1 && place.column >= 1);
        let width = document.line(place.line).chars().count();
        assert!(place.column as usize <= width + 1, "{place:?}");
    }
    document.locate(&[
        Segment::Field("texts"),
        Segment::Index(3),
        Segment::Key("x"),
    ]);
    Ok(format!("{} {:?}", show(&decoded.value), remarks(&decoded)))
}

fn refused_in_the_text(text: &[u8], refusal: &Refusal) {
    assert!(!refusal.message.is_empty());
    let Some((line, column)) = refusal.position else {
        return;
    };
    let lines = text.split(|byte| *byte == b'\n').count();
    assert!(line >= 1 && line as usize <= lines + 1, "{refusal:?}");
    assert!(
        column >= 1 && column as usize <= text.len() + 1,
        "{refusal:?}"
    );
}

fn good_yaml() -> String {
    YAML.replace("%TAG\n", "")
}

#[test]
fn the_good_documents_are_good() {
    assert_eq!(
        all_of(good_yaml().as_bytes(), Syntax::Yaml).map(|read| read.len()),
        Ok(1)
    );
    assert_eq!(
        all_of(JSON.as_bytes(), Syntax::Json).map(|read| read.len()),
        Ok(1)
    );
}

#[test]
fn every_prefix_is_refused_or_read() {
    let yaml = good_yaml();
    for end in 0..yaml.len() {
        let cut = &yaml.as_bytes()[..end];
        if let Err(refusal) = all_of(cut, Syntax::Yaml) {
            refused_in_the_text(cut, &refusal);
        }
    }
    for end in 0..JSON.len() {
        let cut = &JSON.as_bytes()[..end];
        let refusal = all_of(cut, Syntax::Json).expect_err("a part of a JSON text is none");
        refused_in_the_text(cut, &refusal);
    }
}

/// A change to a text: so far into it, so much of it taken out, something put in.
#[derive(Debug, Clone)]
struct Change {
    at: prop::sample::Index,
    remove: usize,
    insert: Vec<u8>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let snippet = prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"  ".to_vec()),
        Just(b": ".to_vec()),
        Just(b"- ".to_vec()),
        Just(b"? ".to_vec()),
        Just(b"&p ".to_vec()),
        Just(b"*p".to_vec()),
        Just(b"*id".to_vec()),
        Just(b"\n---\n".to_vec()),
        Just(b"\n...\n".to_vec()),
        Just(b"!!str ".to_vec()),
        Just(b"!x ".to_vec()),
        Just(b"[{".to_vec()),
        Just(b"\\ud800".to_vec()),
        Just(b"|+2\n".to_vec()),
        Just("\u{feff}".as_bytes().to_vec()),
        Just("\u{2028}".as_bytes().to_vec()),
        Just("\u{85}".as_bytes().to_vec()),
        "[\\[\\]{}:,&*!|>'\"%@`#?\\-\\\\ \\t\\r\\n~0-9a-z]{1,4}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    let change = (
        any::<prop::sample::Index>(),
        0..6_usize,
        prop::option::of(snippet),
    )
        .prop_map(|(at, remove, insert)| Change {
            at,
            remove,
            insert: insert.unwrap_or_default(),
        });
    prop::collection::vec(change, 1..6)
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let at = change.at.index(bytes.len() + 1);
        let end = (at + change.remove).min(bytes.len());
        bytes.splice(at..end, change.insert.iter().copied());
    }
    bytes
}

/// A JSON text of the sample's fields, with whatever values.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let text = prop_oneof![
        "[ -~äß€😀]{0,8}",
        "(true|no|~|null|12|1[.]10|0x1F|[.]inf|2026-11-27|87[.]5%|alice|low|36h|AoE|<<|- a|a: b|#x|\\*a|&a|!x|%)",
        "[ \\t\\n\\r\"\\\\/:,{}\\[\\]'a-c]{0,6}",
    ];
    let number = prop_oneof![
        any::<i64>().prop_map(serde_json::Value::from),
        (-1e6..1e6_f64).prop_map(serde_json::Value::from),
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        number,
        text.prop_map(serde_json::Value::from),
    ];
    let names: Vec<String> = super::sample::shapes()
        .records
        .iter()
        .flat_map(|record| record.fields.iter().map(|field| field.wire.clone()))
        .chain(["start", "end", "low", "2026-11-27", "<<", "null", "a b", ""].map(String::from))
        .collect();
    let name = prop::sample::select(names);
    let value = leaf.prop_recursive(3, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| serde_json::Value::from(serde_json::Map::from_iter(map))),
        ]
    });
    let field = (any::<prop::sample::Index>(), value);
    prop::collection::vec(field, 0..12).prop_map(|fields| {
        let declared = &super::sample::shapes().records[0].fields;
        let members = fields
            .into_iter()
            .map(|(index, value)| (index.get(declared).wire.clone(), value));
        serde_json::Value::from(serde_json::Map::from_iter(members))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_refused_or_read(text in prop::collection::vec(any::<u8>(), 0..200)) {
        for syntax in [Syntax::Yaml, Syntax::Json] {
            if let Err(refusal) = all_of(&text, syntax) {
                refused_in_the_text(&text, &refusal);
            }
        }
    }

    #[test]
    fn punctuation_is_refused_or_read(text in "[\\[\\]{}:,&*!|>'\"%@`#?\\-\\\\ \\n~ab1ü]{0,40}") {
        for syntax in [Syntax::Yaml, Syntax::Json] {
            if let Err(refusal) = all_of(text.as_bytes(), syntax) {
                refused_in_the_text(text.as_bytes(), &refusal);
            }
        }
    }

    #[test]
    fn changed_yaml_is_refused_or_read(changes in changes()) {
        let text = changed(&good_yaml(), &changes);
        if let Err(refusal) = all_of(&text, Syntax::Yaml) {
            refused_in_the_text(&text, &refusal);
        }
    }

    /// What serde_json takes is taken, but for a key that stands twice; what it refuses is refused, but for numbers
    /// larger than a float.
    #[test]
    fn changed_json_is_taken_as_serde_json_takes_it(changes in changes()) {
        let text = changed(JSON, &changes);
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text);
        let other = serde_json::from_slice::<serde_json::Value>(text);
        match (documents(text, Syntax::Json), other) {
            (Ok(_), Ok(_)) => {}
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{}", error),
            (Err(refusal), Ok(_)) => prop_assert_eq!(refusal.code.id, "TG0502", "{}", refusal.message),
            (Err(refusal), Err(_)) => refused_in_the_text(text, &refusal),
        }
        let _ = all_of(text, Syntax::Json);
    }

    /// YAML holds JSON: a JSON text reads the same as both.
    #[test]
    fn json_reads_alike_as_yaml(value in json(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            value.to_string()
        };
        let json = all_of(text.as_bytes(), Syntax::Json);
        let yaml = all_of(text.as_bytes(), Syntax::Yaml);
        prop_assert!(json.is_ok(), "{}: {:?}", text, json);
        prop_assert_eq!(json, yaml, "{}", text);
    }
}
