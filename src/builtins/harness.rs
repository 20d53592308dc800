//! Calls functions as a policy would, without the checker and the evaluator: reads an expression made of literals and
//! calls, and writes its value as the language does.

use std::cell::RefCell;

use bumpalo::Bump;

use super::call::{AmountKind, Call, FieldPlace, MemberNames};
use super::{Builtin, Strictness, list};
use crate::types::signature::SigTy;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::identity;
use crate::value::instant::Instant;
use crate::value::origin::Origin;
use crate::value::show::{Names, show};
use crate::value::unknown::{Reason, Unknown};
use crate::value::version::Version;
use crate::value::zone::Zone;
use crate::value::{EnumId, List, Map, Member, Record, RecordId, Value};

/// What a program would know: record types and the members of one enum, made as they are met.
#[derive(Debug)]
pub struct World<'a> {
    pub arena: &'a Bump,
    pub amount: AmountKind,
    records: RefCell<Vec<RecordType>>,
    words: RefCell<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq)]
struct RecordType {
    pair: bool,
    fields: Vec<String>,
}

#[derive(Debug)]
struct Words(Vec<String>);

impl MemberNames for Words {
    fn name_of(&self, member: Member) -> &str {
        &self.0[usize::from(member.index)]
    }
}

/// The value of an expression, as the language writes it.
pub fn shown(expression: &str) -> String {
    let arena = Bump::new();
    let world = World::new(&arena);
    let value = world.value(expression);
    world.show(value)
}

impl<'a> World<'a> {
    pub fn new(arena: &'a Bump) -> World<'a> {
        World {
            arena,
            amount: AmountKind::Number,
            records: RefCell::default(),
            words: RefCell::default(),
        }
    }

    pub fn value(&self, expression: &str) -> Value<'a> {
        let mut reader = Reader {
            world: self,
            rest: expression,
        };
        let value = reader.expression();
        assert_eq!(reader.rest.trim(), "", "left over in `{expression}`");
        value
    }

