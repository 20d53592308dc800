use bumpalo::Bump;
use proptest::prelude::*;

use super::super::decimal::Decimal;
use super::super::identity::person;
use super::super::origin::{Origin, Segment};
use super::super::version::Version;
use super::super::window::Window;
use super::super::zone::Zone;
use super::super::{EnumId, List, Value, date, duration, instant};
use super::*;

/// A type table of one enum and one record whose third field is secret.
struct Table;

impl Names for Table {
    fn member(&self, member: Member) -> Option<&str> {
        ["low", "high"].get(usize::from(member.index)).copied()
    }

    fn field(&self, _: RecordId, index: usize) -> Option<&str> {
        ["name", "risk", "token"].get(index).copied()
    }

    fn is_secret(&self, _: RecordId, index: usize) -> bool {
        index == 2
    }
}

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn list<'a>(arena: &'a Bump, items: &[Value<'a>]) -> Value<'a> {
    Value::List(arena.alloc(List::made(arena.alloc_slice_copy(items))))
}

fn record<'a>(arena: &'a Bump, fields: &[Value<'a>]) -> Value<'a> {
    Value::Record(arena.alloc(Record {
        of: RecordId(0),
        origin: Origin::MADE,
        fields: arena.alloc_slice_copy(fields),
    }))
}

fn map<'a>(arena: &'a Bump, entries: &[(Value<'a>, Value<'a>)]) -> Value<'a> {
    Value::Map(arena.alloc(Map {
        origin: Origin::MADE,
        entries: arena.alloc_slice_copy(entries),
    }))
}

fn step<'a>(arena: &'a Bump, segments: &[Segment<'a>]) -> &'a super::super::origin::Step<'a> {
    let origin = segments
        .iter()
        .fold(Origin::input(arena, "release"), |origin, segment| {
            origin.step(arena, *segment)
        });
    origin.0.unwrap()
}

