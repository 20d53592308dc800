use std::cmp::Ordering;

use super::super::zone::Zone;
use super::super::{Map, Value};

/// A total order of all values, the same in every run. Values of one kind stand in their natural order, people by
/// canonical name, durations by months and then the rest, enums from the least, records, lists and maps part by part;
/// kinds follow each other in a fixed order, and what is absent or unknown comes last. Where equality is decided
/// ([`super::is_settled`]), two values are equal exactly where this order says so.
pub fn sort_key_cmp<'a>(left: Value<'a>, right: Value<'a>) -> Ordering {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => left.cmp(&right),
        (Value::Number(left), Value::Number(right))
        | (Value::Percentage(left), Value::Percentage(right)) => left.cmp(&right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Enum(left), Value::Enum(right)) => left.cmp(&right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        (Value::Time(left), Value::Time(right)) => left.cmp(&right),
        (Value::Instant(left), Value::Instant(right)) => left.cmp(&right),
        (Value::Duration(left), Value::Duration(right)) => {
            let key =
                |length: super::super::duration::Duration| (length.months, length.rest_in_nanos());
            key(left).cmp(&key(right))
        }
        (Value::Window(left), Value::Window(right)) => left.cmp(right),
        (Value::Version(left), Value::Version(right)) => left.precedence(right),
        (Value::Constraint(left), Value::Constraint(right)) => left
            .requirement
            .to_string()
            .cmp(&right.requirement.to_string()),
        (Value::Person(left), Value::Person(right)) => left.canonical.cmp(right.canonical),
        (Value::Zone(left), Value::Zone(right)) => zone_key(left).cmp(&zone_key(right)),
        (Value::Record(left), Value::Record(right)) => left
            .of
            .cmp(&right.of)
            .then_with(|| each(left.fields, right.fields)),
        (Value::List(left), Value::List(right)) => each(left.items, right.items),
        (Value::Map(left), Value::Map(right)) => maps(left, right),
        (left, right) => kind(left).cmp(&kind(right)),
    }
}

/// The entries of a map by key.
pub(super) fn by_key<'a>(map: &Map<'a>) -> Vec<(Value<'a>, Value<'a>)> {
    let mut entries = map.entries.to_vec();
    entries.sort_by(|(left, _), (right, _)| sort_key_cmp(*left, *right));
    entries
}

fn each(left: &[Value<'_>], right: &[Value<'_>]) -> Ordering {
    left.iter()
        .zip(right)
        .map(|(left, right)| sort_key_cmp(*left, *right))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| left.len().cmp(&right.len()))
}

fn maps(left: &Map<'_>, right: &Map<'_>) -> Ordering {
    let entries = |map| -> Vec<Value<'_>> {
        by_key(map)
            .into_iter()
            .flat_map(|(key, value)| [key, value])
            .collect()
    };
    each(&entries(left), &entries(right))
}

fn zone_key(zone: Zone) -> (u8, i32, &'static str) {
    match zone {
        Zone::Iana(zone) => (0, 0, zone.name()),
        Zone::Fixed(seconds) => (1, seconds, ""),
        Zone::Aoe => (2, 0, ""),
    }
}

fn kind(value: Value<'_>) -> u8 {
    match value {
        Value::Bool(_) => 0,
        Value::Number(_) => 1,
        Value::Percentage(_) => 2,
        Value::Text(_) => 3,
        Value::Enum(_) => 4,
        Value::Date(_) => 5,
        Value::Time(_) => 6,
        Value::Instant(_) => 7,
        Value::Duration(_) => 8,
        Value::Window(_) => 9,
        Value::Version(_) => 10,
        Value::Constraint(_) => 11,
        Value::Person(_) => 12,
        Value::Zone(_) => 13,
        Value::Record(_) => 14,
        Value::List(_) => 15,
        Value::Map(_) => 16,
        Value::Calendar(_) => 17,
        Value::Absent => 18,
        Value::Unknown(_) => 19,
    }
}
