//! What is asked of a calendar. Every answer holds for all instants; nothing is sampled.

pub mod days;
pub mod periods;
pub mod search;
pub mod segments;
mod shut;

use crate::value::CalendarId;
use crate::value::instant::Instant;
use crate::value::window::Window;

use super::entry::Given;
use super::expand::Scope;
use super::model::{Calendar, Calendars};
use super::words::{Effect, InFlight};

pub use periods::Period;

/// One calendar and all that its answers rest on.
#[derive(Debug, Clone, Copy)]
pub struct View<'c> {
    calendars: &'c Calendars,
    id: CalendarId,
    given: &'c [Given],
}

impl<'c> View<'c> {
    /// `given`: what the policy computed for [`super::entry::Pattern::Given`], in the order of their slots; a slot
    /// past its end has no dates. An id past the last calendar is a calendar without entries.
    pub fn new(calendars: &'c Calendars, id: CalendarId, given: &'c [Given]) -> View<'c> {
        View {
            calendars,
            id,
            given,
        }
    }

    pub fn calendar(&self) -> Option<&'c Calendar> {
        self.calendars.get(self.id)
    }

    /// Whether it is closed at an instant: in a `closed` period, or outside opening hours.
    pub fn closed_at(&self, instant: Instant) -> bool {
        self.shut_during(moment(instant))
    }

    /// Whether a closed period bars a window: any overlap with one does. Where releases in flight continue, only one
    /// that holds the window's start does.
    pub fn closed_during(&self, window: Window) -> bool {
        self.shut_during(self.barred(window))
    }

    /// Whether a `closed` or a `mark` period overlaps a window, whatever becomes of releases in flight. Being outside
    /// opening hours is not a period of its own here.
    pub fn touches(&self, window: Window) -> bool {
        self.occurrences(window)
            .iter()
            .any(|period| self.effect_of(period) != Some(Effect::Open))
    }

    /// The part of a window in which a closed period bars it.
    fn barred(&self, window: Window) -> Window {
        match self.calendar().map(|calendar| calendar.in_flight) {
            Some(InFlight::Continue) => moment(window.start),
            Some(InFlight::Stop) | None => window,
        }
    }

    fn scope(&self) -> Scope<'c> {
        Scope {
            calendars: self.calendars,
            given: self.given,
        }
    }
}

/// A window that only one instant is in.
fn moment(instant: Instant) -> Window {
    let end = match instant.nanos.checked_add(1) {
        Some(nanos) if nanos < 1_000_000_000 => Instant { nanos, ..instant },
        _ => Instant {
            seconds: instant.seconds.saturating_add(1),
            nanos: 0,
        },
    };
    Window {
        start: instant,
        end,
    }
}
