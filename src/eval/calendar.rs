//! Calendars as values: what the policy computes for one is computed when it is first used.

use crate::builtins::Group;
use crate::calendar::entry::Given;
use crate::calendar::question::{Period, View};
use crate::ir::op::NodeId;
use crate::value::instant::Instant;
use crate::value::unknown::Unknown;
use crate::value::window::Window;
use crate::value::zone::Zone;
use crate::value::{CalendarId, Value};

use super::machine::Machine;

/// Closed periods that an explanation names, one by one.
const NAMED: usize = 5;

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// A calendar as a value, once what the policy computes for it is known.
    pub fn calendar(&mut self, id: CalendarId, given: &'a [(u16, NodeId)]) -> Value<'a> {
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for (slot, node) in given {
            let value = self.eval(*node);
            if let Value::Unknown(why) = value {
                unknown = Some(self.join(unknown, why));
                continue;
            }
            unknown = self.inexact(value, unknown);
            self.supply(usize::from(*slot), value);
        }
        match unknown {
            Some(why) => Value::Unknown(why),
            None => Value::Calendar(id),
        }
    }

    /// Keeps what was computed for a slot, the first time.
    fn supply(&mut self, slot: usize, value: Value<'a>) {
        if self.given.len() <= slot {
            self.given
                .resize_with(slot + 1, || Given::dates(Vec::new()));
            self.supplied.resize(slot + 1, false);
        }
        if let (Some(given), Some(supplied @ false)) =
            (self.given.get_mut(slot), self.supplied.get_mut(slot))
        {
            *given = dates_or_windows(value);
            *supplied = true;
        }
    }

    /// What calendars answer from. A slot that nothing was computed for yet belongs to no calendar that is a value.
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    /// Says of an answer about time which periods it rests on, in local time and in UTC.
    pub(super) fn explain_calendar(&mut self, group: Group, args: &[Value<'a>]) {
        if !EXPLAIN || group != Group::Calendars {
            return;
        }
        let (Some(Value::Calendar(id)), Some(asked)) = (args.first(), args.get(1)) else {
            return;
        };
        let window = match asked {
            Value::Window(window) => **window,
            Value::Instant(instant) => match just(*instant) {
                Some(window) => window,
                None => return,
            },
            _ => return,
        };
        let view = View::new(&self.context.program.calendars, *id, &self.given);
        let zone = view.calendar().map_or(Zone::UTC, |calendar| calendar.zone);
        let note = describe(&view, window, zone);
        self.remark(|| note);
    }
}

fn describe(view: &View<'_>, window: Window, zone: Zone) -> String {
    let periods = view.periods(window);
    let mut text = format!("asked of {}; ", show_window(window, zone));
    if periods.is_empty() {
        text.push_str("nothing closes it");
        return text;
    }
    let named: Vec<String> = periods
        .iter()
        .take(NAMED)
        .map(|period| show_period(view, period))
        .collect();
    text.push_str("closed by ");
    text.push_str(&named.join("; "));
    if let Some(more) = periods.len().checked_sub(NAMED).filter(|more| *more > 0) {
        text.push_str(&format!("; and {more} more"));
    }
    text
}

/// The period's name and reason, its times in its own zone and in UTC, its owner and ticket.
fn show_period(view: &View<'_>, period: &Period) -> String {
    let entry = view.entry_of(period);
    let zone = entry
        .map(|entry| entry.zone)
        .or_else(|| view.calendar().map(|calendar| calendar.zone))
        .unwrap_or(Zone::UTC);
    let mut text = format!(
        "`{}`, {}",
        view.name_of(period),
        show_window(period.window, zone)
    );
    if let Some(entry) = entry {
        if let Some(owner) = &entry.owner {
            text.push_str(&format!(", owner {owner}"));
        }
        if let Some(ticket) = &entry.ticket {
            text.push_str(&format!(", {ticket}"));
        }
    }
    text
}

/// `2026-11-27 15:00 to 2026-11-30 08:00 EST (America/New_York), in UTC 2026-11-27T20:00:00Z to …`. Where the clocks
/// change in between, both ends say how they stand.
fn show_window(window: Window, zone: Zone) -> String {
    let (start, end) = (window.start.show_in(zone), window.end.show_in(zone));
    if zone == Zone::UTC {
        return format!("{start} to {end}");
    }
    // `2026-11-27 15:00`, and what the zone calls its clocks then.
    let halves = |text: &str| {
        let at = text
            .match_indices(' ')
            .nth(1)
            .map_or(text.len(), |(at, _)| at);
        let (time, zone) = text.split_at_checked(at).unwrap_or((text, ""));
        (time.to_owned(), zone.to_owned())
    };
    let (start_time, start_zone) = halves(&start);
    let (_, end_zone) = halves(&end);
    let local = if start_zone == end_zone {
        format!("{start_time} to {end}")
    } else {
        format!("{start} to {end}")
    };
    format!("{local}, in UTC {} to {}", window.start, window.end)
}

fn just(instant: Instant) -> Option<Window> {
    let after = Instant {
        seconds: instant.seconds.checked_add(1)?,
        ..instant
    };
    Window::new(instant, after)
}

fn dates_or_windows(value: Value<'_>) -> Given {
    let mut dates = Vec::new();
    let mut windows = Vec::new();
    let mut take = |value: Value<'_>, label: Option<&str>| match value {
        Value::Date(date) => dates.push((date, label.map(Into::into))),
        Value::Window(window) => windows.push((*window, label.map(Into::into))),
        _ => {}
    };
    match value {
        Value::List(list) => {
            for item in list.items {
                take(*item, None);
            }
        }
        Value::Map(map) => {
            for (key, of) in map.entries {
                let label = match of {
                    Value::Text(text) => Some(*text),
                    _ => None,
                };
                take(*key, label);
            }
        }
        _ => {}
    }
    if windows.is_empty() {
        Given::dates(dates)
    } else {
        Given::windows(windows)
    }
}
