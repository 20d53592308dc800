//! Values and reasons as reports print them: the way the language writes them, cut short where they are long, and with
//! every character spelled out that could make a report look like something it is not.

use super::unknown::{Reason, Unknown};
use super::{CalendarId, Map, Member, Person, Record, RecordId, Value};

mod escape;
mod reasons;

pub use escape::{quoted, safe};
pub use reasons::{reason, unknown};

/// What a program's type table knows of names.
pub trait Names {
    /// The name of an enum's member.
    fn member(&self, member: Member) -> Option<&str>;
    /// The name of a record's field, by its place in the type.
    fn field(&self, of: RecordId, index: usize) -> Option<&str>;
    /// Whether a record's field is never printed.
    fn is_secret(&self, of: RecordId, index: usize) -> bool;
    /// The name of a calendar.
    fn calendar(&self, _id: CalendarId) -> Option<&str> {
        None
    }
    /// Whether a record type is that of pairs, which are written `(a, b)`.
    fn is_pair(&self, _of: RecordId) -> bool {
        false
    }
}

/// Items of a list, fields of a record and entries of a map that are printed.
const ITEMS: usize = 8;
/// Lists and records inside each other that are printed.
const DEPTH: usize = 4;
/// Bytes after which no further item is begun.
const ENOUGH: usize = 2_000;

/// A value as the language writes it: `"text"`, `[1, 2]`, `(1, 2)`, `{name: "x"}`, `{"key": 1}`, `87.5%`, `high`; people, versions
/// and instants bare; `unknown (reason)`. Items past 8 and text past 200 characters are left out with `…`; fields that
/// are absent or secret are left out; an item that may not belong to its list is `maybe x`.
pub fn show(value: &Value<'_>, names: &dyn Names) -> String {
    let mut page = Page {
        names,
        out: String::new(),
    };
    page.value(*value, 0);
    page.out
}

/// A value inside a message: text without quotes, all else like [`show`].
pub fn plain(value: &Value<'_>, names: &dyn Names) -> String {
    match value {
        Value::Text(text) => safe(text),
        value => show(value, names),
    }
}

struct Page<'n> {
    names: &'n dyn Names,
    out: String,
}

impl Page<'_> {
    fn value(&mut self, value: Value<'_>, depth: usize) {
        let text = match value {
            Value::Unknown(why) => format!("unknown ({})", unknown(why)),
            Value::Absent => "missing".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Percentage(fraction) => format!("{}%", fraction.times_hundred()),
            Value::Text(text) => quoted(text),
            Value::Instant(instant) => instant.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Time(time) => time.to_string(),
            Value::Duration(length) => length.to_string(),
            Value::Window(window) => window.to_string(),
            Value::Version(version) => safe(&version.text),
            Value::Constraint(constraint) => safe(&constraint.text),
            Value::Person(Person { written, .. }) => safe(written),
            Value::Zone(zone) => zone.to_string(),
            Value::Enum(member) => match self.names.member(member) {
                Some(name) => name.to_owned(),
                None => format!("member {}", member.index),
            },
            Value::Record(record) => return self.record(record, depth),
            Value::List(list) => {
                let items = list.items.iter().enumerate();
                return self.series(["[", "]"], depth, items, |page, (index, item)| {
                    if list.doubt(index).is_some() {
                        page.out.push_str("maybe ");
                    }
                    page.value(*item, depth + 1);
                });
            }
            Value::Map(map) => return self.map(map, depth),
            Value::Calendar(id) => self
                .names
                .calendar(id)
                .map_or_else(|| format!("calendar {}", id.0), str::to_owned),
        };
        self.out.push_str(&text);
    }

    fn record(&mut self, record: &Record<'_>, depth: usize) {
        let names = self.names;
        let fields: Vec<(usize, Value<'_>)> = record
            .fields
            .iter()
            .copied()
            .enumerate()
            .filter(|(index, value)| {
                !matches!(value, Value::Absent) && !names.is_secret(record.of, *index)
            })
            .collect();
        let pair = names.is_pair(record.of);
        let brackets = if pair { ["(", ")"] } else { ["{", "}"] };
        self.series(
            brackets,
            depth,
            fields.into_iter(),
            |page, (index, value)| {
                if pair {
                    return page.value(value, depth + 1);
                }
                match names.field(record.of, index) {
                    Some(name) => page.out.push_str(name),
                    None => page.out.push_str(&format!("field {index}")),
                }
                page.out.push_str(": ");
                page.value(value, depth + 1);
            },
        );
    }

    fn map(&mut self, map: &Map<'_>, depth: usize) {
        if map.entries.is_empty() {
            self.out.push_str("{:}");
            return;
        }
        self.series(
            ["{", "}"],
            depth,
            map.entries.iter(),
            |page, (key, value)| {
                page.value(*key, depth + 1);
                page.out.push_str(": ");
                page.value(*value, depth + 1);
            },
        );
    }

    /// Items between brackets, as many as there is room for, and how many were left out.
    fn series<I: ExactSizeIterator>(
        &mut self,
        [open, close]: [&str; 2],
        depth: usize,
        mut items: I,
        mut print: impl FnMut(&mut Self, I::Item),
    ) {
        self.out.push_str(open);
        let total = items.len();
        let mut printed = 0;
        while depth < DEPTH && printed < ITEMS && self.out.len() < ENOUGH {
            let Some(item) = items.next() else {
                break;
            };
            if printed > 0 {
                self.out.push_str(", ");
            }
            print(self, item);
            printed += 1;
        }
        let left = total - printed;
        if left > 0 && printed > 0 {
            self.out.push_str(&format!(", … and {left} more"));
        } else if left > 0 {
            self.out.push('…');
        }
        self.out.push_str(close);
    }
}

#[cfg(test)]
mod tests;
