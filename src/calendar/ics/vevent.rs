use std::sync::Arc;

use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;

use super::super::entry::Label;
use super::super::recurrence::moment;
use super::super::recurrence::occurrences::Recurrence;
use super::super::recurrence::rule::{Moment, Rule};
use super::event::{Event, Length};
use super::property::Property;
use super::read::IcsError;
use super::tree::Component;
use super::value::{self, Span};
use super::zones::{Clocks, Zones, required, rule, shown_by};

/// A VEVENT: one event, and one more for each period that it adds.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) uid: String,
    pub(super) sequence: u64,
    /// The occurrence of another event of the same UID that it stands for.
    pub(super) moves: Option<Moved>,
    pub(super) cancelled: bool,
    pub(super) events: Vec<Event>,
}

/// RECURRENCE-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    Day(crate::value::date::Date),
    At(Instant),
}

/// A time and the clocks that show it.
struct Time {
    moment: Moment,
    clocks: Clocks,
}

/// What the times of an event are read by.
struct Reader<'r> {
    zones: &'r Zones,
    errors: &'r mut Vec<IcsError>,
}

/// Reads a VEVENT. `None` where an error was told.
pub(super) fn read(
    component: &Component,
    zones: &Zones,
    errors: &mut Vec<IcsError>,
) -> Option<Series> {
    let mut reader = Reader { zones, errors };
    let start = required(component, "DTSTART", reader.errors)?;
    let start = reader.time(start)?;
    let length = reader.length(component, &start)?;
    let moves = reader.moves(component)?;
    let recurrence = reader.recurrence(component, &start)?;
    let added = reader.periods(component, &start)?;
    let uid = component.text("UID").unwrap_or_default().to_owned();
    let summary = summary(component);
    let event = |recurrence: Recurrence, length: Length| Event {
        uid: uid.clone(),
        summary: summary.clone(),
        recurrence,
        clock: start.own_clock(),
        length,
    };
    let mut events = vec![event(recurrence.clone(), length)];
    for (begins, length) in added {
        let alone = Recurrence {
            start: begins,
            rules: Vec::new(),
            dates: vec![Moment::Local(begins)],
            ..recurrence.clone()
        };
        events.push(event(alone, Length::Lasting(length)));
    }
    Some(Series {
        sequence: component
            .text("SEQUENCE")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0),
        cancelled: component
            .text("STATUS")
            .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")),
        moves,
        events,
        uid,
    })
}

impl Moved {
    /// The occurrence as the event that it is taken from sees it.
    pub(super) fn seen_by(self, event: &Event) -> Option<Moment> {
        match (self, event.length, &event.clock) {
            (Moved::Day(day), ..) => Some(Moment::Date(day)),
            (Moved::At(at), Length::Days(_), _) => {
                Some(Moment::Date(at.date_in(event.recurrence.zone)))
            }
            (Moved::At(at), Length::Lasting(_), None) => Some(Moment::Utc(at)),
            (Moved::At(at), Length::Lasting(_), Some(clock)) => clock.local(at).map(Moment::Local),
        }
    }
}

impl Time {
    fn is_day(&self) -> bool {
        matches!(self.moment, Moment::Date(_))
    }

    fn local(&self) -> Option<LocalDateTime> {
        match self.moment {
            Moment::Date(date) => Some(LocalDateTime::midnight(date)),
            Moment::Local(local) => Some(local),
            Moment::Utc(at) => self.clocks.local(at),
        }
    }

    fn instant(&self) -> Option<Instant> {
        match self.moment {
            Moment::Utc(at) => Some(at),
            Moment::Date(_) | Moment::Local(_) => self.clocks.instant(self.local()?),
        }
    }

    /// Whole days are those of the period's zone.
    fn own_clock(&self) -> Option<Arc<super::observance::Clock>> {
        self.clocks.own()
    }

