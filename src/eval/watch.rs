//! What an evaluation compared, kept so that a search over time can tell when the next comparison turns.
//!
//! The same program over the same inputs, evaluated for two instants close to each other, compares the same things in
//! the same order. What differs between the two lists moves with time, and how fast; from that follows the first
//! instant at which a comparison can come out otherwise, and no sooner can the decision.

use crate::calendar::entry::Given;
use crate::ir::op::Op;
use crate::value::Value;

use super::machine::Machine;

/// One thing that the outcome may have turned on.
#[derive(Debug, Clone)]
pub enum Seen<'a> {
    /// Two values, compared.
    Pair(Value<'a>, Value<'a>),
    /// Keys, sorted.
    Sorted(Vec<Value<'a>>),
    /// A function with its arguments: by its place in the list of builtins.
    Call(usize, Vec<Value<'a>>),
    /// An instant and a duration, added: calendar steps jump where the zone's days begin or its clocks change.
    Step(Value<'a>, Value<'a>),
}

/// All that one evaluation compared.
#[derive(Debug, Clone, Default)]
pub struct Watched<'a> {
    pub seen: Vec<Seen<'a>>,
    /// The dates and windows that the policy computed for its calendars, by slot.
    pub given: Vec<Given>,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// Keeps what is compared from here on.
    pub fn watch(&mut self) {
        self.watched = Some(Vec::new());
    }

    /// What was compared since [`Machine::watch`], in order, and what calendars answered from.
    pub fn watched(&mut self) -> Watched<'a> {
        Watched {
            seen: self.watched.take().unwrap_or_default(),
            given: self.given.clone(),
        }
    }

    pub(super) fn see(&mut self, seen: impl FnOnce() -> Seen<'a>) {
        if let Some(watched) = &mut self.watched {
            watched.push(seen());
        }
    }

    /// An operation on two values that are about to be compared or added.
    pub(super) fn see_operation(&mut self, op: &Op, left: Value<'a>, right: Value<'a>) {
        if self.watched.is_none() {
            return;
        }
        match (op, left, right) {
            (Op::Arithmetic(..), Value::Instant(_), Value::Duration(length))
                if length.months != 0 || length.days != 0 =>
            {
                self.see(|| Seen::Step(left, right));
            }
            (Op::Arithmetic(..), ..) => {}
            (_, left, Value::Window(window)) => {
                let (start, end) = (Value::Instant(window.start), Value::Instant(window.end));
                match left {
                    Value::Window(inner) => {
                        let inner_start = Value::Instant(inner.start);
                        let inner_end = Value::Instant(inner.end);
                        self.see(|| Seen::Pair(inner_start, start));
                        self.see(|| Seen::Pair(inner_end, end));
                    }
                    _ => {
                        self.see(|| Seen::Pair(left, start));
                        self.see(|| Seen::Pair(left, end));
                    }
                }
            }
            (_, left, Value::List(list)) => {
                for item in list.items {
                    self.see(|| Seen::Pair(left, *item));
                }
            }
            (_, left, Value::Map(map)) => {
                for (key, _) in map.entries {
                    self.see(|| Seen::Pair(left, *key));
                }
            }
            _ => self.see(|| Seen::Pair(left, right)),
        }
    }
}

/// Whether two evaluations for different instants compared the very same things: then no instant changes the outcome,
/// because nothing that it turned on moves.
pub fn is_still(here: &[Seen<'_>], there: &[Seen<'_>]) -> bool {
    here.len() == there.len()
        && here
            .iter()
            .zip(there)
            .all(|(here, there)| match (here, there) {
                (Seen::Pair(a, b), Seen::Pair(c, d)) | (Seen::Step(a, b), Seen::Step(c, d)) => {
                    is_same(*a, *c) && is_same(*b, *d)
                }
                (Seen::Sorted(a), Seen::Sorted(b)) => are_same(a, b),
                (Seen::Call(f, a), Seen::Call(g, b)) => f == g && are_same(a, b),
                _ => false,
            })
}

fn are_same(here: &[Value<'_>], there: &[Value<'_>]) -> bool {
    here.len() == there.len() && here.iter().zip(there).all(|(a, b)| is_same(*a, *b))
}

/// As far as time can change it.
fn is_same(here: Value<'_>, there: Value<'_>) -> bool {
    match (here, there) {
        (Value::Instant(a), Value::Instant(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::Duration(a), Value::Duration(b)) => a == b,
        (Value::Window(a), Value::Window(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) | (Value::Percentage(a), Value::Percentage(b)) => {
            a == b
        }
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Enum(a), Value::Enum(b)) => a == b,
        (Value::List(a), Value::List(b)) => are_same(a.items, b.items),
        (Value::Record(a), Value::Record(b)) => are_same(a.fields, b.fields),
        (Value::Map(a), Value::Map(b)) => {
            a.entries.len() == b.entries.len()
                && a.entries
                    .iter()
                    .zip(b.entries)
                    .all(|((key, of), (other, also))| is_same(*key, *other) && is_same(*of, *also))
        }
        (here, there) => std::mem::discriminant(&here) == std::mem::discriminant(&there),
    }
}
