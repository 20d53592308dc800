//! A recurrence rule as data (RFC 5545, 3.3.10).

use chrono::Weekday;

use crate::value::date::Date;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;

/// What an RRULE says. An empty list is a part that is not given; a value outside its part's range matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub freq: Freq,
    /// From 1; 0 is read as 1.
    pub interval: u32,
    /// How often it happens in all, counted from the start.
    pub count: Option<u32>,
    /// The last moment at which it may happen, itself included.
    pub until: Option<Moment>,
    /// WKST: where a week begins. Monday if nothing is said.
    pub week_start: Weekday,
    /// 1 to 366, or from the end -1 to -366.
    pub by_set_pos: Vec<i32>,
    /// 1 to 12.
    pub by_month: Vec<u32>,
    /// 1 to 31, or from the end -1 to -31.
    pub by_month_day: Vec<i32>,
    /// 1 to 366, or from the end -1 to -366.
    pub by_year_day: Vec<i32>,
    /// 1 to 53, or from the end -1 to -53.
    pub by_week_no: Vec<i32>,
    pub by_day: Vec<ByDay>,
    /// 0 to 23.
    pub by_hour: Vec<u32>,
    /// 0 to 59.
    pub by_minute: Vec<u32>,
    /// 0 to 60; 60 is read as 59.
    pub by_second: Vec<u32>,
}

/// FREQ, from the longest step to the shortest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freq {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// A day of BYDAY: `MO`, `2TU`, `-1FR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByDay {
    /// Which one within the month or the year, 1 to 53 or from the end -1 to -53. `None`: each.
    pub nth: Option<i32>,
    pub weekday: Weekday,
}

/// A point in time as iCalendar writes it: in UNTIL, RDATE and EXDATE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `20261123`
    Date(Date),
    /// `20261123T080000`, in the zone of the start.
    Local(LocalDateTime),
    /// `20261123T080000Z`
    Utc(Instant),
}

impl Rule {
    /// A rule with nothing but a frequency: once a step, for ever.
    pub fn every(freq: Freq) -> Rule {
        Rule {
            freq,
            interval: 1,
            count: None,
            until: None,
            week_start: Weekday::Mon,
            by_set_pos: Vec::new(),
            by_month: Vec::new(),
            by_month_day: Vec::new(),
            by_year_day: Vec::new(),
            by_week_no: Vec::new(),
            by_day: Vec::new(),
            by_hour: Vec::new(),
            by_minute: Vec::new(),
            by_second: Vec::new(),
        }
    }
}