    /// The same time for an event that starts at another.
    fn seen_by(&self, start: &Time) -> Option<Moment> {
        match (start.moment, &start.clocks) {
            (Moment::Date(_), _) => Some(Moment::Date(self.local()?.date())),
            _ if self.is_day() => Some(self.moment),
            (_, Clocks::Zone(_)) => self.instant().map(Moment::Utc),
            (_, Clocks::Own(clock)) => clock.local(self.instant()?).map(Moment::Local),
        }
    }
}

impl Reader<'_> {
    fn tell(&mut self, property: &Property, byte: usize, message: &str) {
        self.errors
            .push(IcsError::at(property.value_place(byte), message));
    }

    fn time(&mut self, property: &Property) -> Option<Time> {
        let text = property.value.trim();
        let moment = match moment::parse(text) {
            Ok(moment) => moment,
            Err(message) => {
                self.tell(property, 0, &format!("`{text}`: {message}"));
                return None;
            }
        };
        self.placed(property, 0, moment)
    }

    /// A time of a property with its clocks.
    fn placed(&mut self, property: &Property, byte: usize, moment: Moment) -> Option<Time> {
        let says_date = property
            .parameter("VALUE")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        if says_date && !matches!(moment, Moment::Date(_)) {
            self.tell(
                property,
                byte,
                "a time stands where `VALUE=DATE` is said: write a date, like 20261123",
            );
            return None;
        }
        let clocks = match moment {
            Moment::Date(_) => Clocks::Zone(self.zones.floating),
            Moment::Utc(_) => Clocks::Zone(crate::value::zone::Zone::UTC),
            Moment::Local(_) => self.zones.clocks(property, self.errors)?,
        };
        Some(Time { moment, clocks })
    }

    fn length(&mut self, component: &Component, start: &Time) -> Option<Length> {
        if let Some(property) = component.get("DURATION") {
            return self.duration(component, property, start);
        }
        let Some(property) = component.get("DTEND") else {
            return Some(if start.is_day() {
                Length::Days(1)
            } else {
                Length::Lasting(Duration::ZERO)
            });
        };
        let end = self.time(property)?;
        let length = match (start.moment, end.moment) {
            (Moment::Date(first), Moment::Date(end)) => {
                let days = end.days_since(first);
                (days >= 0).then(|| Length::Days(days.max(1)))
            }
            (Moment::Date(_), _) | (_, Moment::Date(_)) => {
                self.tell(
                    property,
                    0,
                    "one of DTSTART and DTEND is a date and the other a time: write both alike",
                );
                return None;
            }
            _ => {
                let (start, end) = (start.instant()?, end.instant()?);
                (start <= end).then(|| Length::Lasting(end.since(start)))
            }
        };
        if length.is_none() {
            self.tell(
                property,
                0,
                "the event ends before it starts: swap DTSTART and DTEND",
            );
        }
        length
    }

    fn duration(
        &mut self,
        component: &Component,
        property: &Property,
        start: &Time,
    ) -> Option<Length> {
        if component.get("DTEND").is_some() {
            self.tell(
                property,
                0,
                "an event has both DTEND and DURATION: keep the one that is meant",
            );
            return None;
        }
        let length = match value::duration(property.value.trim()) {
            Ok(length) => length,
            Err(message) => {
                self.tell(property, 0, &message);
                return None;
            }
        };
        if !start.is_day() {
            return Some(Length::Lasting(length));
        }
        let whole = length.seconds % 86_400 == 0 && length.nanos == 0;
        if !whole {
            self.tell(
                property,
                0,
                "an event of whole days lasts some hours: write days, like `P1D`",
            );
            return None;
        }
        let days = i64::from(length.days) + length.seconds / 86_400;
        Some(Length::Days(days.max(1)))
    }

    /// `Some(None)` where there is no RECURRENCE-ID.
    fn moves(&mut self, component: &Component) -> Option<Option<Moved>> {
        let Some(property) = component.get("RECURRENCE-ID") else {
            return Some(None);
        };
        if property.parameter("RANGE").is_some() {
            let place = property.parameter_place("RANGE");
            self.errors.push(IcsError::at(
                place,
                "RANGE is not read: end the series with UNTIL, and write what follows as a series of its own",
            ));
            return None;
        }
        let time = self.time(property)?;
        let moved = match time.moment {
            Moment::Date(day) => Moved::Day(day),
            Moment::Local(_) | Moment::Utc(_) => Moved::At(time.instant()?),
        };
        Some(Some(moved))
    }

    fn recurrence(&mut self, component: &Component, start: &Time) -> Option<Recurrence> {
        let mut dates = vec![start.seen_by(start)?];
        let mut except = Vec::new();
        let mut failed = false;
        for (name, into) in [("RDATE", &mut dates), ("EXDATE", &mut except)] {
            for property in component.all(name) {
                for (span, time) in self.times(property, &mut failed) {
                    if matches!(span, Span::Moment(_)) {
                        into.extend(time.seen_by(start));
                    }
                }
            }
        }
        let rules = self.rules(component, "RRULE", start)?;
        let except_rules = self.rules(component, "EXRULE", start)?;
        (!failed).then_some(Recurrence {
            start: start.local()?,
            zone: start.clocks.zone(),
            rules,
            dates,
            except,
            except_rules,
        })
    }

    fn rules(&mut self, component: &Component, name: &str, start: &Time) -> Option<Vec<Rule>> {
        let rules: Vec<Option<Rule>> = component
            .all(name)
            .map(|property| {
                let rule = rule(property, self.errors)?;
                if start.is_day() {
                    return Some(on_days(rule));
                }
                Some(match &start.clocks {
                    Clocks::Zone(_) => rule,
                    Clocks::Own(clock) => shown_by(rule, |until| clock.local(until)),
                })
            })
            .collect();
        rules.into_iter().collect()
    }

    /// What RDATE adds with a length of its own.
    fn periods(
        &mut self,
        component: &Component,
        start: &Time,
    ) -> Option<Vec<(LocalDateTime, Duration)>> {
        let mut found = Vec::new();
        let mut failed = false;
        for property in component.all("RDATE") {
            for (span, time) in self.times(property, &mut failed) {
                let length = match span {
                    Span::Moment(_) => continue,
                    Span::Lasting(_, length) => length,
                    Span::Until(_, end) => {
                        let end = self.placed(property, 0, end)?;
                        let (begins, ends) = (time.instant()?, end.instant()?);
                        if ends <= begins {
                            self.tell(property, 0, "a period ends before it starts: swap its ends");
                            return None;
                        }
                        ends.since(begins)
                    }
                };
                found.push((start.clocks.local(time.instant()?)?, length));
            }
        }
        (!failed).then_some(found)
    }

    /// The times of a list, each with what it was written as. What does not read is told, and marked as failed.
    fn times(&mut self, property: &Property, failed: &mut bool) -> Vec<(Span, Time)> {
        let mut found = Vec::new();
        for (byte, text) in value::list(&property.value) {
            let span = match value::span(text) {
                Ok(span) => span,
                Err(message) => {
                    self.tell(property, byte, &format!("`{text}`: {message}"));
                    *failed = true;
                    continue;
                }
            };
            let (Span::Moment(moment) | Span::Until(moment, _) | Span::Lasting(moment, _)) = span;
            match self.placed(property, byte, moment) {
                Some(time) => found.push((span, time)),
                None => *failed = true,
            }
        }
        found
    }
}

/// A rule of whole days ends on a day, though some programs write a time.
fn on_days(rule: Rule) -> Rule {
    let until = match rule.until {
        Some(Moment::Utc(until)) => {
            Some(Moment::Date(until.date_in(crate::value::zone::Zone::UTC)))
        }
        Some(Moment::Local(until)) => Some(Moment::Date(until.date())),
        until => until,
    };
    Rule { until, ..rule }
}

fn summary(component: &Component) -> Label {
    let text = value::unescaped(component.text("SUMMARY")?);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| text.into())
}
