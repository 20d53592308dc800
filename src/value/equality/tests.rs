use proptest::prelude::*;

use super::super::decimal::Decimal;
use super::super::duration::Duration;
use super::super::instant::Instant;
use super::super::origin::{Origin, Segment};
use super::super::person::Person;
use super::super::version::{Constraint, Version};
use super::super::{EnumId, Member, RecordId};
use super::*;

/// A value before it has an arena.
#[derive(Debug, Clone)]
enum Plan {
    Unknown,
    Absent,
    Bool(bool),
    Number(i64),
    Percentage(i64),
    Text(&'static str),
    Instant(i64),
    Length(i32, i32, i64),
    Version(&'static str),
    Person(&'static str, bool),
    Enum(u32, u16),
    Record(Vec<Plan>),
    List(Vec<Plan>),
    Doubtful(Vec<Plan>),
    Map(Vec<(&'static str, Plan)>),
}

fn build<'a>(arena: &'a Bump, plan: &Plan) -> Value<'a> {
    let stated = |why| Unknown::one(arena, Reason::Stated(why));
    let many = |plans: &[Plan]| -> &'a [Value<'a>] {
        let values: Vec<Value<'a>> = plans.iter().map(|plan| build(arena, plan)).collect();
        arena.alloc_slice_copy(&values)
    };
    match plan {
        Plan::Unknown => Value::Unknown(stated("for want of evidence")),
        Plan::Absent => Value::Absent,
        Plan::Bool(truth) => Value::Bool(*truth),
        Plan::Number(n) => Value::Number(Decimal::from_i64(*n)),
        Plan::Percentage(n) => Value::Percentage(Decimal::from_i64(*n).hundredth()),
        Plan::Text(text) => Value::Text(text),
        Plan::Instant(seconds) => Value::Instant(Instant {
            seconds: *seconds,
            nanos: 0,
        }),
        Plan::Length(months, days, seconds) => Value::Duration(Duration {
            months: *months,
            days: *days,
            seconds: *seconds,
            nanos: 0,
        }),
        Plan::Version(text) => Value::Version(arena.alloc(Version::parse(text).unwrap())),
        Plan::Person(name, mapped) => Value::Person(arena.alloc(Person {
            written: name,
            canonical: name,
            mapped: *mapped,
            has_map: true,
            bot: false,
        })),
        Plan::Enum(of, index) => Value::Enum(Member {
            of: EnumId(*of),
            index: *index,
        }),
        Plan::Record(fields) => Value::Record(arena.alloc(Record {
            of: RecordId(fields.len() as u32),
            origin: Origin::MADE,
            fields: many(fields),
        })),
        Plan::List(items) => Value::List(arena.alloc(List::made(many(items)))),
        Plan::Doubtful(items) => {
            let doubts: Vec<Option<&Unknown<'_>>> = items
                .iter()
                .map(|_| Some(stated("may not belong")))
                .collect();
            Value::List(arena.alloc(List {
                maybe: Some(arena.alloc_slice_copy(&doubts)),
                ..List::made(many(items))
            }))
        }
        Plan::Map(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| (Value::Text(key), build(arena, value)))
                .collect();
            Value::Map(arena.alloc(Map {
                origin: Origin::MADE,
                entries: arena.alloc_slice_copy(&entries),
            }))
        }
    }
}

/// The plan with evidence in place of all that was unknown or absent.
fn supplied(plan: &Plan, evidence: &Plan) -> Plan {
    let each = |plans: &[Plan]| plans.iter().map(|plan| supplied(plan, evidence)).collect();
    match plan {
        Plan::Unknown | Plan::Absent => evidence.clone(),
        Plan::Record(fields) => Plan::Record(each(fields)),
        Plan::List(items) => Plan::List(each(items)),
        Plan::Doubtful(items) => Plan::Doubtful(each(items)),
        Plan::Map(entries) => Plan::Map(
            entries
                .iter()
                .map(|(key, plan)| (*key, supplied(plan, evidence)))
                .collect(),
        ),
        known => known.clone(),
    }
}

fn truth(plans: (&Plan, &Plan)) -> Option<bool> {
    let arena = Bump::new();
    decide(&arena, build(&arena, plans.0), build(&arena, plans.1)).ok()
}

fn list(plans: &[Plan]) -> Plan {
    Plan::List(plans.to_vec())
}

#[test]
fn equality_is_kleenes() {
    use Plan::{
        Absent, Bool, Doubtful, Enum, Length, Number, Percentage, Person, Record, Text, Unknown,
        Version,
    };
    let nested = |plan: Plan| list(&[list(&[plan])]);
    for (left, right, expected) in [
        (Number(1), Number(1), Some(true)),
        (Number(1), Number(2), Some(false)),
        (Number(1), Percentage(100), None),
        (Bool(true), Bool(false), Some(false)),
        (Text("a"), Text("A"), Some(false)),
        (Unknown, Unknown, None),
        (Unknown, Number(1), None),
        (Absent, Absent, None),
        (Version("1.0"), Version("v1.0.0+build"), Some(true)),
        (Version("1.0.0-rc.1"), Version("1.0.0"), Some(false)),
        (Length(0, 1, 0), Length(0, 0, 86_400), Some(true)),
        (Length(1, 0, 0), Length(0, 30, 0), None),
        (Length(12, 0, 0), Length(12, 0, 0), Some(true)),
        (Enum(0, 1), Enum(0, 1), Some(true)),
        (Enum(0, 1), Enum(1, 1), None),
        (Person("a", true), Person("a", true), Some(true)),
        (Person("a", true), Person("b", true), Some(false)),
        (Person("a", true), Person("c", false), None),
        (Person("c", false), Person("c", false), Some(true)),
        (list(&[]), list(&[]), Some(true)),
        (list(&[Number(1)]), list(&[Number(1), Unknown]), Some(false)),
        (
            list(&[Unknown, Number(1)]),
            list(&[Number(3), Number(2)]),
            Some(false),
        ),
        (
            list(&[Unknown, Number(1)]),
            list(&[Number(3), Number(1)]),
            None,
        ),
        (nested(Number(1)), nested(Number(1)), Some(true)),
        (nested(Absent), nested(Number(1)), None),
        (Doubtful(vec![Number(1)]), list(&[Number(1)]), None),
        (Doubtful(vec![]), list(&[]), Some(true)),
        (
            Record(vec![Number(1), Absent]),
            Record(vec![Number(1), Absent]),
            None,
        ),
        (
            Record(vec![Number(1), Absent]),
            Record(vec![Number(2), Absent]),
            Some(false),
        ),
        (Record(vec![Number(1)]), Record(vec![Number(1)]), Some(true)),
        (
            Plan::Map(vec![("a", Number(1)), ("b", Number(2))]),
            Plan::Map(vec![("b", Number(2)), ("a", Number(1))]),
            Some(true),
        ),
        (
            Plan::Map(vec![("a", Number(1))]),
            Plan::Map(vec![("b", Number(1))]),
            Some(false),
        ),
        (
            Plan::Map(vec![("a", Unknown)]),
            Plan::Map(vec![("a", Number(1))]),
            None,
        ),
    ] {
        assert_eq!(truth((&left, &right)), expected, "{left:?} == {right:?}");
    }
}

#[test]
fn sets_are_equal_in_any_order() {
    use Plan::{Number, Person, Unknown};
    let arena = Bump::new();
    let set = |plans: &[Plan]| match build(&arena, &list(plans)) {
        Value::List(list) => list,
        other => panic!("{other:?}"),
    };
    let people = |names: &[(&'static str, bool)]| {
        let plans: Vec<Plan> = names
            .iter()
            .map(|(name, mapped)| Person(name, *mapped))
            .collect();
        set(&plans)
    };
    let truth = |left, right| match equal_sets(&arena, left, right) {
        Value::Bool(truth) => Some(truth),
        _ => None,
    };
    assert_eq!(
        truth(set(&[Number(1), Number(2)]), set(&[Number(2), Number(1)])),
        Some(true)
    );
    assert_eq!(
        truth(set(&[Number(1), Number(2)]), set(&[Number(2)])),
        Some(false)
    );
    assert_eq!(
        truth(set(&[Number(1), Unknown]), set(&[Unknown, Number(1)])),
        None
    );
    assert_eq!(truth(set(&[Number(1), Unknown]), set(&[Number(1)])), None);
    assert_eq!(
        truth(set(&[Number(1)]), set(&[Number(1), Number(2), Unknown])),
        Some(false)
    );
    assert_eq!(
        truth(
            people(&[("a", true), ("x", false)]),
            people(&[("x", false), ("a", true)])
        ),
        Some(true)
    );
    assert_eq!(truth(people(&[("a", true)]), people(&[("x", false)])), None);
}

#[test]
fn a_record_equals_itself_whatever_it_lacks() {
    let arena = Bump::new();
    let record = build(&arena, &Plan::Record(vec![Plan::Absent]));
    assert!(matches!(equal(&arena, record, record), Value::Bool(true)));
    let holding = Value::List(arena.alloc(List::made(arena.alloc_slice_copy(&[record]))));
    let again = Value::List(arena.alloc(List::made(arena.alloc_slice_copy(&[record]))));
    assert!(matches!(equal(&arena, holding, again), Value::Bool(true)));
}

#[test]
fn the_reasons_say_what_is_wanting() {
    let arena = Bump::new();
    let reason = |left, right| match equal(&arena, left, right) {
        Value::Unknown(why) => why.reasons(),
        other => panic!("{other:?}"),
    };
    let person = |name, mapped| build(&arena, &Plan::Person(name, mapped));
    assert!(matches!(
        reason(person("alice", true), person("a@example.org", false))[..],
        [Reason::Identity {
            left: "alice",
            right: "a@example.org"
        }]
    ));
    let lacking = |segment| {
        let origin = Origin::input(&arena, "release").step(&arena, segment);
        let fields = arena.alloc_slice_copy(&[Value::Absent]);
        Value::Record(arena.alloc(Record {
            of: RecordId(0),
            origin,
            fields,
        }))
    };
    assert!(matches!(
        reason(
            lacking(Segment::Field("change")),
            lacking(Segment::Field("other"))
        )[..],
        [Reason::Absent {
            what: "a field of `release.change` to compare"
        }]
    ));
}

#[test]
fn kinds_that_have_an_order_compare() {
    use Ordering::{Greater, Less};
    use Plan::{Enum, Instant, Length, Number, Person, Text, Unknown, Version};
    let arena = Bump::new();
    for (left, right, expected) in [
        (Number(1), Number(2), Some(Less)),
        (Version("1.10"), Version("1.9"), Some(Greater)),
        (Enum(0, 2), Enum(0, 1), Some(Greater)),
        (Enum(0, 2), Enum(1, 1), None),
        (Instant(1), Instant(2), Some(Less)),
        (Length(1, 0, 0), Length(2, 0, 0), Some(Less)),
        (Length(1, 0, 0), Length(0, 30, 0), None),
        (Text("Z"), Text("a"), Some(Less)),
        (Text("\u{ffff}"), Text("\u{10000}"), Some(Less)),
        (Person("a", true), Person("b", true), None),
        (Number(1), Unknown, None),
        (list(&[]), list(&[]), None),
    ] {
        assert_eq!(
            compare(build(&arena, &left), build(&arena, &right)),
            expected,
            "{left:?} {right:?}"
        );
    }
}

#[test]
fn constraints_are_equal_however_they_are_spaced() {
    let arena = Bump::new();
    let constraint = |text| Value::Constraint(arena.alloc(Constraint::parse(text).unwrap()));
    let (tight, wide) = (constraint(">=1.2,<2"), constraint(">=1.2, <2"));
    assert!(matches!(equal(&arena, tight, wide), Value::Bool(true)));
    assert!(sort_key_cmp(tight, wide).is_eq());
    assert!(matches!(
        equal(&arena, tight, constraint("*")),
        Value::Bool(false)
    ));
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let leaf = prop_oneof![
        2 => Just(Plan::Unknown),
        1 => Just(Plan::Absent),
        1 => any::<bool>().prop_map(Plan::Bool),
        3 => (0i64..3).prop_map(Plan::Number),
        1 => (0i64..3).prop_map(Plan::Percentage),
        1 => prop::sample::select(vec!["a", "b"]).prop_map(Plan::Text),
        1 => (0i64..3).prop_map(Plan::Instant),
        2 => (0i32..2, 0i32..3, prop::sample::select(vec![0i64, 86_400])).prop_map(|(m, d, s)| Plan::Length(m, d, s)),
        1 => prop::sample::select(vec!["1.0", "1.0.0+x", "1.0.0-rc.1", "2"]).prop_map(Plan::Version),
        2 => (prop::sample::select(vec!["a", "b"]), any::<bool>()).prop_map(|(name, mapped)| Plan::Person(name, mapped)),
        1 => (0u32..2, 0u16..2).prop_map(|(of, index)| Plan::Enum(of, index)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            some.clone().prop_map(Plan::Record),
            some.clone().prop_map(Plan::List),
            some.prop_map(Plan::Doubtful),
            prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c"]), inner, 0..3)
                .prop_map(|entries| Plan::Map(entries.into_iter().rev().collect())),
        ]
    })
}

/// Two plans that are often alike.
fn two_plans() -> impl Strategy<Value = (Plan, Plan)> {
    prop_oneof![
        (any_plan(), any_plan()),
        (any_plan(), any_plan()).prop_map(|(plan, other)| {
            let filled = supplied(&plan, &other);
            (plan, filled)
        }),
        any_plan().prop_map(|plan| (plan.clone(), plan)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn equality_is_symmetric((left, right) in two_plans()) {
        prop_assert_eq!(truth((&left, &right)), truth((&right, &left)));
    }

    /// Evidence never turns one definite answer into another.
    #[test]
    fn evidence_keeps_what_was_decided((left, right) in two_plans(), evidence in any_plan()) {
        if let Some(decided) = truth((&left, &right)) {
            let (left, right) = (supplied(&left, &evidence), supplied(&right, &evidence));
            prop_assert_eq!(truth((&left, &right)), Some(decided));
        }
    }

    #[test]
    fn what_is_settled_is_equal_where_it_sorts_alike((left, right) in two_plans()) {
        let arena = Bump::new();
        let (left, right) = (build(&arena, &left), build(&arena, &right));
        let alike = sort_key_cmp(left, right).is_eq();
        if is_settled(left) && is_settled(right) {
            // Two kinds compare to nothing, and sort apart.
            prop_assert_eq!(decide(&arena, left, right).unwrap_or(false), alike);
        }
        if is_settled(left) {
            prop_assert_eq!(decide(&arena, left, build(&arena, &Plan::Bool(true))).ok() == Some(true), matches!(left, Value::Bool(true)));
        }
    }

    #[test]
    fn comparing_goes_with_sorting_and_with_equality((left, right) in two_plans()) {
        let arena = Bump::new();
        let (left, right) = (build(&arena, &left), build(&arena, &right));
        if let Some(order) = compare(left, right) {
            prop_assert_eq!(order, sort_key_cmp(left, right));
            prop_assert_eq!(decide(&arena, left, right).ok(), Some(order.is_eq()));
        }
    }

    #[test]
    fn the_sorting_order_is_total(plans in prop::collection::vec(any_plan(), 3)) {
        let arena = Bump::new();
        let values: Vec<Value<'_>> = plans.iter().map(|plan| build(&arena, plan)).collect();
        let (a, b, c) = (values[0], values[1], values[2]);
        prop_assert_eq!(sort_key_cmp(a, a), Ordering::Equal);
        prop_assert_eq!(sort_key_cmp(a, b), sort_key_cmp(b, a).reverse());
        if sort_key_cmp(a, b).is_le() && sort_key_cmp(b, c).is_le() {
            prop_assert!(sort_key_cmp(a, c).is_le());
        }
    }
}
