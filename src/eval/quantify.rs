//! Quantifiers, counts and comprehensions: what ranges over the elements of lists.

use crate::ir::op::{Binding, Generator, NodeId, Over, Quantifier, Sort};
use crate::value::Value;
use crate::value::equality;
use crate::value::origin::Origin;
use crate::value::unknown::{Reason, Unknown};

use super::machine::Machine;
use super::trace::{Element, Kleene, Subject, Trace};
use super::watch::Seen;

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
            let (name, secret) = (&generator.name, generator.secret);
            self.close_element(name, secret, (item, origin), belongs, value, from);
        }
        flow
    }

    /// Kleene's `and`.
    pub(super) fn also(&self, left: Kleene<'a>, right: Kleene<'a>) -> Kleene<'a> {
        match (left, right) {
            (Kleene::False, _) | (_, Kleene::False) => Kleene::False,
            (Kleene::True, other) | (other, Kleene::True) => other,
            (Kleene::Unknown(left), Kleene::Unknown(right)) => {
                Kleene::Unknown(self.join(Some(left), right))
            }
        }
    }

    /// Makes the steps since `from` the steps of one element.
    pub(super) fn close_element(
        &mut self,
        name: &'a str,
        secret: bool,
        (bound, origin): (Value<'a>, Origin<'a>),
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
                name,
                secret,
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
            Some(sort) => {
                self.see(|| Seen::Sorted(keys.clone()));
                self.sorted(&items, &doubts, &keys, sort.descending)
            }
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
