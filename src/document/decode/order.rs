use std::cmp::Ordering;

use crate::value::Value;

/// A value under an order of its own, in which equal means the same value: what a set merges by. It is no order of
/// the language.
#[derive(Clone, Copy)]
pub(super) struct Ordered<'a>(pub Value<'a>);

impl PartialEq for Ordered<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ordered<'_> {}

impl PartialOrd for Ordered<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.0, other.0)
    }
}

fn compare(left: Value<'_>, right: Value<'_>) -> Ordering {
    match (left, right) {
        // Two unknowns may be two values: only the very same one is itself.
        (Value::Unknown(left), Value::Unknown(right)) => {
            std::ptr::from_ref(left).cmp(&std::ptr::from_ref(right))
        }
        (Value::Bool(left), Value::Bool(right)) => left.cmp(&right),
        (Value::Number(left), Value::Number(right))
        | (Value::Percentage(left), Value::Percentage(right)) => left.cmp(&right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Instant(left), Value::Instant(right)) => left.cmp(&right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        (Value::Time(left), Value::Time(right)) => left.cmp(&right),
        (Value::Duration(left), Value::Duration(right)) => {
            let parts = |length: crate::value::duration::Duration| {
                (length.months, length.days, length.seconds, length.nanos)
            };
            parts(left).cmp(&parts(right))
        }
        (Value::Window(left), Value::Window(right)) => left.cmp(right),
        (Value::Version(left), Value::Version(right)) => left.precedence(right),
        (Value::Constraint(left), Value::Constraint(right)) => left.text.cmp(&right.text),
        (Value::Person(left), Value::Person(right)) => left.canonical.cmp(right.canonical),
        (Value::Zone(left), Value::Zone(right)) => left.to_string().cmp(&right.to_string()),
        (Value::Enum(left), Value::Enum(right)) => left.cmp(&right),
        (Value::Record(left), Value::Record(right)) => {
            let fields = left.fields.iter().zip(right.fields);
            left.of
                .cmp(&right.of)
                .then(left.fields.len().cmp(&right.fields.len()))
                .then_with(|| first_difference(fields.map(|(left, right)| compare(*left, *right))))
        }
        (Value::List(left), Value::List(right)) => {
            let items = left.items.iter().zip(right.items);
            left.items
                .len()
                .cmp(&right.items.len())
                .then_with(|| first_difference(items.map(|(left, right)| compare(*left, *right))))
        }
        (Value::Map(left), Value::Map(right)) => {
            let entries = left.entries.iter().zip(right.entries);
            left.entries.len().cmp(&right.entries.len()).then_with(|| {
                first_difference(entries.map(|(left, right)| {
                    compare(left.0, right.0).then_with(|| compare(left.1, right.1))
                }))
            })
        }
        _ => kind(left).cmp(&kind(right)),
    }
}

fn first_difference(mut each: impl Iterator<Item = Ordering>) -> Ordering {
    each.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Values of different kinds stand in this order.
fn kind(value: Value<'_>) -> u8 {
    match value {
        Value::Unknown(_) => 0,
        Value::Absent => 1,
        Value::Bool(_) => 2,
        Value::Number(_) => 3,
        Value::Percentage(_) => 4,
        Value::Text(_) => 5,
        Value::Instant(_) => 6,
        Value::Date(_) => 7,
        Value::Time(_) => 8,
        Value::Duration(_) => 9,
        Value::Window(_) => 10,
        Value::Version(_) => 11,
        Value::Constraint(_) => 12,
        Value::Person(_) => 13,
        Value::Zone(_) => 14,
        Value::Enum(_) => 15,
        Value::Record(_) => 16,
        Value::List(_) => 17,
        Value::Map(_) => 18,
    }
}
