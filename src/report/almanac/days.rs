//! A calendar by days: what the months of the terminal and of the page are drawn from.

use chrono::Datelike;

use crate::decision::almanac::{Almanac, Sheet, Stretch};
use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::window::Window;

/// A month, with its days in order. Only days that have a part in the almanac's window are in it.
#[derive(Debug)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    pub days: Vec<Day>,
}

#[derive(Debug)]
pub struct Day {
    pub date: Date,
    /// Midnight to midnight in the almanac's zone; `None` where the zone skips the whole day.
    pub window: Option<Window>,
}

/// What a part of a day is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not in the window that was asked about.
    NotAsked,
    Open,
    /// Closed in part.
    Part,
    Closed,
    /// Closed by several entries at once, somewhere in it.
    Overlap,
    /// Opened by one entry and closed by another, somewhere in it.
    Contradiction,
}

pub fn months(almanac: &Almanac) -> Vec<Month> {
    let zone = almanac.zone;
    let mut months: Vec<Month> = Vec::new();
    let mut date = almanac.window.start.date_in(zone);
    while Instant::from_local(date, TimeOfDay(0), zone).is_some_and(|at| at < almanac.window.end) {
        let first = date.first_of_month();
        if months.last().is_none_or(|last| last.first != first) {
            months.push(Month {
                first,
                days: Vec::new(),
            });
        }
        let next = date.plus_days(1);
        let start = Instant::from_local(date, TimeOfDay(0), zone);
        let end = next.and_then(|next| Instant::from_local(next, TimeOfDay(0), zone));
        if let Some(month) = months.last_mut() {
            month.days.push(Day {
                date,
                window: start
                    .zip(end)
                    .and_then(|(start, end)| Window::new(start, end)),
            });
        }
        match next {
            Some(next) => date = next,
            None => break,
        }
    }
    months
}

impl Month {
    /// `November 2026`.
    pub fn title(&self) -> String {
        format!("{} {}", self.first.month_name(), self.first.0.year())
    }
}

impl Day {
    /// The parts of the day, so many of one length each.
    pub fn parts(&self, number: u32) -> Vec<Option<Window>> {
        let Some(window) = self.window else {
            return vec![None; usize::try_from(number).unwrap_or(0)];
        };
        let length = window.length().seconds;
        let at = |part: u32| Instant {
            seconds: window.start.seconds + length * i64::from(part) / i64::from(number.max(1)),
            nanos: window.start.nanos,
        };
        (0..number)
            .map(|part| Window::new(at(part), at(part + 1)))
            .collect()
    }
}

/// What a part of a day is like in a calendar.
pub fn state(sheet: &Sheet, part: Option<Window>, asked: Window) -> State {
    let Some(part) = part.filter(|part| part.overlaps(asked)) else {
        return State::NotAsked;
    };
    let touching: Vec<&Stretch> = sheet
        .stretches
        .iter()
        .filter(|stretch| stretch.window.overlaps(part))
        .collect();
    if touching.iter().any(|stretch| stretch.is_contradictory()) {
        State::Contradiction
    } else if touching.iter().any(|stretch| stretch.overlaps()) {
        State::Overlap
    } else if touching.iter().all(|stretch| stretch.closed) {
        State::Closed
    } else if touching.iter().any(|stretch| stretch.closed) {
        State::Part
    } else {
        State::Open
    }
}

/// Whether an entry marks some of a day.
pub fn is_marked(sheet: &Sheet, day: &Day) -> bool {
    day.window.is_some_and(|day| {
        sheet
            .stretches
            .iter()
            .any(|stretch| !stretch.marked_by.is_empty() && stretch.window.overlaps(day))
    })
}
