//! Equality by Kleene's rules, the order of ordered kinds, and an order of everything for sorting.

use std::cmp::Ordering;

use bumpalo::Bump;

use super::person::Same;
use super::unknown::{Reason, Unknown};
use super::{List, Map, Record, Value};

mod sorting;

pub use sorting::sort_key_cmp;

/// Whether two values are equal: a truth value, or unknown with the reasons.
pub fn equal<'a>(arena: &'a Bump, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    shown(decide(arena, left, right))
}

/// Whether two sets, held as lists, have the same elements in whatever order.
pub fn equal_sets<'a>(arena: &'a Bump, left: &'a List<'a>, right: &'a List<'a>) -> Value<'a> {
    shown(decide_sets(arena, left, right))
}

/// Whether two values are equal, or the reasons why that is not known.
///
/// What is unknown or absent equals nothing for certain. People are equal as [`crate::value::person::Same`] says, durations by length, versions by
/// precedence, lists and records part by part, maps whatever the order of their entries. A record, list or map is equal
/// to itself even where parts of it are missing: whatever the evidence, it is the same on both sides.
///
/// # Errors
/// The reasons. Values of two kinds are a reason too: a checked policy does not compare them.
pub fn decide<'a>(
    arena: &'a Bump,
    left: Value<'a>,
    right: Value<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    let because = |reason| Err(Unknown::one(arena, reason));
    match (left, right) {
        (Value::Unknown(left), Value::Unknown(right)) => {
            Err(Unknown::join(arena, Some(left), right))
        }
        (Value::Unknown(why), _) | (_, Value::Unknown(why)) => Err(why),
        (Value::Absent, _) | (_, Value::Absent) => because(Reason::Absent {
            what: "a value to compare",
        }),
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Number(left), Value::Number(right))
        | (Value::Percentage(left), Value::Percentage(right)) => Ok(left == right),
        (Value::Text(left), Value::Text(right)) => Ok(left == right),
        (Value::Instant(left), Value::Instant(right)) => Ok(left == right),
        (Value::Date(left), Value::Date(right)) => Ok(left == right),
        (Value::Time(left), Value::Time(right)) => Ok(left == right),
        (Value::Window(left), Value::Window(right)) => Ok(left == right),
        (Value::Zone(left), Value::Zone(right)) => Ok(left == right),
        (Value::Enum(left), Value::Enum(right)) if left.of == right.of => Ok(left == right),
        (Value::Version(left), Value::Version(right)) => Ok(left.precedence(right).is_eq()),
        (Value::Constraint(left), Value::Constraint(right)) => {
            Ok(left.requirement == right.requirement)
        }
        (Value::Duration(left), Value::Duration(right)) => match left.compare(right) {
            Some(order) => Ok(order.is_eq()),
            None => because(Reason::Invalid(
                "months have no fixed length to compare with days or hours",
            )),
        },
        (Value::Person(left), Value::Person(right)) => match left.same(right) {
            Same::Yes => Ok(true),
            Same::No => Ok(false),
            Same::Undecided => because(Reason::Identity {
                left: left.written,
                right: right.written,
            }),
        },
        (Value::Record(left), Value::Record(right)) if left.of == right.of => {
            decide_records(arena, left, right)
        }
        (Value::List(left), Value::List(right)) => decide_lists(arena, left, right),
        (Value::Map(left), Value::Map(right)) => decide_maps(arena, left, right),
        _ => because(Reason::Invalid(
            "values of two kinds are never compared: bring both to one kind",
        )),
    }
}

/// The order of two values of one ordered kind: numbers, percentages, instants, dates, times, durations, versions by
/// precedence, members of one enum from the least, text by code point (for sorting; `<` on text is no expression).
/// `None`: another kind, two kinds, something unknown, or durations that cannot be compared.
pub fn compare<'a>(left: Value<'a>, right: Value<'a>) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right))
        | (Value::Percentage(left), Value::Percentage(right)) => Some(left.cmp(&right)),
        (Value::Instant(left), Value::Instant(right)) => Some(left.cmp(&right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(&right)),
        (Value::Time(left), Value::Time(right)) => Some(left.cmp(&right)),
        (Value::Duration(left), Value::Duration(right)) => left.compare(right),
        (Value::Version(left), Value::Version(right)) => Some(left.precedence(right)),
        (Value::Enum(left), Value::Enum(right)) if left.of == right.of => {
            Some(left.index.cmp(&right.index))
        }
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// Whether equality with such a value is always decided, and goes with [`sort_key_cmp`].
pub fn is_settled(value: Value<'_>) -> bool {
    match value {
        Value::Unknown(_) | Value::Absent => false,
        Value::Duration(length) => length.months == 0,
        Value::Person(person) => person.mapped || !person.has_map,
        Value::Record(record) => record.fields.iter().all(|field| is_settled(*field)),
        Value::List(list) => is_certain(list) && list.items.iter().all(|item| is_settled(*item)),
        Value::Map(map) => map
            .entries
            .iter()
            .all(|(key, value)| is_settled(*key) && is_settled(*value)),
        _ => true,
    }
}

fn shown<'a>(decided: Result<bool, &'a Unknown<'a>>) -> Value<'a> {
    match decided {
        Ok(truth) => Value::Bool(truth),
        Err(why) => Value::Unknown(why),
    }
}

/// Kleene's `and` over parts: false where one is false, else unknown where one is.
fn all<'a>(
    arena: &'a Bump,
    parts: impl IntoIterator<Item = Result<bool, &'a Unknown<'a>>>,
) -> Result<bool, &'a Unknown<'a>> {
    let mut undecided = None;
    for part in parts {
        match part {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(why) => undecided = Some(Unknown::join(arena, undecided, why)),
        }
    }
    undecided.map_or(Ok(true), Err)
}