#[test]
fn values_are_shown_as_the_language_writes_them() {
    let arena = Bump::new();
    let high = Value::Enum(Member {
        of: EnumId(0),
        index: 1,
    });
    let window = Window::parse("2026-11-27T10:00Z/PT2H").unwrap();
    let missing = Unknown::one(
        &arena,
        Reason::Missing {
            at: step(&arena, &[Segment::Field("risk")]),
        },
    );
    let text = Value::Text("a \"b\" \\ c");
    let one = Value::Number(Decimal::ONE);
    for (value, shown) in [
        (Value::Bool(true), "true"),
        (Value::Number(number("1000.50")), "1000.5"),
        (Value::Percentage(number("0.875")), "87.5%"),
        (text, r#""a \"b\" \\ c""#),
        (
            Value::Instant(instant::Instant::parse("2026-11-27T10:00Z").unwrap()),
            "2026-11-27T10:00:00Z",
        ),
        (
            Value::Date(date::Date::parse("2026-11-27").unwrap()),
            "2026-11-27",
        ),
        (
            Value::Time(date::TimeOfDay::parse("08:00").unwrap()),
            "08:00",
        ),
        (
            Value::Duration(duration::Duration::parse("90min").unwrap()),
            "1 hour 30 minutes",
        ),
        (
            Value::Window(arena.alloc(window)),
            "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
        ),
        (
            Value::Version(arena.alloc(Version::parse("v1.10").unwrap())),
            "v1.10",
        ),
        (
            Value::Person(arena.alloc(person(&arena, "@Alice", None))),
            "@Alice",
        ),
        (Value::Zone(Zone::Aoe), "AoE"),
        (high, "high"),
        (
            Value::Enum(Member {
                of: EnumId(0),
                index: 7,
            }),
            "member 7",
        ),
        (list(&arena, &[]), "[]"),
        (list(&arena, &[one, text]), r#"[1, "a \"b\" \\ c"]"#),
        (map(&arena, &[]), "{:}"),
        (map(&arena, &[(Value::Text("a"), one)]), r#"{"a": 1}"#),
        (record(&arena, &[]), "{}"),
        (
            record(&arena, &[Value::Text("x"), high, Value::Text("hunter2")]),
            r#"{name: "x", risk: high}"#,
        ),
        (
            record(&arena, &[Value::Text("x"), Value::Absent]),
            r#"{name: "x"}"#,
        ),
        (
            Value::Unknown(missing),
            "unknown (`release.risk` is missing)",
        ),
        (Value::Absent, "missing"),
    ] {
        assert_eq!(show(&value, &Table), shown);
    }
}

#[test]
fn a_message_has_text_without_quotes() {
    let arena = Bump::new();
    assert_eq!(plain(&Value::Text("say \"hi\"\\"), &Table), "say \"hi\"\\");
    assert_eq!(plain(&Value::Text("two\nlines"), &Table), "two\\nlines");
    assert_eq!(
        plain(&list(&arena, &[Value::Text("a, b")]), &Table),
        "[\"a, b\"]"
    );
    assert_eq!(plain(&Value::Number(Decimal::ONE), &Table), "1");
}

#[test]
fn what_is_long_is_cut() {
    let arena = Bump::new();
    let numbers: Vec<Value<'_>> = (0..20)
        .map(|n| Value::Number(Decimal::from_i64(n)))
        .collect();
    assert_eq!(
        show(&list(&arena, &numbers), &Table),
        "[0, 1, 2, 3, 4, 5, 6, 7, … and 12 more]"
    );
    assert_eq!(
        show(&list(&arena, &numbers[..8]), &Table),
        "[0, 1, 2, 3, 4, 5, 6, 7]"
    );
    let long = "é".repeat(201);
    assert_eq!(
        show(&Value::Text(&long), &Table),
        format!("\"{}…\"", "é".repeat(200))
    );
    assert_eq!(
        show(&Value::Text(&long[2..]), &Table),
        format!("\"{}\"", "é".repeat(200))
    );
    let deep = (0..9).fold(Value::Bool(true), |value, _| list(&arena, &[value]));
    assert_eq!(show(&deep, &Table), "[[[[[…]]]]]");
    let texts = vec![Value::Text(&long); 8];
    let wide = vec![list(&arena, &texts); 8];
    let shown = show(&list(&arena, &[list(&arena, &wide)]), &Table);
    assert!(
        shown.len() < 4_000 && shown.contains("… and 3 more"),
        "{} bytes",
        shown.len()
    );
}

#[test]
fn an_item_in_doubt_says_so() {
    let arena = Bump::new();
    let doubt = Unknown::one(&arena, Reason::Stated("why"));
    let items = arena.alloc_slice_copy(&[Value::Bool(true), Value::Bool(false)]);
    let maybe = arena.alloc_slice_copy(&[None, Some(doubt)]);
    let list = Value::List(arena.alloc(List {
        maybe: Some(maybe),
        ..List::made(items)
    }));
    assert_eq!(show(&list, &Table), "[true, maybe false]");
}

#[test]
fn what_could_deceive_is_spelled_out() {
    let arena = Bump::new();
    for (text, shown) in [
        ("\u{1b}[2Jgo", r"\u{1b}[2Jgo"),
        (
            "a\u{202e}b\u{2066}c\u{2069}",
            r"a\u{202e}b\u{2066}c\u{2069}",
        ),
        ("a\r\nPASS\t!", r"a\u{d}\nPASS\t!"),
        ("\u{0}\u{7f}\u{9b}", r"\u{0}\u{7f}\u{9b}"),
        ("a\u{200b}b\u{2028}c", r"a\u{200b}b\u{2028}c"),
        ("naïve 👩‍💻 日本", "naïve 👩‍💻 日本"),
    ] {
        assert_eq!(plain(&Value::Text(text), &Table), shown);
        assert_eq!(show(&Value::Text(text), &Table), format!("\"{shown}\""));
        let person = Value::Person(arena.alloc(person(&arena, text, None)));
        assert_eq!(show(&person, &Table), shown);
        assert_eq!(reason(&Reason::Stated(text)), shown);
    }
}

#[test]
fn reasons_are_sentences() {
    let arena = Bump::new();
    let at = step(
        &arena,
        &[
            Segment::Field("approvals"),
            Segment::Index(2),
            Segment::Field("at"),
        ],
    );
    let odd = step(&arena, &[Segment::Key("a\u{1b}b")]);
    for (given, words) in [
        (
            Reason::Missing { at },
            "`release.approvals[2].at` is missing",
        ),
        (
            Reason::Missing { at: odd },
            r#"`release["a\u{1b}b"]` is missing"#,
        ),
        (
            Reason::Unreadable {
                at,
                expected: "an instant",
                found: "\"TBD\"",
            },
            "`release.approvals[2].at` cannot be read: expected an instant, found \"TBD\"",
        ),
        (
            Reason::NothingToCheck {
                what: "`release.approvals` is empty",
            },
            "nothing to check: `release.approvals` is empty",
        ),
        (
            Reason::Absent {
                what: "the least of an empty list",
            },
            "no value for the least of an empty list",
        ),
        (Reason::Numeric("division by zero"), "division by zero"),
        (
            Reason::Invalid("ends before it starts"),
            "ends before it starts",
        ),
        (
            Reason::NotOne {
                what: "e in xs",
                matches: 0,
            },
            "nothing matches `e in xs`, and exactly one should",
        ),
        (
            Reason::NotOne {
                what: "e in xs",
                matches: 2,
            },
            "2 match `e in xs`, and exactly one should",
        ),
        (
            Reason::Identity {
                left: "alice",
                right: "a@example.org",
            },
            "\"alice\" and \"a@example.org\" may be one person: the identity map does not know both",
        ),
        (
            Reason::Undecided {
                between: "emergency or normal",
            },
            "undecided between emergency or normal",
        ),
        (
            Reason::KeyNotUnique { key: "emea" },
            "the key \"emea\" is not unique",
        ),
        (Reason::Stated("too few weeks"), "too few weeks"),
    ] {
        assert_eq!(reason(&given), words);
    }
}

#[test]
fn reasons_are_told_once_and_not_without_end() {
    let arena = Bump::new();
    let texts = ["a", "b", "a", "c", "d", "e", "d"];
    let all = texts.iter().fold(None, |joined, text| {
        Some(Unknown::join(
            &arena,
            joined,
            Unknown::one(&arena, Reason::Stated(text)),
        ))
    });
    assert_eq!(unknown(all.unwrap()), "a; b; c; … and 2 more");
}

proptest! {
    #[test]
    fn nothing_that_deceives_comes_through(text in any::<String>()) {
        for shown in [show(&Value::Text(&text), &Table), plain(&Value::Text(&text), &Table)] {
            let deceives = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            prop_assert!(!shown.chars().any(deceives), "{:?}", shown);
            prop_assert!(shown.chars().count() <= 200 * 10 + 3);
        }
    }
}
