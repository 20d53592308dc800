//! Expansion by years, months and weeks: the allowed days of an interval, each at its times, and BYSETPOS over all of
//! them (RFC 5545, 3.3.10).

use chrono::{Datelike, NaiveDate};

use super::days::{Days, date_of, day_of};
use super::rule::{Freq, Rule};
use super::times;
use crate::value::local::LocalDateTime;

const SECONDS_A_DAY: i64 = 86_400;

/// The occurrences of a YEARLY, MONTHLY or WEEKLY rule as local seconds since 1970-01-01 00:00.
#[derive(Debug, Clone)]
pub struct Periods {
    shape: Shape,
    /// The interval that holds the start, and how many further the next is.
    first: i64,
    every: i64,
    start: i64,
    days: Days,
    times: Vec<u32>,
    positions: Vec<i32>,
    /// The interval that is loaded.
    number: i64,
    loaded: Loaded,
}

/// How days are grouped into intervals that are numbered through.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Year,
    Month,
    /// Weeks that begin so many days after Monday.
    Week(i64),
}

/// What happens in one interval, in order.
#[derive(Debug, Clone, Default)]
struct Loaded {
    days: Vec<i64>,
    /// With BYSETPOS: which of the interval's occurrences stay, ascending.
    picks: Option<Vec<usize>>,
    next: usize,
}

impl Periods {
    /// `None` for a frequency of days or shorter.
    pub fn new(rule: &Rule, start: LocalDateTime) -> Option<Periods> {
        let shape = match rule.freq {
            Freq::Yearly => Shape::Year,
            Freq::Monthly => Shape::Month,
            Freq::Weekly => Shape::Week(i64::from(rule.week_start.num_days_from_monday())),
            Freq::Daily | Freq::Hourly | Freq::Minutely | Freq::Secondly => return None,
        };
        let first = shape.number(start.date().0);
        Some(Periods {
            shape,
            first,
            every: i64::from(rule.interval.max(1)),
            start: start.seconds(),
            days: Days::new(rule, start.date()),
            times: times::within_step(rule, start.time()),
            positions: rule.by_set_pos.clone(),
            number: first,
            loaded: Loaded::default(),
        })
    }

    /// Goes to the first occurrence at or after `from`.
    pub fn seek(&mut self, from: LocalDateTime) {
        let from = from.seconds().max(self.start);
        let Some(date) = date_of(from.div_euclid(SECONDS_A_DAY)) else {
            return;
        };
        let ahead = (self.shape.number(date) - self.first).max(0);
        let steps = ahead / self.every + i64::from(ahead % self.every != 0);
        self.load(self.first.saturating_add(steps.saturating_mul(self.every)));
        self.loaded.next = self.position_of(from);
    }

    /// How many occurrences lie before `end`, counted no further than `most`.
    pub fn count_before(&self, end: LocalDateTime, most: u64) -> u64 {
        let mut walker = self.clone();
        walker.load(self.first);
        let mut count = 0u64;
        let mut fruitless = 0;
        let begin = walker.position_of(self.start);
        let mut skipped = begin;
        while count < most && fruitless <= self.shape.cycle() {
            let until = walker.position_of(end.seconds());
            count = count.saturating_add(until.saturating_sub(skipped) as u64);
            let whole = walker.len();
            if until < whole || !walker.advance() {
                break;
            }
            fruitless = if whole == 0 { fruitless + 1 } else { 0 };
            skipped = 0;
            if walker.days_after(end) {
                break;
            }
        }
        count.min(most)
    }
}

impl Iterator for Periods {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let mut fruitless = 0;
        loop {
            if let Some(second) = self.second(self.loaded.next) {
                self.loaded.next += 1;
                return Some(second);
            }
            if fruitless > self.shape.cycle() || !self.advance() {
                return None;
            }
            fruitless += 1;
        }
    }
}

impl Periods {
    /// Whether the loaded interval begins after a moment.
    fn days_after(&self, end: LocalDateTime) -> bool {
        date_of(end.seconds().div_euclid(SECONDS_A_DAY))
            .is_some_and(|date| self.number > self.shape.number(date))
    }

