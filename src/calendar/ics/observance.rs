use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

use super::super::recurrence::occurrences::Recurrence;

/// The clocks of a VTIMEZONE that is no zone of the IANA database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// In order.
    onsets: Vec<Onset>,
}

/// From an instant on (seconds since 1970), the clocks are so many seconds east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Onset {
    at: i64,
    from: i32,
    to: i32,
}

/// STANDARD or DAYLIGHT: when it sets in, on the clocks before it, and the offsets before and after.
#[derive(Debug, Clone)]
pub(super) struct Observance {
    pub(super) onsets: Recurrence,
    pub(super) from: i32,
    pub(super) to: i32,
}

/// Onsets of a rule without end are known through 2099, like those of the database.
const LAST_YEAR: i32 = 2099;
const MOST_ONSETS: usize = 2_000;
const DAY: i64 = 86_400;

impl Clock {
    pub(super) fn of(observances: &[Observance]) -> Clock {
        let beginning = Instant {
            seconds: LocalDateTime::FIRST.seconds(),
            nanos: 0,
        };
        let onsets = observances.iter().flat_map(|observance| {
            // The rule's times are shown by the clocks before the onset.
            let starts = observance.onsets.starts(beginning).take(MOST_ONSETS);
            let starts = starts.take_while(|start| start.local.year() <= LAST_YEAR);
            starts.map(|start| Onset {
                at: start.local.seconds() - i64::from(observance.from),
                from: observance.from,
                to: observance.to,
            })
        });
        let mut onsets: Vec<Onset> = onsets.collect();
        onsets.sort_unstable();
        Clock { onsets }
    }

    pub(super) fn offset_at(&self, seconds: i64) -> i32 {
        let passed = self.onsets.partition_point(|onset| onset.at <= seconds);
        match passed.checked_sub(1).and_then(|last| self.onsets.get(last)) {
            Some(onset) => onset.to,
            None => self.onsets.first().map_or(0, |first| first.from),
        }
    }

    /// A skipped time moves forward by the gap, a repeated one is its first occurrence.
    pub(super) fn instant(&self, local: LocalDateTime) -> Option<Instant> {
        let local = local.seconds();
        let (before, after) = (self.offset_at(local - DAY), self.offset_at(local + DAY));
        let by = |offset: i32| local - i64::from(offset);
        let seconds = if self.offset_at(by(before)) != before && self.offset_at(by(after)) == after
        {
            by(after)
        } else {
            by(before)
        };
        // Within the years 1 to 9999.
        LocalDateTime::from_seconds(seconds)?.instant_in(Zone::UTC)
    }

    pub(super) fn local(&self, instant: Instant) -> Option<LocalDateTime> {
        let offset = i64::from(self.offset_at(instant.seconds));
        LocalDateTime::from_seconds(instant.seconds.checked_add(offset)?)
    }
}