fn decide_records<'a>(
    arena: &'a Bump,
    left: &'a Record<'a>,
    right: &'a Record<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    if std::ptr::eq(left, right) {
        return Ok(true);
    }
    let fields = left.fields.iter().zip(right.fields);
    all(
        arena,
        fields.map(|(mine, theirs)| match (mine, theirs) {
            (Value::Absent, _) => Err(lacking(arena, left)),
            (_, Value::Absent) => Err(lacking(arena, right)),
            (mine, theirs) => decide(arena, *mine, *theirs),
        }),
    )
}

/// A record that has not all its fields. Which one is missing only the type knows.
fn lacking<'a>(arena: &'a Bump, record: &Record<'a>) -> &'a Unknown<'a> {
    let what = match record.origin.0 {
        Some(_) => arena.alloc_str(&format!("a field of `{}` to compare", record.origin.show())),
        None => "a field to compare",
    };
    Unknown::one(arena, Reason::Absent { what })
}

fn decide_lists<'a>(
    arena: &'a Bump,
    left: &'a List<'a>,
    right: &'a List<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    if std::ptr::eq(left, right) {
        return Ok(true);
    }
    if let Some(why) = doubts(arena, left, right) {
        return Err(why);
    }
    if left.items.len() != right.items.len() {
        return Ok(false);
    }
    let items = left.items.iter().zip(right.items);
    all(
        arena,
        items.map(|(mine, theirs)| decide(arena, *mine, *theirs)),
    )
}

fn decide_sets<'a>(
    arena: &'a Bump,
    left: &'a List<'a>,
    right: &'a List<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    if std::ptr::eq(left, right) {
        return Ok(true);
    }
    if let Some(why) = doubts(arena, left, right) {
        return Err(why);
    }
    if is_settled(Value::List(left)) && is_settled(Value::List(right)) {
        let sorted = |list: &List<'a>| {
            let mut items = list.items.to_vec();
            items.sort_by(|left, right| sort_key_cmp(*left, *right));
            items.dedup_by(|left, right| sort_key_cmp(*left, *right).is_eq());
            items
        };
        let (left, right) = (sorted(left), sorted(right));
        return Ok(left.len() == right.len()
            && left
                .iter()
                .zip(&right)
                .all(|(left, right)| sort_key_cmp(*left, *right).is_eq()));
    }
    let there = left
        .items
        .iter()
        .map(|item| holds(arena, right.items, *item));
    let back = right
        .items
        .iter()
        .map(|item| holds(arena, left.items, *item));
    all(arena, there.chain(back))
}

/// Whether one of the items equals the value.
fn holds<'a>(
    arena: &'a Bump,
    items: &[Value<'a>],
    value: Value<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    let mut undecided = None;
    for item in items {
        match decide(arena, *item, value) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(why) => undecided = Some(Unknown::join(arena, undecided, why)),
        }
    }
    undecided.map_or(Ok(false), Err)
}

fn decide_maps<'a>(
    arena: &'a Bump,
    left: &'a Map<'a>,
    right: &'a Map<'a>,
) -> Result<bool, &'a Unknown<'a>> {
    if std::ptr::eq(left, right) {
        return Ok(true);
    }
    if left.entries.len() != right.entries.len() {
        return Ok(false);
    }
    let settled = |map: &Map<'a>| map.entries.iter().all(|(key, _)| is_settled(*key));
    if settled(left) && settled(right) {
        let (left, right) = (sorting::by_key(left), sorting::by_key(right));
        let entries = left.iter().zip(&right);
        return all(
            arena,
            entries.map(|((key, mine), (other, theirs))| {
                if sort_key_cmp(*key, *other).is_eq() {
                    decide(arena, *mine, *theirs)
                } else {
                    Ok(false)
                }
            }),
        );
    }
    all(
        arena,
        left.entries
            .iter()
            .map(|entry| has_entry(arena, right, *entry)),
    )
}

/// Whether the map has the entry: some key equals its key, and the values are equal.
fn has_entry<'a>(
    arena: &'a Bump,
    map: &'a Map<'a>,
    (key, value): (Value<'a>, Value<'a>),
) -> Result<bool, &'a Unknown<'a>> {
    let mut undecided = None;
    for (other, theirs) in map.entries {
        match all(
            arena,
            [decide(arena, *other, key), decide(arena, *theirs, value)],
        ) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(why) => undecided = Some(Unknown::join(arena, undecided, why)),
        }
    }
    undecided.map_or(Ok(false), Err)
}

/// Why items of either list may not belong.
fn doubts<'a>(arena: &'a Bump, left: &List<'a>, right: &List<'a>) -> Option<&'a Unknown<'a>> {
    let all_doubts = [left, right]
        .into_iter()
        .filter_map(|list| list.maybe)
        .flatten()
        .copied()
        .flatten();
    all_doubts.fold(None, |joined, why| Some(Unknown::join(arena, joined, why)))
}

fn is_certain(list: &List<'_>) -> bool {
    list.maybe
        .is_none_or(|maybe| maybe.iter().all(Option::is_none))
}

#[cfg(test)]
mod tests;
