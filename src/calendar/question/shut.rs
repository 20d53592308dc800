//! When a calendar is closed, for whatever reason.

use std::borrow::Cow;

use crate::value::instant::Instant;
use crate::value::window::Window;

use super::super::expand::entry_windows;
use super::super::interval;
use super::super::prepared::{Held, Prepared, year_of, years_of};
use super::super::words::Effect;
use super::View;

impl<'c> View<'c> {
    /// Whether any of a window is closed.
    pub(super) fn shut_during(&self, window: Window) -> bool {
        let Some(prepared) = self.prepared() else {
            return false;
        };
        if prepared.open_is_dynamic {
            return !self.shut_within(window).is_empty();
        }
        let fixed = years_of(window).any(|year| {
            self.year(year)
                .is_some_and(|year| !interval::overlapping(&year.shut, window).is_empty())
        });
        fixed || !self.dynamic(Effect::Closed, window).is_empty()
    }

    /// The closed part of a window.
    pub(super) fn shut_within(&self, window: Window) -> Vec<Window> {
        let mut shut = Vec::new();
        for year in years_of(window) {
            let Some(held) = self.year(year) else {
                continue;
            };
            if let Some(part) = interval::common(held.window, window) {
                shut.extend(interval::clipped(&self.shut_of(&held, part), part));
            }
        }
        interval::merged(shut)
    }

    /// The closed windows of a year and the years after it, through the tenth from an instant: earliest first, whole
    /// but for the first, which begins no earlier than its year.
    pub(super) fn runs(&self, from: Instant) -> impl Iterator<Item = Window> {
        let first = year_of(from);
        let last = first.saturating_add(super::search::HORIZON_YEARS).min(9999);
        let view = *self;
        let mut parts = (first..=last)
            .flat_map(move |year| match view.year(year) {
                Some(held) => view.shut_of(&held, held.window).into_owned(),
                None => Vec::new(),
            })
            .peekable();
        std::iter::from_fn(move || {
            let mut run = parts.next()?;
            while let Some(next) = parts.next_if(|next| next.start <= run.end) {
                run.end = run.end.max(next.end);
            }
            Some(run)
        })
    }

    /// The closed windows of a year, with what came with the question inside a part of the year.
    fn shut_of<'y>(&self, year: &'y Held<'_>, part: Window) -> Cow<'y, [Window]> {
        let Some(prepared) = self.prepared().filter(|prepared| prepared.is_dynamic()) else {
            return Cow::Borrowed(&year.shut);
        };
        let mut shut = year.shut.clone();
        shut.extend(interval::clipped(&self.dynamic(Effect::Closed, part), part));
        if prepared.open_is_dynamic {
            shut.extend(interval::without(part, &self.opened_within(part)));
        }
        Cow::Owned(interval::merged(shut))
    }

    /// What `open` entries cover of a window, and beyond.
    fn opened_within(&self, window: Window) -> Vec<Window> {
        let open = self.occurrences(window).into_iter();
        let open = open.filter(|period| self.effect_of(period) == Some(Effect::Open));
        interval::merged(open.map(|period| period.window).collect())
    }

    /// What the entries of an effect that depend on the question cover of a window, and beyond.
    fn dynamic(&self, effect: Effect, window: Window) -> Vec<Window> {
        let (Some(calendar), Some(prepared)) = (self.calendar(), self.prepared()) else {
            return Vec::new();
        };
        let entries = prepared.dynamic.iter();
        let entries = entries.filter_map(|index| calendar.entries.get(*index));
        let windows = entries
            .filter(|entry| entry.effect == effect)
            .flat_map(|entry| entry_windows(entry, window, self.scope()))
            .map(|(window, _)| window);
        interval::merged(windows.collect())
    }

    pub(super) fn prepared(&self) -> Option<&'c Prepared> {
        self.calendars.prepared(self.id)
    }

    pub(super) fn year(&self, year: i32) -> Option<Held<'c>> {
        let (calendar, prepared) = (self.calendar()?, self.prepared()?);
        // What is kept must not depend on a question.
        let scope = super::super::expand::Scope {
            given: &[],
            ..self.scope()
        };
        Some(prepared.year(year, calendar, scope))
    }
}
