//! A hand-made type with every kind of field, as a program would declare it.

use bumpalo::Bump;
use tollgate::document::read::{Decoded, Decoding, Document, Limits, Syntax, scan};
use tollgate::document::refusal::Refusal;
use tollgate::types::shape::{EnumShape, FieldShape, RecordShape, Shapes};
use tollgate::types::ty::{Format, Ty};
use tollgate::value::origin::{Origin, show_path};
use tollgate::value::unknown::Reason;
use tollgate::value::{EnumId, RecordId, Value};

pub const RELEASE: RecordId = RecordId(0);
pub const PERSONAL: RecordId = RecordId(1);
pub const OPEN: RecordId = RecordId(2);
pub const RISK: EnumId = EnumId(0);

/// `Release`: a field of each type, named for it.
pub fn shapes() -> Shapes {
    let field = |wire: &str, ty: Ty| FieldShape {
        wire: wire.into(),
        required: false,
        read: true,
        derived: false,
        format: Format::Plain,
        ty,
    };
    let formatted = |wire: &str, ty: Ty, format: Format| FieldShape {
        format,
        ..field(wire, ty)
    };
    let between = |low: &str, high: &str| Format::Between(low.into(), high.into());
    let release = vec![
        FieldShape {
            required: true,
            ..field("id", Ty::Text)
        },
        field("text", Ty::Text),
        field("number", Ty::Number),
        formatted("tier", Ty::Number, between("1", "4")),
        field("boolean", Ty::Bool),
        field("percentage", Ty::Percentage),
        formatted("of_one", Ty::Percentage, Format::PercentageOfOne),
        formatted("of_hundred", Ty::Percentage, Format::PercentageOfHundred),
        formatted("share", Ty::Percentage, between("10%", "90%")),
        field("instant", Ty::Instant),
        field("date", Ty::Date),
        field("time", Ty::Time),
        field("duration", Ty::Duration),
        field("window", Ty::Window),
        field("version", Ty::Version),
        field("constraint", Ty::Constraint),
        field("person", Ty::Person),
        field("zone", Ty::Zone),
        field("risk", Ty::Enum(RISK)),
        field("change", Ty::Record(PERSONAL)),
        field("texts", Ty::list(Ty::Text)),
        field("people", Ty::list(Ty::Record(PERSONAL))),
        field("roles", Ty::Set(Box::new(Ty::Text))),
        field("labels", Ty::Map(Box::new(Ty::Text), Box::new(Ty::Text))),
        field("days", Ty::Map(Box::new(Ty::Date), Box::new(Ty::Text))),
        field(
            "risks",
            Ty::Map(Box::new(Ty::Enum(RISK)), Box::new(Ty::Number)),
        ),
        field("key", Ty::Secret(Box::new(Ty::Number))),
        field("vault", Ty::Secret(Box::new(Ty::Record(PERSONAL)))),
        field("open", Ty::Record(OPEN)),
        FieldShape {
            read: false,
            required: true,
            ..field("unread", Ty::Record(PERSONAL))
        },
        FieldShape {
            derived: true,
            ..field("derived", Ty::Number)
        },
    ];
    let record = |name: &str, open: bool, fields: Vec<FieldShape>| RecordShape {
        name: name.into(),
        open,
        fields,
    };
    Shapes {
        records: vec![
            record("Release", false, release),
            record(
                "Approval",
                false,
                vec![
                    FieldShape {
                        required: true,
                        ..field("by", Ty::Person)
                    },
                    field("at", Ty::Instant),
                    field("within", Ty::Record(PERSONAL)),
                ],
            ),
            record("Loose", true, vec![field("name", Ty::Text)]),
        ],
        enums: vec![EnumShape {
            name: "Risk".into(),
            members: ["low", "moderate", "high", "very_high"]
                .map(String::from)
                .to_vec(),
        }],
    }
}

pub fn documents(text: &[u8], syntax: Syntax) -> Result<Vec<Document>, Refusal> {
    scan(text, syntax, Limits::default()).map(|stream| stream.documents)
}

pub fn document(text: &str, syntax: Syntax) -> Document {
    let mut documents = documents(text.as_bytes(), syntax)
        .unwrap_or_else(|refusal| panic!("{:.80}: {refusal:?}", text));
    assert_eq!(documents.len(), 1, "{text:.80}");
    documents.remove(0)
}

/// Decodes as `release`, thoroughly or not.
pub fn decode<'a>(
    arena: &'a Bump,
    document: &Document,
    ty: &Ty,
    thorough: bool,
) -> Result<Decoded<'a>, Refusal> {
    let shapes = shapes();
    document.decode(
        arena,
        Decoding {
            shapes: &shapes,
            ty,
            input: "release",
            identities: None,
            thorough,
        },
    )
}

/// A value as a test writes it; unknown values as `?` with their reasons.
pub fn show(value: &Value<'_>) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Unknown(unknown) => {
            let reasons = unknown.reasons();
            let shown = reasons.iter().map(|reason| match reason {
                Reason::Missing { at } => format!("missing {}", Origin(Some(at)).show()),
                Reason::Unreadable {
                    at,
                    expected,
                    found,
                } => {
                    format!(
                        "{}: expected {expected}, found {found}",
                        Origin(Some(at)).show()
                    )
                }
                other => format!("{other:?}"),
            });
            format!("?({})", list(shown.collect()))
        }
        Value::Absent => "absent".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Percentage(fraction) => format!("{}%", fraction.times_hundred()),
        Value::Text(text) => format!("{text:?}"),
        Value::Instant(instant) => instant.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Window(window) => window.to_string(),
        Value::Version(version) => format!("version {version}"),
        Value::Constraint(constraint) => format!("constraint {constraint}"),
        Value::Person(person) => format!("person {} ({})", person.canonical, person.written),
        Value::Zone(zone) => zone.to_string(),
        Value::Enum(member) => format!("member {}", member.index),
        Value::Record(record) => {
            format!("{{{}}}", list(record.fields.iter().map(show).collect()))
        }
        Value::List(found) => format!("[{}]", list(found.items.iter().map(show).collect())),
        Value::Calendar(id) => format!("calendar {}", id.0),
        Value::Map(map) => {
            let entries = map.entries.iter();
            let shown = entries.map(|(key, value)| format!("{}: {}", show(key), show(value)));
            format!("{{{}}}", list(shown.collect()))
        }
    }
}

/// One field of a document decoded as `Release`, and what was remarked, as `code path: message (help)`.
pub fn field(text: &str, syntax: Syntax, name: &str) -> (String, Vec<String>) {
    let arena = Bump::new();
    let decoded = decode(&arena, &document(text, syntax), &Ty::Record(RELEASE), false).expect(text);
    let Value::Record(record) = decoded.value else {
        panic!("{text}: {:?}", decoded.value);
    };
    let shapes = shapes();
    let index = shapes.records[0]
        .fields
        .iter()
        .position(|field| field.wire == name)
        .expect(name);
    let remarks = remarks(&decoded)
        .into_iter()
        .filter(|remark| !remark.starts_with("TG0511 release.id:"))
        .collect();
    (show(&record.fields[index]), remarks)
}

pub fn remarks(decoded: &Decoded<'_>) -> Vec<String> {
    decoded
        .remarks
        .iter()
        .map(|remark| {
            let path = show_path(&Origin(Some(remark.at)).segments());
            let help = match &remark.help {
                Some(help) => format!(" ({help})"),
                None => String::new(),
            };
            format!("{} {path}: {}{help}", remark.code.id, remark.message)
        })
        .collect()
}
