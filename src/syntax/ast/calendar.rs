//! `calendar` blocks.

use crate::calendar::words::{Cycle, Effect, Hours, InFlight};
use crate::source::span::Span;
use crate::value::date::Date;
use crate::value::duration::Duration;

use super::{Expr, Name, Text};

/// `calendar peak { zone "…"  in flight stop  entries }`.
#[derive(Debug, Clone)]
pub struct CalendarDecl {
    pub name: Name,
    pub zone: Option<Text>,
    pub in_flight: Option<(InFlight, Span)>,
    pub entries: Vec<CalendarEntry>,
    pub span: Span,
}

/// `closed "Peak" from … zone "…" reason "…" owner "…" ticket "…" except … also …`.
#[derive(Debug, Clone)]
pub struct CalendarEntry {
    pub effect: Effect,
    pub title: Text,
    pub when: When,
    pub zone: Option<Text>,
    pub reason: Option<Text>,
    pub owner: Option<Text>,
    pub ticket: Option<Text>,
    /// `except …`: what these cover is taken out.
    pub except: Vec<When>,
    /// `also …`: what these cover is added.
    pub also: Vec<When>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct When {
    pub kind: WhenKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum WhenKind {
    /// `from 2026-11-23 to 2026-12-01 08:00`.
    Once { from: Point, end: End },
    /// `on 2026-12-25, 2026-12-28 from 08:00 to 20:00`; whole days without hours.
    Dates {
        dates: Vec<(Date, Span)>,
        hours: Option<Hours>,
    },
    /// `on dates in bank_holidays`: a set or list of dates, or a map whose keys are dates.
    DatesIn { dates: Expr, hours: Option<Hours> },
    /// `in windows [w for …]`: a list of windows.
    WindowsIn(Expr),
    /// `every fri from 15:00 to mon 08:00 starting 2026-01-02 until 2026-12-31`; whole days without hours.
    Every {
        cycle: Cycle<Name>,
        hours: Option<Hours>,
        starting: Option<(Date, Span)>,
        /// The last day on which one may begin.
        until: Option<(Date, Span)>,
    },
    /// `cron "0 23 * * 5" for 57 hours`.
    Cron { schedule: Text, length: Length },
    /// `from cron "0 23 * * 5" until cron "0 8 * * 1"`.
    CronPair { start: Text, end: Text },
    /// `rrule "FREQ=WEEKLY;BYDAY=TU" starting 2026-01-06 02:30 for 90 min`; the text may hold several lines' worth of
    /// properties: `RRULE`, `RDATE`, `EXDATE`, `EXRULE`, each on a line or after a blank.
    Rrule {
        rule: Text,
        /// `None`: the text has a DTSTART.
        starting: Option<Point>,
        length: Length,
    },
    /// `from ics "calendars/gb.ics" sha256 "…"`: the events of an iCalendar file.
    Ics { path: Text, sha256: Option<Text> },
}

/// `for 36 hours`.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    pub duration: Duration,
    pub span: Span,
}

/// A date (its first instant) or a moment as written, without an offset in the period's zone.
#[derive(Debug, Clone)]
pub struct Point {
    pub kind: PointKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum PointKind {
    Date(Date),
    Moment(String),
}

#[derive(Debug, Clone)]
pub enum End {
    /// `to 2026-12-01 08:00`: a moment, exclusive.
    To {
        moment: String,
        span: Span,
    },
    /// `through 2026-12-01`: that day too.
    Through {
        date: Date,
        span: Span,
    },
    For(Length),
}
