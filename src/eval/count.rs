//! Counts: known within bounds where some elements are in doubt, and compared by those bounds.

use crate::ir::op::{NodeId, Over};
use crate::types::operator::{CompareOp, Count};
use crate::value::decimal::Decimal;
use crate::value::equality;
use crate::value::unknown::{Reason, Unknown};
use crate::value::{List, Value};

use super::machine::Machine;
use super::operate::holds;
use super::quantify::Flow;
use super::trace::Kleene;

/// How many belong for sure, and how many may.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds<'a> {
    sure: usize,
    /// Besides the sure ones; without bound if a list is not known.
    maybe: usize,
    unbounded: bool,
    why: Option<&'a Unknown<'a>>,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    pub(super) fn count_holding(&mut self, over: &'a Over, body: NodeId) -> Bounds<'a> {
        let mut bounds = Bounds {
            sure: 0,
            maybe: 0,
            unbounded: false,
            why: None,
        };
        let sweep = self.sweep(over, &mut |machine, belongs| {
            if belongs.is_false() {
                return (Value::Bool(false), Flow::On);
            }
            let holds = machine.truth(body);
            match machine.also(belongs, holds) {
                Kleene::True => bounds.sure += 1,
                Kleene::Unknown(why) => {
                    bounds.maybe += 1;
                    bounds.why = Some(machine.join(bounds.why, why));
                }
                Kleene::False => {}
            }
            (holds.value(), Flow::On)
        });
        if let Some(why) = sweep.unknown {
            bounds.unbounded = true;
            bounds.why = Some(self.join(bounds.why, why));
        }
        bounds
    }

    pub(super) fn judge_count(
        &mut self,
        how: Count,
        bounds: Bounds<'a>,
        bound: Value<'a>,
    ) -> Value<'a> {
        let op = match how {
            Count::AtLeast => CompareOp::GreaterOrEqual,
            Count::AtMost => CompareOp::LessOrEqual,
            Count::Exactly => CompareOp::Equal,
        };
        self.compare_bounds(op, bounds, bound)
    }

    /// Compares a count that is known within bounds: true or false only if every count within them agrees.
    fn compare_bounds(&mut self, op: CompareOp, bounds: Bounds<'a>, bound: Value<'a>) -> Value<'a> {
        let bound = match bound {
            Value::Number(bound) => bound,
            Value::Unknown(_) => return bound,
            _ => return self.unknown(Reason::Invalid("not a number")),
        };
        let least = number(bounds.sure);
        let most = number(bounds.sure.saturating_add(bounds.maybe));
        self.remark(|| {
            if bounds.unbounded {
                format!("at least {least}")
            } else if bounds.maybe > 0 {
                format!("between {least} and {most}")
            } else {
                format!("{least}")
            }
        });
        let at = |count: Decimal| holds(op, count.cmp(&bound));
        let (low, high) = (at(least), at(most));
        // With no upper bound the count may be any number from the least on.
        let far = match op {
            CompareOp::Greater | CompareOp::GreaterOrEqual | CompareOp::NotEqual => true,
            CompareOp::Less | CompareOp::LessOrEqual | CompareOp::Equal => false,
        };
        let high = if bounds.unbounded { far } else { high };
        // Between two counts that are both unequal to the bound, one may equal it.
        let passes = matches!(op, CompareOp::Equal | CompareOp::NotEqual)
            && least < bound
            && (bounds.unbounded || bound < most);
        match bounds.why {
            Some(why) if low != high || passes => Value::Unknown(why),
            _ => Value::Bool(low),
        }
    }

    pub(super) fn compare_count(
        &mut self,
        op: CompareOp,
        list: Value<'a>,
        bound: Value<'a>,
    ) -> Value<'a> {
        let bounds = match list {
            Value::List(list) => self.length(list),
            Value::Map(map) => Bounds {
                sure: map.entries.len(),
                maybe: 0,
                unbounded: false,
                why: None,
            },
            Value::Unknown(_) => return list,
            _ => return self.unknown(Reason::Invalid("not a list")),
        };
        self.compare_bounds(op, bounds, bound)
    }

    fn length(&self, list: &List<'a>) -> Bounds<'a> {
        let mut bounds = Bounds {
            sure: 0,
            maybe: 0,
            unbounded: false,
            why: None,
        };
        for index in 0..list.items.len() {
            match list.doubt(index) {
                None => bounds.sure += 1,
                Some(why) => {
                    bounds.maybe += 1;
                    bounds.why = Some(self.join(bounds.why, why));
                }
            }
        }
        bounds
    }

    /// `at least n distinct e for …`: between "all that may be one are one" and "none are".
    pub(super) fn count_distinct(
        &mut self,
        how: Count,
        bound: NodeId,
        of: NodeId,
        over: &'a Over,
    ) -> Value<'a> {
        let bound = self.eval(bound);
        let mut sure: Vec<Value<'a>> = Vec::new();
        let mut doubtful: Vec<Option<Value<'a>>> = Vec::new();
        let mut why_all: Option<&'a Unknown<'a>> = None;
        let sweep = self.sweep(over, &mut |machine, belongs| {
            if belongs.is_false() {
                return (Value::Bool(false), Flow::On);
            }
            let value = machine.eval(of);
            match (belongs, value) {
                (_, Value::Unknown(why)) => {
                    why_all = Some(machine.join(why_all, why));
                    doubtful.push(None);
                }
                (Kleene::Unknown(why), value) => {
                    why_all = Some(machine.join(why_all, why));
                    doubtful.push(Some(value));
                }
                (_, value) => sure.push(value),
            }
            (value, Flow::On)
        });
        let (least, unsure) = self.merged(&sure);
        if let Some(why) = unsure {
            why_all = Some(self.join(why_all, why));
        }
        let mut most = self.apart(&sure);
        let mut counted = sure.clone();
        for value in &doubtful {
            match value {
                None => most += 1,
                Some(value) => {
                    let known = counted.iter().any(|other| {
                        matches!(
                            equality::equal(self.context.arena, *other, *value),
                            Value::Bool(true)
                        )
                    });
                    if !known {
                        most += 1;
                        counted.push(*value);
                    }
                }
            }
        }
        if let Some(why) = sweep.unknown {
            why_all = Some(self.join(why_all, why));
        }
        let bounds = Bounds {
            sure: least,
            maybe: most.saturating_sub(least),
            unbounded: sweep.unknown.is_some(),
            why: why_all,
        };
        self.judge_count(how, bounds, bound)
    }

    /// How many there are if everything that may be one is one, and why that is not sure.
    fn merged(&self, values: &[Value<'a>]) -> (usize, Option<&'a Unknown<'a>>) {
        let mut groups: Vec<usize> = (0..values.len()).collect();
        let mut why_all = None;
        for (index, value) in values.iter().enumerate() {
            for (earlier, other) in values.iter().enumerate().take(index) {
                match equality::equal(self.context.arena, *other, *value) {
                    Value::Bool(false) => continue,
                    Value::Unknown(why) => why_all = Some(self.join(why_all, why)),
                    _ => {}
                }
                let (from, to) = match (groups.get(index), groups.get(earlier)) {
                    (Some(from), Some(to)) => (*from, *to),
                    _ => continue,
                };
                for group in &mut groups {
                    if *group == from {
                        *group = to;
                    }
                }
            }
        }
        groups.sort_unstable();
        groups.dedup();
        (groups.len(), why_all)
    }

    /// How many there are if only what is surely one is one.
    fn apart(&self, values: &[Value<'a>]) -> usize {
        let mut kept: Vec<Value<'a>> = Vec::new();
        for value in values {
            let known = kept.iter().any(|other| {
                matches!(
                    equality::equal(self.context.arena, *other, *value),
                    Value::Bool(true)
                )
            });
            if !known {
                kept.push(*value);
            }
        }
        kept.len()
    }
}

fn number(count: usize) -> Decimal {
    Decimal::from_i64(i64::try_from(count).unwrap_or(i64::MAX))
}
