//! Quantifiers, counts and comprehensions: what ranges over the elements of lists.

use crate::ir::op::{Binding, Generator, NodeId, Over, Quantifier, Sort};
use crate::syntax::ast::{CompareOp, Count};
use crate::value::decimal::Decimal;
use crate::value::equality;
use crate::value::origin::Origin;
use crate::value::unknown::{Reason, Unknown};
use crate::value::{List, Value};

use super::machine::Machine;
use super::operate::holds;
use super::trace::{Element, Kleene, Subject, Trace};

/// Whether to look at the next element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    Enough,
}

/// What going over a product of lists met besides its elements.
#[derive(Debug, Default)]
pub(super) struct Sweep<'a> {
    /// Lists that are not known, and so how many elements there are.
    pub unknown: Option<&'a Unknown<'a>>,
}

/// How many belong for sure, and how many may.
#[derive(Debug, Clone, Copy)]
struct Bounds<'a> {
    sure: usize,
    /// Besides the sure ones; without bound if a list is not known.
    maybe: usize,
    unbounded: bool,
    why: Option<&'a Unknown<'a>>,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// Visits every element of the product of the generators, bound, with whether it belongs. The value that `visit`
    /// gives is what the element's trace shows.
    pub(super) fn sweep(
        &mut self,
        over: &'a Over,
        visit: &mut dyn FnMut(&mut Self, Kleene<'a>) -> (Value<'a>, Flow),
    ) -> Sweep<'a> {
        let mut sweep = Sweep::default();
        self.walk(over, &over.generators, Kleene::True, &mut sweep, visit);
        sweep
    }

    fn walk(
        &mut self,
        over: &'a Over,
        generators: &'a [Generator],
        belongs: Kleene<'a>,
        sweep: &mut Sweep<'a>,
        visit: &mut dyn FnMut(&mut Self, Kleene<'a>) -> (Value<'a>, Flow),
    ) -> Flow {
        let Some((generator, rest)) = generators.split_first() else {
            return Flow::On;
        };
        let source = self.eval(generator.source);
        let list = match source {
            Value::List(list) => list,
            Value::Map(map) => {
                return self.walk_map(over, generator, rest, map, belongs, sweep, visit);
            }
            Value::Unknown(why) => {
                // Elements that were ruled out already need no list.
                if !belongs.is_false() {
                    sweep.unknown = Some(self.join(sweep.unknown, why));
                }
                return Flow::On;
            }
            _ => return Flow::On,
        };
        for (index, item) in list.items.iter().enumerate() {
            let origin = self.item_origin(list, index, *item);
            self.bind_element(generator, *item, origin);
            let sure = self.doubted(belongs, list.doubt(index));
            if self.visit_one(over, generator, rest, (*item, origin), sure, sweep, visit)
                == Flow::Enough
            {
                return Flow::Enough;
            }
        }
        Flow::On
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one walk, threaded through its two kinds of list"
    )]
    fn walk_map(
        &mut self,
        over: &'a Over,
        generator: &'a Generator,
        rest: &'a [Generator],
        map: &'a crate::value::Map<'a>,
        belongs: Kleene<'a>,
        sweep: &mut Sweep<'a>,
        visit: &mut dyn FnMut(&mut Self, Kleene<'a>) -> (Value<'a>, Flow),
    ) -> Flow {
        for (key, of) in map.entries {
            let of = match of {
                Value::Absent => self.unknown(Reason::Absent { what: "the entry" }),
                of => *of,
            };
            let item = match generator.binding {
                Binding::Pair(left, right) => {
                    self.bind(left, *key, Origin::MADE);
                    self.bind(right, of, Origin::MADE);
                    of
                }
                Binding::One { slot, pair } => {
                    let item = match pair {
                        Some(record) => self.record_of(record, &[*key, of]),
                        None => of,
                    };
                    self.bind(slot, item, Origin::MADE);
                    item
                }
            };
            if self.visit_one(
                over,
                generator,
                rest,
                (item, Origin::MADE),
                belongs,
                sweep,
                visit,
            ) == Flow::Enough
            {
                return Flow::Enough;
            }
        }
        Flow::On
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one walk, threaded through its two kinds of list"
    )]
    fn visit_one(
        &mut self,
        over: &'a Over,
        generator: &'a Generator,
        rest: &'a [Generator],
        (item, origin): (Value<'a>, Origin<'a>),
        belongs: Kleene<'a>,
        sweep: &mut Sweep<'a>,
        visit: &mut dyn FnMut(&mut Self, Kleene<'a>) -> (Value<'a>, Flow),
    ) -> Flow {
        let from = self.pending.len();
        if !rest.is_empty() {
            return self.walk(over, rest, belongs, sweep, visit);
        }
        let belongs = match over.filter {
            Some(filter) if !belongs.is_false() => {
                let filter = self.truth(filter);
                self.also(belongs, filter)
            }
            _ => belongs,
        };
        let (value, flow) = visit(self, belongs);
        if EXPLAIN {
            self.close_element(generator, item, origin, belongs, value, from);
        }
        flow
    }

    /// Kleene's `and`.
    fn also(&self, left: Kleene<'a>, right: Kleene<'a>) -> Kleene<'a> {
        match (left, right) {
            (Kleene::False, _) | (_, Kleene::False) => Kleene::False,
            (Kleene::True, other) | (other, Kleene::True) => other,
            (Kleene::Unknown(left), Kleene::Unknown(right)) => {
                Kleene::Unknown(self.join(Some(left), right))
            }
        }
    }

    fn close_element(
        &mut self,
        generator: &'a Generator,
        bound: Value<'a>,
        origin: Origin<'a>,
        belongs: Kleene<'a>,
        value: Value<'a>,
        from: usize,
    ) {
        let children = self
            .context
            .arena
            .alloc_slice_copy(self.pending.get(from..).unwrap_or(&[]));
        self.pending.truncate(from);
        self.read = None;
        self.note = None;
        let trace = self.context.arena.alloc(Trace {
            of: Subject::Element(Element {
                bound,
                origin,
                name: &generator.name,
                secret: generator.secret,
                belongs,
            }),
            value,
            read: None,
            note: None,
            children,
        });
        self.pending.push(trace);
    }

    fn bind_element(&mut self, generator: &'a Generator, item: Value<'a>, origin: Origin<'a>) {
        match generator.binding {
            Binding::One { slot, .. } => self.bind(slot, item, origin),
            Binding::Pair(left, right) => {
                let halves = match item {
                    Value::Record(record) => match record.fields {
                        [first, second] => [*first, *second],
                        _ => [Value::Absent, Value::Absent],
                    },
                    unknown => [unknown, unknown],
                };
                for (slot, half) in [left, right].into_iter().zip(halves) {
                    let origin = match half {
                        Value::Record(record) => record.origin,
                        _ => Origin::MADE,
                    };
                    self.bind(slot, half, origin);
                }
            }
        }
    }

    pub(super) fn quantified(
        &mut self,
        kind: Quantifier,
        over: &'a Over,
        body: NodeId,
    ) -> Value<'a> {
        match kind {
            Quantifier::Every => self.every(over, body),
            Quantifier::Some => self.some(over, body, false),
            Quantifier::No => self.some(over, body, true),
            Quantifier::Count(how, bound) => {
                let bound = self.eval(bound);
                let bounds = self.count_holding(over, body);
                self.judge_count(how, bounds, bound)
            }
        }
    }

    fn every(&mut self, over: &'a Over, body: NodeId) -> Value<'a> {
        let mut failed = false;
        let mut checked = false;
        let mut unknown: Option<&'a Unknown<'a>> = None;
        let mut maybe: Option<&'a Unknown<'a>> = None;
        let sweep = self.sweep(over, &mut |machine, belongs| {
            if belongs.is_false() {
                return (Value::Bool(false), Flow::On);
            }
            let holds = machine.truth(body);
            match (belongs, holds) {
                (Kleene::True, Kleene::False) => failed = true,
                (Kleene::True, Kleene::True) => checked = true,
                (Kleene::Unknown(why), Kleene::True) => maybe = Some(machine.join(maybe, why)),
                (Kleene::Unknown(why), Kleene::False) => {
                    unknown = Some(machine.join(unknown, why));
                }
                (_, Kleene::Unknown(why)) => {
                    checked |= belongs.is_true();
                    unknown = Some(machine.join(unknown, why));
                }
                (Kleene::False, _) => {}
            }
            let flow = if failed && !EXPLAIN {
                Flow::Enough
            } else {
                Flow::On
            };
            (holds.value(), flow)
        });
        if failed {
            return Value::Bool(false);
        }
        let unknown = match (unknown, sweep.unknown) {
            (unknown, Some(why)) => Some(self.join(unknown, why)),
            (unknown, None) => unknown,
        };
        match (unknown, maybe) {
            (Some(why), _) => Value::Unknown(why),
            _ if checked || over.if_any => Value::Bool(true),
            (None, Some(why)) => Value::Unknown(why),
            (None, None) => self.unknown(Reason::NothingToCheck { what: &over.what }),
        }
    }

    /// `some`, and `no` as its opposite.
    fn some(&mut self, over: &'a Over, body: NodeId, opposite: bool) -> Value<'a> {
        let mut found = false;
        let mut unknown: Option<&'a Unknown<'a>> = None;
        let sweep = self.sweep(over, &mut |machine, belongs| {
            if belongs.is_false() {
                return (Value::Bool(false), Flow::On);
            }
            let holds = machine.truth(body);
            match machine.also(belongs, holds) {
                Kleene::True => found = true,
                Kleene::Unknown(why) => unknown = Some(machine.join(unknown, why)),
                Kleene::False => {}
            }
            let flow = if found && !EXPLAIN {
                Flow::Enough
            } else {
                Flow::On
            };
            (holds.value(), flow)
        });
        if found {
            return Value::Bool(!opposite);
        }
        match (unknown, sweep.unknown) {
            (unknown, Some(why)) => Value::Unknown(self.join(unknown, why)),
            (Some(why), None) => Value::Unknown(why),
            (None, None) => Value::Bool(opposite),
        }
    }

    fn count_holding(&mut self, over: &'a Over, body: NodeId) -> Bounds<'a> {
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

    fn judge_count(&mut self, how: Count, bounds: Bounds<'a>, bound: Value<'a>) -> Value<'a> {
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

    /// A comprehension. An item whose `where` is not known stays in the list, in doubt.
    pub(super) fn list_of(
        &mut self,
        item: NodeId,
        over: &'a Over,
        sort: Option<Sort>,
    ) -> Value<'a> {
        let mut items: Vec<Value<'a>> = Vec::new();
        let mut doubts: Vec<Option<&'a Unknown<'a>>> = Vec::new();
        let mut keys: Vec<Value<'a>> = Vec::new();
        let sweep = self.sweep(over, &mut |machine, belongs| {
            let doubt = match belongs {
                Kleene::False => return (Value::Bool(false), Flow::On),
                Kleene::True => None,
                Kleene::Unknown(why) => Some(why),
            };
            let value = machine.eval(item);
            items.push(value);
            doubts.push(doubt);
            if let Some(sort) = sort {
                let key = machine.quietly(|machine| machine.eval(sort.by));
                keys.push(key);
            }
            (value, Flow::On)
        });
        if let Some(why) = sweep.unknown {
            return Value::Unknown(why);
        }
        match sort {
            None => self.made_with_doubts(&items, &doubts),
            Some(sort) => self.sorted(&items, &doubts, &keys, sort.descending),
        }
    }

    /// An order needs every element and every key to be known.
    fn sorted(
        &mut self,
        items: &[Value<'a>],
        doubts: &[Option<&'a Unknown<'a>>],
        keys: &[Value<'a>],
        descending: bool,
    ) -> Value<'a> {
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for why in doubts.iter().flatten() {
            unknown = Some(self.join(unknown, why));
        }
        for key in keys {
            if let Value::Unknown(why) = key {
                unknown = Some(self.join(unknown, why));
            }
        }
        if let Some(why) = unknown {
            return Value::Unknown(why);
        }
        let mut order: Vec<(Value<'a>, Value<'a>)> =
            keys.iter().copied().zip(items.iter().copied()).collect();
        order.sort_by(|(left, _), (right, _)| {
            let order = equality::sort_key_cmp(*left, *right);
            if descending { order.reverse() } else { order }
        });
        let sorted: Vec<Value<'a>> = order.into_iter().map(|(_, item)| item).collect();
        self.made(&sorted)
    }
}

fn number(count: usize) -> Decimal {
    Decimal::from_i64(i64::try_from(count).unwrap_or(i64::MAX))
}
