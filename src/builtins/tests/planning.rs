//! `overloads` and `fit` against an hour-by-hour count.

use bumpalo::Bump;
use proptest::prelude::*;

use crate::builtins::harness::World;
use crate::value::decimal::Decimal;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::{Record, Value};

const HOURS: i64 = 12;

/// Start and length in hours, and priority.
type Item = (i64, i64, i64);

/// Start and end in hours, load, members and pairs.
type Stretch = (i64, i64, usize, Vec<usize>, Vec<(usize, usize)>);

fn items() -> impl Strategy<Value = Vec<Item>> {
    proptest::collection::vec((0..HOURS, 1..5_i64, 1..4_i64), 0..9)
}

fn number<'a>(n: i64) -> Value<'a> {
    Value::Number(Decimal::from_i64(n))
}

fn hour(hours: i64) -> Instant {
    Instant {
        seconds: hours * 3600,
        nanos: 0,
    }
}

fn hours(value: Value<'_>) -> (i64, i64) {
    let Value::Window(window) = value else {
        panic!("{value:?}")
    };
    (window.start.seconds / 3600, window.end.seconds / 3600)
}

fn list<'a>(world: &World<'a>, items: &[Item]) -> Value<'a> {
    let records: Vec<Value<'a>> = items
        .iter()
        .enumerate()
        .map(|(place, (start, length, priority))| {
            let window = Window::new(hour(*start), hour(start + length)).unwrap();
            world.record(&[
                ("place", number(place as i64)),
                ("priority", number(*priority)),
                ("window", Value::Window(world.arena.alloc(window))),
            ])
        })
        .collect();
    world.list(&records)
}

fn records<'a>(value: Value<'a>) -> Vec<&'a Record<'a>> {
    let Value::List(list) = value else {
        panic!("{value:?}")
    };
    list.items.iter().map(|item| record(*item)).collect()
}

fn record(value: Value<'_>) -> &Record<'_> {
    let Value::Record(record) = value else {
        panic!("{value:?}")
    };
    record
}

fn place(item: Value<'_>) -> usize {
    let Value::Number(number) = record(item).fields[0] else {
        panic!()
    };
    usize::try_from(number.to_i64().unwrap()).unwrap()
}

fn places(value: Value<'_>) -> Vec<usize> {
    let Value::List(list) = value else {
        panic!("{value:?}")
    };
    list.items.iter().map(|item| place(*item)).collect()
}

/// Who is there in the hour.
fn there(windows: &[(i64, i64)], hour: i64) -> Vec<usize> {
    let there = |(_, (start, end)): &(usize, &(i64, i64))| *start <= hour && hour < *end;
    windows
        .iter()
        .enumerate()
        .filter(there)
        .map(|(place, _)| place)
        .collect()
}

proptest! {
    #[test]
    fn overloads_are_the_hours_above_capacity(items in items(), capacity in 0..4_i64) {
        let arena = Bump::new();
        let world = World::new(&arena);
        let windows: Vec<(i64, i64)> = items.iter().map(|(start, length, _)| (*start, start + length)).collect();
        let most = usize::try_from(capacity).unwrap();
        // Stretches of hours above capacity, with what is there in them.
        let mut expected: Vec<Stretch> = Vec::new();
        for hour in 0..HOURS + 5 {
            let now = there(&windows, hour);
            if now.len() <= most {
                continue;
            }
            if expected.last().is_none_or(|last| last.1 != hour) {
                expected.push((hour, hour, 0, vec![], vec![]));
            }
            let last = expected.last_mut().unwrap();
            last.1 = hour + 1;
            last.2 = last.2.max(now.len());
            for (at, one) in now.iter().enumerate() {
                last.3.push(*one);
                last.4.extend(now[at + 1..].iter().map(|other| (*one, *other)));
            }
            last.3.sort_unstable();
            last.3.dedup();
            last.4.sort_unstable();
            last.4.dedup();
        }
        let found = world.call("overloads", &[list(&world, &items), number(capacity)]);
        let mut got = Vec::new();
        for stretch in records(found) {
            let (from, to) = hours(stretch.fields[0]);
            let Value::Number(load) = stretch.fields[1] else { panic!() };
            let pairs = records(stretch.fields[3]).into_iter();
            let pairs: Vec<_> = pairs.map(|pair| (place(pair.fields[0]), place(pair.fields[1]))).collect();
            let load = usize::try_from(load.to_i64().unwrap()).unwrap();
            got.push((from, to, load, places(stretch.fields[2]), pairs));
        }
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn fit_puts_each_at_the_earliest_hour_with_room(items in items(), capacity in 1..4_i64) {
        let arena = Bump::new();
        let world = World::new(&arena);
        let most = usize::try_from(capacity).unwrap();
        let mut by_rank: Vec<usize> = (0..items.len()).collect();
        by_rank.sort_by_key(|place| (items[*place].2, items[*place].0, *place));
        let mut placed: Vec<(i64, i64)> = Vec::new();
        let mut expected = Vec::new();
        for place in by_rank {
            let (own, length, _) = items[place];
            let room = |start: i64| (start..start + length).all(|hour| there(&placed, hour).len() < most);
            let start = (own..).find(|start| room(*start)).unwrap();
            placed.push((start, start + length));
            expected.push((place, start, start + length, start - own));
        }
        let fitted = world.call("fit", &[list(&world, &items), number(capacity)]);
        let got: Vec<_> = records(fitted)
            .into_iter()
            .map(|fitted| {
                let (from, to) = hours(fitted.fields[1]);
                let Value::Duration(moved) = fitted.fields[2] else { panic!() };
                (place(fitted.fields[0]), from, to, moved.seconds / 3600)
            })
            .collect();
        prop_assert_eq!(got, expected);
    }
}
