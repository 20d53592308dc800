//! What is wrong with calendars before anything is asked of them.

mod days;

use std::collections::BTreeSet;

use crate::value::CalendarId;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

use super::entry::{Entry, Pattern};
use super::expand::{LONGEST_DAYS, Scope, entry_windows, longest_in_days};
use super::model::{Calendar, Calendars, place};
use super::prepared::{year_of, year_window};
use super::question::View;
use super::recurrence::occurrences::Recurrence;
use super::words::{Cycle, HoursEnd};

/// Something that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub calendar: CalendarId,
    /// The place of the entry, where one is to blame.
    pub entry: Option<usize>,
    pub message: String,
    /// One thing to do.
    pub help: String,
}

/// What never happens within so many years never happens: 29 February, and any weekday of it, are among them.
const YEARS_SEEN: i32 = 12;
/// A year like any other, where a pattern says no date.
const SOME_YEAR: i32 = 2000;

/// All faults, calendar by calendar.
pub fn faults(calendars: &Calendars) -> Vec<Fault> {
    let mut found = Vec::new();
    for (id, calendar) in calendars.iter() {
        let before = found.len();
        if let Some((message, help)) = counts_in_itself(calendars, id) {
            found.push(Fault {
                calendar: id,
                entry: None,
                message,
                help,
            });
            continue;
        }
        for (index, entry) in calendar.entries.iter().enumerate() {
            let faults = entry_faults(calendars, entry).into_iter();
            found.extend(faults.map(|(message, help)| Fault {
                calendar: id,
                entry: Some(index),
                message,
                help,
            }));
        }
        if found.len() == before && never_open(calendars, id, calendar) {
            found.push(Fault {
                calendar: id,
                entry: None,
                message: format!("`{}` is closed for ever", calendar.name),
                help: "leave some time open, or forbid the release outright".to_owned(),
            });
        }
    }
    found
}

type Said = (String, String);

fn entry_faults(calendars: &Calendars, entry: &Entry) -> Vec<Said> {
    let mut found: Vec<Said> = entry.patterns().filter_map(pattern_fault).collect();
    if found.is_empty() && !entry.is_given() && !happens(calendars, entry) {
        found.push((
            format!("`{}` never happens", entry.name),
            if entry.except.is_empty() {
                "change its days, or remove it".to_owned()
            } else {
                "what it excepts leaves nothing: except less, or remove it".to_owned()
            },
        ));
    }
    found
}

/// What a pattern alone shows to be wrong.
fn pattern_fault(pattern: &Pattern) -> Option<Said> {
    match pattern {
        Pattern::Windows(windows) if windows.is_empty() => Some((
            "an entry has no windows".to_owned(),
            "name one, or remove the entry".to_owned(),
        )),
        Pattern::Dates { dates, .. } if dates.is_empty() => Some((
            "an entry has no dates".to_owned(),
            "name one, or remove the entry".to_owned(),
        )),
        Pattern::Events(events) if events.is_empty() => Some((
            "the iCalendar file has no events".to_owned(),
            "name a file with a VEVENT, or remove the entry".to_owned(),
        )),
        Pattern::Cycle {
            cycle,
            hours,
            starting,
            until,
        } => {
            if let (Some(starting), Some(until)) = (starting, until)
                && until < starting
            {
                return Some((
                    format!("`until {until}` is before `starting {starting}`"),
                    "swap the two".to_owned(),
                ));
            }
            if starting.is_none() && needs_starting(cycle) {
                return Some((
                    "a cycle of several days or weeks does not say from when they are counted"
                        .to_owned(),
                    "add a day of the first, like `starting 2026-01-05`".to_owned(),
                ));
            }
            let length = hours.and_then(|hours| match hours.end {
                HoursEnd::For(length) => Some(length),
                HoursEnd::At(_) | HoursEnd::On(..) => None,
            });
            days::impossible(cycle).or_else(|| no_length(length?))
        }
        Pattern::Recurring { recurrence, length } => {
            no_length(*length).or_else(|| too_dense(recurrence))
        }
        Pattern::Events(events) => events
            .iter()
            .find_map(|event| too_dense(event.recurrence())),
        Pattern::Cron { length, .. } => no_length(*length),
        Pattern::Given { .. }
        | Pattern::Windows(_)
        | Pattern::Dates { .. }
        | Pattern::CronPair { .. } => None,
    }
}

fn needs_starting(cycle: &Cycle<CalendarId>) -> bool {
    match cycle {
        Cycle::Days { every } | Cycle::Weeks { every, .. } => *every > 1,
        // Counted from January where they fit into a year.
        Cycle::Months { every, .. } => *every > 0 && 12 % *every != 0,
        Cycle::Quarters { .. } | Cycle::Years { .. } | Cycle::YearRange { .. } => false,
    }
}

fn no_length(length: Duration) -> Option<Said> {
    let least = length.months.min(length.days);
    let exact = (length.seconds, i64::from(length.nanos));
    if least < 0 || exact < (0, 0) || length == Duration::ZERO {
        return Some((
            format!("a period of `{length}` ends before it begins"),
            "write a length above zero".to_owned(),
        ));
    }
    (longest_in_days(length) >= LONGEST_DAYS).then(|| {
        (
            format!("a period of `{length}` is longer than ten years"),
            "write its first and last day, like `from 2026-01-01 through 2040-12-31`".to_owned(),
        )
    })
}

