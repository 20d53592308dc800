//! Fields of records that functions name: missing ones are unknown with their path, wherever the record's type puts them.

use bumpalo::Bump;

use crate::builtins::call::{AmountKind, Call, FieldPlace, MemberNames};
use crate::builtins::list::find;
use crate::value::decimal::Decimal;
use crate::value::origin::{Origin, Segment};
use crate::value::unknown::Reason;
use crate::value::zone::Zone;
use crate::value::{List, Member, Record, RecordId, Value};

#[derive(Debug)]
struct NoMembers;

impl MemberNames for NoMembers {
    fn name_of(&self, _: Member) -> &str {
        ""
    }
}

fn call<'a>(arena: &'a Bump, name: &str, args: &[Value<'a>], places: &[(u16, &str)]) -> Value<'a> {
    let place = |(index, wire): &(u16, &str)| FieldPlace {
        index: *index,
        wire: (*wire).to_owned(),
        derived: None,
    };
    (find(name).unwrap().1.call)(&Call {
        arena,
        args,
        zone: Zone::UTC,
        results: &[RecordId(0), RecordId(1)],
        fields: &[places.iter().map(place).collect()],
        derived: &crate::builtins::call::Derived::default(),
        amount: AmountKind::Duration,
        member_name: &NoMembers,
        calendars: crate::builtins::call::Shelf::empty(),
    })
}

fn reasons(value: Value<'_>) -> Vec<String> {
    let Value::Unknown(unknown) = value else {
        panic!("{value:?}")
    };
    let show = |reason: Reason<'_>| match reason {
        Reason::Missing { at } => Origin(Some(at)).show(),
        other => format!("{other:?}"),
    };
    unknown.reasons().into_iter().map(show).collect()
}

#[test]
fn every_missing_field_is_named_with_its_path_and_its_name_in_the_document() {
    let arena = Bump::new();
    let list = Origin::input(&arena, "release").step(&arena, Segment::Field("reservations"));
    let number = Value::Number(Decimal::ONE);
    let record = |index, fields: &[Value<'static>]| {
        Value::Record(&*arena.alloc(Record {
            of: RecordId(2),
            origin: list.step(&arena, Segment::Index(index)),
            fields: arena.alloc_slice_copy(fields),
        }))
    };
    let items = [
        record(0, &[number, Value::Absent]),
        record(1, &[Value::Absent, Value::Absent]),
    ];
    let items = Value::List(arena.alloc(List::made(arena.alloc_slice_copy(&items))));
    let answer = call(
        &arena,
        "fit",
        &[items, number],
        &[(1, "booked-for"), (0, "rank")],
    );
    assert_eq!(
        reasons(answer),
        [
            "release.reservations[0].booked-for",
            "release.reservations[1].booked-for",
            "release.reservations[1].rank"
        ]
    );
}

#[test]
fn nothing_to_add_up_is_nothing_of_its_kind() {
    let arena = Bump::new();
    let empty = Value::List(arena.alloc(List::made(&[])));
    let sum = call(&arena, "sum", &[empty], &[]);
    assert!(
        matches!(sum, Value::Duration(zero) if zero.to_string() == "0 seconds"),
        "{sum:?}"
    );
}
