//! Calls functions as a policy would, without the checker and the evaluator: reads an expression made of literals and
//! calls, and writes its value as the language does.

mod reader;

use std::cell::RefCell;

use bumpalo::Bump;

use reader::Reader;

use super::call::{AmountKind, Call, FieldPlace, MemberNames};
use super::{Builtin, Strictness, list};
use crate::types::signature::SigTy;
use crate::value::identity;
use crate::value::origin::Origin;
use crate::value::show::{Names, show};
use crate::value::unknown::Unknown;
use crate::value::version::Version;
use crate::value::zone::Zone;
use crate::value::{List, Member, Record, RecordId, Value};

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
            derived: &crate::builtins::call::Derived::default(),
            amount: self.amount,
            member_name: &words,
            calendars: crate::builtins::call::Shelf::empty(),
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
                    derived: None,
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
