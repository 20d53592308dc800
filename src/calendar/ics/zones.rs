use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

use super::super::recurrence::occurrences::Recurrence;
use super::super::recurrence::rule::{Moment, Rule};
use super::super::recurrence::{moment, parse};
use super::observance::{Clock, Observance};
use super::property::Property;
use super::read::IcsError;
use super::tree::Component;
use super::value;
use super::windows_names;

/// The clocks that a time is shown by.
#[derive(Debug, Clone)]
pub(super) enum Clocks {
    Zone(Zone),
    Own(Arc<Clock>),
}

/// What the TZIDs of a calendar mean.
#[derive(Debug)]
pub(super) struct Zones {
    /// Of times that name none.
    pub(super) floating: Zone,
    defined: BTreeMap<String, Option<Clocks>>,
}

impl Clocks {
    pub(super) fn instant(&self, local: LocalDateTime) -> Option<Instant> {
        match self {
            Clocks::Zone(zone) => local.instant_in(*zone),
            Clocks::Own(clock) => clock.instant(local),
        }
    }

    pub(super) fn local(&self, instant: Instant) -> Option<LocalDateTime> {
        match self {
            Clocks::Zone(zone) => Some(LocalDateTime::at(instant, *zone)),
            Clocks::Own(clock) => clock.local(instant),
        }
    }

    /// The zone in which a recurrence on these clocks is expanded.
    pub(super) fn zone(&self) -> Zone {
        match self {
            Clocks::Zone(zone) => *zone,
            Clocks::Own(_) => Zone::UTC,
        }
    }

    pub(super) fn own(&self) -> Option<Arc<Clock>> {
        match self {
            Clocks::Zone(_) => None,
            Clocks::Own(clock) => Some(Arc::clone(clock)),
        }
    }
}

impl Zones {
    /// Reads the VTIMEZONEs that are not known by their names.
    pub(super) fn of(calendar: &Component, floating: Zone, errors: &mut Vec<IcsError>) -> Zones {
        let mut defined = BTreeMap::new();
        let definitions = calendar.children.iter();
        for definition in definitions.filter(|child| child.name == "VTIMEZONE") {
            let Some(tzid) = definition.text("TZID") else {
                errors.push(IcsError::at(
                    definition.place,
                    "a VTIMEZONE has no TZID: name it",
                ));
                continue;
            };
            let location = definition.text("X-LIC-LOCATION").and_then(Zone::parse);
            let clocks = match named(tzid).or(location) {
                Some(zone) => Some(Clocks::Zone(zone)),
                None => own(definition, errors).map(|clock| Clocks::Own(Arc::new(clock))),
            };
            defined.insert(tzid.to_owned(), clocks);
        }
        Zones { floating, defined }
    }

    /// The clocks of a property's times: its TZID's, else the floating ones. `None` where an error was told.
    pub(super) fn clocks(&self, property: &Property, errors: &mut Vec<IcsError>) -> Option<Clocks> {
        let Some(tzid) = property.parameter("TZID") else {
            return Some(Clocks::Zone(self.floating));
        };
        if let Some(defined) = self.defined.get(tzid) {
            return defined.clone();
        }
        let zone = named(tzid).map(Clocks::Zone);
        if zone.is_none() {
            let place = property.parameter_place("TZID");
            let near = Zone::nearest(tzid).map_or_else(
                || "define it in a VTIMEZONE, or use an IANA name".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            errors.push(IcsError::at(
                place,
                &format!("`{tzid}` is no time zone: {near}"),
            ));
        }
        zone
    }
}

/// An IANA name, after a path too, or a Windows name.
fn named(tzid: &str) -> Option<Zone> {
    let tails = tzid
        .match_indices('/')
        .filter_map(|(at, _)| tzid.get(at + 1..));
    std::iter::once(tzid)
        .chain(tails)
        .find_map(Zone::parse)
        .or_else(|| windows_names::zone(tzid).and_then(Zone::parse))
}

fn own(definition: &Component, errors: &mut Vec<IcsError>) -> Option<Clock> {
    let before = errors.len();
    let observances: Vec<Observance> = definition
        .children
        .iter()
        .filter(|child| matches!(child.name.as_str(), "STANDARD" | "DAYLIGHT"))
        .filter_map(|child| observance(child, errors))
        .collect();
    if observances.is_empty() && errors.len() == before {
        let tzid = definition.text("TZID").unwrap_or_default();
        let message = format!(
            "`{tzid}` is no time zone that is known, and says no STANDARD or DAYLIGHT: add one"
        );
        errors.push(IcsError::at(definition.place, &message));
    }
    (errors.len() == before).then(|| Clock::of(&observances))
}

fn observance(component: &Component, errors: &mut Vec<IcsError>) -> Option<Observance> {
    let from = offset(component, "TZOFFSETFROM", errors)?;
    let to = offset(component, "TZOFFSETTO", errors)?;
    let start = required(component, "DTSTART", errors)?;
    let local =
        |property: &Property, text: &str, errors: &mut Vec<IcsError>| match moment::parse(text) {
            Ok(Moment::Local(local)) => Some(local),
            Ok(Moment::Date(date)) => Some(LocalDateTime::midnight(date)),
            Ok(Moment::Utc(at)) => LocalDateTime::from_seconds(at.seconds + i64::from(from)),
            Err(message) => {
                errors.push(IcsError::at(property.value_place(0), &message));
                None
            }
        };
    let start = local(start, start.value.trim(), errors)?;
    let mut dates = vec![Moment::Local(start)];
    for property in component.all("RDATE") {
        for (_, text) in value::list(&property.value) {
            dates.push(Moment::Local(local(property, text, errors)?));
        }
    }
    let mut rules = Vec::new();
    for property in component.all("RRULE") {
        rules.push(shown_by(rule(property, errors)?, |until| {
            LocalDateTime::from_seconds(until.seconds + i64::from(from))
        }));
    }
    let onsets = Recurrence {
        start,
        zone: Zone::UTC,
        rules,
        dates,
        except: Vec::new(),
        except_rules: Vec::new(),
    };
    Some(Observance { onsets, from, to })
}

/// The rule of a property.
pub(super) fn rule(property: &Property, errors: &mut Vec<IcsError>) -> Option<Rule> {
    match parse::parse(&property.value) {
        Ok(rule) => Some(rule),
        Err(error) => {
            let place = property.value_place(error.offset.start);
            let message = format!("{}: {}", error.message, error.help);
            errors.push(IcsError::at(place, &message));
            None
        }
    }
}

/// A rule whose UNTIL in UTC is what some clocks show then.
pub(super) fn shown_by(rule: Rule, local: impl Fn(Instant) -> Option<LocalDateTime>) -> Rule {
    let until = match rule.until {
        Some(Moment::Utc(until)) => local(until).map(Moment::Local),
        until => until,
    };
    Rule { until, ..rule }
}

fn offset(component: &Component, name: &str, errors: &mut Vec<IcsError>) -> Option<i32> {
    let property = required(component, name, errors)?;
    match value::offset(property.value.trim()) {
        Ok(offset) => Some(offset),
        Err(message) => {
            errors.push(IcsError::at(property.value_place(0), &message));
            None
        }
    }
}

/// A property that a component must have.
pub(super) fn required<'p>(
    component: &'p Component,
    name: &str,
    errors: &mut Vec<IcsError>,
) -> Option<&'p Property> {
    let found = component.get(name);
    if found.is_none() {
        let message = format!("a {} has no {name}: write one", component.name);
        errors.push(IcsError::at(component.place, &message));
    }
    found
}
