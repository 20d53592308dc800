use borsh::{BorshDeserialize, BorshSerialize};

use std::fmt;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::GapInfo;

mod text;

use super::date::{Date, TimeOfDay};
use super::duration::{Duration, SECONDS_A_DAY};
use super::zone::Zone;

/// A point in time, to the nanosecond, without leap seconds. Years 0001 to 9999.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    pub nanos: u32,
}

/// 0001-01-01T00:00:00Z
const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z
const LAST: i64 = 253_402_300_799;

const NANOS_A_SECOND: u32 = 1_000_000_000;

impl Instant {
    /// Reads RFC 3339 with an offset (`2026-11-27T10:00:00Z`; seconds may be left out; `t`, `z` and a blank for `T`
    /// are allowed).
    ///
    /// # Errors
    /// What is wrong, in a few words: `has no offset`, `November 2026 has 30 days`.
    pub fn parse(text: &str) -> Result<Instant, String> {
        text::parse(text).map(|(instant, _)| instant)
    }

    /// A moment as policies write it: RFC 3339, or without an offset in `zone`, or with `[Europe/London]` behind it.
    /// Where both an offset and a zone are written they have to agree; 24:00 is the end of the day.
    ///
    /// # Errors
    /// What is wrong, in a few words.
    pub fn parse_local(text: &str, zone: Zone) -> Result<Instant, String> {
        text::parse_local(text, zone)
    }

    /// Calendar parts (months, then days) are added in `zone`, then the exact part. `None` outside years 0001 to 9999.
    pub fn plus(self, duration: Duration, zone: Zone) -> Option<Instant> {
        let stepped = if duration.months == 0 && duration.days == 0 {
            self
        } else {
            let date = self
                .date_in(zone)
                .plus_months(i64::from(duration.months))?
                .plus_days(i64::from(duration.days))?;
            Instant {
                nanos: self.nanos,
                ..Instant::from_local(date, self.time_in(zone), zone)?
            }
        };
        let nanos = stepped.nanos.checked_add(duration.nanos)?;
        let seconds = stepped
            .seconds
            .checked_add(duration.seconds)?
            .checked_add(i64::from(nanos / NANOS_A_SECOND))?;
        Instant::within_years(seconds, nanos % NANOS_A_SECOND)
    }

    /// The exact difference `self - earlier`, without calendar parts.
    pub fn since(self, earlier: Instant) -> Duration {
        let (borrowed, nanos) = match self.nanos.checked_sub(earlier.nanos) {
            Some(nanos) => (0, nanos),
            None => (
                1,
                self.nanos
                    .saturating_add(NANOS_A_SECOND)
                    .saturating_sub(earlier.nanos),
            ),
        };
        Duration {
            nanos,
            ..Duration::from_seconds(
                self.seconds
                    .saturating_sub(earlier.seconds)
                    .saturating_sub(borrowed),
            )
        }
    }

    pub fn date_in(self, zone: Zone) -> Date {
        Date(self.local_in(zone).date())
    }

    pub fn time_in(self, zone: Zone) -> TimeOfDay {
        let seconds = self.local_seconds(zone).rem_euclid(SECONDS_A_DAY);
        TimeOfDay(u32::try_from(seconds).unwrap_or(0))
    }

    /// A local time as an instant: a skipped time moves forward by the gap, a repeated one is its first occurrence
    /// (RFC 5545, 3.3.5). `None` outside years 0001 to 9999.
    pub fn from_local(date: Date, time: TimeOfDay, zone: Zone) -> Option<Instant> {
        let midnight = date
            .0
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp();
        let local = midnight.checked_add(i64::from(time.0))?;
        let offset = match zone {
            Zone::Iana(zone) => {
                offset_of_local(DateTime::from_timestamp(local, 0)?.naive_utc(), zone)?
            }
            zone => zone.offset_at(local),
        };
        Instant::within_years(local.checked_sub(i64::from(offset))?, 0)
    }

    /// As [`Instant::show_in`], without the zone's name: `2026-11-27 10:00 GMT`. For where it stands beside.
    pub fn show_briefly_in(self, zone: Zone) -> String {
        let full = self.show_in(zone);
        match full.rsplit_once(" (") {
            Some((brief, _)) => brief.to_owned(),
            None => full,
        }
    }

    /// Local date and time with the zone's offset and name: `2026-11-27 10:00 GMT (Europe/London)`.
    pub fn show_in(self, zone: Zone) -> String {
        let (date, time) = (self.date_in(zone), self.time_in(zone));
        match zone {
            Zone::Iana(chrono_tz::Tz::UTC) | Zone::Fixed(_) => format!("{date} {time} {zone}"),
            Zone::Aoe => format!("{date} {time} AoE (UTC-12:00)"),
            Zone::Iana(_) => {
                let offset = zone.abbreviation_at(self.seconds);
                format!("{date} {time} {offset} ({zone})")
            }
        }
    }

    fn within_years(seconds: i64, nanos: u32) -> Option<Instant> {
        (FIRST..=LAST)
            .contains(&seconds)
            .then_some(Instant { seconds, nanos })
    }

    fn local_seconds(self, zone: Zone) -> i64 {
        // Clamped for the calendar's sake, should somebody have made an instant outside the years.
        self.seconds.clamp(FIRST, LAST) + i64::from(zone.offset_at(self.seconds))
    }

    fn local_in(self, zone: Zone) -> NaiveDateTime {
        DateTime::from_timestamp(self.local_seconds(zone), 0)
            .map_or(NaiveDate::MIN.into(), |local| local.naive_utc())
    }
}

/// RFC 3339 in UTC, seconds always, fraction only where it is not zero: `2026-11-27T10:00:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.time_in(Zone::UTC).0;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let date = self.date_in(Zone::UTC);
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos != 0 {
            let digits = format!("{:09}", self.nanos);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// Reads like [`Instant::parse`]; the offset it was written with too, in seconds east of UTC.
pub(super) fn parse_with_offset(text: &str) -> Result<(Instant, i32), String> {
    text::parse(text)
}

/// The offset that counts at a local time.
fn offset_of_local(local: NaiveDateTime, zone: chrono_tz::Tz) -> Option<i32> {
    let offset = match zone.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) => offset,
        LocalResult::Ambiguous(first, second) => {
            // The first occurrence is the one further east.
            if first.fix().local_minus_utc() >= second.fix().local_minus_utc() {
                first
            } else {
                second
            }
        }
        // With the offset before the gap the time comes out after it, by as much as it lay inside.
        LocalResult::None => GapInfo::new(&local, &zone)?.begin?.1,
    };
    Some(offset.fix().local_minus_utc())
}

#[cfg(test)]
mod tests;
