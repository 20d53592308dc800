use std::ops::Deref;
use std::sync::OnceLock;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use crate::value::CalendarId;
use crate::value::instant::Instant;
use crate::value::window::Window;

use super::expand::{Scope, entry_windows};
use super::interval;
use super::model::Calendar;
use super::question::Period;
use super::question::periods::Cause;
use super::words::Effect;

/// The years that are kept once they were asked for; others are made each time.
const FIRST_KEPT: i32 = 1970;
const LAST_KEPT: i32 = 2100;

/// What a calendar knows of each year before any question: everything but the entries whose dates come with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    years: Vec<OnceLock<Box<Year>>>,
    /// The places of the entries that depend on what comes with a question.
    pub(super) dynamic: Vec<usize>,
    pub(super) has_open: bool,
    /// Whether some of its `open` entries are dynamic.
    pub(super) open_is_dynamic: bool,
}

/// One year in UTC.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub(super) window: Window,
    /// When it is closed, inside the year: merged, earliest first.
    pub(super) shut: Vec<Window>,
    /// Every occurrence that overlaps the year, whole, by start and then by entry.
    pub(super) periods: Vec<Period>,
}

impl Prepared {
    pub(super) fn of(calendar: &Calendar, is_dynamic: impl Fn(CalendarId) -> bool) -> Prepared {
        let dynamic: Vec<usize> = calendar
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| {
                entry.is_given() || entry.counts_in().iter().any(|id| is_dynamic(*id))
            })
            .map(|(index, _)| index)
            .collect();
        let opens = |index: &usize| {
            calendar
                .entries
                .get(*index)
                .is_some_and(|entry| entry.opens())
        };
        Prepared {
            years: (FIRST_KEPT..=LAST_KEPT).map(|_| OnceLock::new()).collect(),
            open_is_dynamic: dynamic.iter().any(opens),
            dynamic,
            has_open: calendar.entries.iter().any(|entry| entry.opens()),
        }
    }

    /// Not where its open days rest on themselves: then it has no periods.
    pub(super) fn is_made(&self) -> bool {
        !self.years.is_empty()
    }

    pub(super) fn is_dynamic(&self) -> bool {
        !self.dynamic.is_empty()
    }

    pub(super) fn year(&self, year: i32, calendar: &Calendar, scope: Scope<'_>) -> Held<'_> {
        let kept = year
            .checked_sub(FIRST_KEPT)
            .and_then(|index| usize::try_from(index).ok())
            .and_then(|index| self.years.get(index));
        match kept {
            Some(kept) => {
                Held::Kept(kept.get_or_init(|| Box::new(self.made(year, calendar, scope))))
            }
            None => Held::Made(Box::new(self.made(year, calendar, scope))),
        }
    }

    fn made(&self, year: i32, calendar: &Calendar, scope: Scope<'_>) -> Year {
        let window = year_window(year);
        let mut periods = Vec::new();
        if self.is_made() {
            for (index, entry) in calendar.entries.iter().enumerate() {
                if self.dynamic.binary_search(&index).is_err() {
                    let found = entry_windows(entry, window, scope);
                    periods.extend(found.into_iter().map(|(window, label)| Period {
                        window,
                        cause: Cause::Entry(index),
                        label,
                    }));
                }
            }
        }
        periods.sort_by(|one, other| {
            (one.window, one.cause, &one.label).cmp(&(other.window, other.cause, &other.label))
        });
        let covered = |effect: Effect| {
            let windows = periods.iter().filter(|period| {
                let entry = period.cause.entry().and_then(|at| calendar.entries.get(at));
                entry.is_some_and(|entry| entry.effect == effect)
            });
            interval::merged(windows.map(|period| period.window).collect())
        };
        let mut shut = interval::clipped(&covered(Effect::Closed), window);
        if self.has_open && !self.open_is_dynamic {
            shut.extend(interval::without(window, &covered(Effect::Open)));
            shut = interval::merged(shut);
        }
        Year {
            window,
            shut,
            periods,
        }
    }
}

/// A year that is kept, or was made for one question.
pub(super) enum Held<'c> {
    Kept(&'c Year),
    Made(Box<Year>),
}

impl Deref for Held<'_> {
    type Target = Year;

    fn deref(&self) -> &Year {
        match self {
            Held::Kept(year) => year,
            Held::Made(year) => year,
        }
    }
}

/// The year in UTC, 1 to 9999.
pub(super) fn year_of(instant: Instant) -> i32 {
    DateTime::from_timestamp(instant.seconds, 0)
        .map_or(9999, |time| time.year())
        .clamp(1, 9999)
}

/// The years that a window overlaps.
pub(super) fn years_of(window: Window) -> std::ops::RangeInclusive<i32> {
    let last = Instant {
        seconds: window.end.seconds - i64::from(window.end.nanos == 0),
        nanos: 0,
    };
    year_of(window.start)..=year_of(last)
}

pub(super) fn year_window(year: i32) -> Window {
    let start = |year: i32| Instant {
        seconds: NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |date| {
            date.and_time(NaiveTime::MIN).and_utc().timestamp()
        }),
        nanos: 0,
    };
    Window {
        start: start(year),
        end: start(year.saturating_add(1)),
    }
}
