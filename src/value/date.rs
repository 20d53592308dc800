use borsh::{BorshDeserialize, BorshSerialize};

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// A day of the proleptic Gregorian calendar, years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

/// A time of day in seconds since midnight; 24:00 (86,400) is the end of the day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct TimeOfDay(pub u32);

impl Date {
    /// Reads `2026-11-23`.
    ///
    /// # Errors
    /// What is wrong, in a few words: `November 2026 has 30 days`.
    pub fn parse(text: &str) -> Result<Date, String> {
        let (year, month, day) =
            shaped(text).ok_or("a date is written as year, month and day, like 2026-11-23")?;
        if year == 0 {
            return Err("years run from 0001 to 9999".to_owned());
        }
        let name = month_name(month).ok_or_else(|| format!("there is no month {month:02}"))?;
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Date)
            .ok_or_else(|| match last_day(year, month) {
                Some(last) if day > last => format!("{name} {year} has {last} days"),
                _ => format!("there is no day {day:02}"),
            })
    }

    /// So many days later. `None` outside years 0001 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        let distance = Days::new(days.unsigned_abs());
        let date = if days < 0 {
            self.0.checked_sub_days(distance)
        } else {
            self.0.checked_add_days(distance)
        };
        date.and_then(within_years)
    }

    /// So many months later; the day falls back to the month's last where it must. `None` outside years 0001 to 9999.
    pub fn plus_months(self, months: i64) -> Option<Date> {
        let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        let date = if months < 0 {
            self.0.checked_sub_months(distance)
        } else {
            self.0.checked_add_months(distance)
        };
        date.and_then(within_years)
    }

    pub fn days_since(self, other: Date) -> i64 {
        self.0.signed_duration_since(other.0).num_days()
    }

    /// `November`.
    pub fn month_name(self) -> &'static str {
        month_name(self.0.month()).unwrap_or_default()
    }

    /// From 1.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Date {
        Date(self.0.with_day(1).unwrap_or(self.0))
    }

    /// Monday is 0.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }
}

impl TimeOfDay {
    /// The end of the day.
    pub const END: TimeOfDay = TimeOfDay(86_400);

    /// Reads `08:00`, `08:00:30`, `24:00`.
    ///
    /// # Errors
    /// What is wrong, in a few words: `there is no hour 25`.
    pub fn parse(text: &str) -> Result<TimeOfDay, String> {
        let shape = "a time is written as hours and minutes, like 08:00";
        let mut parts = text.split(':');
        let mut two_digits = || {
            let part = parts.next()?;
            (part.len() == 2).then(|| digits(part)).flatten()
        };
        let hour = two_digits().ok_or(shape)?;
        let minute = two_digits().ok_or(shape)?;
        let second = match text.len() {
            5 => 0,
            8 => two_digits().ok_or(shape)?,
            _ => return Err(shape.to_owned()),
        };
        TimeOfDay::from_parts(hour, minute, second)
    }

    /// # Errors
    /// What is wrong, in a few words.
    pub(super) fn from_parts(hour: u32, minute: u32, second: u32) -> Result<TimeOfDay, String> {
        if hour > 24 {
            return Err(format!("there is no hour {hour:02}"));
        }
        if minute > 59 {
            return Err(format!("there is no minute {minute:02}"));
        }
        if second == 60 {
            return Err("leap seconds are not kept: write second 59".to_owned());
        }
        if second > 59 {
            return Err(format!("there is no second {second:02}"));
        }
        let seconds = hour * 3_600 + minute * 60 + second;
        if seconds > TimeOfDay::END.0 {
            return Err("the day ends at 24:00".to_owned());
        }
        Ok(TimeOfDay(seconds))
    }
}

/// `2026-11-23`
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// `08:00`, with seconds only where they are not zero.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.0 / 3_600, self.0 / 60 % 60, self.0 % 60);
        write!(f, "{hour:02}:{minute:02}")?;
        if second != 0 {
            write!(f, ":{second:02}")?;
        }
        Ok(())
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Of a month, from 1.
fn month_name(month: u32) -> Option<&'static str> {
    let index = usize::try_from(month.checked_sub(1)?).ok()?;
    MONTHS.get(index).copied()
}

/// Year, month and day of a text that has the shape of a date, whether or not there is such a day.
fn shaped(text: &str) -> Option<(i32, u32, u32)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    Some((digits(year)?.cast_signed(), digits(month)?, digits(day)?))
}

/// A run of ASCII digits as a number.
pub(super) fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn last_day(year: i32, month: u32) -> Option<u32> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(Months::new(1))?;
    Some(next.pred_opt()?.day())
}

