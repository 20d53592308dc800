use std::collections::BTreeSet;

use bumpalo::Bump;

use crate::calendar::entry::Given;
use crate::ir::op::{NodeId, Op, Slot};
use crate::ir::program::Program;
use crate::types::constant::Const;
use crate::value::identity::{self, IdentityMap};
use crate::value::instant::Instant;
use crate::value::origin::{Origin, Segment};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{Record, Value};

use super::observe::Observed;
use super::trace::{Kleene, Subject, Trace};
use super::watch::Seen;

/// Everything that one evaluation rests on.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub arena: &'a Bump,
    pub program: &'a Program,
    /// By the program's inputs; `Absent` for one that was not given.
    pub inputs: &'a [Value<'a>],
    /// By the program's data files.
    pub data: &'a [Value<'a>],
    /// By the program's params: what the caller set.
    pub overrides: &'a [Option<Value<'a>>],
    pub now: Instant,
    pub identities: Option<&'a IdentityMap>,
}

/// The interpreter. With `EXPLAIN` it keeps a trace of what it did.
#[derive(Debug)]
pub struct Machine<'a, const EXPLAIN: bool> {
    pub context: Context<'a>,
    locals: Vec<Local<'a>>,
    memos: Vec<Option<Remembered<'a>>>,
    /// Traces waiting for the node that they belong to.
    pub(super) pending: Vec<&'a Trace<'a>>,
    pub(super) read: Option<Origin<'a>>,
    pub(super) note: Option<&'a str>,
    /// What was compared, where somebody watches.
    pub(super) watched: Option<Vec<Seen<'a>>>,
    /// Which conditions came out how, where somebody observes.
    pub(super) observed: Option<BTreeSet<Observed>>,
    /// The dates and windows computed for calendars so far, by slot.
    pub(super) given: Vec<Given>,
    /// Whether it was computed, by slot.
    pub(super) supplied: Vec<bool>,
    /// Whether a `default`, `is missing` or `is present` met an absence since this was last cleared.
    pub rested_on_absence: bool,
}

#[derive(Debug, Clone, Copy)]
struct Local<'a> {
    value: Value<'a>,
    origin: Origin<'a>,
}

