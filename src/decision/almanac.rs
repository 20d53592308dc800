use crate::calendar::words::{Effect, InFlight};
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::run::Engine;

/// The calendars of policies over a stretch of time.
#[derive(Debug, Clone)]
pub struct Almanac {
    pub window: Window,
    /// The zone in which days are drawn and instants are shown.
    pub zone: Zone,
    pub sheets: Vec<Sheet>,
    pub engine: Engine,
}

/// One calendar.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub policy: String,
    pub name: String,
    /// The calendar's own.
    pub zone: Zone,
    pub in_flight: InFlight,
    /// Why some of its dates are not known here; the others are shown all the same.
    pub unknown: Option<String>,
    /// Every occurrence that has a part in the window, whole, by start.
    pub periods: Vec<Period>,
    /// The window, cut where anything begins or ends.
    pub stretches: Vec<Stretch>,
}

/// One occurrence of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub window: Window,
    pub effect: Effect,
    /// With the name of its day or event.
    pub name: String,
    pub reason: Option<String>,
    pub owner: Option<String>,
    pub ticket: Option<String>,
}

/// A stretch throughout which the same holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub window: Window,
    pub closed: bool,
    /// Outside all of the calendar's `open` entries.
    pub outside_hours: bool,
    /// The periods that close it, by their place among [`Sheet::periods`]; more than one overlap.
    pub closed_by: Vec<usize>,
    pub opened_by: Vec<usize>,
    pub marked_by: Vec<usize>,
}

impl Stretch {
    /// One entry opens it and another closes it: closed wins.
    pub fn is_contradictory(&self) -> bool {
        !self.closed_by.is_empty() && !self.opened_by.is_empty()
    }

    /// Several entries close it.
    pub fn overlaps(&self) -> bool {
        self.closed_by.len() > 1
    }
}
