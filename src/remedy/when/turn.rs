//! The first second at which something that an evaluation compared can come out otherwise.

use crate::builtins::Group;
use crate::calendar::entry::Given;
use crate::calendar::question::View;
use crate::eval::watch::{Seen, Watched};
use crate::ir::program::Program;
use crate::value::Value;
use crate::value::date::TimeOfDay;
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

/// Compares what was seen at two seconds that follow each other. Gives the first second after the first of them at
/// which a comparison may turn, `end` if none does before.
///
/// Instants move as fast as the clock or not at all, and so do lengths between them and numbers made of those lengths;
/// two values that move towards each other meet at an instant that follows from where they stand and how fast they
/// come. What jumps (a date, a calendar's answer) is asked where it jumps next.
pub(super) fn next(
    program: &Program,
    (at, here): (i64, &Watched<'_>),
    (next, there): (i64, &Watched<'_>),
    end: i64,
) -> i64 {
    if here.seen.len() != there.seen.len() {
        return next;
    }
    let mut search = Search {
        program,
        given: &here.given,
        at,
        next,
        turn: end,
    };
    for (here, there) in here.seen.iter().zip(&there.seen) {
        if !search.one(here, there) {
            return next;
        }
    }
    search.turn
}

/// Seconds of calendar that are looked through at once.
const MONTH: i64 = 32 * 86_400;

struct Search<'p> {
    program: &'p Program,
    given: &'p [Given],
    at: i64,
    next: i64,
    turn: i64,
}

impl Search<'_> {
    /// `false`: the evaluations went different ways.
    fn one(&mut self, here: &Seen<'_>, there: &Seen<'_>) -> bool {
        match (here, there) {
            (Seen::Pair(a, b), Seen::Pair(a_next, b_next)) => {
                let (a, b) = (Moving(*a, *a_next), Moving(*b, *b_next));
                if a.jumps() || b.jumps() {
                    return false;
                }
                self.meeting(a, b, Decimal::ZERO);
            }
            (Seen::Sorted(keys), Seen::Sorted(next_keys)) if keys.len() == next_keys.len() => {
                let keys: Vec<Moving<'_>> = paired(keys, next_keys).collect();
                self.all_meetings(&keys, &[]);
            }
            (Seen::Call(index, args), Seen::Call(next_index, next_args))
                if index == next_index && args.len() == next_args.len() =>
            {
                let args: Vec<Moving<'_>> = paired(args, next_args).collect();
                self.call(*index, &args);
            }
            (Seen::Step(from, length), Seen::Step(next_from, _)) => {
                let from = Moving(*from, *next_from);
                if from.moves() {
                    let zone = self.program.policy.zone;
                    self.clock_change(zone, from.0, *length);
                    self.midnight(from, zone);
                }
            }
            _ => return false,
        }
        true
    }

    fn call(&mut self, index: usize, args: &[Moving<'_>]) {
        if !args.iter().any(Moving::moves_inside) {
            return;
        }
        let mut instants = Vec::new();
        let mut lengths = Vec::new();
        let mut zones = vec![self.program.policy.zone];
        for arg in args {
            arg.parts(&mut instants, &mut lengths, &mut zones);
        }
        let group = crate::builtins::list::ALL
            .get(index)
            .map(|builtin| builtin.group);
        if group == Some(Group::Calendars) {
            self.calendar(args, &instants);
            return;
        }
        self.all_meetings(&instants, &lengths);
        for instant in &instants {
            if instant.moves() {
                for zone in &zones {
                    self.midnight(*instant, *zone);
                }
            }
        }
    }

    /// Where a moving instant comes to the next edge of a calendar.
    fn calendar(&mut self, args: &[Moving<'_>], instants: &[Moving<'_>]) {
        let Some(Moving(Value::Calendar(id), _)) = args.first() else {
            return;
        };
        let view = View::new(&self.program.calendars, *id, self.given);
        for instant in instants.iter().filter(|instant| instant.moves()) {
            let Value::Instant(from) = instant.0 else {
                continue;
            };
            // Month by month: an edge is mostly near, and nothing past the turn that is known matters.
            let ahead = |seconds: i64| Instant {
                seconds: from.seconds.saturating_add(seconds),
                ..from
            };
            let mut looked = 0;
            while looked < self.turn.saturating_sub(self.at) {
                let Some(window) = Window::new(ahead(looked), ahead(looked + MONTH)) else {
                    break;
                };
                // An edge is inside a window, or where the next one begins.
                let edges = view.edges(Window {
                    end: ahead(looked + MONTH + 1),
                    ..window
                });
                if let Some(edge) = edges.first() {
                    self.reach(from, *edge);
                    break;
                }
                looked += MONTH;
            }
        }
    }

    /// Where a moving value meets one that moves otherwise, with `ahead` seconds between them.
    fn meeting(&mut self, a: Moving<'_>, b: Moving<'_>, ahead: Decimal) {
        let (Some(a_here), Some(b_here)) = (a.here(), b.here()) else {
            return;
        };
        let (Some(a_there), Some(b_there)) = (a.there(), b.there()) else {
            return;
        };
        let meet = || {
            let apart = a_here.sub(b_here).ok()?.add(ahead).ok()?;
            let then = a_there.sub(b_there).ok()?.add(ahead).ok()?;
            let closing = apart.sub(then).ok()?;
            if closing == Decimal::ZERO {
                return None;
            }
            apart.div(closing).ok().map(|(seconds, _)| seconds)
        };
        let Some(seconds) = meet() else { return };
        if seconds.is_negative() {
            return;
        }
        // At the meeting `<=` turns one way and `<` the other: the first second at or after it, but after this one.
        let floor = seconds.floor();
        let exact = floor == seconds;
        let Some(whole) = floor.to_i64() else { return };
        let first = if exact { whole } else { whole + 1 };
        let first = first.max(1);
        self.offer(self.at.saturating_add(first));
    }

    fn all_meetings(&mut self, values: &[Moving<'_>], lengths: &[Decimal]) {
        for (index, a) in values.iter().enumerate() {
            for b in values.iter().skip(index + 1) {
                self.meeting(*a, *b, Decimal::ZERO);
                for length in lengths {
                    self.meeting(*a, *b, *length);
                    self.meeting(*b, *a, *length);
                }
            }
        }
    }

    /// The next midnight in a zone after a moving instant.
    fn midnight(&mut self, instant: Moving<'_>, zone: Zone) {
        let Value::Instant(here) = instant.0 else {
            return;
        };
        let mut date = here.date_in(zone);
        // A zone may skip a whole day: the first midnight that lies ahead.
        for _ in 0..3 {
            let Some(tomorrow) = date.plus_days(1) else {
                return;
            };
            date = tomorrow;
            if let Some(midnight) = Instant::from_local(date, TimeOfDay(0), zone)
                && midnight > here
            {
                self.reach(here, midnight);
                return;
            }
        }
    }

    /// Where a zone's offset changes next, seen from an instant or from where a step leads.
    fn clock_change(&mut self, zone: Zone, from: Value<'_>, length: Value<'_>) {
        let (Value::Instant(from), Value::Duration(length)) = (from, length) else {
            return;
        };
        let mut seen = vec![from];
        seen.extend(from.plus(length, zone));
        for instant in seen {
            let day = 86_400;
            let until = self.turn.saturating_sub(self.at);
            let offset = zone.offset_at(instant.seconds);
            let mut ahead = 0;
            while ahead < until {
                ahead += day;
                if zone.offset_at(instant.seconds.saturating_add(ahead)) != offset {
                    let (mut low, mut high) = (ahead - day, ahead);
                    while high - low > 1 {
                        let middle = low + (high - low) / 2;
                        if zone.offset_at(instant.seconds.saturating_add(middle)) == offset {
                            low = middle;
                        } else {
                            high = middle;
                        }
                    }
                    self.offer(self.at.saturating_add(high));
                    break;
                }
            }
        }
    }

    /// A moving instant comes to a fixed one.
    fn reach(&mut self, from: Instant, to: Instant) {
        let ahead = to.seconds.saturating_sub(from.seconds);
        self.offer(self.at.saturating_add(ahead.max(1)));
    }

    fn offer(&mut self, second: i64) {
        self.turn = self.turn.min(second.max(self.next));
    }
}

/// A value at the one second and at the next.
#[derive(Debug, Clone, Copy)]
struct Moving<'a>(Value<'a>, Value<'a>);

impl<'a> Moving<'a> {
    fn here(&self) -> Option<Decimal> {
        scalar(self.0)
    }

    fn there(&self) -> Option<Decimal> {
        scalar(self.1)
    }

    fn moves(&self) -> bool {
        self.here() != self.there()
    }

    /// Between the two seconds it went another way than with the clock: an instant that is neither still nor a second
    /// further, a value that became another kind of value.
    fn jumps(&self) -> bool {
        match (self.0, self.1) {
            (Value::Instant(here), Value::Instant(there)) => {
                here != there && (here.nanos != there.nanos || there.seconds != here.seconds + 1)
            }
            (Value::Date(here), Value::Date(there)) => here != there,
            (here, there) => std::mem::discriminant(&here) != std::mem::discriminant(&there),
        }
    }

    fn moves_inside(&self) -> bool {
        match (self.0, self.1) {
            (Value::Window(here), Value::Window(there)) => here != there,
            (Value::List(here), Value::List(there)) => {
                here.items.len() != there.items.len()
                    || paired(here.items, there.items).any(|item| item.moves_inside())
            }
            (Value::Record(here), Value::Record(there)) => {
                paired(here.fields, there.fields).any(|field| field.moves_inside())
            }
            _ => self.moves(),
        }
    }

    /// The instants, lengths and zones in it.
    fn parts(
        &self,
        instants: &mut Vec<Moving<'a>>,
        lengths: &mut Vec<Decimal>,
        zones: &mut Vec<Zone>,
    ) {
        match (self.0, self.1) {
            (Value::Instant(_), Value::Instant(_)) => instants.push(*self),
            (Value::Window(here), Value::Window(there)) => {
                let part = |here, there| Moving(Value::Instant(here), Value::Instant(there));
                instants.push(part(here.start, there.start));
                instants.push(part(here.end, there.end));
            }
            (Value::Duration(length), _) => lengths.extend(length.as_seconds()),
            (Value::Zone(zone), _) => zones.push(zone),
            (Value::List(here), Value::List(there)) => {
                for item in paired(here.items, there.items) {
                    item.parts(instants, lengths, zones);
                }
            }
            (Value::Record(here), Value::Record(there)) => {
                for field in paired(here.fields, there.fields) {
                    field.parts(instants, lengths, zones);
                }
            }
            _ => {}
        }
    }
}

fn paired<'a>(here: &[Value<'a>], there: &[Value<'a>]) -> impl Iterator<Item = Moving<'a>> {
    here.iter()
        .zip(there)
        .map(|(here, there)| Moving(*here, *there))
}

/// A value as a number that can move: seconds for what is time, a day as 24 hours, as lengths are compared.
fn scalar(value: Value<'_>) -> Option<Decimal> {
    match value {
        Value::Instant(instant) => Duration {
            nanos: instant.nanos,
            ..Duration::from_seconds(instant.seconds)
        }
        .as_seconds(),
        Value::Duration(length) => length.as_seconds(),
        Value::Time(time) => Some(Decimal::from_i64(i64::from(time.0))),
        Value::Number(number) | Value::Percentage(number) => Some(number),
        _ => None,
    }
}