/// So many starts within an hour are one a minute.
const MOST_AN_HOUR: usize = 60;

fn too_dense(recurrence: &Recurrence) -> Option<Said> {
    let mut starts = recurrence.starts(beginning());
    let first = starts.next()?.start;
    let last = starts.nth(MOST_AN_HOUR - 1)?.start;
    (last.seconds - first.seconds < 3_600).then(|| {
        (
            "a rule begins more than 60 periods an hour".to_owned(),
            "let it begin once a minute at most, each period lasting longer".to_owned(),
        )
    })
}

/// Whether anything of an entry is left by its exceptions.
fn happens(calendars: &Calendars, entry: &Entry) -> bool {
    let scope = Scope {
        calendars,
        given: &[],
    };
    let adding = std::iter::once(&entry.pattern).chain(&entry.also);
    adding.filter_map(years_to_see).any(|(first, last)| {
        (first..=last).any(|year| !entry_windows(entry, year_window(year), scope).is_empty())
    })
}

/// The years within which a pattern happens if it does at all.
fn years_to_see(pattern: &Pattern) -> Option<(i32, i32)> {
    let from = |year: i32| Some((year, year.saturating_add(YEARS_SEEN).min(9999)));
    match pattern {
        Pattern::Windows(windows) => {
            let first = windows.iter().map(|(window, _)| window.start).min()?;
            let last = windows.iter().map(|(window, _)| window.end).max()?;
            Some((year_of(first), year_of(last)))
        }
        Pattern::Dates { dates, .. } => {
            let years = dates
                .iter()
                .map(|(date, _)| LocalDateTime::midnight(*date).year());
            Some((
                years.clone().min()?.saturating_sub(1),
                years.max()?.saturating_add(1),
            ))
        }
        Pattern::Cycle { starting, .. } => {
            let starting = starting.map(|date| LocalDateTime::midnight(date).year());
            from(starting.unwrap_or(SOME_YEAR))
        }
        Pattern::Recurring { recurrence, .. } => {
            let first = recurrence.starts(beginning()).next()?;
            from(year_of(first.start))
        }
        Pattern::Events(events) => {
            let starts = events.iter().filter_map(|event| event.first_year());
            from(starts.min()?)
        }
        Pattern::Cron { .. } | Pattern::CronPair { .. } => from(SOME_YEAR),
        Pattern::Given { .. } => None,
    }
}

fn beginning() -> Instant {
    LocalDateTime::FIRST
        .instant_in(Zone::UTC)
        .unwrap_or(Instant {
            seconds: 0,
            nanos: 0,
        })
}

/// Whether it is closed throughout the years that its dates name and some others.
fn never_open(calendars: &Calendars, id: CalendarId, calendar: &Calendar) -> bool {
    let view = View::new(calendars, id, &[]);
    let dynamic_open = calendars
        .prepared(id)
        .is_none_or(|prepared| prepared.open_is_dynamic);
    if calendar.entries.is_empty() || dynamic_open {
        return false;
    }
    let mut years: BTreeSet<i32> = (SOME_YEAR..=SOME_YEAR + YEARS_SEEN).collect();
    for pattern in calendar.entries.iter().flat_map(Entry::patterns) {
        if let Some((first, last)) = years_to_see(pattern) {
            let last = last.min(first.saturating_add(YEARS_SEEN));
            years.extend(first.saturating_sub(1).max(1)..=last.saturating_add(1).min(9999));
        }
    }
    years
        .into_iter()
        .all(|year| view.business_time(year_window(year)) == Duration::ZERO)
}

/// The way by which a calendar's open days rest on themselves.
fn counts_in_itself(calendars: &Calendars, id: CalendarId) -> Option<Said> {
    if calendars
        .prepared(id)
        .is_some_and(super::prepared::Prepared::is_made)
    {
        return None;
    }
    let needs = |id: CalendarId| -> BTreeSet<CalendarId> {
        let entries = calendars
            .get(id)
            .into_iter()
            .flat_map(|calendar| &calendar.entries);
        entries.flat_map(Entry::counts_in).collect()
    };
    let mut ways: Vec<Vec<CalendarId>> = vec![vec![id]];
    let mut seen: BTreeSet<CalendarId> = BTreeSet::new();
    let mut at = 0;
    while let Some(way) = ways.get(at).cloned() {
        at += 1;
        for next in way.last().map(|last| needs(*last)).unwrap_or_default() {
            if next == id {
                let name = |id: &CalendarId| {
                    calendars
                        .get(*id)
                        .map_or_else(String::new, |calendar| format!("`{}`", calendar.name))
                };
                let names: Vec<String> = way.iter().chain([&id]).map(name).collect();
                return Some((
                    format!(
                        "open days rest on themselves: {}",
                        names.join(" counts those of ")
                    ),
                    "count the open days of a calendar that counts none".to_owned(),
                ));
            }
            if place(next) < calendars.len() && seen.insert(next) {
                let mut way = way.clone();
                way.push(next);
                ways.push(way);
            }
        }
    }
    let name = calendars
        .get(id)
        .map_or("", |calendar| calendar.name.as_str());
    Some((
        format!(
            "`{name}` counts open days of a calendar that cannot count its own, or is too far away"
        ),
        "count the open days of a calendar that counts none".to_owned(),
    ))
}

#[cfg(test)]
mod tests;
