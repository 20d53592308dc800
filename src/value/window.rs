use borsh::{BorshDeserialize, BorshSerialize};

use std::fmt;

use super::duration::Duration;
use super::instant::{self, Instant};
use super::zone::Zone;

/// A half-open stretch of time: the start belongs to it, the end does not. Never empty.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct Window {
    pub start: Instant,
    pub end: Instant,
}

impl Window {
    /// `None` where the end is not after the start.
    pub fn new(start: Instant, end: Instant) -> Option<Window> {
        (start < end).then_some(Window { start, end })
    }
    pub fn contains(self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }
    /// Whether all of `self` lies in `other`; ending exactly at its end is inside.
    pub fn within(self, other: Window) -> bool {
        other.start <= self.start && self.end <= other.end
    }
    /// Touching ends do not overlap.
    pub fn overlaps(self, other: Window) -> bool {
        self.start < other.end && other.start < self.end
    }
    pub fn length(self) -> Duration {
        self.end.since(self.start)
    }
    /// Reads ISO 8601 `start/end` or `start/duration`, instants with offsets. Days and months of the duration are
    /// counted at the start's own offset.
    ///
    /// # Errors
    /// What is wrong, in a few words: `ends before it starts`.
    pub fn parse(text: &str) -> Result<Window, String> {
        let (start, end) = text.split_once('/').ok_or(
            "a window is written as start/end or start/duration, like 2026-11-27T10:00:00Z/PT2H",
        )?;
        let (start, offset) =
            instant::parse_with_offset(start).map_err(|wrong| format!("the start: {wrong}"))?;
        let end = if end.starts_with(['P', '-', '+']) {
            let length = Duration::parse(end).map_err(|wrong| format!("the duration: {wrong}"))?;
            start
                .plus(length, Zone::Fixed(offset))
                .ok_or("the end: years run from 0001 to 9999")?
        } else {
            Instant::parse(end).map_err(|wrong| format!("the end: {wrong}"))?
        };
        Window::new(start, end).ok_or_else(|| {
            let wrong = if start == end {
                "is empty: it ends as it starts"
            } else {
                "ends before it starts"
            };
            wrong.to_owned()
        })
    }
}

/// `2026-11-27T10:00:00Z/2026-11-27T12:00:00Z`
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn window(text: &str) -> Window {
        Window::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
    }

    #[test]
    fn reads_ends_and_durations() {
        for (text, shown) in [
            (
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
            ),
            (
                "2026-11-27T10:00+02:00/PT2H",
                "2026-11-27T08:00:00Z/2026-11-27T10:00:00Z",
            ),
            // 31 January 00:30 at the start's offset is 30 January in UTC.
            (
                "2026-01-31T00:30+01:00/P1M",
                "2026-01-30T23:30:00Z/2026-02-27T23:30:00Z",
            ),
        ] {
            assert_eq!(window(text).to_string(), shown, "{text}");
        }
        let shape =
            "a window is written as start/end or start/duration, like 2026-11-27T10:00:00Z/PT2H";
        for (text, wrong) in [
            ("", shape),
            ("2026-11-27T10:00:00Z", shape),
            ("2026-11-27T10:00:00/PT2H", "the start: has no offset"),
            (
                "2026-11-27T10:00:00Z/2026-11-31T10:00:00Z",
                "the end: November 2026 has 30 days",
            ),
            (
                "2026-11-27T10:00:00Z/P1X",
                "the duration: a duration is written as a number and a unit, like `36 hours`, or like `PT36H`",
            ),
            (
                "2026-11-27T10:00:00Z/2026-11-27T10:00:00Z",
                "is empty: it ends as it starts",
            ),
            (
                "2026-11-27T10:00:00Z/PT0S",
                "is empty: it ends as it starts",
            ),
            ("2026-11-27T10:00:00Z/-PT1S", "ends before it starts"),
            (
                "2026-11-27T10:00:00Z/2025-11-27T10:00:00Z",
                "ends before it starts",
            ),
            (
                "2026-11-27T10:00:00Z/P9999Y",
                "the end: years run from 0001 to 9999",
            ),
        ] {
            assert_eq!(Window::parse(text), Err(wrong.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_start_belongs_and_the_end_does_not() {
        let morning = window("2026-11-27T08:00Z/2026-11-27T12:00Z");
        assert!(morning.contains(morning.start));
        assert!(!morning.contains(morning.end));
        let noon = window("2026-11-27T12:00Z/PT1H");
        assert!(!morning.overlaps(noon) && !noon.overlaps(morning));
        let late = window("2026-11-27T11:00Z/PT1H");
        assert!(late.within(morning) && late.overlaps(morning) && !morning.within(late));
        assert_eq!(morning.length(), Duration::from_seconds(14_400));
    }

    proptest! {
        #[test]
        fn windows_overlap_where_an_instant_is_in_both(a in 0i64..20, b in 1i64..20, c in 0i64..20, d in 1i64..20) {
            let at = |seconds| Instant { seconds, nanos: 0 };
            let left = Window::new(at(a), at(a + b)).unwrap();
            let right = Window::new(at(c), at(c + d)).unwrap();
            let common = (0..40).any(|t| left.contains(at(t)) && right.contains(at(t)));
            let inside = (0..40).all(|t| !left.contains(at(t)) || right.contains(at(t)));
            prop_assert_eq!(left.overlaps(right), common);
            prop_assert_eq!(left.within(right), inside);
            prop_assert_eq!(Window::parse(&left.to_string()), Ok(left));
        }
    }
}
