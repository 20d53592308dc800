use crate::value::window::Window;

use super::super::words::Effect;
use super::View;
use super::periods::Period;

/// A stretch throughout which the same occurrences hold: what a drawing is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub window: Window,
    /// What closes it, being outside opening hours too. More than one: closed periods overlap.
    pub closed: Vec<Period>,
    pub open: Vec<Period>,
    pub marks: Vec<Period>,
}

impl Segment {
    pub fn is_closed(&self) -> bool {
        !self.closed.is_empty()
    }

    /// Whether one entry opens it and another closes it.
    pub fn is_contradictory(&self) -> bool {
        self.is_closed() && !self.open.is_empty()
    }
}

impl View<'_> {
    /// A window cut where anything begins or ends: stretches that follow each other and cover it.
    pub fn segments(&self, window: Window) -> Vec<Segment> {
        let mut periods = self.occurrences(window);
        periods.extend(self.outside_hours(window));
        periods.sort_by_key(|period| (period.window, period.cause));
        let mut cuts = vec![window.start];
        cuts.extend(self.edges(window));
        cuts.push(window.end);
        let mut segments = Vec::with_capacity(cuts.len());
        let mut ahead = periods.into_iter().peekable();
        let mut current: Vec<Period> = Vec::new();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            current.retain(|period| period.window.end > *start);
            while let Some(period) = ahead.next_if(|period| period.window.start <= *start) {
                current.push(period);
            }
            if let Some(window) = Window::new(*start, *end) {
                segments.push(self.segment(window, &current));
            }
        }
        segments
    }

    fn segment(&self, window: Window, current: &[Period]) -> Segment {
        let having = |effect: Effect| -> Vec<Period> {
            let having = current.iter().filter(|period| {
                // Outside opening hours is closed.
                self.effect_of(period).unwrap_or(Effect::Closed) == effect
            });
            having.cloned().collect()
        };
        Segment {
            window,
            closed: having(Effect::Closed),
            open: having(Effect::Open),
            marks: having(Effect::Mark),
        }
    }
}
