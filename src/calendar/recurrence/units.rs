//! Expansion by days, hours, minutes and seconds: steps of one length, of which most can be leapt over (RFC 5545, 3.3.10).

use super::days::{CYCLE, Days};
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
    /// Seconds after which steps and calendar repeat together: what is not found within them never is.
    cycle: i64,
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
        let step = i64::from(rule.interval.max(1)) * unit;
        let calendar = CYCLE * SECONDS_A_DAY;
        let mut units = Units {
            unit,
            first: start.seconds() - start.seconds().rem_euclid(unit),
            step,
            start: start.seconds(),
            cycle: (step / common_divisor(step, calendar)).saturating_mul(calendar),
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

    /// How many occurrences lie before `end`, counted no further than `most`. Steps shorter than a day are counted by whole
    /// days, so that it takes no longer than looking at each day.
    pub fn count_before(&self, end: LocalDateTime, most: u64) -> u64 {
        if self.at.is_none() {
            return 0;
        }
        let mut walker = self.clone();
        walker.seek(LocalDateTime::FIRST);
        let end = end.seconds();
        let last_day = end.div_euclid(SECONDS_A_DAY);
        let second_day = self.first.div_euclid(SECONDS_A_DAY) + 1;
        let Some(counts) = self.counts_a_day().filter(|_| second_day < last_day) else {
            return walker.count_on(end, most);
        };
        let mut count = walker.count_on(second_day * SECONDS_A_DAY, most);
        let mut from = second_day;
        while count < most
            && let Some(day) = self.days.first_from(from).filter(|day| *day < last_day)
        {
            let phase = (self.first - day * SECONDS_A_DAY).rem_euclid(self.step) / self.unit;
            let units = usize::try_from(phase)
                .ok()
                .and_then(|phase| counts.get(phase))
                .map_or(0, |units| u64::from(*units));
            count = count.saturating_add(units * self.times.len() as u64);
            from = day + 1;
        }
        if count < most {
            walker.at = walker.allowed_from(walker.aligned(last_day * SECONDS_A_DAY));
            walker.next = 0;
            count = count.saturating_add(walker.count_on(end, most - count));
        }
        count.min(most)
    }

    /// Counts from where it stands to before `end`, one unit after the other.
    fn count_on(&mut self, end: i64, most: u64) -> u64 {
        let mut count = 0u64;
        while count < most
            && let Some(at) = self.at.filter(|at| *at < end)
        {
            let before = self
                .times
                .partition_point(|time| at + i64::from(*time) < end);
            count = count.saturating_add(before.saturating_sub(self.next) as u64);
            self.next = 0;
            self.at = self.allowed_from(at + self.step);
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
        let last = LocalDateTime::LAST
            .seconds()
            .min(at.saturating_add(self.cycle));
        loop {
            if at > last {
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
