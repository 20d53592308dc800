//! Constants and what is asked with them, named by the checked program and the compiled one alike.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::value::Member;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::version::{Constraint, Version};
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::operator::CompareOp;

/// A constant.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum Const {
    Bool(bool),
    Number(Decimal),
    Percentage(Decimal),
    Text(String),
    Date(Date),
    Time(TimeOfDay),
    Instant(Instant),
    Duration(Duration),
    Window(Window),
    Zone(Zone),
    Version(Version),
    Constraint(Constraint),
    /// As written: who that is depends on the identity map.
    Person(String),
    Enum(Member),
}

/// One test of a table's cell.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum Test {
    Is(Const),
    Not(Const),
    Compare(CompareOp, Const),
    Range {
        low: Option<Const>,
        high: Option<Const>,
        includes_high: bool,
    },
}

/// A part of a window or of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Part {
    Start,
    End,
    Length,
    Major,
    Minor,
    Patch,
    PreRelease,
}