fn within_years(date: NaiveDate) -> Option<Date> {
    (1..=9999).contains(&date.year()).then_some(Date(date))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn says_what_is_wrong_with_a_date() {
        for (text, wrong) in [
            ("2026-11-31", "November 2026 has 30 days"),
            ("2025-02-29", "February 2025 has 28 days"),
            ("1900-02-29", "February 1900 has 28 days"),
            ("2026-13-01", "there is no month 13"),
            ("2026-00-01", "there is no month 00"),
            ("2026-11-00", "there is no day 00"),
            ("0000-01-01", "years run from 0001 to 9999"),
        ] {
            assert_eq!(Date::parse(text), Err(wrong.to_owned()), "{text}");
        }
        for text in [
            "",
            "TBD",
            "2026-11",
            "2026-11-1",
            "26-11-01",
            "2026-11-01-1",
            "2026/11/01",
            " 2026-11-01",
            "2026-11-01 ",
            "+026-11-01",
            "2026-1a-01",
            "२०२६-11-01",
            "2026-11-01T00:00:00Z",
        ] {
            assert_eq!(
                Date::parse(text),
                Err("a date is written as year, month and day, like 2026-11-23".to_owned()),
                "{text}"
            );
        }
        assert_eq!(date("2000-02-29").to_string(), "2000-02-29");
        assert_eq!(date("0001-01-01").to_string(), "0001-01-01");
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(date("2026-01-31").plus_months(1), Some(date("2026-02-28")));
        assert_eq!(date("2024-01-31").plus_months(1), Some(date("2024-02-29")));
        assert_eq!(date("2026-03-31").plus_months(-1), Some(date("2026-02-28")));
        assert_eq!(date("2026-12-15").plus_months(14), Some(date("2028-02-15")));
        assert_eq!(date("2026-12-15").plus_months(i64::MAX), None);
        assert_eq!(date("2026-12-15").plus_months(i64::MIN), None);
        assert_eq!(date("9999-12-01").plus_months(1), None);
        assert_eq!(date("0001-01-31").plus_months(-1), None);
    }

    #[test]
    fn days_are_counted_across_years() {
        assert_eq!(date("2026-12-31").plus_days(1), Some(date("2027-01-01")));
        assert_eq!(date("9999-12-31").plus_days(1), None);
        assert_eq!(date("0001-01-01").plus_days(-1), None);
        assert_eq!(date("2026-01-01").plus_days(i64::MIN), None);
        assert_eq!(date("9999-12-31").days_since(date("0001-01-01")), 3_652_058);
        assert_eq!(date("2026-11-23").weekday(), 0);
        assert_eq!(date("2026-11-29").weekday(), 6);
    }

    #[test]
    fn reads_times_of_day() {
        for (text, seconds, shown) in [
            ("08:00", 28_800, "08:00"),
            ("08:00:30", 28_830, "08:00:30"),
            ("00:00:00", 0, "00:00"),
            ("24:00", 86_400, "24:00"),
            ("23:59:59", 86_399, "23:59:59"),
        ] {
            let time = TimeOfDay::parse(text).unwrap();
            assert_eq!((time.0, time.to_string().as_str()), (seconds, shown));
        }
        for (text, wrong) in [
            ("25:00", "there is no hour 25"),
            ("10:60", "there is no minute 60"),
            ("10:00:61", "there is no second 61"),
            ("23:59:60", "leap seconds are not kept: write second 59"),
            ("24:01", "the day ends at 24:00"),
            ("24:00:01", "the day ends at 24:00"),
            ("8:00", "a time is written as hours and minutes, like 08:00"),
            ("08", "a time is written as hours and minutes, like 08:00"),
            (
                "08:00:",
                "a time is written as hours and minutes, like 08:00",
            ),
            (
                "08:00:1",
                "a time is written as hours and minutes, like 08:00",
            ),
            (
                "08:00:00:00",
                "a time is written as hours and minutes, like 08:00",
            ),
            (
                "+8:00",
                "a time is written as hours and minutes, like 08:00",
            ),
            ("", "a time is written as hours and minutes, like 08:00"),
        ] {
            assert_eq!(TimeOfDay::parse(text), Err(wrong.to_owned()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn days_later_are_days_since(days in -3_000_000i64..3_000_000, further in -3_000_000i64..3_000_000) {
            let start = date("5000-06-15");
            if let Some(near) = start.plus_days(days / 2)
                && let Some(far) = near.plus_days(further) {
                prop_assert_eq!(far.days_since(near), further);
                prop_assert_eq!(Date::parse(&far.to_string()), Ok(far));
                prop_assert_eq!((i64::from(near.weekday()) + further).rem_euclid(7), i64::from(far.weekday()));
            }
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,14}") {
            let _ = (Date::parse(&text), TimeOfDay::parse(&text));
        }
    }
}
