use crate::source::span::Span;
use crate::value::CalendarId;
use crate::value::zone::Zone;

use super::entry::{Entry, Pattern};
use super::prepared::Prepared;
use super::words::{Cycle, Effect, InFlight, Nth, YearDay};

/// A named list of periods.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub name: String,
    /// Where its open days run from midnight to midnight, and its answers are shown.
    pub zone: Zone,
    pub in_flight: InFlight,
    pub entries: Vec<Entry>,
    pub span: Option<Span>,
}

impl Calendar {
    pub fn new(name: String, zone: Zone, in_flight: InFlight, entries: Vec<Entry>) -> Calendar {
        Calendar {
            name,
            zone,
            in_flight,
            entries,
            span: None,
        }
    }
}

/// The calendars of a program: an entry of one may count the open days of another. What they answer from is prepared
/// year by year, when it is first asked for, and shared between threads.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    calendars: Vec<Calendar>,
    prepared: Vec<Prepared>,
}

/// Calendars that count each other's open days, one after the other, go no deeper.
const DEEPEST: usize = 32;

impl Calendars {
    /// No calendar at all.
    pub const fn none() -> Calendars {
        Calendars {
            calendars: Vec::new(),
            prepared: Vec::new(),
        }
    }

    /// The place of each is its [`CalendarId`].
    pub fn new(calendars: Vec<Calendar>) -> Calendars {
        let order = counted_first(&calendars);
        let mut prepared: Vec<Prepared> = calendars.iter().map(|_| Prepared::default()).collect();
        // A calendar is dynamic where one that it counts in is: those come first.
        for index in order {
            if let Some(calendar) = calendars.get(index) {
                let made = Prepared::of(calendar, |id| {
                    prepared.get(place(id)).is_some_and(Prepared::is_dynamic)
                });
                if let Some(slot) = prepared.get_mut(index) {
                    *slot = made;
                }
            }
        }
        Calendars {
            calendars,
            prepared,
        }
    }

    pub fn len(&self) -> usize {
        self.calendars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.calendars.is_empty()
    }

    pub fn get(&self, id: CalendarId) -> Option<&Calendar> {
        self.calendars.get(place(id))
    }

    pub fn iter(&self) -> impl Iterator<Item = (CalendarId, &Calendar)> {
        (0..).map(CalendarId).zip(&self.calendars)
    }

    /// The calendar of a name.
    pub fn named(&self, name: &str) -> Option<CalendarId> {
        self.iter()
            .find(|(_, calendar)| calendar.name == name)
            .map(|(id, _)| id)
    }

    pub(super) fn prepared(&self, id: CalendarId) -> Option<&Prepared> {
        self.prepared.get(place(id))
    }
}

pub(super) fn place(id: CalendarId) -> usize {
    usize::try_from(id.0).unwrap_or(usize::MAX)
}

impl Entry {
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        std::iter::once(&self.pattern)
            .chain(&self.also)
            .chain(&self.except)
    }

    /// Whether a question brings some of its dates.
    pub(super) fn is_given(&self) -> bool {
        self.patterns()
            .any(|pattern| matches!(pattern, Pattern::Given { .. }))
    }

    /// The calendars whose open days it counts.
    pub(super) fn counts_in(&self) -> Vec<CalendarId> {
        self.patterns().flat_map(counted).collect()
    }

    pub(super) fn opens(&self) -> bool {
        self.effect == Effect::Open
    }
}

fn counted(pattern: &Pattern) -> Vec<CalendarId> {
    let of_nth = |nth: &Nth<CalendarId>| match nth {
        Nth::OpenDay(_, id) => Some(*id),
        Nth::Day(_) | Nth::Weekday(..) | Nth::Workday(_) => None,
    };
    let Pattern::Cycle { cycle, .. } = pattern else {
        return Vec::new();
    };
    match cycle {
        Cycle::Months { on, .. } | Cycle::Quarters { on } => on.iter().filter_map(of_nth).collect(),
        Cycle::Years { on } => on
            .iter()
            .filter_map(|day| match day {
                YearDay::In(_, nth) => of_nth(nth),
                YearDay::On(_) => None,
            })
            .collect(),
        Cycle::Days { .. } | Cycle::Weeks { .. } | Cycle::YearRange { .. } => Vec::new(),
    }
}

/// The calendars in an order in which each comes after those that it counts in. One that counts in itself, by way of
/// others or not, or past [`DEEPEST`], is left out: it stays unprepared and answers as if it had no entries.
fn counted_first(calendars: &[Calendar]) -> Vec<usize> {
    let needs: Vec<Vec<usize>> = calendars
        .iter()
        .map(|calendar| {
            let entries = calendar.entries.iter();
            entries.flat_map(Entry::counts_in).map(place).collect()
        })
        .collect();
    let mut order: Vec<usize> = Vec::new();
    for _ in 0..DEEPEST {
        let ready: Vec<usize> = needs
            .iter()
            .enumerate()
            .filter(|(index, needs)| {
                !order.contains(index) && needs.iter().all(|need| order.contains(need))
            })
            .map(|(index, _)| index)
            .collect();
        if ready.is_empty() {
            break;
        }
        order.extend(ready);
    }
    order
}
