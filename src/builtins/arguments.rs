//! How functions read their arguments. The checker has made sure of the types, so another type is no user's error; it
//! still must not end the program.

use super::call::Call;
use super::stop::Stop;
use crate::calendar::question::View;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::person::Person;
use crate::value::unknown::Unknown;
use crate::value::version::Version;
use crate::value::window::Window;
use crate::value::zone::Zone;
use crate::value::{List, Map, Record, Value};

const OTHER_TYPE: Stop<'static> =
    Stop::invalid("an argument of another type than the function takes");

impl<'a> Call<'a, '_> {
    /// The argument at `index`, if it is known.
    pub fn known_at(&self, index: usize) -> Result<Value<'a>, Stop<'a>> {
        match self.arg(index) {
            Some(value) => known(value),
            None => Err(Stop::invalid("an argument is not there")),
        }
    }

    pub fn number_at(&self, index: usize) -> Result<Decimal, Stop<'a>> {
        match self.known_at(index)? {
            Value::Number(number) => Ok(number),
            _ => Err(OTHER_TYPE),
        }
    }

    /// A number that must be whole, from `low` to `high`.
    pub fn whole_at(
        &self,
        index: usize,
        low: i64,
        high: i64,
        otherwise: &'a str,
    ) -> Result<i64, Stop<'a>> {
        self.number_at(index)?
            .to_i64()
            .filter(|n| (low..=high).contains(n))
            .ok_or(Stop::invalid(otherwise))
    }

    pub fn percentage_at(&self, index: usize) -> Result<Decimal, Stop<'a>> {
        match self.known_at(index)? {
            Value::Percentage(fraction) => Ok(fraction),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn text_at(&self, index: usize) -> Result<&'a str, Stop<'a>> {
        match self.known_at(index)? {
            Value::Text(text) => Ok(text),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn instant_at(&self, index: usize) -> Result<Instant, Stop<'a>> {
        match self.known_at(index)? {
            Value::Instant(instant) => Ok(instant),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn date_at(&self, index: usize) -> Result<Date, Stop<'a>> {
        match self.known_at(index)? {
            Value::Date(date) => Ok(date),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn time_at(&self, index: usize) -> Result<TimeOfDay, Stop<'a>> {
        match self.known_at(index)? {
            Value::Time(time) => Ok(time),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn duration_at(&self, index: usize) -> Result<Duration, Stop<'a>> {
        match self.known_at(index)? {
            Value::Duration(duration) => Ok(duration),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn window_at(&self, index: usize) -> Result<Window, Stop<'a>> {
        window(self.known_at(index)?)
    }

    pub fn calendar_at(&self, index: usize) -> Result<View<'_>, Stop<'a>> {
        match self.known_at(index)? {
            Value::Calendar(id) => Ok(View::new(
                self.calendars.calendars,
                id,
                self.calendars.given,
            )),
            _ => Err(Stop::invalid("not a calendar")),
        }
    }

    pub fn version_at(&self, index: usize) -> Result<&'a Version, Stop<'a>> {
        match self.known_at(index)? {
            Value::Version(version) => Ok(version),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn person_at(&self, index: usize) -> Result<&'a Person<'a>, Stop<'a>> {
        match self.known_at(index)? {
            Value::Person(person) => Ok(person),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn map_at(&self, index: usize) -> Result<&'a Map<'a>, Stop<'a>> {
        match self.known_at(index)? {
            Value::Map(map) => Ok(map),
            _ => Err(OTHER_TYPE),
        }
    }

    pub fn record_at(&self, index: usize) -> Result<&'a Record<'a>, Stop<'a>> {
        record(self.known_at(index)?)
    }

    /// The zone at `index`, or the policy's where the call left it out.
    pub fn zone_at(&self, index: usize) -> Result<Zone, Stop<'a>> {
        match self.arg(index).map(known).transpose()? {
            None => Ok(self.zone),
            Some(Value::Zone(zone)) => Ok(zone),
            Some(_) => Err(OTHER_TYPE),
        }
    }

    /// A list or set whose elements may be unknown and may not belong.
    pub fn list_at(&self, index: usize) -> Result<&'a List<'a>, Stop<'a>> {
        list(self.known_at(index)?)
    }

    /// The elements of a list all of which belong; each may be unknown.
    pub fn certain_at(&self, index: usize) -> Result<&'a [Value<'a>], Stop<'a>> {
        let list = self.list_at(index)?;
        match self.all_doubts(list) {
            None => Ok(list.items),
            Some(doubt) => Err(Stop::For(doubt)),
        }
    }

    /// The elements of a list all of which belong and are known.
    pub fn exact_at(&self, index: usize) -> Result<&'a [Value<'a>], Stop<'a>> {
        let items = self.certain_at(index)?;
        self.all_known(items.iter().copied())?;
        Ok(items)
    }

    /// Stops with every reason where some of the values are unknown.
    pub fn all_known(&self, values: impl IntoIterator<Item = Value<'a>>) -> Result<(), Stop<'a>> {
        let unknown = values
            .into_iter()
            .filter_map(|value| known(value).err())
            .map(|stop| stop.unknown(self.arena));
        match self.joined(unknown) {
            None => Ok(()),
            Some(unknown) => Err(Stop::For(unknown)),
        }
    }

    /// Why elements of the list may not belong to it; `None` where all do.
    pub fn all_doubts(&self, list: &List<'a>) -> Option<&'a Unknown<'a>> {
        let doubts = list.maybe.unwrap_or(&[]);
        self.joined(doubts.iter().copied().flatten())
    }

    fn joined(&self, unknown: impl Iterator<Item = &'a Unknown<'a>>) -> Option<&'a Unknown<'a>> {
        unknown.fold(None, |all, next| Some(Unknown::join(self.arena, all, next)))
    }
}

/// The value, if it is known.
pub fn known<'a>(value: Value<'a>) -> Result<Value<'a>, Stop<'a>> {
    match value {
        Value::Unknown(unknown) => Err(Stop::For(unknown)),
        Value::Absent => Err(Stop::absent("a value that is not there")),
        value => Ok(value),
    }
}

pub fn list<'a>(value: Value<'a>) -> Result<&'a List<'a>, Stop<'a>> {
    match known(value)? {
        Value::List(list) => Ok(list),
        _ => Err(OTHER_TYPE),
    }
}

pub fn record<'a>(value: Value<'a>) -> Result<&'a Record<'a>, Stop<'a>> {
    match known(value)? {
        Value::Record(record) => Ok(record),
        _ => Err(OTHER_TYPE),
    }
}

pub fn window<'a>(value: Value<'a>) -> Result<Window, Stop<'a>> {
    match known(value)? {
        Value::Window(window) => Ok(*window),
        _ => Err(OTHER_TYPE),
    }
}

pub fn instant<'a>(value: Value<'a>) -> Result<Instant, Stop<'a>> {
    match known(value)? {
        Value::Instant(instant) => Ok(instant),
        _ => Err(OTHER_TYPE),
    }
}

pub fn text<'a>(value: Value<'a>) -> Result<&'a str, Stop<'a>> {
    match known(value)? {
        Value::Text(text) => Ok(text),
        _ => Err(OTHER_TYPE),
    }
}

pub fn number<'a>(value: Value<'a>) -> Result<Decimal, Stop<'a>> {
    match known(value)? {
        Value::Number(number) => Ok(number),
        _ => Err(OTHER_TYPE),
    }
}
