//! Periods that firings begin, and end.

use crate::value::date::{Date, TimeOfDay};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::expand::{days_before, longest_in_days};
use super::super::interval;
use super::schedule::Cron;

/// A day no zone ever made shorter, in seconds, but those it skipped whole.
const SHORTEST_DAY: i64 = 22 * 3_600;
const SHORTEST_MONTH: i64 = 28;

/// Each firing begins a period of a length; those of one day that touch are one. All that overlap a window.
pub(in crate::calendar) fn lasting(
    cron: &Cron,
    length: Duration,
    zone: Zone,
    over: Window,
) -> Vec<Window> {
    let groups = joined(cron, length);
    let (first, last) = days_before(longest_in_days(length), zone, over);
    let mut found = Vec::new();
    for ahead in 0..=last.days_since(first) {
        let Some(day) = first.plus_days(ahead) else {
            break;
        };
        if !cron.fires_on(day) {
            continue;
        }
        let from = |start: Instant, last: Instant| Window::new(start, last.plus(length, zone)?);
        if let Some(midnight) = plain_midnight(day, zone) {
            let at = |minute: u32| Instant {
                seconds: midnight.seconds + i64::from(minute) * 60,
                nanos: 0,
            };
            found.extend(
                groups
                    .iter()
                    .filter_map(|(first, last)| from(at(*first), at(*last))),
            );
        } else {
            let firings = cron.firings(day, zone).into_iter();
            let windows = firings.filter_map(|firing| from(firing, firing));
            found.extend(interval::merged(windows.collect()));
        }
    }
    found.retain(|window| window.overlaps(over));
    found
}

/// From each firing of one schedule to the first firing of another strictly after it. All that overlap a window.
pub(in crate::calendar) fn between(
    starts: &Cron,
    ends: &Cron,
    zone: Zone,
    over: Window,
) -> Vec<Window> {
    let mut found = Vec::new();
    // What began before the last end is over.
    let Some(ended) = ends.last_through(over.start, zone).or(earliest(zone)) else {
        return found;
    };
    let mut next = starts.next_from(ended, zone);
    while let Some(start) = next.filter(|start| *start < over.end) {
        let after = Instant {
            seconds: start.seconds.saturating_add(1),
            ..start
        };
        let Some(end) = ends.next_from(after, zone) else {
            break;
        };
        found.extend(Window::new(start, end));
        next = starts.next_from(end, zone);
    }
    found.retain(|window| window.overlaps(over));
    found
}

/// The minutes of a day as runs, first and last, within which each period lasts to the next firing.
fn joined(cron: &Cron, length: Duration) -> Vec<(u32, u32)> {
    let days = i64::from(length.months) * SHORTEST_MONTH + i64::from(length.days);
    let least = days
        .saturating_mul(SHORTEST_DAY)
        .saturating_add(length.seconds);
    let mut groups: Vec<(u32, u32)> = Vec::new();
    for minute in &cron.minutes {
        match groups.last_mut() {
            Some((_, last)) if i64::from(minute - *last) * 60 <= least => *last = *minute,
            _ => groups.push((*minute, *minute)),
        }
    }
    groups
}

/// The midnight of a day on which clocks do not change.
fn plain_midnight(day: Date, zone: Zone) -> Option<Instant> {
    let midnight = Instant::from_local(day, TimeOfDay(0), zone)?;
    let next = Instant::from_local(day, TimeOfDay::END, zone)?;
    let steady = next.seconds.checked_sub(midnight.seconds)? == 86_400
        && zone.offset_at(midnight.seconds) == zone.offset_at(next.seconds - 1);
    steady.then_some(midnight)
}

/// Where a search begins when nothing ended before it: the beginning of the years.
fn earliest(zone: Zone) -> Option<Instant> {
    let first = Date(chrono::NaiveDate::from_ymd_opt(1, 1, 4)?);
    Instant::from_local(first, TimeOfDay(0), zone)
}
