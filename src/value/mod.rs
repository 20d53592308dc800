//! The values of the language, one file a kind, and the words that every floor above shares.
//!
//! A [`Value`] is `Copy` and borrows from an arena: a decision is one arena, filled by decoding and by evaluation and
//! dropped whole. `Unknown` is a value like any other, so that a missing field travels without a second channel.

use borsh::{BorshDeserialize, BorshSerialize};

pub mod date;
pub mod decimal;
pub mod duration;
pub mod equality;
pub mod identity;
pub mod instant;
pub mod local;
pub mod origin;
pub mod outcome;
pub mod person;
pub mod show;
mod stored;
pub mod unknown;
pub mod version;
pub mod window;
pub mod zone;

use date::{Date, TimeOfDay};
use decimal::Decimal;
use duration::Duration;
use instant::Instant;
use origin::Origin;
use person::Person;
use unknown::Unknown;
use version::{Constraint, Version};
use window::Window;
use zone::Zone;

/// A value, or the reason why there is none.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Nothing known, and why.
    Unknown(&'a Unknown<'a>),
    /// A field that the document does not have. Only inside records and inputs: reading it makes an `Unknown` that
    /// knows the path.
    Absent,
    Bool(bool),
    Number(Decimal),
    /// A fraction: 87.5 % is held as 0.875.
    Percentage(Decimal),
    Text(&'a str),
    Instant(Instant),
    Date(Date),
    Time(TimeOfDay),
    Duration(Duration),
    Window(&'a Window),
    Version(&'a Version),
    Constraint(&'a Constraint),
    Person(&'a Person<'a>),
    Zone(Zone),
    Enum(Member),
    Record(&'a Record<'a>),
    /// A list, or a set: a set holds no two equal values, in order of first appearance.
    List(&'a List<'a>),
    Map(&'a Map<'a>),
    Calendar(CalendarId),
}

const _: () = assert!(size_of::<Value<'static>>() <= 32);

/// Which enum of a program's type table.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct EnumId(pub u32);

/// Which record type of a program's type table.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct RecordId(pub u32);

/// Which calendar of a program.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct CalendarId(pub u32);

/// A member of an enum, by its place from the least.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct Member {
    pub of: EnumId,
    pub index: u16,
}

/// A record: its type, where it was read, and a value for each declared field in the type's order.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub of: RecordId,
    pub origin: Origin<'a>,
    pub fields: &'a [Value<'a>],
}

/// A list or set and where it was read.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    pub origin: Origin<'a>,
    pub items: &'a [Value<'a>],
    /// For a list made by `where` over unknown conditions: for each item, why it may not belong. `None`: all belong.
    pub maybe: Option<&'a [Option<&'a Unknown<'a>>]>,
}

/// A map, entries in the order of the document.
#[derive(Debug, Clone, Copy)]
pub struct Map<'a> {
    pub origin: Origin<'a>,
    pub entries: &'a [(Value<'a>, Value<'a>)],
}

impl<'a> List<'a> {
    /// A list made by the policy, every item of which belongs.
    pub fn made(items: &'a [Value<'a>]) -> List<'a> {
        List {
            origin: Origin::MADE,
            items,
            maybe: None,
        }
    }

    /// Why the item at `index` may not belong, if that is in doubt.
    pub fn doubt(&self, index: usize) -> Option<&'a Unknown<'a>> {
        self.maybe
            .and_then(|maybe| maybe.get(index).copied().flatten())
    }
}