    /// Loads the next interval. False past the end of the years.
    fn advance(&mut self) -> bool {
        let next = self.number.saturating_add(self.every);
        if next > self.shape.last() {
            return false;
        }
        self.load(next);
        true
    }

    fn load(&mut self, number: i64) {
        self.number = number;
        let mut held = std::mem::take(&mut self.loaded.days);
        held.clear();
        self.shape.days(number, &self.days, &mut held);
        let whole = held.len() * self.times.len();
        let picks = (!self.positions.is_empty()).then(|| picked(&self.positions, whole));
        self.loaded = Loaded {
            days: held,
            picks,
            next: 0,
        };
    }

    fn len(&self) -> usize {
        match &self.loaded.picks {
            Some(picks) => picks.len(),
            None => self.loaded.days.len() * self.times.len(),
        }
    }

    /// The interval's `index`th occurrence.
    fn second(&self, index: usize) -> Option<i64> {
        let index = match &self.loaded.picks {
            Some(picks) => *picks.get(index)?,
            None => index,
        };
        let day = self.loaded.days.get(index.checked_div(self.times.len())?)?;
        let time = self.times.get(index.checked_rem(self.times.len())?)?;
        Some(day * SECONDS_A_DAY + i64::from(*time))
    }

    /// How many of the interval's occurrences lie before a second.
    fn position_of(&self, second: i64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.second(middle).is_some_and(|at| at < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Shape {
    fn number(self, date: NaiveDate) -> i64 {
        let year = i64::from(date.year());
        match self {
            Shape::Year => year,
            Shape::Month => year * 12 + i64::from(date.month0()),
            // 1970-01-01 was three days after a Monday.
            Shape::Week(begins) => (day_of(date) + 3 - begins).div_euclid(7),
        }
    }

    /// The last interval of the years.
    fn last(self) -> i64 {
        date_of(LocalDateTime::LAST.seconds().div_euclid(SECONDS_A_DAY))
            .map_or(i64::MIN, |date| self.number(date))
    }

    /// Intervals after which the calendar repeats: 400 years.
    fn cycle(self) -> u32 {
        match self {
            Shape::Year => 400,
            Shape::Month => 4_800,
            Shape::Week(_) => 20_871,
        }
    }

    /// Adds the allowed days of an interval.
    fn days(self, number: i64, allowed: &Days, found: &mut Vec<i64>) {
        match self {
            Shape::Year => {
                for month in 1..=12 {
                    days_of_month(number, month, allowed, found);
                }
            }
            Shape::Month => {
                let month = u32::try_from(number.rem_euclid(12)).unwrap_or(0) + 1;
                days_of_month(number.div_euclid(12), month, allowed, found);
            }
            Shape::Week(begins) => {
                let monday = number * 7 - 3;
                found.extend(
                    (monday + begins..monday + begins + 7)
                        .filter(|day| date_of(*day).is_some_and(|date| allowed.allow(date))),
                );
            }
        }
    }
}

fn days_of_month(year: i64, month: u32, allowed: &Days, found: &mut Vec<i64>) {
    if !allowed.allows_month(month) {
        return;
    }
    let first = i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, 1));
    let Some(first) = first else { return };
    let begin = day_of(first);
    for (day, date) in (begin..).zip(first.iter_days()) {
        if date.month() != month {
            break;
        }
        if allowed.allow(date) {
            found.push(day);
        }
    }
}

/// The places that BYSETPOS names among so many, ascending and each once.
pub fn picked(positions: &[i32], among: usize) -> Vec<usize> {
    let mut picks: Vec<usize> = positions
        .iter()
        .filter_map(|position| {
            let distance = usize::try_from(position.unsigned_abs()).ok()?;
            let place = if *position < 0 {
                among.checked_sub(distance)?
            } else {
                distance.checked_sub(1)?
            };
            (place < among).then_some(place)
        })
        .collect();
    picks.sort_unstable();
    picks.dedup();
    picks
}
