//! Short ways to say a calendar.

use chrono::Weekday;

use crate::value::CalendarId;
use crate::value::date::{Date, TimeOfDay};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::entry::{Entry, Label, Pattern};
use super::super::model::{Calendar, Calendars};
use super::super::question::View;
use super::super::words::{Cycle, Effect, Hours, HoursEnd, InFlight};

pub(super) fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

pub(super) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub(super) fn window(text: &str) -> Window {
    Window::parse(text).unwrap()
}

pub(super) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(super) fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

pub(super) fn entry(effect: Effect, name: &str, place: &str, pattern: Pattern) -> Entry {
    Entry {
        effect,
        name: name.to_owned(),
        reason: None,
        owner: None,
        ticket: None,
        zone: zone(place),
        pattern,
        except: Vec::new(),
        also: Vec::new(),
        span: None,
    }
}

pub(super) fn closed(name: &str, place: &str, pattern: Pattern) -> Entry {
    entry(Effect::Closed, name, place, pattern)
}

pub(super) fn once(text: &str) -> Pattern {
    Pattern::Windows(vec![(window(text), None)])
}

pub(super) fn dates(days: &[(&str, &str)]) -> Pattern {
    Pattern::Dates {
        dates: labelled(days),
        hours: None,
    }
}

pub(super) fn labelled(days: &[(&str, &str)]) -> Vec<(Date, Label)> {
    let label = |label: &str| (!label.is_empty()).then(|| label.into());
    days.iter()
        .map(|(day, name)| (date(day), label(name)))
        .collect()
}

pub(super) fn cycle(cycle: Cycle<CalendarId>, hours: Option<Hours>) -> Pattern {
    Pattern::Cycle {
        cycle,
        hours,
        starting: None,
        until: None,
    }
}

pub(super) fn weekly(on: &[Weekday], hours: Option<Hours>) -> Pattern {
    let on = on.to_vec();
    cycle(Cycle::Weeks { every: 1, on }, hours)
}

pub(super) fn daily(hours: Option<Hours>) -> Pattern {
    cycle(Cycle::Days { every: 1 }, hours)
}

pub(super) fn to(from: &str, end: &str) -> Option<Hours> {
    Some(Hours {
        from: time(from),
        end: HoursEnd::At(time(end)),
    })
}

pub(super) fn to_day(from: &str, weekday: Weekday, end: &str) -> Option<Hours> {
    Some(Hours {
        from: time(from),
        end: HoursEnd::On(weekday, time(end)),
    })
}

pub(super) fn lasting(from: &str, length: &str) -> Option<Hours> {
    Some(Hours {
        from: time(from),
        end: HoursEnd::For(Duration::parse(length).unwrap()),
    })
}

pub(super) fn calendars(place: &str, entries: Vec<Entry>) -> Calendars {
    let calendar = Calendar::new("c".to_owned(), zone(place), InFlight::Stop, entries);
    Calendars::new(vec![calendar])
}

pub(super) fn view(calendars: &Calendars) -> View<'_> {
    View::new(calendars, CalendarId(0), &[])
}

/// What a pattern alone gives over a window.
pub(super) fn found(place: &str, pattern: Pattern, over: &str) -> Vec<String> {
    let calendars = calendars(place, vec![closed("x", place, pattern)]);
    let periods = view(&calendars).occurrences(window(over));
    periods
        .iter()
        .map(|period| period.window.to_string())
        .collect()
}
