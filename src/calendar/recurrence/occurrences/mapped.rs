//! Local times of a rule as instants, in order.

use std::collections::BTreeMap;

use super::Occurrence;
use crate::calendar::recurrence::expand::{self, Local};
use crate::calendar::recurrence::rule::{Moment, Rule};
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

/// Clocks that jump do so by no more than this: Samoa left out a whole day.
const LONGEST_JUMP: i64 = 25 * 3_600;

/// Turns ascending local times into ascending instants, each once.
///
/// Times that the clocks skip move forward, past later ones that they show; such times wait until nothing earlier can
/// come.
pub struct Mapped<Times> {
    times: Times,
    zone: Zone,
    from: Instant,
    until: Option<Instant>,
    /// Found and not given out, by instant.
    waiting: BTreeMap<Instant, LocalDateTime>,
    /// Nothing that is still to come is earlier than this.
    floor: Option<Instant>,
}

impl Mapped<Local> {
    /// The occurrences of a rule in a zone that begin at `from` or later.
    pub fn new(rule: &Rule, start: LocalDateTime, zone: Zone, from: Instant) -> Mapped<Local> {
        let (first, _) = around(from, zone);
        let (times, until) = match rule.until {
            Some(Moment::Utc(until)) => {
                let (_, last) = around(until, zone);
                (expand::through(rule, start, first, last), Some(until))
            }
            _ => (expand::local(rule, start, first), None),
        };
        Mapped {
            times,
            zone,
            from,
            until,
            waiting: BTreeMap::new(),
            floor: None,
        }
    }
}

impl<Times: Iterator<Item = LocalDateTime>> Iterator for Mapped<Times> {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        loop {
            if let Some(first) = self.waiting.first_entry()
                && self.floor.is_some_and(|floor| *first.key() <= floor)
            {
                let (start, local) = first.remove_entry();
                return Some(Occurrence { start, local });
            }
            let Some(local) = self.times.next() else {
                // Nothing is still to come, so all that waits may go.
                let (start, local) = self.waiting.pop_first()?;
                return Some(Occurrence { start, local });
            };
            let Some(start) = local.instant_in(self.zone) else {
                continue;
            };
            // Times that the clocks show come in order; one that they skip may come before those already seen.
            if LocalDateTime::at(start, self.zone) == local {
                self.floor = Some(start);
            }
            if start >= self.from && self.until.is_none_or(|until| start <= until) {
                self.waiting.insert(start, local);
            }
        }
    }
}

/// The earliest and the latest local time that may stand for an instant or lie on its other side, once a clock has
/// jumped shortly before it.
fn around(instant: Instant, zone: Zone) -> (LocalDateTime, LocalDateTime) {
    let now = zone.offset_at(instant.seconds);
    let before = zone.offset_at(instant.seconds.saturating_sub(LONGEST_JUMP));
    let shown = |offset: i32| {
        let seconds = instant.seconds.saturating_add(i64::from(offset));
        let (first, last) = (LocalDateTime::FIRST, LocalDateTime::LAST);
        LocalDateTime::from_seconds(seconds.clamp(first.seconds(), last.seconds())).unwrap_or(first)
    };
    (shown(now.min(before)), shown(now.max(before)))
}
