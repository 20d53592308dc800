//! The times of day that a rule names: BYHOUR, BYMINUTE and BYSECOND (RFC 5545, 3.3.10).
//!
//! A part finer than the frequency expands it; the others limit.

use super::rule::{Freq, Rule};
use crate::value::date::TimeOfDay;

/// The seconds, ascending, at which a rule happens within one step: within the day for DAILY and longer, within the hour
/// for HOURLY, and so on. What the rule leaves open comes from the start.
pub fn within_step(rule: &Rule, start: TimeOfDay) -> Vec<u32> {
    let part = |given: &[u32], finest: Freq, from_start: u32, room: u32| {
        if rule.freq >= finest {
            vec![0]
        } else if given.is_empty() {
            vec![from_start]
        } else {
            let mut values: Vec<u32> = given
                .iter()
                .copied()
                .filter(|value| *value < room)
                .collect();
            values.sort_unstable();
            values.dedup();
            values
        }
    };
    let hours = part(&rule.by_hour, Freq::Hourly, start.0 / 3_600, 24);
    let minutes = part(&rule.by_minute, Freq::Minutely, start.0 / 60 % 60, 60);
    let seconds = part(&seconds(rule), Freq::Secondly, start.0 % 60, 60);
    let mut times = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in &hours {
        for minute in &minutes {
            times.extend(
                seconds
                    .iter()
                    .map(|second| hour * 3_600 + minute * 60 + second),
            );
        }
    }
    times
}

/// The times of day at which a step of HOURLY, MINUTELY or SECONDLY may begin.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bit `n` is hour `n`.
    hours: u64,
    minutes: u64,
    seconds: u64,
}

impl Limits {
    pub fn new(rule: &Rule) -> Limits {
        let part = |given: &[u32], from: Freq| {
            if rule.freq < from || given.is_empty() {
                return u64::MAX;
            }
            given
                .iter()
                .filter(|value| **value < 64)
                .fold(0, |mask, value| mask | 1 << value)
        };
        Limits {
            hours: part(&rule.by_hour, Freq::Hourly),
            minutes: part(&rule.by_minute, Freq::Minutely),
            seconds: part(&seconds(rule), Freq::Secondly),
        }
    }

    /// `None`: allowed. Else the first second of the day, perhaps the end of the day, that may be allowed after it.
    pub fn passed(&self, second: u32) -> Option<u32> {
        let (hour, minute) = (second / 3_600, second / 60);
        if self.hours & 1 << (hour % 24) == 0 {
            Some((hour + 1) * 3_600)
        } else if self.minutes & 1 << (minute % 60) == 0 {
            Some((minute + 1) * 60)
        } else if self.seconds & 1 << (second % 60) == 0 {
            Some(second + 1)
        } else {
            None
        }
    }
}

/// RFC 5545, 3.3.12: without leap seconds, second 60 is second 59.
fn seconds(rule: &Rule) -> Vec<u32> {
    rule.by_second
        .iter()
        .map(|second| if *second == 60 { 59 } else { *second })
        .collect()
}
