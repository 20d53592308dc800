use super::World;
use crate::builtins::list;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::origin::Origin;
use crate::value::unknown::{Reason, Unknown};
use crate::value::zone::Zone;
use crate::value::{EnumId, Map, Member, Value};

/// Where the reading of an expression stands.
pub struct Reader<'w, 'a, 't> {
    pub world: &'w World<'a>,
    pub rest: &'t str,
}

impl<'a, 't> Reader<'_, 'a, 't> {
    pub fn expression(&mut self) -> Value<'a> {
        let mut value = self.primary();
        loop {
            value = if self.rest.starts_with('[') {
                self.eat("[");
                let index = self.expression();
                assert!(self.eat("]"), "a bracket before `{}`", self.rest);
                let (Value::List(list), Value::Number(index)) = (value, index) else {
                    panic!("{value:?}[{index:?}]");
                };
                list.items[usize::try_from(index.to_i64().unwrap()).unwrap()]
            } else if let (Value::Record(record), Some(rest)) = (value, self.rest.strip_prefix('.'))
            {
                self.rest = rest;
                let name = self.taken(|c| c.is_ascii_alphanumeric() || c == '_');
                let ty = &self.world.records.borrow()[record.of.0 as usize];
                record.fields[ty
                    .fields
                    .iter()
                    .position(|field| field == name)
                    .expect(name)]
            } else {
                return value;
            };
        }
    }

    fn primary(&mut self) -> Value<'a> {
        self.rest = self.rest.trim_start();
        match self.rest.chars().next().expect("an expression") {
            '[' => {
                self.eat("[");
                let items = self.several("]", Self::expression);
                self.world.list(&items)
            }
            '{' => self.braces(),
            '"' => Value::Text(self.quoted()),
            '\'' => {
                let (text, rest) = self.rest[1..].split_once('\'').expect("a closing quote");
                self.rest = rest;
                Value::Text(self.world.arena.alloc_str(text))
            }
            c if c == '-' || c.is_ascii_digit() => self.number(),
            _ => self.word(),
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.strip_prefix(text);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn several<T>(&mut self, close: &str, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut all = Vec::new();
        while !self.eat(close) {
            assert!(
                all.is_empty() || self.eat(","),
                "a comma before `{}`",
                self.rest
            );
            all.push(one(self));
        }
        all
    }

    fn taken(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn quoted(&mut self) -> &'a str {
        let mut text = String::new();
        let mut chars = self.rest[1..].char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 2..];
                    return self.world.arena.alloc_str(&text);
                }
                '\\' => text.push(match chars.next().expect("an escape").1 {
                    'n' => '\n',
                    't' => '\t',
                    other => other,
                }),
                other => text.push(other),
            }
        }
        panic!("no closing quote");
    }

    fn label(&mut self) -> Option<&'t str> {
        self.rest = self.rest.trim_start();
        let before = self.rest;
        let word = self.taken(|c| c.is_ascii_alphanumeric() || c == '_');
        if !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()) && self.eat(":") {
            return Some(word);
        }
        self.rest = before;
        None
    }

    fn braces(&mut self) -> Value<'a> {
        self.eat("{");
        if self.eat(":}") {
            return self.map(&[]);
        }
        if self.eat("}") {
            return self.world.list(&[]);
        }
        if let Some(name) = self.label() {
            let mut fields = vec![(name, self.expression())];
            self.eat(",");
            fields.extend(self.several("}", |reader| {
                (reader.label().expect("a field"), reader.expression())
            }));
            return self.world.record(&fields);
        }
        let first = self.expression();
        if self.eat(":") {
            let mut entries = vec![(first, self.expression())];
            self.eat(",");
            entries.extend(self.several("}", |reader| {
                let key = reader.expression();
                assert!(reader.eat(":"), "a colon");
                (key, reader.expression())
            }));
            return self.map(&entries);
        }
        self.eat(",");
        let mut items = vec![first];
        items.extend(self.several("}", Self::expression));
        self.world.list(&items)
    }

    fn map(&self, entries: &[(Value<'a>, Value<'a>)]) -> Value<'a> {
        let entries = self.world.arena.alloc_slice_copy(entries);
        Value::Map(self.world.arena.alloc(Map {
            origin: Origin::MADE,
            entries,
        }))
    }

    fn number(&mut self) -> Value<'a> {
        let negative = self.eat("-");
        let before = self.rest;
        let word = self.taken(|c| c.is_ascii_alphanumeric() || "_:.-+%".contains(c));
        // What follows a map's key is its colon.
        let word = word.trim_end_matches(':');
        self.rest = &before[word.len()..];
        if let Some(percent) = word.strip_suffix('%') {
            let number = Decimal::parse(percent).expect(word).hundredth();
            return Value::Percentage(if negative { number.neg() } else { number });
        }
        if let Ok(date) = Date::parse(word) {
            return Value::Date(date);
        }
        if word.contains('T') {
            return Value::Instant(Instant::parse_local(word, Zone::UTC).expect(word));
        }
        if let Ok(time) = TimeOfDay::parse(word) {
            return Value::Time(time);
        }
        if word.ends_with(|c: char| c.is_ascii_alphabetic()) {
            return duration(word, negative);
        }
        let before = self.rest;
        self.rest = self.rest.trim_start();
        let unit = self.taken(|c| c.is_ascii_alphabetic());
        if !unit.is_empty() {
            return duration(&format!("{word} {unit}"), negative);
        }
        self.rest = before;
        let number = Decimal::parse(word).unwrap_or_else(|| panic!("no number: `{word}`"));
        Value::Number(if negative { number.neg() } else { number })
    }

    fn word(&mut self) -> Value<'a> {
        let word = self.taken(|c| c.is_ascii_alphanumeric() || c == '_');
        match word {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "unknown" => {
                self.rest = self.rest.trim_start();
                let why = self.quoted();
                return Value::Unknown(Unknown::one(self.world.arena, Reason::Stated(why)));
            }
            _ => {}
        }
        if self.rest.starts_with('(') {
            self.eat("(");
            return self.arguments(word);
        }
        let mut words = self.world.words.borrow_mut();
        let index = words
            .iter()
            .position(|known| known == word)
            .unwrap_or_else(|| {
                words.push(word.to_owned());
                words.len() - 1
            });
        Value::Enum(Member {
            of: EnumId(0),
            index: u16::try_from(index).unwrap(),
        })
    }

    fn arguments(&mut self, name: &str) -> Value<'a> {
        let (_, builtin) = list::find(name).unwrap_or_else(|| panic!("no function `{name}`"));
        let params = builtin.signature.params;
        let given = self.several(")", |reader| (reader.label(), reader.expression()));
        let mut args = Vec::new();
        for (index, (label, value)) in given.into_iter().enumerate() {
            if let Some(label) = label {
                let named = params.iter().position(|param| param.name == label);
                assert_eq!(named, Some(index), "`{label}` of `{name}` stands elsewhere");
            }
            args.push(value);
        }
        let least = params
            .iter()
            .filter(|param| !param.optional && !param.rest)
            .count();
        let most = if params.iter().any(|param| param.rest) {
            usize::MAX
        } else {
            params.len()
        };
        assert!(
            (least..=most).contains(&args.len()),
            "arguments of `{name}`"
        );
        self.world.call(name, &args)
    }
}

fn duration<'a>(text: &str, negative: bool) -> Value<'a> {
    let duration = Duration::parse(text).unwrap_or_else(|why| panic!("`{text}`: {why}"));
    Value::Duration(if negative { duration.neg() } else { duration })
}
