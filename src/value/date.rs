use std::fmt;

/// A day of the proleptic Gregorian calendar, years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub chrono::NaiveDate);

/// A time of day in seconds since midnight; 24:00 (86,400) is the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(pub u32);

impl Date {
    /// Reads `2026-11-23`. The error says what is wrong: "November 2026 has 30 days".
    pub fn parse(_text: &str) -> Result<Date, String> {
        todo!()
    }
    /// So many days later.
    pub fn plus_days(self, _days: i64) -> Option<Date> {
        todo!()
    }
    /// So many months later; the day falls back to the month's last where it must.
    pub fn plus_months(self, _months: i64) -> Option<Date> {
        todo!()
    }
    pub fn days_since(self, _other: Date) -> i64 {
        todo!()
    }
    /// Monday is 0.
    pub fn weekday(self) -> u32 {
        todo!()
    }
}
impl TimeOfDay {
    /// Reads `08:00`, `08:00:30`, `24:00`.
    pub fn parse(_text: &str) -> Result<TimeOfDay, String> {
        todo!()
    }
}
/// `2026-11-23`
impl fmt::Display for Date {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
/// `08:00`, with seconds only where they are not zero.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
