use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate};

use super::date::{Date, TimeOfDay};
use super::instant::Instant;
use super::zone::Zone;

/// A date and a time of day on some wall's clock, to the second, without a zone. Years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    /// Seconds since 1970-01-01 00:00 of the same clock.
    seconds: i64,
}

const SECONDS_A_DAY: i64 = 86_400;

impl LocalDateTime {
    /// 0001-01-01 00:00:00
    pub const FIRST: LocalDateTime = LocalDateTime {
        seconds: -62_135_596_800,
    };
    /// 9999-12-31 23:59:59
    pub const LAST: LocalDateTime = LocalDateTime {
        seconds: 253_402_300_799,
    };

    /// 24:00 is the next day's 00:00. `None` past the year 9999.
    pub fn new(date: Date, time: TimeOfDay) -> Option<LocalDateTime> {
        LocalDateTime::from_seconds(
            LocalDateTime::midnight(date)
                .seconds
                .checked_add(i64::from(time.0))?,
        )
    }

    /// 00:00 of a day.
    pub fn midnight(date: Date) -> LocalDateTime {
        LocalDateTime {
            seconds: date
                .0
                .and_time(chrono::NaiveTime::MIN)
                .and_utc()
                .timestamp()
                .clamp(LocalDateTime::FIRST.seconds, LocalDateTime::LAST.seconds),
        }
    }

    /// From seconds since 1970-01-01 00:00 of the same clock. `None` outside years 0001 to 9999.
    pub fn from_seconds(seconds: i64) -> Option<LocalDateTime> {
        (LocalDateTime::FIRST.seconds..=LocalDateTime::LAST.seconds)
            .contains(&seconds)
            .then_some(LocalDateTime { seconds })
    }

    /// What the clocks of a zone show at an instant, its fraction of a second left out. Held within years 0001 to 9999.
    pub fn at(instant: Instant, zone: Zone) -> LocalDateTime {
        let shown = instant
            .seconds
            .saturating_add(i64::from(zone.offset_at(instant.seconds)));
        LocalDateTime {
            seconds: shown.clamp(LocalDateTime::FIRST.seconds, LocalDateTime::LAST.seconds),
        }
    }

    /// The instant at which the clocks of a zone show it: a skipped time moves forward by the gap, a repeated one is its
    /// first occurrence (RFC 5545, 3.3.5). `None` outside years 0001 to 9999.
    pub fn instant_in(self, zone: Zone) -> Option<Instant> {
        Instant::from_local(self.date(), self.time(), zone)
    }

    /// Seconds since 1970-01-01 00:00 of the same clock.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    pub fn date(self) -> Date {
        let date = DateTime::from_timestamp(self.seconds, 0)
            .map_or(NaiveDate::MIN, |moment| moment.date_naive());
        Date(date)
    }

    /// Always before 24:00.
    pub fn time(self) -> TimeOfDay {
        let second = self.seconds.rem_euclid(SECONDS_A_DAY);
        TimeOfDay(u32::try_from(second).unwrap_or(0))
    }

    pub fn year(self) -> i32 {
        self.date().0.year()
    }
}

/// `2026-11-23 08:00`, with seconds only where they are not zero.
impl fmt::Display for LocalDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date(), self.time())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_with_the_years() {
        let last = Date::parse("9999-12-31").unwrap();
        let second = TimeOfDay(86_399);
        assert_eq!(LocalDateTime::new(last, second), Some(LocalDateTime::LAST));
        assert_eq!(LocalDateTime::new(last, TimeOfDay::END), None);
        assert_eq!(
            LocalDateTime::midnight(Date::parse("0001-01-01").unwrap()),
            LocalDateTime::FIRST
        );
        assert_eq!(LocalDateTime::from_seconds(i64::MIN), None);
        assert_eq!(LocalDateTime::FIRST.to_string(), "0001-01-01 00:00");
        assert_eq!(LocalDateTime::LAST.to_string(), "9999-12-31 23:59:59");
    }

    #[test]
    fn a_clock_shows_what_its_zone_says() {
        let apia = Zone::parse("Pacific/Apia").unwrap();
        let shown = LocalDateTime::at(Instant::parse("2011-12-30T10:00:00Z").unwrap(), apia);
        assert_eq!(shown.to_string(), "2011-12-31 00:00");
        let skipped = LocalDateTime::new(
            Date::parse("2011-12-30").unwrap(),
            TimeOfDay::parse("08:30").unwrap(),
        )
        .unwrap();
        let moved = skipped.instant_in(apia).unwrap();
        assert_eq!(moved.to_string(), "2011-12-30T18:30:00Z");
        assert_eq!(
            LocalDateTime::at(moved, apia).to_string(),
            "2011-12-31 08:30"
        );
    }
}
