use chrono::{Datelike, Weekday};

use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::zone::Zone;

/// A schedule that was read ([`super::parse::parse`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    /// As it was written.
    pub text: String,
    /// The minutes of a day at which it fires, in order.
    pub(super) minutes: Vec<u32>,
    pub(super) every_hour: bool,
    pub(super) days: Days,
    /// Bit 1 is January.
    pub(super) months: u64,
}

/// The days of a month on which it fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// Whether days of the month, and days of the week, are restricted.
    pub(super) by_month: bool,
    pub(super) by_week: bool,
    /// Bit 1 is the first.
    pub(super) of_month: u64,
    pub(super) last_of_month: bool,
    /// Bit 0 is Sunday.
    pub(super) of_week: u64,
    /// The nth such weekday of the month, from 1; -1 is the last.
    pub(super) nth: Vec<(Weekday, i8)>,
}

/// Whatever fires at all fires within eight years: 29 February may skip a leap year.
const MOST_DAYS: i64 = 9 * 366;

/// The clocks of no zone ever moved further: firings of a day fall no later than so many days after it.
const MOVED_DAYS: i64 = 2;

impl Cron {
    pub fn fires_on(&self, date: Date) -> bool {
        has(self.months, date.0.month()) && self.days.hold(date)
    }

    /// Whether any year has a day on which it fires.
    pub fn ever_fires(&self) -> bool {
        let from = Date(chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default());
        days(from, 1).any(|day| self.fires_on(day))
    }

    /// The instants at which it fires on a day of a zone, in order, each once.
    pub(super) fn firings(&self, date: Date, zone: Zone) -> Vec<Instant> {
        if !self.fires_on(date) {
            return Vec::new();
        }
        let mut firings = Vec::with_capacity(self.minutes.len());
        for minute in &self.minutes {
            let Some(first) = Instant::from_local(date, TimeOfDay(minute * 60), zone) else {
                continue;
            };
            firings.push(first);
            if self.every_hour {
                firings.extend(repeated(first, zone));
            }
        }
        firings.sort_unstable();
        firings.dedup();
        firings
    }

    /// The first firing at or after an instant.
    pub fn next_from(&self, instant: Instant, zone: Zone) -> Option<Instant> {
        let from = instant.date_in(zone).plus_days(-MOVED_DAYS)?;
        self.nearest(
            days(from, 1),
            zone,
            |firing| firing >= instant,
            Instant::min,
        )
    }

    /// The last firing at or before an instant.
    pub fn last_through(&self, instant: Instant, zone: Zone) -> Option<Instant> {
        let from = instant.date_in(zone).plus_days(1)?;
        self.nearest(
            days(from, -1),
            zone,
            |firing| firing <= instant,
            Instant::max,
        )
    }

    /// The best of the firings that fit, on the first day that has one and the days whose firings may pass it.
    fn nearest(
        &self,
        mut days: impl Iterator<Item = Date>,
        zone: Zone,
        fits: impl Fn(Instant) -> bool,
        better: impl Fn(Instant, Instant) -> Instant,
    ) -> Option<Instant> {
        let on = |day: Date| {
            let firings = self.firings(day, zone).into_iter();
            firings.filter(|firing| fits(*firing)).reduce(&better)
        };
        let found = days.by_ref().find_map(on)?;
        let passing = days.take(MOVED_DAYS.unsigned_abs() as usize);
        passing.filter_map(on).chain([found]).reduce(&better)
    }
}

impl Days {
    fn hold(&self, date: Date) -> bool {
        let by_month = self.in_month(date);
        let by_week = self.in_week(date);
        match (self.by_month, self.by_week) {
            (true, true) => by_month || by_week,
            _ => by_month && by_week,
        }
    }

    fn in_month(&self, date: Date) -> bool {
        let last = || date.plus_days(1).is_none_or(|next| next.0.day() == 1);
        has(self.of_month, date.0.day()) || self.last_of_month && last()
    }

    fn in_week(&self, date: Date) -> bool {
        let weekday = date.0.weekday();
        let nth = |(on, nth): &(Weekday, i8)| {
            *on == weekday
                && if *nth < 0 {
                    let week_on = date.plus_days(7);
                    week_on.is_none_or(|later| later.0.month() != date.0.month())
                } else {
                    date.0.day0() / 7 + 1 == u32::from(nth.unsigned_abs())
                }
        };
        has(self.of_week, weekday.num_days_from_sunday()) || self.nth.iter().any(nth)
    }
}

/// The second time that a zone's clocks show what they show at an instant, if they do within the day.
fn repeated(first: Instant, zone: Zone) -> Option<Instant> {
    let offset = zone.offset_at(first.seconds);
    let later = zone.offset_at(first.seconds.checked_add(86_400)?);
    let seconds = first.seconds.checked_add(i64::from(offset - later))?;
    (later < offset && zone.offset_at(seconds) == later).then_some(Instant { seconds, ..first })
}

fn days(from: Date, step: i64) -> impl Iterator<Item = Date> {
    (0..MOST_DAYS).map_while(move |ahead| from.plus_days(ahead * step))
}

pub(super) fn has(bits: u64, bit: u32) -> bool {
    bits.checked_shr(bit).is_some_and(|bits| bits & 1 == 1)
}
