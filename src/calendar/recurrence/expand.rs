//! From a rule to local times.

use super::periods::Periods;
use super::rule::{Moment, Rule};
use super::units::Units;
use crate::value::local::LocalDateTime;

/// The occurrences of a rule at or after `from`, ascending, each once; without end if the rule has none.
///
/// `start` is where the rule begins to count and whence it takes what it leaves open; it occurs only if the rule matches
/// it. What lies between `start` and `from` costs nothing, except that COUNT has it counted. UNTIL in UTC is read as if
/// the clock showed UTC.
pub fn local(rule: &Rule, start: LocalDateTime, from: LocalDateTime) -> Local {
    let until = match rule.until {
        None => LocalDateTime::LAST,
        Some(Moment::Date(date)) => LocalDateTime::midnight(date),
        Some(Moment::Local(last)) => last,
        Some(Moment::Utc(last)) => LocalDateTime::at(last, crate::value::zone::Zone::UTC),
    };
    through(rule, start, from, until)
}

/// Like [`local`], with another bound in the place of UNTIL.
pub fn through(
    rule: &Rule,
    start: LocalDateTime,
    from: LocalDateTime,
    last: LocalDateTime,
) -> Local {
    let mut steps = match (Periods::new(rule, start), Units::new(rule, start)) {
        (Some(periods), _) => Steps::Periods(periods),
        (None, Some(units)) => Steps::Units(units),
        (None, None) => Steps::None,
    };
    let from = from.max(start);
    let left = rule.count.map(|count| {
        let most = u64::from(count);
        most - if from > start {
            steps.count_before(from, most).min(most)
        } else {
            0
        }
    });
    // Past the bound there is nothing to look for.
    if left != Some(0) && from <= last {
        steps.seek(from);
    } else {
        steps = Steps::None;
    }
    Local { steps, left, last }
}

/// Local times in order: what [`local`] gives.
#[derive(Debug, Clone)]
pub struct Local {
    steps: Steps,
    /// How many are left of COUNT.
    left: Option<u64>,
    last: LocalDateTime,
}

#[derive(Debug, Clone)]
enum Steps {
    Periods(Periods),
    Units(Units),
    None,
}

impl Iterator for Local {
    type Item = LocalDateTime;

    fn next(&mut self) -> Option<LocalDateTime> {
        if self.left == Some(0) {
            return None;
        }
        let second = match &mut self.steps {
            Steps::Periods(periods) => periods.next(),
            Steps::Units(units) => units.next(),
            Steps::None => None,
        };
        let found = second
            .and_then(LocalDateTime::from_seconds)
            .filter(|found| *found <= self.last);
        if found.is_none() {
            self.steps = Steps::None;
        }
        self.left = self.left.map(|left| left - 1);
        found
    }
}

impl Steps {
    fn seek(&mut self, from: LocalDateTime) {
        match self {
            Steps::Periods(periods) => periods.seek(from),
            Steps::Units(units) => units.seek(from),
            Steps::None => {}
        }
    }

    fn count_before(&self, end: LocalDateTime, most: u64) -> u64 {
        match self {
            Steps::Periods(periods) => periods.count_before(end, most),
            Steps::Units(units) => units.count_before(end, most),
            Steps::None => 0,
        }
    }
}