    pub fn list(&self, items: &[Value<'a>]) -> Value<'a> {
        Value::List(
            self.arena
                .alloc(List::made(self.arena.alloc_slice_copy(items))),
        )
    }

    pub fn record(&self, fields: &[(&str, Value<'a>)]) -> Value<'a> {
        let values: Vec<Value<'a>> = fields.iter().map(|(_, value)| *value).collect();
        let names = fields.iter().map(|(name, _)| (*name).to_owned()).collect();
        Value::Record(self.arena.alloc(Record {
            of: self.record_id(RecordType {
                pair: false,
                fields: names,
            }),
            origin: Origin::MADE,
            fields: self.arena.alloc_slice_copy(&values),
        }))
    }

    fn record_id(&self, ty: RecordType) -> RecordId {
        let mut records = self.records.borrow_mut();
        let index = records
            .iter()
            .position(|known| *known == ty)
            .unwrap_or_else(|| {
                records.push(ty);
                records.len() - 1
            });
        RecordId(u32::try_from(index).unwrap())
    }

    /// Calls a function by name, with what the evaluator does before it calls.
    pub fn call(&self, name: &str, args: &[Value<'a>]) -> Value<'a> {
        let (_, builtin) = list::find(name).unwrap_or_else(|| panic!("no function `{name}`"));
        let params = builtin.signature.params;
        let args: Vec<Value<'a>> = args
            .iter()
            .enumerate()
            .map(|(index, arg)| {
                let param = params.get(index).or(params.last()).unwrap();
                self.coerced(*arg, &param.ty)
            })
            .collect();
        if let Some(unknown) = self.stops(builtin, &args) {
            return Value::Unknown(unknown);
        }
        let mut fields = Vec::new();
        for (index, param) in params.iter().enumerate() {
            self.places(args.get(index).copied(), &param.ty, &mut fields);
        }
        let mut results = Vec::new();
        self.result_records(&builtin.signature.result, &mut results);
        let words = Words(self.words.borrow().clone());
        (builtin.call)(&Call {
            arena: self.arena,
            args: &args,
            zone: Zone::UTC,
            results: &results,
            fields: &fields,
            amount: self.amount,
            member_name: &words,
        })
    }

    fn stops(&self, builtin: &Builtin, args: &[Value<'a>]) -> Option<&'a Unknown<'a>> {
        let mut found = None;
        for arg in args {
            let mut meet = |why| found = Some(Unknown::join(self.arena, found, why));
            match arg {
                Value::Unknown(why) => meet(why),
                Value::List(list) if builtin.strictness == Strictness::Exact => {
                    for (index, item) in list.items.iter().enumerate() {
                        list.doubt(index).into_iter().for_each(&mut meet);
                        if let Value::Unknown(why) = item {
                            meet(why);
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Literal texts as the type that is asked for.
    fn coerced(&self, value: Value<'a>, ty: &SigTy) -> Value<'a> {
        match (value, ty) {
            (Value::Text(text), SigTy::Version) => {
                Value::Version(self.arena.alloc(Version::parse(text).unwrap()))
            }
            (Value::Text(text), SigTy::Zone) => Value::Zone(Zone::parse(text).unwrap()),
            (Value::Text(text), SigTy::Person) => {
                Value::Person(self.arena.alloc(identity::person(self.arena, text, None)))
            }
            _ => value,
        }
    }

    fn places(&self, arg: Option<Value<'a>>, ty: &SigTy, out: &mut Vec<Vec<FieldPlace>>) {
        match ty {
            SigTy::List(of) | SigTy::Set(of) => {
                let first = match arg {
                    Some(Value::List(list)) => list.items.first().copied(),
                    _ => None,
                };
                self.places(first, of, out);
            }
            SigTy::Record(named) | SigTy::Having(_, named) => {
                let records = self.records.borrow();
                let known = match arg {
                    Some(Value::Record(record)) => &records[record.of.0 as usize].fields[..],
                    _ => &[],
                };
                let place = |name: &str| FieldPlace {
                    index: known
                        .iter()
                        .position(|known| known == name)
                        .map_or(u16::MAX, |index| u16::try_from(index).unwrap()),
                    wire: name.to_owned(),
                };
                out.push(named.iter().map(|(name, _)| place(name)).collect());
            }
            _ => {}
        }
    }

    fn result_records(&self, ty: &SigTy, out: &mut Vec<RecordId>) {
        match ty {
            SigTy::List(of) | SigTy::Set(of) => self.result_records(of, out),
            SigTy::Map(_, of) => self.result_records(of, out),
            SigTy::Pair(left, right) => {
                let fields = vec!["first".to_owned(), "second".to_owned()];
                out.push(self.record_id(RecordType { pair: true, fields }));
                self.result_records(left, out);
                self.result_records(right, out);
            }
            SigTy::Record(named) => {
                let fields = named.iter().map(|(name, _)| (*name).to_owned()).collect();
                out.push(self.record_id(RecordType {
                    pair: false,
                    fields,
                }));
                named
                    .iter()
                    .for_each(|(_, ty)| self.result_records(ty, out));
            }
            _ => {}
        }
    }

    pub fn show(&self, value: Value<'a>) -> String {
        let known = Known {
            records: self.records.borrow().clone(),
            words: self.words.borrow().clone(),
        };
        show(&value, &known)
    }
}

struct Known {
    records: Vec<RecordType>,
    words: Vec<String>,
}

impl Names for Known {
    fn member(&self, member: Member) -> Option<&str> {
        self.words
            .get(usize::from(member.index))
            .map(String::as_str)
    }

    fn field(&self, of: RecordId, index: usize) -> Option<&str> {
        self.records
            .get(of.0 as usize)?
            .fields
            .get(index)
            .map(String::as_str)
    }

    fn is_secret(&self, _: RecordId, _: usize) -> bool {
        false
    }

    fn is_pair(&self, of: RecordId) -> bool {
        self.records.get(of.0 as usize).is_some_and(|ty| ty.pair)
    }
}

struct Reader<'w, 'a, 't> {
    world: &'w World<'a>,
    rest: &'t str,
}

impl<'a, 't> Reader<'_, 'a, 't> {
    fn expression(&mut self) -> Value<'a> {
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
