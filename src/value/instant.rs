use std::fmt;

use super::date::{Date, TimeOfDay};
use super::duration::Duration;
use super::zone::Zone;

/// A point in time, to the nanosecond, without leap seconds. Years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    pub nanos: u32,
}

impl Instant {
    /// Reads RFC 3339 with an offset (`2026-11-27T10:00:00Z`; seconds may be left out; `t`, `z` and a blank for `T`
    /// are allowed). The error says what is wrong in a few words: `has no offset`, `November 2026 has 30 days`.
    pub fn parse(_text: &str) -> Result<Instant, String> {
        todo!()
    }
    /// A moment as policies write it: RFC 3339, or without an offset in `zone`, or with `[Europe/London]` behind it.
    pub fn parse_local(_text: &str, _zone: Zone) -> Result<Instant, String> {
        todo!()
    }
    /// Calendar parts (months, days) are added in `zone`, then the exact part. `None` outside years 0001 to 9999.
    pub fn plus(self, _duration: Duration, _zone: Zone) -> Option<Instant> {
        todo!()
    }
    /// The exact difference `self - earlier`, without calendar parts.
    pub fn since(self, _earlier: Instant) -> Duration {
        todo!()
    }
    pub fn date_in(self, _zone: Zone) -> Date {
        todo!()
    }
    pub fn time_in(self, _zone: Zone) -> TimeOfDay {
        todo!()
    }
    /// A local time as an instant: a skipped time moves forward by the gap, a repeated one is its first occurrence.
    pub fn from_local(_date: Date, _time: TimeOfDay, _zone: Zone) -> Option<Instant> {
        todo!()
    }
    /// Local date and time with the zone's offset and name: `2026-11-27 10:00 GMT (Europe/London)`.
    pub fn show_in(self, _zone: Zone) -> String {
        todo!()
    }
}
/// RFC 3339 in UTC, seconds always, fraction only where it is not zero: `2026-11-27T10:00:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
