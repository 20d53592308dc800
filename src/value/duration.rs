use std::cmp::Ordering;
use std::fmt;

use super::decimal::{Decimal, NumericFault};

/// A length of time: an exact part, and calendar steps (days, months) that are exact only where they are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Years are 12 of these.
    pub months: i32,
    /// Weeks are 7 of these.
    pub days: i32,
    pub seconds: i64,
    /// 0 to 999,999,999; the seconds are the floor.
    pub nanos: u32,
}

impl Duration {
    pub const ZERO: Duration = Duration {
        months: 0,
        days: 0,
        seconds: 0,
        nanos: 0,
    };
    pub fn from_seconds(_seconds: i64) -> Duration {
        todo!()
    }
    pub fn from_days(_days: i32) -> Duration {
        todo!()
    }
    /// Reads what policies and documents write: `36 hours`, `72h`, `15min`, `2 weeks`, `1.5 hours`, `1 month`, and
    /// ISO 8601 `PT72H`, `P1DT12H`, `P2W`. A fraction is allowed on exact units and on days and weeks where it comes to
    /// whole seconds; no bare `m`.
    pub fn parse(_text: &str) -> Result<Duration, String> {
        todo!()
    }
    pub fn add(self, _other: Duration) -> Result<Duration, NumericFault> {
        todo!()
    }
    pub fn neg(self) -> Duration {
        todo!()
    }
    /// Calendar parts only by whole numbers.
    pub fn times(self, _factor: Decimal) -> Result<Duration, NumericFault> {
        todo!()
    }
    /// Exact length in seconds, a day as 24 hours. `None` if it has months.
    pub fn as_seconds(self) -> Option<Decimal> {
        todo!()
    }
    /// By length, a day as 24 hours; `None` where exactly one of the two has months, or both do and disagree.
    pub fn compare(self, _other: Duration) -> Option<Ordering> {
        todo!()
    }
}
/// Words, largest unit first: `3 days`, `1 hour 30 minutes`, `0 seconds`.
impl fmt::Display for Duration {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
