use bumpalo::Bump;

use crate::value::unknown::{Reason, Unknown};
use crate::value::zone::Zone;
use crate::value::{List, Member, Record, RecordId, Value};

/// One call: its arguments, and what a function may use to make its answer.
#[derive(Debug)]
pub struct Call<'a, 'c> {
    pub arena: &'a Bump,
    pub args: &'c [Value<'a>],
    /// The policy's zone, for functions whose `zone` argument may be left out.
    pub zone: Zone,
    /// The record types in the result's signature, outermost first: `overloads` makes records of its own type.
    pub results: &'c [RecordId],
    /// The names of an enum's members, for functions that take one.
    pub member_name: &'c dyn MemberNames,
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

    pub fn list(&self, items: impl IntoIterator<Item = Value<'a>>) -> Value<'a> {
        let items: Vec<Value<'a>> = items.into_iter().collect();
        Value::List(
            self.arena
                .alloc(List::made(self.arena.alloc_slice_copy(&items))),
        )
    }

    /// A record of the result's `which`-th record type.
    pub fn record(&self, which: usize, fields: &[Value<'a>]) -> Value<'a> {
        let Some(of) = self.results.get(which).copied() else {
            return self.unknown(Reason::Invalid("the result has no such record"));
        };
        Value::Record(self.arena.alloc(Record {
            of,
            origin: crate::value::origin::Origin::MADE,
            fields: self.arena.alloc_slice_copy(fields),
        }))
    }
}
