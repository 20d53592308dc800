use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;

use super::super::recurrence::occurrences::{Occurrence, Recurrence};
use super::hours;

/// A start each minute of three years: what is denser is told as a fault, and must not fill the memory.
const MOST_STARTS: usize = 1_600_000;

/// The periods of a length that a recurrence begins, those that overlap a window.
pub(super) fn lasting(recurrence: &Recurrence, length: Duration, over: Window) -> Vec<Window> {
    let days = hours::longest_in_days(length);
    starts_that_reach(recurrence, days, over)
        .filter_map(|start| {
            let end = hours::after(start.local, start.start, length, recurrence.zone)?;
            Window::new(start.start, end)
        })
        .filter(|window| window.overlaps(over))
        .collect()
}

/// The starts from so many days before a window to its end.
pub(in crate::calendar) fn starts_that_reach(
    recurrence: &Recurrence,
    days: i64,
    over: Window,
) -> impl Iterator<Item = Occurrence> {
    let back = days.saturating_add(1).saturating_mul(86_400);
    let from = Instant {
        seconds: over.start.seconds.saturating_sub(back),
        nanos: 0,
    };
    let starts = recurrence.starts(from).take(MOST_STARTS);
    starts.take_while(move |start| start.start < over.end)
}
