//! Periods as a policy says them in words: `every month on last weekday from 18:00 for 36 hours`.

use chrono::Weekday;

use crate::value::date::TimeOfDay;
use crate::value::duration::Duration;

/// What a period does to its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    Closed,
    /// A calendar with an `open` entry is closed outside all of them.
    Open,
    /// Neither closes nor opens: it can be asked whether a window touches it.
    Mark,
}

/// What becomes of a release that is under way when a period begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InFlight {
    /// It may finish: a window that begins before the period does not count as closed by it.
    Continue,
    /// It must not run into the period: any overlap counts. This is the meaning where a calendar says nothing.
    #[default]
    Stop,
}

/// The hours of a day at which a period begins and ends, in the period's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    pub from: TimeOfDay,
    pub end: HoursEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursEnd {
    /// `to 20:00`: of the same day if it is later than the start, else of the next.
    At(TimeOfDay),
    /// `to mon 08:00`: of the first such weekday after the start.
    On(Weekday, TimeOfDay),
    /// `for 36 hours`.
    For(Duration),
}

/// The days on which a period begins. `C` names a calendar: a word in a policy's text, an id in its program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cycle<C> {
    /// `every day`, `every 3 days`.
    Days { every: u32 },
    /// `every fri`, `every weekday`, `every 2 weeks on tue, thu`. Weeks begin on Monday.
    Weeks { every: u32, on: Vec<Weekday> },
    /// `every month on last weekday`, `every 3 months on day 15`.
    Months { every: u32, on: Vec<Nth<C>> },
    /// `every quarter on last day`: counted within January to March and so on.
    Quarters { on: Vec<Nth<C>> },
    /// `every year on 12-25`, `every year on last mon of may`.
    Years { on: Vec<YearDay<C>> },
    /// `every year from 12-18 through 01-03`: whole days, the last included.
    YearRange { from: MonthDay, through: MonthDay },
}

/// A day within a month or a quarter. Counts run from 1; -1 is the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nth<C> {
    /// `day 15`, `last day`. A month that is too short has no such day.
    Day(i16),
    /// `second tue`, `last fri`.
    Weekday(i16, Weekday),
    /// `last weekday`: Monday to Friday.
    Workday(i16),
    /// `last open day of business`: a day of which no part is closed in that calendar.
    OpenDay(i16, C),
}

/// A day within a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearDay<C> {
    /// `12-25`.
    On(MonthDay),
    /// `last mon of may`: the month from 1.
    In(u8, Nth<C>),
}

/// `02-29` is a day of leap years alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
}
