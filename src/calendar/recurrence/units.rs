//! Expansion by days, hours, minutes and seconds: steps of one length, of which most can be leapt over (RFC 5545, 3.3.10).

use super::days::Days;
use super::periods::picked;
use super::rule::{Freq, Rule};
use super::times::{self, Limits};
use crate::value::local::LocalDateTime;

const SECONDS_A_DAY: i64 = 86_400;

/// The occurrences of a DAILY, HOURLY, MINUTELY or SECONDLY rule as local seconds since 1970-01-01 00:00.
#[derive(Debug, Clone)]
pub struct Units {
    /// A day, an hour, a minute, a second.
    unit: i64,
    /// Where the unit that holds the start begins.
    first: i64,
    /// Seconds from one unit of the rule to the next.
    step: i64,
    start: i64,
    days: Days,
    limits: Limits,
    /// Seconds within the unit, ascending, BYSETPOS applied: every unit has the same.
    times: Vec<u32>,
    /// The unit that comes next, if there is one, and the place within it.
    at: Option<i64>,
    next: usize,
    /// A day known to be allowed.
    allowed_day: i64,
}

impl Units {
    /// `None` for a frequency of weeks or longer.
    pub fn new(rule: &Rule, start: LocalDateTime) -> Option<Units> {
        let unit = match rule.freq {
            Freq::Daily => SECONDS_A_DAY,
            Freq::Hourly => 3_600,
            Freq::Minutely => 60,
            Freq::Secondly => 1,
            Freq::Yearly | Freq::Monthly | Freq::Weekly => return None,
        };
        let mut times = times::within_step(rule, start.time());
        if !rule.by_set_pos.is_empty() {
            times = picked(&rule.by_set_pos, times.len())
                .into_iter()
                .filter_map(|place| times.get(place).copied())
                .collect();
        }
        let mut units = Units {
            unit,
            first: start.seconds() - start.seconds().rem_euclid(unit),
            step: i64::from(rule.interval.max(1)) * unit,
            start: start.seconds(),
            days: Days::new(rule, start.date()),
            limits: Limits::new(rule),
            times,
            at: None,
            next: 0,
            allowed_day: i64::MIN,
        };
        if !units.times.is_empty() && units.reachable() {
            units.at = units.allowed_from(units.first);
        }
        Some(units)
    }

    /// Goes to the first occurrence at or after `from`, never back.
    pub fn seek(&mut self, from: LocalDateTime) {
        let from = from.seconds().max(self.start);
        let Some(at) = self.at else { return };
        let holds = from - from.rem_euclid(self.unit);
        if holds > at {
            self.at = self.allowed_from(self.aligned(holds));
            self.next = 0;
        }
        if let Some(at) = self.at {
            self.next = self
                .times
                .partition_point(|time| at + i64::from(*time) < from);
        }
    }

    /// How many occurrences lie before `end`, counted no further than `most`.
    pub fn count_before(&self, end: LocalDateTime, most: u64) -> u64 {
        let mut walker = self.clone();
        walker.seek(LocalDateTime::FIRST);
        let end = end.seconds();
        let mut count = 0u64;
        let full_days = self.counts_a_day();
        while count < most {
            let Some(at) = walker.at.filter(|at| *at < end) else {
                break;
            };
            let day = at.div_euclid(SECONDS_A_DAY);
            let begin = day * SECONDS_A_DAY;
            // A whole day at once, where the walk stands at its beginning and its end is counted too.
            if let Some(counts) = &full_days
                && walker.next == 0
                && begin > self.first
                && begin + SECONDS_A_DAY <= end
            {
                let phase = (self.first - begin).rem_euclid(self.step) / self.unit;
                let units = usize::try_from(phase)
                    .ok()
                    .and_then(|phase| counts.get(phase))
                    .map_or(0, |units| u64::from(*units));
                count = count.saturating_add(units * self.times.len() as u64);
                walker.at = walker.allowed_from(walker.aligned(begin + SECONDS_A_DAY));
                continue;
            }
            let before = walker
                .times
                .partition_point(|time| at + i64::from(*time) < end);
            count = count.saturating_add(before.saturating_sub(walker.next) as u64);
            walker.next = 0;
            walker.at = walker.allowed_from(at + walker.step);
        }
        count.min(most)
    }

    /// For steps shorter than a day: how many units an allowed day has, by the first unit of the rule in that day.
    fn counts_a_day(&self) -> Option<Vec<u32>> {
        if self.step >= SECONDS_A_DAY {
            return None;
        }
        let mut counts = vec![0u32; usize::try_from(self.step / self.unit).ok()?];
        let mut second = 0;
        while second < SECONDS_A_DAY {
            match self.limits.passed(u32::try_from(second).ok()?) {
                Some(later) => second = i64::from(later),
                None => {
                    let phase = usize::try_from(second % self.step / self.unit).ok()?;
                    if let Some(count) = counts.get_mut(phase) {
                        *count += 1;
                    }
                    second += self.unit;
                }
            }
        }
        Some(counts)
    }

    /// Whether the steps ever come upon a time of day that is allowed.
    fn reachable(&self) -> bool {
        let shift = common_divisor(self.step, SECONDS_A_DAY);
        let mut second = 0;
        while let Ok(time) = u32::try_from(second)
            && second < SECONDS_A_DAY
        {
            match self.limits.passed(time) {
                Some(later) => second = i64::from(later),
                None if (second - self.first) % shift == 0 => return true,
                None => second += self.unit,
            }
        }
        false
    }

    /// The first unit of the rule at or after a second.
    fn aligned(&self, second: i64) -> i64 {
        let ahead = (second - self.first).max(0);
        let steps = ahead / self.step + i64::from(ahead % self.step != 0);
        self.first.saturating_add(steps.saturating_mul(self.step))
    }

    /// The first unit of the rule from `at` on, itself one, whose day and time are allowed.
    fn allowed_from(&mut self, mut at: i64) -> Option<i64> {
        loop {
            if at > LocalDateTime::LAST.seconds() {
                return None;
            }
            let day = at.div_euclid(SECONDS_A_DAY);
            if day != self.allowed_day {
                let allowed = self.days.first_from(day)?;
                self.allowed_day = allowed;
                if allowed != day {
                    at = self.aligned(allowed * SECONDS_A_DAY);
                    continue;
                }
            }
            let second = u32::try_from(at.rem_euclid(SECONDS_A_DAY)).ok()?;
            match self.limits.passed(second) {
                Some(later) => at = self.aligned(day * SECONDS_A_DAY + i64::from(later)),
                None => return Some(at),
            }
        }
    }
}

impl Iterator for Units {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let mut at = self.at?;
        if self.next >= self.times.len() {
            self.next = 0;
            self.at = self.allowed_from(at + self.step);
            at = self.at?;
        }
        let second = at + i64::from(*self.times.get(self.next)?);
        self.next += 1;
        Some(second)
    }
}

fn common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
