//! What would grow or run long stops, and what is merely large does not.

use bumpalo::Bump;

use crate::builtins::harness::World;
use crate::value::decimal::Decimal;
use crate::value::{Record, RecordId, Value};

fn numbers<'a>(world: &World<'a>, range: std::ops::Range<i64>) -> Value<'a> {
    let numbers: Vec<Value<'a>> = range.map(|n| Value::Number(Decimal::from_i64(n))).collect();
    world.list(&numbers)
}

#[test]
fn large_sets_are_looked_up_not_compared_one_by_one() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let (low, high) = (
        numbers(&world, 0..100_000),
        numbers(&world, 50_000..150_000),
    );
    let count = |name| {
        let set = world.call(name, &[low, high]);
        let count = world.call("count", &[set]);
        world.show(count)
    };
    assert_eq!(count("union"), "150000");
    assert_eq!(count("intersect"), "50000");
    assert_eq!(count("minus"), "50000");
}

#[test]
fn what_can_only_be_compared_one_by_one_stops() {
    let arena = Bump::new();
    let world = World::new(&arena);
    // Records that lack a field are never settled.
    let records: Vec<Value<'_>> = (0..5_000)
        .map(|n| {
            let fields = [Value::Number(Decimal::from_i64(n)), Value::Absent];
            Value::Record(&*arena.alloc(Record {
                of: RecordId(0),
                origin: crate::value::origin::Origin::MADE,
                fields: arena.alloc_slice_copy(&fields),
            }))
        })
        .collect();
    let list = world.list(&records);
    let union = world.call("union", &[list]);
    assert_eq!(
        world.show(union),
        "unknown (too many values to compare with each other)"
    );
}

#[test]
fn lists_and_texts_stop_growing() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let mut list = numbers(&world, 0..1);
    let mut text = Value::Text("ab");
    for _ in 0..40 {
        list = world.call("concat", &[list, list]);
        text = world.call(
            "replace",
            &[text, Value::Text("a"), Value::Text("aaaaaaaa")],
        );
    }
    assert_eq!(world.show(list), "unknown (more than 1,000,000 elements)");
    assert_eq!(world.show(text), "unknown (a text of more than 4 MiB)");
}

#[test]
fn a_pattern_that_backtracking_would_choke_on_is_quick() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let text = world.arena.alloc_str(&"a".repeat(100_000));
    let answer = world.call("capture", &[Value::Text(text), Value::Text("(a*)*b")]);
    assert_eq!(world.show(answer), "{:}");
}

#[test]
fn more_conflicts_than_can_be_read_stop() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let window = world.value("window(2026-11-02T10:00Z, 2026-11-02T12:00Z)");
    let item = world.record(&[
        ("window", window),
        ("priority", Value::Number(Decimal::ONE)),
    ]);
    let one = Value::Number(Decimal::ONE);
    let called = |name, count| {
        let items = world.list(&vec![item; count]);
        let answer = world.call(name, &[items, one]);
        world.show(answer)
    };
    assert_eq!(
        called("overloads", 142),
        "unknown (more than 10,000 conflicting pairs)"
    );
    assert_eq!(
        called("overloads", 10_001),
        "unknown (more than 10,000 items to look at)"
    );
    assert_eq!(
        called("fit", 2_001),
        "unknown (more than 2,000 items to fit)"
    );
    let fitted = world.call("fit", &[world.list(&vec![item; 2_000]), one]);
    let last = world.call("last", &[fitted]);
    assert!(
        world.show(last).ends_with(", moved_by: 3998 hours}"),
        "{}",
        world.show(last)
    );
}
