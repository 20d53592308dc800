use std::sync::Arc;

use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::entry::Label;
use super::super::expand::{after, longest_in_days, starts_that_reach, whole_days};
use super::super::recurrence::occurrences::Recurrence;
use super::observance::Clock;

/// An event of an iCalendar file, without the occurrences that were moved or taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub uid: String,
    pub summary: Label,
    /// When it begins. With clocks of its own, on their times as if they were UTC.
    pub(super) recurrence: Recurrence,
    pub(super) clock: Option<Arc<Clock>>,
    pub(super) length: Length,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Whole days, midnight to midnight.
    Days(i64),
    Lasting(Duration),
}

impl Event {
    /// The occurrences that overlap a window, with the event's summary, in order.
    pub(in crate::calendar) fn windows(&self, over: Window) -> Vec<(Window, Label)> {
        let windows = match &self.clock {
            Some(clock) => self.by_clock(clock, over),
            None => self.by_zone(over),
        };
        windows
            .into_iter()
            .filter(|window| window.overlaps(over))
            .map(|window| (window, self.summary.clone()))
            .collect()
    }

    pub(in crate::calendar) fn recurrence(&self) -> &Recurrence {
        &self.recurrence
    }

    /// The year of its first occurrence.
    pub(in crate::calendar) fn first_year(&self) -> Option<i32> {
        let beginning = LocalDateTime::FIRST.instant_in(Zone::UTC)?;
        let first = self.recurrence.starts(beginning).next()?;
        Some(first.local.year().saturating_sub(1).max(1))
    }

    fn reach(&self) -> i64 {
        match self.length {
            Length::Days(days) => days.saturating_add(2),
            Length::Lasting(length) => longest_in_days(length),
        }
    }

    fn by_zone(&self, over: Window) -> Vec<Window> {
        let zone = self.recurrence.zone;
        starts_that_reach(&self.recurrence, self.reach(), over)
            .filter_map(|start| match self.length {
                Length::Days(days) => {
                    let first = start.local.date();
                    whole_days(first, first.plus_days(days - 1)?, zone)
                }
                Length::Lasting(length) => {
                    Window::new(start.start, after(start.local, start.start, length, zone)?)
                }
            })
            .collect()
    }

    fn by_clock(&self, clock: &Clock, over: Window) -> Vec<Window> {
        // A day more on both sides, for the clocks' distance from UTC.
        let wider = Window {
            start: over.start,
            end: Instant {
                seconds: over.end.seconds.saturating_add(86_400),
                ..over.end
            },
        };
        starts_that_reach(&self.recurrence, self.reach() + 1, wider)
            .filter_map(|start| {
                let begins = clock.instant(start.local)?;
                let length = match self.length {
                    Length::Days(days) => Duration::from_days(i32::try_from(days).ok()?),
                    Length::Lasting(length) => length,
                };
                Window::new(begins, ends_by(clock, start.local, begins, length)?)
            })
            .collect()
    }
}

fn ends_by(
    clock: &Clock,
    local: LocalDateTime,
    start: Instant,
    length: Duration,
) -> Option<Instant> {
    let exact = Duration {
        months: 0,
        days: 0,
        ..length
    };
    let stepped = match length.days {
        0 => start,
        days => {
            let date = local.date().plus_days(i64::from(days))?;
            clock.instant(LocalDateTime::new(date, local.time())?)?
        }
    };
    stepped.plus(exact, Zone::UTC)
}
