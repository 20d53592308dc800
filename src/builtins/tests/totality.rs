//! No function panics, whatever it is given: not enough arguments, arguments of other types, unknown ones.

use bumpalo::Bump;

use crate::builtins::call::{AmountKind, Call, MemberNames};
use crate::builtins::harness::World;
use crate::builtins::list::ALL;
use crate::value::zone::Zone;
use crate::value::{Member, Value};

#[derive(Debug)]
struct NoMembers;

impl MemberNames for NoMembers {
    fn name_of(&self, _: Member) -> &str {
        ""
    }
}

#[test]
fn arguments_of_every_kind_in_every_place_give_a_value() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let mut kinds: Vec<Value<'_>> = [
        "true",
        "3",
        "-0.5",
        "9999999999999999999999999999999999",
        "25%",
        "\"text\"",
        "2026-11-27",
        "9999-12-31",
        "0001-01-01",
        "2026-11-27T10:00Z",
        "24:00",
        "-36 hours",
        "1 month",
        "window(2026-11-27T10:00Z, 2026-11-27T12:00Z)",
        "lt",
        "{from: 1, to: 2}",
        "[]",
        "[1, \"a\", 2026-11-27]",
        "[[1], 2]",
        "[unknown \"not said\", {from: 1, to: 2}]",
        "{\"a\": 1}",
        "unknown \"not said\"",
    ]
    .iter()
    .map(|text| world.value(text))
    .collect();
    kinds.push(Value::Absent);
    let mut calls = 0;
    for builtin in ALL {
        for first in 0..=kinds.len() {
            for second in 0..=kinds.len() {
                let args = [kinds.get(first), kinds.get(second), kinds.get(second)];
                let args: Vec<Value<'_>> =
                    args.into_iter().map_while(|kind| kind.copied()).collect();
                let value = (builtin.call)(&Call {
                    arena: &arena,
                    args: &args,
                    zone: Zone::UTC,
                    results: &[],
                    fields: &[],
                    derived: &crate::builtins::call::Derived::default(),
                    amount: AmountKind::Number,
                    member_name: &NoMembers,
                    calendars: crate::builtins::call::Shelf::empty(),
                });
                assert!(!matches!(value, Value::Absent), "{} {args:?}", builtin.name);
                calls += 1;
            }
        }
    }
    assert_eq!(calls, ALL.len() * 24 * 24);
}
