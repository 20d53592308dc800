//! From what an entry says to when it happens.

mod cycle;
mod dates;
mod hours;
mod nth;
mod recurring;

use crate::value::window::Window;
use crate::value::zone::Zone;

use super::cron::windows::{between, lasting};
use super::entry::{Entry, Given, GivenKind, Label, Pattern};
use super::interval;
use super::model::Calendars;

pub(super) use hours::{LONGEST_DAYS, after, days_before, longest_in_days, whole_days};
pub(super) use recurring::starts_that_reach;

/// What expanding an entry needs beyond the entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'c> {
    pub(super) calendars: &'c Calendars,
    pub(super) given: &'c [Given],
}

/// All occurrences of an entry that overlap a window, whole, with `also` and `except` applied, earliest first.
pub(super) fn entry_windows(entry: &Entry, over: Window, scope: Scope<'_>) -> Vec<(Window, Label)> {
    let mut found = pattern_windows(&entry.pattern, entry.zone, over, scope);
    for also in &entry.also {
        found.extend(pattern_windows(also, entry.zone, over, scope));
    }
    let hull = found
        .iter()
        .map(|(window, _)| *window)
        .reduce(|one, other| Window {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
        });
    if let (Some(hull), false) = (hull, entry.except.is_empty()) {
        let excepted = entry
            .except
            .iter()
            .flat_map(|pattern| pattern_windows(pattern, entry.zone, hull, scope))
            .map(|(window, _)| window);
        let excepted = interval::merged(excepted.collect());
        found = found
            .into_iter()
            .flat_map(|(window, label)| {
                let left = interval::without(window, &excepted);
                left.into_iter().map(move |window| (window, label.clone()))
            })
            .filter(|(window, _)| window.overlaps(over))
            .collect();
    }
    found.sort();
    found.dedup();
    found
}

/// All occurrences of a pattern that overlap a window, whole, in no order.
fn pattern_windows(
    pattern: &Pattern,
    zone: Zone,
    over: Window,
    scope: Scope<'_>,
) -> Vec<(Window, Label)> {
    match pattern {
        Pattern::Windows(windows) => dates::overlapping(windows, over),
        Pattern::Dates { dates, hours } => dates::of_dates(dates, *hours, zone, over),
        Pattern::Cycle {
            cycle,
            hours,
            starting,
            until,
        } => {
            let turn = cycle::Turn {
                cycle,
                hours: *hours,
                starting: *starting,
                until: *until,
            };
            turn.windows(zone, over, scope)
        }
        Pattern::Recurring { recurrence, length } => {
            unlabelled(recurring::lasting(recurrence, *length, over))
        }
        Pattern::Events(events) => events
            .iter()
            .flat_map(|event| event.windows(over))
            .collect(),
        Pattern::Cron { schedule, length } => unlabelled(lasting(schedule, *length, zone, over)),
        Pattern::CronPair { start, end } => unlabelled(between(start, end, zone, over)),
        Pattern::Given { slot, hours } => match scope.given.get(usize::from(*slot)) {
            Some(Given(GivenKind::Dates(dates))) => {
                dates::of_dates(dates::near(dates, *hours, zone, over), *hours, zone, over)
            }
            Some(Given(GivenKind::Windows(windows))) => dates::overlapping(windows, over),
            None => Vec::new(),
        },
    }
}

fn unlabelled(windows: Vec<Window>) -> Vec<(Window, Label)> {
    windows.into_iter().map(|window| (window, None)).collect()
}
