use std::sync::Arc;

use crate::source::span::Span;
use crate::value::CalendarId;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::cron::schedule::Cron;
use super::ics::event::Event;
use super::recurrence::occurrences::Recurrence;
use super::words::{Cycle, Effect, Hours};

/// What one occurrence is called beyond its entry's name: the holiday of a date, the summary of an event.
pub type Label = Option<Arc<str>>;

/// `closed "Peak" from … zone "…" reason "…" except … also …`.
#[derive(Debug, Clone)]
pub struct Entry {
    pub effect: Effect,
    pub name: String,
    pub reason: Option<String>,
    pub owner: Option<String>,
    pub ticket: Option<String>,
    /// Where its dates and times of day are meant, those of `except` and `also` too.
    pub zone: Zone,
    pub pattern: Pattern,
    /// What these cover is taken out of this entry, of what `also` adds too.
    pub except: Vec<Pattern>,
    /// What these cover is added to this entry.
    pub also: Vec<Pattern>,
    pub span: Option<Span>,
}

/// When an entry happens.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// `from … to …`, or a list of them.
    Windows(Vec<(Window, Label)>),
    /// Whole days, midnight to midnight, where no hours are said.
    Dates {
        dates: Vec<(Date, Label)>,
        hours: Option<Hours>,
    },
    /// `every fri from 15:00 to mon 08:00`.
    Cycle {
        cycle: Cycle<CalendarId>,
        hours: Option<Hours>,
        /// The day from which steps are counted, and before which none begins.
        starting: Option<Date>,
        /// The last day on which one may begin.
        until: Option<Date>,
    },
    /// Each start begins a period of this length, in the recurrence's own zone.
    Recurring {
        recurrence: Recurrence,
        length: Duration,
    },
    /// The events of an iCalendar file.
    Events(Vec<Event>),
    /// Each firing begins a period of this length.
    Cron { schedule: Cron, length: Duration },
    /// From each firing of the first to the next firing of the second, strictly after it.
    CronPair { start: Cron, end: Cron },
    /// Dates or windows that the policy computes: the place in the list that comes with each question. One numbering
    /// serves all calendars of a program. Hours are for dates.
    Given { slot: u16, hours: Option<Hours> },
}

/// The dates or windows that a policy computed for a [`Pattern::Given`], earliest first.
#[derive(Debug, Clone)]
pub struct Given(pub(super) GivenKind);

#[derive(Debug, Clone)]
pub(super) enum GivenKind {
    Dates(Vec<(Date, Label)>),
    Windows(Vec<(Window, Label)>),
}

impl Given {
    pub fn dates(mut dates: Vec<(Date, Label)>) -> Given {
        dates.sort();
        Given(GivenKind::Dates(dates))
    }

    pub fn windows(mut windows: Vec<(Window, Label)>) -> Given {
        windows.sort();
        Given(GivenKind::Windows(windows))
    }
}
