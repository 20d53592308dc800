use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use bumpalo::Bump;

use crate::calendar::entry::Given;
use crate::calendar::model::Calendars;
use crate::value::origin::{Origin, Segment, Step};
use crate::value::unknown::{Reason, Unknown};
use crate::value::zone::Zone;
use crate::value::{List, Member, Record, RecordId, Value};

/// One call: its arguments, and what a function may use to make its answer.
#[derive(Debug)]
pub struct Call<'a, 'c> {
    pub arena: &'a Bump,
    /// In the order of the signature; a left-out optional one at the end is not there, and what a `rest` parameter
    /// takes follows one by one.
    pub args: &'c [Value<'a>],
    /// The policy's zone, for functions whose `zone` argument may be left out.
    pub zone: Zone,
    /// The record types in the result's signature, outermost first and depth first; a pair counts as one:
    /// `overloads` makes records of its own type, and then pairs.
    pub results: &'c [RecordId],
    /// Where the fields that the parameters' types name stand in the arguments' own record types: one entry for each
    /// `Having` and `Record` in the parameters, depth first, and in it one place for each named field, in the
    /// signature's order.
    pub fields: &'c [Vec<FieldPlace>],
    /// The derived ones of these fields, computed before the call.
    pub derived: &'c Derived<'a>,
    /// What the signature's first `Amount` variable stands for in this call: `sum` of an empty list of durations is
    /// `0 seconds`. Where the signature has none, `Number`.
    pub amount: AmountKind,
    /// The names of an enum's members, for functions that take one.
    pub member_name: &'c dyn MemberNames,
    /// What calendars answer from.
    pub calendars: Shelf<'c>,
}

/// The calendars of a program, and the dates and windows that the policy computed for them so far.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'c> {
    pub calendars: &'c Calendars,
    /// By slot.
    pub given: &'c [Given],
}

impl Shelf<'static> {
    /// No calendar at all.
    pub fn empty() -> Shelf<'static> {
        static NONE: Calendars = Calendars::none();
        Shelf {
            calendars: &NONE,
            given: &[],
        }
    }
}

/// Where a field stands in a record type.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FieldPlace {
    pub index: u16,
    /// Its name in the document, for the path of a missing one.
    pub wire: String,
    /// The definition that a derived field is computed by; it takes the record.
    pub derived: Option<u32>,
}

/// Derived fields of a call's arguments. They stand beside the records: a record with its derived fields filled in would
/// be another one than the record that it was made from.
#[derive(Debug, Default)]
pub struct Derived<'a>(BTreeMap<(usize, u16), Value<'a>>);

impl<'a> Derived<'a> {
    pub fn set(&mut self, record: &'a Record<'a>, index: u16, value: Value<'a>) {
        self.0.insert((address(record), index), value);
    }

    fn get(&self, record: &Record<'a>, index: u16) -> Option<Value<'a>> {
        self.0.get(&(address(record), index)).copied()
    }
}

/// What tells a record of the arena from every other; only ever looked up, so no answer depends on it.
fn address(record: &Record<'_>) -> usize {
    std::ptr::from_ref(record).addr()
}

/// What can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum AmountKind {
    Number,
    Percentage,
    Duration,
}

/// How a function learns the name of an enum's member.
pub trait MemberNames: std::fmt::Debug {
    fn name_of(&self, member: Member) -> &str;
}

impl<'a> Call<'a, '_> {
    pub fn unknown(&self, reason: Reason<'a>) -> Value<'a> {
        Value::Unknown(Unknown::one(self.arena, reason))
    }

    /// The argument at `index`; a call that left it out gets `None`.
    pub fn arg(&self, index: usize) -> Option<Value<'a>> {
        self.args.get(index).copied()
    }

    pub fn text(&self, text: &str) -> Value<'a> {
        Value::Text(self.arena.alloc_str(text))
    }

    pub fn list(&self, items: impl IntoIterator<Item = Value<'a>>) -> Value<'a> {
        let items: Vec<Value<'a>> = items.into_iter().collect();
        Value::List(
            self.arena
                .alloc(List::made(self.arena.alloc_slice_copy(&items))),
        )
    }

    /// A list of items of which some may not belong: for each, why.
    pub fn list_in_doubt(&self, items: Vec<(Value<'a>, Option<&'a Unknown<'a>>)>) -> Value<'a> {
        let (items, doubts): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        let certain = doubts.iter().all(Option::is_none);
        Value::List(self.arena.alloc(List {
            origin: Origin::MADE,
            items: self.arena.alloc_slice_copy(&items),
            maybe: (!certain).then(|| &*self.arena.alloc_slice_copy(&doubts)),
        }))
    }

    /// A record of the result's `which`-th record type.
    pub fn record(&self, which: usize, fields: &[Value<'a>]) -> Value<'a> {
        let Some(of) = self.results.get(which).copied() else {
            return self.unknown(Reason::Invalid("the result has no such record"));
        };
        Value::Record(self.arena.alloc(Record {
            of,
            origin: Origin::MADE,
            fields: self.arena.alloc_slice_copy(fields),
        }))
    }

    /// A field of an argument's record: the `named`-th field of the `which`-th record type in the parameters. One that
    /// the document does not have is unknown, and names its path.
    pub fn field(&self, which: usize, named: usize, record: &Record<'a>) -> Value<'a> {
        let Some(place) = self.fields.get(which).and_then(|places| places.get(named)) else {
            return self.unknown(Reason::Invalid("the argument has no such field"));
        };
        let value = match place.derived {
            Some(_) => self.derived.get(record, place.index),
            None => record.fields.get(usize::from(place.index)).copied(),
        };
        match value {
            Some(Value::Absent) | None => self.unknown(self.gap(record, place)),
            Some(value) => value,
        }
    }

    fn gap(&self, record: &Record<'a>, place: &FieldPlace) -> Reason<'a> {
        match record.origin.0 {
            None => Reason::Absent {
                what: self.arena.alloc_str(&format!("`{}`", place.wire)),
            },
            Some(parent) => Reason::Missing {
                at: self.arena.alloc(Step {
                    parent: Some(parent),
                    segment: Segment::Field(self.arena.alloc_str(&place.wire)),
                }),
            },
        }
    }
}
