use std::fmt;

use crate::value::zone::Zone;

use super::event::Event;
use super::lines::Place;
use super::tree;
use super::vevent::{self, Series};
use super::zones::Zones;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IcsError {
    pub place: Place,
    pub message: String,
}

/// After so many there is little to learn.
const MOST_ERRORS: usize = 20;

/// Reads the events of an iCalendar file. Times without a zone, and whole days, are `floating`'s.
///
/// # Errors
/// All that is wrong, at most 20 of it, in the order of the file.
pub fn read(bytes: &[u8], floating: Zone) -> Result<Vec<Event>, Vec<IcsError>> {
    let mut errors = Vec::new();
    let mut events = Vec::new();
    for calendar in tree::read(bytes, &mut errors) {
        let zones = Zones::of(&calendar, floating, &mut errors);
        let series: Vec<Series> = calendar
            .children
            .iter()
            .filter(|child| child.name == "VEVENT" && !child.damaged)
            .filter_map(|child| vevent::read(child, &zones, &mut errors))
            .collect();
        events.extend(happening(series));
    }
    if errors.is_empty() {
        return Ok(events);
    }
    errors.sort();
    errors.dedup();
    errors.truncate(MOST_ERRORS);
    Err(errors)
}

/// What of all events of a calendar happens: the latest of each, moved occurrences in the place of those they move.
fn happening(all: Vec<Series>) -> Vec<Event> {
    let latest = |one: &Series| {
        let same = all.iter().filter(|other| {
            other.uid == one.uid && !one.uid.is_empty() && other.moves == one.moves
        });
        same.map(|other| other.sequence).max() == Some(one.sequence)
    };
    let mut kept: Vec<&Series> = all
        .iter()
        .filter(|series| latest(series) || series.uid.is_empty())
        .collect();
    kept.sort_by_key(|series| series.moves.is_some());
    let mut events: Vec<Event> = Vec::new();
    for series in kept {
        if let Some(moved) = &series.moves {
            let moved_from = events.iter_mut().filter(|event| event.uid == series.uid);
            for event in moved_from {
                event.recurrence.except.extend(moved.seen_by(event));
            }
        }
        if !series.cancelled {
            events.extend(series.events.iter().cloned());
        }
    }
    events
}

impl IcsError {
    pub(super) fn at(place: Place, message: &str) -> IcsError {
        IcsError {
            place,
            message: message.to_owned(),
        }
    }
}

/// `line 3, column 9: there is no hour 25`
impl fmt::Display for IcsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        write!(f, "line {line}, column {column}: {}", self.message)
    }
}