#[derive(Debug, Clone, Copy)]
struct Remembered<'a> {
    value: Value<'a>,
    trace: Option<&'a Trace<'a>>,
    rested_on_absence: bool,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    pub fn new(context: Context<'a>) -> Self {
        Machine {
            context,
            locals: vec![
                Local {
                    value: Value::Absent,
                    origin: Origin::MADE
                };
                context.program.slots
            ],
            memos: vec![None; context.program.memos],
            pending: Vec::new(),
            read: None,
            note: None,
            watched: None,
            observed: None,
            given: Vec::new(),
            supplied: Vec::new(),
            rested_on_absence: false,
        }
    }

    /// The value of a node.
    pub fn eval(&mut self, id: NodeId) -> Value<'a> {
        let program = self.context.program;
        let Some(node) = program.node(id) else {
            return self.unknown(Reason::Invalid("a broken program"));
        };
        if let Op::Memo(memo, of) = &node.op {
            let value = self.remembered(memo.0, *of);
            if EXPLAIN {
                self.observe_node(node, value);
            }
            return value;
        }
        if !EXPLAIN {
            return self.step(&node.op);
        }
        let from = self.pending.len();
        let value = self.step(&node.op);
        self.observe_node(node, value);
        let read = self.read.take();
        let note = self.note.take();
        if is_silent(&node.op) {
            // What is on the way to something, or speaks for itself; what it rests on goes to its parent.
            return value;
        }
        let children = self
            .context
            .arena
            .alloc_slice_copy(self.pending.get(from..).unwrap_or(&[]));
        self.pending.truncate(from);
        let trace = self.context.arena.alloc(Trace {
            of: Subject::Expression(id),
            value,
            read,
            note,
            children,
        });
        self.pending.push(trace);
        value
    }

    /// The value of a condition.
    pub fn truth(&mut self, id: NodeId) -> Kleene<'a> {
        let value = self.eval(id);
        self.as_truth(value)
    }

    pub fn as_truth(&self, value: Value<'a>) -> Kleene<'a> {
        match value {
            Value::Bool(true) => Kleene::True,
            Value::Bool(false) => Kleene::False,
            Value::Unknown(why) => Kleene::Unknown(why),
            _ => Kleene::Unknown(Unknown::one(
                self.context.arena,
                Reason::Invalid("not a condition"),
            )),
        }
    }

    fn remembered(&mut self, memo: u32, of: NodeId) -> Value<'a> {
        let index = memo as usize;
        if let Some(Some(known)) = self.memos.get(index).copied() {
            self.rested_on_absence |= known.rested_on_absence;
            if EXPLAIN && let Some(trace) = known.trace {
                self.pending.push(trace);
            }
            return known.value;
        }
        let outer = std::mem::take(&mut self.rested_on_absence);
        let from = self.pending.len();
        let value = self.eval(of);
        let trace = if EXPLAIN && self.pending.len() > from {
            self.pending.get(from).copied()
        } else {
            None
        };
        if let Some(slot) = self.memos.get_mut(index) {
            *slot = Some(Remembered {
                value,
                trace,
                rested_on_absence: self.rested_on_absence,
            });
        }
        self.rested_on_absence |= outer;
        value
    }

    /// Forgets a remembered value: a rule's `let` before its next key.
    pub fn forget(&mut self, memo: u32) {
        if let Some(slot) = self.memos.get_mut(memo as usize) {
            *slot = None;
        }
    }

    fn step(&mut self, whole: &'a Op) -> Value<'a> {
        match whole {
            Op::Const(constant) => self.constant(constant),
            Op::Unknown(reason) => self.unknown(Reason::Stated(reason)),
            Op::Now => Value::Instant(self.context.now),
            Op::Input(index) => self.input(*index),
            Op::Param(index) => self.param(*index),
            Op::Data(index) => self
                .context
                .data
                .get(*index as usize)
                .copied()
                .unwrap_or(Value::Absent),
            Op::Calendar(id, given) => self.calendar(*id, given),
            Op::Local(slot) => self.local(*slot),
            Op::Memo(memo, of) => self.remembered(memo.0, *of),
            Op::Call(definition, args) => self.call(*definition, args),
            Op::Field(base, index) => {
                let base = self.base(*base);
                self.field(base, *index)
            }
            Op::Derived(base, definition) => {
                let base = self.base(*base);
                self.derived(base, *definition)
            }
            Op::Part(base, part) => {
                let base = self.eval(*base);
                self.part(base, *part)
            }
            Op::Index(base, index) => {
                let base = self.base(*base);
                let index = self.eval(*index);
                self.index(base, index)
            }
            Op::Not(of) => match self.truth(*of) {
                Kleene::True => Value::Bool(false),
                Kleene::False => Value::Bool(true),
                Kleene::Unknown(why) => Value::Unknown(why),
            },
            Op::Negate(of) => {
                let of = self.eval(*of);
                self.negate(of)
            }
            Op::And(parts) => self.all(parts, false),
            Op::Or(parts) => self.all(parts, true),
            Op::Compare(op, left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.see_operation(whole, left, right);
                self.compare(*op, left, right)
            }
            Op::CompareSets(left, right, differ) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.compare_sets(left, right, *differ)
            }
            Op::CompareCount(op, list, bound) => {
                let list = self.eval(*list);
                let bound = self.eval(*bound);
                self.compare_count(*op, list, bound)
            }
            Op::Arithmetic(op, left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.see_operation(whole, left, right);
                self.arithmetic(*op, left, right)
            }
            Op::IsMissing(of) => self.presence(*of, true),
            Op::IsPresent(of) => self.presence(*of, false),
            Op::IsEmpty(of) => {
                let of = self.eval(*of);
                self.is_empty(of)
            }
            Op::InCollection(subject, collection) => {
                let subject = self.eval(*subject);
                let collection = self.eval(*collection);
                self.see_operation(whole, subject, collection);
                self.contains(subject, collection)
            }
            Op::InRange {
                subject,
                low,
                high,
                includes_high,
            } => {
                let subject = self.eval(*subject);
                let low = low.map(|end| self.eval(end));
                let high = high.map(|end| self.eval(end));
                for end in low.iter().chain(&high) {
                    self.see_operation(whole, subject, *end);
                }
                self.in_range(subject, low, high, *includes_high)
            }
            Op::Satisfies(left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.satisfies(left, right)
            }
            Op::Within(left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.see_operation(whole, left, right);
                self.within(left, right)
            }
            Op::Matches(text, pattern) => {
                let text = self.eval(*text);
                self.matches(text, *pattern)
            }
            Op::Default(left, right) => self.default(*left, *right),
            Op::If(test, yes, no) => self.branch(*test, *yes, *no),
            Op::Quantified { kind, over, body } => self.quantified(*kind, over, *body),
            Op::CountDistinct {
                how,
                bound,
                of,
                over,
            } => self.count_distinct(*how, *bound, *of, over),
            Op::The {
                slot,
                source,
                filter,
                what,
            } => self.the(*slot, *source, *filter, what),
            Op::Group {
                slot,
                source,
                filter,
                by,
                record,
            } => self.group(*slot, *source, *filter, *by, *record),
            Op::List(items) => self.list(items),
            Op::Set(items) => {
                let list = self.list(items);
                self.distinct(list)
            }
            Op::ListOf { item, over, sort } => self.list_of(*item, over, *sort),
            Op::Map(entries) => self.map(entries),
            Op::Record(of, fields) => self.record(*of, fields),
            Op::Distinct(of) => {
                let of = self.eval(*of);
                self.distinct(of)
            }
            Op::Builtin(builtin) => self.builtin(builtin),
        }
    }

    pub(super) fn constant(&self, constant: &'a Const) -> Value<'a> {
        match constant {
            Const::Bool(value) => Value::Bool(*value),
            Const::Number(value) => Value::Number(*value),
            Const::Percentage(value) => Value::Percentage(*value),
            Const::Text(value) => Value::Text(value),
            Const::Date(value) => Value::Date(*value),
            Const::Time(value) => Value::Time(*value),
            Const::Instant(value) => Value::Instant(*value),
            Const::Duration(value) => Value::Duration(*value),
            Const::Window(value) => Value::Window(value),
            Const::Zone(value) => Value::Zone(*value),
            Const::Version(value) => Value::Version(value),
            Const::Constraint(value) => Value::Constraint(value),
            Const::Enum(value) => Value::Enum(*value),
            Const::Person(written) => {
                let arena = self.context.arena;
                let person = identity::person(arena, written, self.context.identities);
                Value::Person(arena.alloc(person))
            }
        }
    }

    fn input(&mut self, index: u32) -> Value<'a> {
        let value = self
            .context
            .inputs
            .get(index as usize)
            .copied()
            .unwrap_or(Value::Absent);
        let program = self.context.program;
        let name = program
            .inputs
            .get(index as usize)
            .map_or("input", |input| input.name.as_str());
        if EXPLAIN {
            self.read = Some(Origin::input(self.context.arena, name));
        }
        match value {
            Value::Absent => self.missing(Origin::input(self.context.arena, name)),
            value => value,
        }
    }

    fn param(&mut self, index: u32) -> Value<'a> {
        if let Some(Some(value)) = self.context.overrides.get(index as usize) {
            return *value;
        }
        let program = self.context.program;
        match program.params.get(index as usize) {
            Some(param) => self.quietly(|machine| machine.eval(param.value)),
            None => self.unknown(Reason::Invalid("no such param")),
        }
    }

    /// Runs `inner` and drops the traces that it left.
    pub(super) fn quietly<R>(&mut self, inner: impl FnOnce(&mut Self) -> R) -> R {
        let from = self.pending.len();
        let result = inner(self);
        self.pending.truncate(from);
        self.read = None;
        self.note = None;
        result
    }

    fn local(&mut self, slot: Slot) -> Value<'a> {
        let local = self.locals.get(slot.0 as usize).copied();
        let Some(local) = local else {
            return self.unknown(Reason::Invalid("no such name"));
        };
        if EXPLAIN {
            self.read = local.origin.0.is_some().then_some(local.origin);
        }
        match local.value {
            Value::Absent => self.unknown(Reason::Absent {
                what: "a field that was left out",
            }),
            value => value,
        }
    }

    pub(super) fn bind(&mut self, slot: Slot, value: Value<'a>, origin: Origin<'a>) {
        if let Some(local) = self.locals.get_mut(slot.0 as usize) {
            *local = Local { value, origin };
        }
    }

    /// A value on the way to one of its fields: it leaves no trace of its own.
    fn base(&mut self, id: NodeId) -> Value<'a> {
        let program = self.context.program;
        match program.node(id).map(|node| &node.op) {
            Some(op @ (Op::Field(..) | Op::Input(_) | Op::Local(_) | Op::Index(..))) => {
                let value = self.step(op);
                self.read = None;
                value
            }
            _ => self.eval(id),
        }
    }

    pub(super) fn field(&mut self, base: Value<'a>, index: u16) -> Value<'a> {
        let record = match base {
            Value::Record(record) => record,
            Value::Unknown(why) => {
                self.gap(why);
                return base;
            }
            _ => return self.unknown(Reason::Invalid("not a record")),
        };
        let value = record
            .fields
            .get(index as usize)
            .copied()
            .unwrap_or(Value::Absent);
        if !EXPLAIN && !matches!(value, Value::Absent) {
            return value;
        }
        let name = self.wire_name(record, index);
        let origin = record.origin.step(self.context.arena, Segment::Field(name));
        if EXPLAIN && origin.0.is_some() {
            self.read = Some(origin);
        }
        match value {
            Value::Absent if origin.0.is_some() => self.missing(origin),
            Value::Absent => self.unknown(Reason::Absent { what: name }),
            value => value,
        }
    }

    /// Shows where the first gap on the way is.
    fn gap(&mut self, why: &'a Unknown<'a>) {
        if EXPLAIN && let Unknown::One(Reason::Missing { at } | Reason::Unreadable { at, .. }) = why
        {
            self.read = Some(Origin(Some(at)));
        }
    }

    fn wire_name(&self, record: &Record<'a>, index: u16) -> &'a str {
        let program = self.context.program;
        program
            .types
            .record_type(record.of)
            .and_then(|of| of.fields.get(index as usize))
            .map_or("", |field| field.wire.as_str())
    }

    pub(super) fn derived(&mut self, base: Value<'a>, definition: u32) -> Value<'a> {
        let program = self.context.program;
        if let Value::Unknown(why) = base {
            self.gap(why);
            return base;
        }
        let Some(definition) = program.definitions.get(definition as usize) else {
            return self.unknown(Reason::Invalid("no such definition"));
        };
        if let Some(slot) = definition.params.first() {
            self.bind(*slot, base, Origin::MADE);
        }
        self.body(&definition.body, &[])
    }

    fn call(&mut self, definition: u32, args: &'a [NodeId]) -> Value<'a> {
        let program = self.context.program;
        let Some(definition) = program.definitions.get(definition as usize) else {
            return self.unknown(Reason::Invalid("no such definition"));
        };
        let values: Vec<Value<'a>> = args.iter().map(|arg| self.eval(*arg)).collect();
        for (slot, value) in definition.params.iter().zip(&values) {
            self.bind(*slot, *value, Origin::MADE);
        }
        self.read = None;
        self.note = None;
        self.body(&definition.body, &values)
    }

    pub fn unknown(&self, reason: Reason<'a>) -> Value<'a> {
        Value::Unknown(Unknown::one(self.context.arena, reason))
    }

    fn missing(&self, origin: Origin<'a>) -> Value<'a> {
        match origin.0 {
            Some(at) => self.unknown(Reason::Missing { at }),
            None => self.unknown(Reason::Absent { what: "a value" }),
        }
    }

    pub(super) fn join(
        &self,
        left: Option<&'a Unknown<'a>>,
        right: &'a Unknown<'a>,
    ) -> &'a Unknown<'a> {
        Unknown::join(self.context.arena, left, right)
    }

    pub(super) fn remark(&mut self, note: impl FnOnce() -> String) {
        if EXPLAIN {
            let text = note();
            self.note = Some(self.context.arena.alloc_str(&text));
        }
    }
}

/// Constants speak for themselves; a bound name is shown by the element that it is bound to.
fn is_silent(op: &Op) -> bool {
    matches!(
        op,
        Op::Const(_) | Op::Local(_) | Op::Input(_) | Op::Unknown(_)
    )
}
