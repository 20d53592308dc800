//! Which days a rule allows: BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO and BYDAY together (RFC 5545, 3.3.10).
//!
//! Each of these parts, whether it expands or limits, comes down to a condition on the day alone; a frequency only groups
//! the days into intervals.

use chrono::{Datelike, NaiveDate, Weekday};

use super::rule::{Freq, Rule};
use super::weeks;
use crate::value::date::Date;

/// Days of the Gregorian cycle: what does not happen within so many, never does.
pub const CYCLE: i64 = 146_097;

/// 1970-01-01 counted from 0001-01-01 as day 1.
const EPOCH: i64 = 719_163;

/// A condition on days.
#[derive(Debug, Clone)]
pub struct Days {
    /// Bit `n` is month `n`.
    months: u16,
    /// Bit `n` is day `n` of the month, and day `-n`.
    month_days: Option<(u32, u32)>,
    year_days: Vec<i32>,
    /// Bit `n` is week `n`, and week `-n`.
    weeks: Option<(u64, u64)>,
    week_start: Weekday,
    weekdays: Option<Weekdays>,
}

#[derive(Debug, Clone)]
struct Weekdays {
    /// Bit 0 is Monday.
    each: u8,
    nth: Vec<(i32, Weekday)>,
    within: Within,
}

/// What an ordinal in BYDAY counts in.
#[derive(Debug, Clone, Copy)]
enum Within {
    Month,
    Year,
}

impl Days {
    /// The days of a rule; what it leaves open comes from the start.
    pub fn new(rule: &Rule, start: Date) -> Days {
        let mut days = Days {
            months: rule
                .by_month
                .iter()
                .fold(0, |mask, month| mask | bit::<u16>(*month)),
            month_days: split(&rule.by_month_day),
            year_days: rule.by_year_day.clone(),
            weeks: split(&rule.by_week_no),
            week_start: rule.week_start,
            weekdays: weekdays(rule),
        };
        let open = days.month_days.is_none()
            && days.year_days.is_empty()
            && days.weeks.is_none()
            && days.weekdays.is_none();
        let every_month = rule.by_month.is_empty();
        if every_month {
            days.months = u16::MAX;
        }
        if open {
            match rule.freq {
                Freq::Yearly => {
                    if every_month {
                        days.months = bit(start.0.month());
                    }
                    days.month_days = split(&[start.0.day().cast_signed()]);
                }
                Freq::Monthly => days.month_days = split(&[start.0.day().cast_signed()]),
                Freq::Weekly => {
                    days.weekdays = Some(Weekdays {
                        each: weekday_bit(start.0.weekday()),
                        nth: Vec::new(),
                        within: Within::Year,
                    });
                }
                Freq::Daily | Freq::Hourly | Freq::Minutely | Freq::Secondly => {}
            }
        }
        days
    }

    pub fn allows_month(&self, month: u32) -> bool {
        self.months & bit::<u16>(month) != 0
    }

    pub fn allow(&self, date: NaiveDate) -> bool {
        self.allows_month(date.month())
            && self.month_days.is_none_or(|(from_start, from_end)| {
                let (day, last) = (date.day(), u32::from(date.num_days_in_month()));
                from_start & bit::<u32>(day) != 0 || from_end & bit::<u32>(last - day + 1) != 0
            })
            && self
                .weekdays
                .as_ref()
                .is_none_or(|weekdays| weekdays.allow(date))
            && (self.year_days.is_empty() || {
                let day = date.ordinal().cast_signed();
                let from_end = day - weeks::days_in_year(date.year()) - 1;
                self.year_days
                    .iter()
                    .any(|wanted| *wanted == day || *wanted == from_end)
            })
            && self.weeks.is_none_or(|(from_start, from_end)| {
                let (week, from_last) = weeks::numbers(date, self.week_start);
                from_start & bit::<u64>(week.unsigned_abs()) != 0
                    || from_end & bit::<u64>(from_last.unsigned_abs()) != 0
            })
    }

    /// The first day from `day` on, counted from 1970-01-01, that is allowed. `None`: none to the end of the years.
    pub fn first_from(&self, day: i64) -> Option<i64> {
        let mut date = date_of(day)?;
        let mut at = day;
        let last = day.saturating_add(CYCLE);
        while at <= last {
            if !self.allows_month(date.month()) {
                let passed = i64::from(date.day()) - 1;
                at += i64::from(date.num_days_in_month()) - passed;
                date = date_of(at)?;
                continue;
            }
            if self.allow(date) {
                return Some(at);
            }
            at += 1;
            date = date.succ_opt().filter(|date| date.year() <= 9999)?;
        }
        None
    }
}

impl Weekdays {
    fn allow(&self, date: NaiveDate) -> bool {
        let weekday = date.weekday();
        if self.each & weekday_bit(weekday) != 0 {
            return true;
        }
        if self.nth.is_empty() {
            return false;
        }
        let (place, length) = match self.within {
            Within::Month => (date.day(), u32::from(date.num_days_in_month())),
            Within::Year => (
                date.ordinal(),
                weeks::days_in_year(date.year()).unsigned_abs(),
            ),
        };
        let nth = (place.saturating_sub(1) / 7 + 1).cast_signed();
        let from_end = -(length.saturating_sub(place) / 7 + 1).cast_signed();
        self.nth
            .iter()
            .any(|(wanted, day)| *day == weekday && (*wanted == nth || *wanted == from_end))
    }
}

/// A day counted from 1970-01-01. `None` outside years 0001 to 9999.
pub fn date_of(day: i64) -> Option<NaiveDate> {
    let day = i32::try_from(day.checked_add(EPOCH)?).ok()?;
    NaiveDate::from_num_days_from_ce_opt(day).filter(|date| (1..=9999).contains(&date.year()))
}

/// Days since 1970-01-01.
pub fn day_of(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - EPOCH
}

fn weekdays(rule: &Rule) -> Option<Weekdays> {
    if rule.by_day.is_empty() {
        return None;
    }
    let counts = matches!(rule.freq, Freq::Yearly | Freq::Monthly);
    let mut weekdays = Weekdays {
        each: 0,
        nth: Vec::new(),
        within: if rule.freq == Freq::Yearly && rule.by_month.is_empty() {
            Within::Year
        } else {
            Within::Month
        },
    };
    for day in &rule.by_day {
        match day.nth.filter(|_| counts) {
            Some(nth) => weekdays.nth.push((nth, day.weekday)),
            None => weekdays.each |= weekday_bit(day.weekday),
        }
    }
    Some(weekdays)
}

fn weekday_bit(weekday: Weekday) -> u8 {
    bit(weekday.num_days_from_monday())
}

/// Values as bits: those counted from the start, and those from the end. `None`: no value.
fn split<
    Bits: From<u8> + std::ops::BitOr<Output = Bits> + std::ops::Shl<u32, Output = Bits> + Copy,
>(
    values: &[i32],
) -> Option<(Bits, Bits)> {
    if values.is_empty() {
        return None;
    }
    let none = Bits::from(0);
    Some(values.iter().fold((none, none), |(start, end), value| {
        let bit = bit::<Bits>(value.unsigned_abs());
        if *value < 0 {
            (start, end | bit)
        } else {
            (start | bit, end)
        }
    }))
}

/// One bit, or none where there is no room for it.
fn bit<Bits: From<u8> + std::ops::Shl<u32, Output = Bits>>(place: u32) -> Bits {
    let room = u32::try_from(size_of::<Bits>()).unwrap_or(0) * 8;
    if place < room {
        Bits::from(1) << place
    } else {
        Bits::from(0)
    }
}
