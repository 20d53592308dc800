use super::duration::Duration;
use super::instant::Instant;

/// A half-open stretch of time: the start belongs to it, the end does not. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Reads ISO 8601 `start/end` or `start/duration`, both instants with offsets.
    pub fn parse(_text: &str) -> Result<Window, String> {
        todo!()
    }
}
/// `2026-11-27T10:00:00Z/2026-11-27T12:00:00Z`
impl std::fmt::Display for Window {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        todo!()
    }
}
