//! From rules, dates and exceptions to instants of a zone (RFC 5545, 3.8.5 and 3.3.5).

use std::collections::BTreeSet;

use super::expand::Local;
use super::rule::{Moment, Rule};
use crate::value::date::Date;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

mod mapped;

use mapped::Mapped;

/// What recurs: rules and dates, less exceptions, on the clocks of one zone.
///
/// The start occurs only if a rule matches it or `dates` holds it. An iCalendar event always happens at its DTSTART: put
/// that into `dates`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// DTSTART as the zone's clocks show it; for whole days, 00:00.
    pub start: LocalDateTime,
    pub zone: Zone,
    /// RRULE. Several add up.
    pub rules: Vec<Rule>,
    /// RDATE. A date is its 00:00.
    pub dates: Vec<Moment>,
    /// EXDATE. A date takes away all that begins on it.
    pub except: Vec<Moment>,
    /// EXRULE, which RFC 2445 had. At most [`MOST_EXCEPTED`] starts in a row are taken away by it.
    pub except_rules: Vec<Rule>,
}

/// So many starts in a row that rules take away end a recurrence: a rule that cancels another would never end.
pub const MOST_EXCEPTED: u32 = 1_000_000;

/// One time at which something begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    pub start: Instant,
    /// As the rule says it. Where the clocks skip that time they show `start` as a later one.
    pub local: LocalDateTime,
}

impl Recurrence {
    /// What one rule gives, without dates and exceptions.
    pub fn of(rule: Rule, start: LocalDateTime, zone: Zone) -> Recurrence {
        Recurrence {
            start,
            zone,
            rules: vec![rule],
            dates: Vec::new(),
            except: Vec::new(),
            except_rules: Vec::new(),
        }
    }

    /// The occurrences that begin at `from` or later, ascending, each instant once. Without end if a rule has none.
    pub fn starts(&self, from: Instant) -> Starts {
        let mapped = |rules: &[Rule]| {
            rules
                .iter()
                .map(|rule| Mapped::new(rule, self.start, self.zone, from).peekable())
                .collect()
        };
        let mut dates: Vec<Occurrence> = self
            .dates
            .iter()
            .filter_map(|moment| self.occurrence(*moment))
            .filter(|occurrence| occurrence.start >= from)
            .collect();
        dates.sort_unstable();
        dates.dedup_by_key(|occurrence| occurrence.start);
        Starts {
            rules: mapped(&self.rules),
            dates: dates.into_iter().peekable(),
            except: self
                .except
                .iter()
                .filter(|moment| !matches!(moment, Moment::Date(_)))
                .filter_map(|moment| self.occurrence(*moment))
                .map(|occurrence| occurrence.start)
                .collect(),
            except_days: self
                .except
                .iter()
                .filter_map(|moment| match moment {
                    Moment::Date(date) => Some(*date),
                    Moment::Local(_) | Moment::Utc(_) => None,
                })
                .collect(),
            except_rules: mapped(&self.except_rules),
        }
    }

    /// Whether it never happens at all.
    pub fn is_empty(&self) -> bool {
        let beginning = Instant {
            seconds: LocalDateTime::FIRST.seconds(),
            nanos: 0,
        };
        self.starts(beginning).next().is_none()
    }

    fn occurrence(&self, moment: Moment) -> Option<Occurrence> {
        let local = match moment {
            Moment::Date(date) => LocalDateTime::midnight(date),
            Moment::Local(local) => local,
            Moment::Utc(start) => {
                return Some(Occurrence {
                    start,
                    local: LocalDateTime::at(start, self.zone),
                });
            }
        };
        let start = local.instant_in(self.zone)?;
        Some(Occurrence { start, local })
    }
}

/// Occurrences in order: what [`Recurrence::starts`] gives.
pub struct Starts {
    rules: Vec<std::iter::Peekable<Mapped<Local>>>,
    dates: std::iter::Peekable<std::vec::IntoIter<Occurrence>>,
    except: BTreeSet<Instant>,
    except_days: BTreeSet<Date>,
    except_rules: Vec<std::iter::Peekable<Mapped<Local>>>,
}

impl Iterator for Starts {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        let mut by_rule = 0;
        loop {
            let next = self.take_next()?;
            if self.except.contains(&next.start) || self.except_days.contains(&next.local.date()) {
                continue;
            }
            if !self.excepted_by_rule(next) {
                return Some(next);
            }
            by_rule += 1;
            if by_rule >= MOST_EXCEPTED {
                return None;
            }
        }
    }
}

impl Starts {
    /// The earliest of what all sources hold next, taken from each that holds it.
    fn take_next(&mut self) -> Option<Occurrence> {
        let rules = self
            .rules
            .iter_mut()
            .filter_map(|rule| rule.peek().copied());
        let next = rules.chain(self.dates.peek().copied()).min()?;
        for rule in &mut self.rules {
            rule.next_if(|other| other.start == next.start);
        }
        self.dates.next_if(|other| other.start == next.start);
        Some(next)
    }

    fn excepted_by_rule(&mut self, next: Occurrence) -> bool {
        self.except_rules.iter_mut().any(|rule| {
            while rule.next_if(|other| other.start < next.start).is_some() {}
            rule.peek().is_some_and(|other| other.start == next.start)
        })
    }
}
