use crate::value::instant::Instant;
use crate::value::window::Window;

use super::super::entry::{Entry, Label};
use super::super::expand::entry_windows;
use super::super::interval;
use super::super::prepared::{year_of, year_window, years_of};
use super::super::words::Effect;
use super::View;

/// One occurrence of an entry, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub window: Window,
    pub cause: Cause,
    /// The holiday's name, the event's summary.
    pub label: Label,
}

/// What a period comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The entry at this place in the calendar.
    Entry(usize),
    /// The calendar has `open` entries, and none of them covers it.
    OutsideOpeningHours,
}

impl Cause {
    pub fn entry(self) -> Option<usize> {
        match self {
            Cause::Entry(index) => Some(index),
            Cause::OutsideOpeningHours => None,
        }
    }
}

/// How far to look for the opening hours on either side of a window that is outside of them.
const NEAR_YEARS: i32 = 2;

impl<'c> View<'c> {
    /// The closed periods that bar a window, whole, by start and then by entry: what makes
    /// [`View::closed_during`] true.
    pub fn periods(&self, window: Window) -> Vec<Period> {
        let barred = self.barred(window);
        let mut found = self.occurrences(barred);
        found.retain(|period| self.effect_of(period) == Some(Effect::Closed));
        found.extend(self.outside_hours(barred));
        found.sort_by_key(|period| (period.window, period.cause));
        found
    }

    /// Every occurrence of every entry that overlaps a window, marks and openings too, whole, by start and then by
    /// entry.
    pub fn occurrences(&self, window: Window) -> Vec<Period> {
        let mut found = Vec::new();
        for number in years_of(window) {
            let Some(year) = self.year(number) else {
                continue;
            };
            let first = year.window.start <= window.start;
            // One that began in an earlier year was found there.
            let here = year.periods.iter().filter(|period| {
                period.window.overlaps(window)
                    && (first || year.window.start <= period.window.start)
            });
            found.extend(here.cloned());
        }
        if let (Some(calendar), Some(prepared)) = (self.calendar(), self.prepared()) {
            for index in &prepared.dynamic {
                let entry = calendar.entries.get(*index).into_iter();
                let windows = entry.flat_map(|entry| entry_windows(entry, window, self.scope()));
                found.extend(windows.map(|(window, label)| Period {
                    window,
                    cause: Cause::Entry(*index),
                    label,
                }));
            }
        }
        found.sort_by_key(|period| (period.window, period.cause));
        found
    }

    /// The names, labels and reasons of the periods that bar a window, joined: `Bank holidays: Boxing Day; Peak
    /// (nobody is on call)`. `None` where none does.
    pub fn reason(&self, window: Window) -> Option<String> {
        let mut reasons: Vec<String> = Vec::new();
        for period in self.periods(window) {
            let reason = self.name_of(&period);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// What a period is called: `Peak (nobody is on call)`, `Bank holidays: Boxing Day`, `outside opening hours`.
    pub fn name_of(&self, period: &Period) -> String {
        let title = self.title_of(period);
        let entry = self.entry_of(period);
        match entry.and_then(|entry| entry.reason.as_ref()) {
            Some(reason) => format!("{title} ({reason})"),
            None => title,
        }
    }

    /// As [`View::name_of`], without the reason.
    pub fn title_of(&self, period: &Period) -> String {
        let Some(entry) = self.entry_of(period) else {
            return "outside opening hours".to_owned();
        };
        match period.label.as_deref() {
            Some(label) if label != entry.name => format!("{}: {label}", entry.name),
            _ => entry.name.clone(),
        }
    }

    pub fn entry_of(&self, period: &Period) -> Option<&'c Entry> {
        self.calendar()?.entries.get(period.cause.entry()?)
    }

    pub(super) fn effect_of(&self, period: &Period) -> Option<Effect> {
        self.entry_of(period).map(|entry| entry.effect)
    }

    /// The stretches outside opening hours that overlap a window: each whole where it ends within two years of the
    /// window, else as far as those.
    pub(super) fn outside_hours(&self, window: Window) -> Vec<Period> {
        if !self.prepared().is_some_and(|prepared| prepared.has_open) {
            return Vec::new();
        }
        let year = |from: Instant, ahead: i32| year_window(year_of(from).saturating_add(ahead));
        let around = |years: i32| Window {
            start: year(window.start, -years).start,
            end: year(window.end, years).end,
        };
        let gaps = |over: Window| {
            let open = self.occurrences(over).into_iter();
            let open = open.filter(|period| self.effect_of(period) == Some(Effect::Open));
            let open = interval::merged(open.map(|period| period.window).collect());
            interval::without(over, &open)
        };
        let overlapping = |gaps: Vec<Window>| -> Vec<Window> {
            gaps.into_iter()
                .filter(|gap| gap.overlaps(window))
                .collect()
        };
        let near = around(0);
        let mut found = overlapping(gaps(near));
        let cut = |gap: &Window| gap.start == near.start || gap.end == near.end;
        if found.iter().any(cut) {
            found = overlapping(gaps(around(NEAR_YEARS)));
        }
        let period = |window| Period {
            window,
            cause: Cause::OutsideOpeningHours,
            label: None,
        };
        found.into_iter().map(period).collect()
    }
}
