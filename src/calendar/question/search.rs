use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::words::InFlight;
use super::View;

/// How many years ahead a search looks.
pub const HORIZON_YEARS: i32 = 10;

impl View<'_> {
    /// The earliest window of the same length, beginning no earlier, that no closed period bars. `None` where none
    /// begins within ten years.
    pub fn next_open(&self, window: Window) -> Option<Window> {
        let horizon = horizon(window.start);
        let any_start = self
            .calendar()
            .is_some_and(|calendar| calendar.in_flight == InFlight::Continue);
        let length = window.length();
        let moved_to = |start: Instant| Window::new(start, start.plus(length, Zone::UTC)?);
        let mut found = window;
        for closed in self.runs(window.start) {
            let clear = if any_start {
                found.start < closed.start
            } else {
                found.end <= closed.start
            };
            if clear {
                break;
            }
            if closed.end > found.start {
                found = moved_to(closed.end)?;
            }
            if found.start > horizon {
                return None;
            }
        }
        Some(found)
    }

    /// The time that is left until the next closing, zero while closed. `None` where nothing closes within ten years.
    pub fn runway(&self, instant: Instant) -> Option<Duration> {
        let next = self.runs(instant).find(|closed| closed.end > instant)?;
        if next.start <= instant {
            return Some(Duration::ZERO);
        }
        (next.start <= horizon(instant)).then(|| next.start.since(instant))
    }

    /// When it closes next: the first instant after this one that begins a closed stretch. `None` where none does
    /// within ten years.
    pub fn next_closing(&self, instant: Instant) -> Option<Instant> {
        let next = self.runs(instant).find(|closed| closed.start > instant)?;
        (next.start <= horizon(instant)).then_some(next.start)
    }

    /// How much of a window is open.
    pub fn business_time(&self, window: Window) -> Duration {
        let nanos = |window: Window| {
            let length = window.length();
            i128::from(length.seconds) * 1_000_000_000 + i128::from(length.nanos)
        };
        let closed: i128 = self.shut_within(window).into_iter().map(nanos).sum();
        let open = nanos(window) - closed;
        Duration {
            nanos: u32::try_from(open.rem_euclid(1_000_000_000)).unwrap_or(0),
            ..Duration::from_seconds(i64::try_from(open.div_euclid(1_000_000_000)).unwrap_or(0))
        }
    }

    /// The instants inside a window, its start and end not, at which an answer about an instant may change: where an
    /// occurrence of any entry begins or ends. In order, each once.
    pub fn edges(&self, window: Window) -> Vec<Instant> {
        let occurrences = self.occurrences(window).into_iter();
        let mut edges: Vec<Instant> = occurrences
            .flat_map(|period| [period.window.start, period.window.end])
            .filter(|edge| window.start < *edge && *edge < window.end)
            .collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }
}

fn horizon(from: Instant) -> Instant {
    let years = Duration {
        months: HORIZON_YEARS * 12,
        ..Duration::ZERO
    };
    from.plus(years, Zone::UTC).unwrap_or(Instant {
        seconds: i64::MAX,
        nanos: 0,
    })
}
