//! What a builtin's signature makes of the types of its arguments.

use std::collections::BTreeMap;

use crate::builtins::call::{AmountKind, FieldPlace};
use crate::types::signature::SigTy;
use crate::types::ty::{EnumType, Ty};
use crate::value::{EnumId, RecordId};

use super::program::Checker;

/// What the variables of a signature stand for in one call.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    pub types: BTreeMap<&'static str, Ty>,
    /// For each record pattern of the parameters, depth first, where its fields are in the argument's type.
    pub fields: Vec<Vec<FieldPlace>>,
    /// What the first amount is of.
    pub amount: Option<AmountKind>,
    pub secret: bool,
}

impl Checker<'_> {
    /// Whether a type fits a parameter; binds the variables that it meets first.
    pub(super) fn bind_signature(
        &mut self,
        wanted: &SigTy,
        actual: &Ty,
        bindings: &mut Bindings,
    ) -> bool {
        if actual.is_secret() {
            bindings.secret = true;
        }
        let actual = actual.plain();
        if matches!(actual, Ty::Error) {
            return true;
        }
        match wanted {
            SigTy::Any(name) => self.bind_variable(name, actual, bindings),
            SigTy::Amount(name) => {
                let kind = match actual {
                    Ty::Number => AmountKind::Number,
                    Ty::Percentage => AmountKind::Percentage,
                    Ty::Duration => AmountKind::Duration,
                    Ty::Nothing => return true,
                    _ => return false,
                };
                bindings.amount.get_or_insert(kind);
                self.bind_variable(name, actual, bindings)
            }
            SigTy::Ordered(name) => {
                self.is_ordered(actual) && self.bind_variable(name, actual, bindings)
            }
            SigTy::List(of) | SigTy::Set(of) => match actual {
                Ty::List(element) | Ty::Set(element) => {
                    let element = (**element).clone();
                    self.bind_signature(of, &element, bindings)
                }
                Ty::Nothing => true,
                _ => false,
            },
            SigTy::Map(key, of) => match actual {
                Ty::Map(actual_key, actual_of) => {
                    let (actual_key, actual_of) = ((**actual_key).clone(), (**actual_of).clone());
                    self.bind_signature(key, &actual_key, bindings)
                        && self.bind_signature(of, &actual_of, bindings)
                }
                Ty::Nothing => true,
                _ => false,
            },
            SigTy::Pair(..) if *actual == Ty::Nothing => true,
            SigTy::Pair(left, right) => {
                let halves = match actual {
                    Ty::Record(id) => self.types.record_type(*id).and_then(|record| {
                        match record.fields.as_slice() {
                            [first, second] if record.pair => {
                                Some((first.ty.clone(), second.ty.clone()))
                            }
                            _ => None,
                        }
                    }),
                    _ => None,
                };
                halves.is_some_and(|(first, second)| {
                    self.bind_signature(left, &first, bindings)
                        && self.bind_signature(right, &second, bindings)
                })
            }
            // The element of an empty list has every field, and none is ever asked for.
            SigTy::Record(_) | SigTy::Having(..) if *actual == Ty::Nothing => {
                bindings.fields.push(Vec::new());
                true
            }
            SigTy::Record(fields) => self.bind_record(fields, actual, bindings).is_some(),
            SigTy::Having(name, fields) => self
                .bind_record(fields, actual, bindings)
                .is_some_and(|id| self.bind_variable(name, &Ty::Record(id), bindings)),
            SigTy::EnumOf(members) => match actual {
                Ty::Enum(id) => self.types.enum_type(*id).is_some_and(|found| {
                    found
                        .members
                        .iter()
                        .all(|member| members.contains(&member.as_str()))
                }),
                _ => false,
            },
            plain => *actual == Ty::Nothing || scalar(plain).as_ref() == Some(actual),
        }
    }

    /// The enum that a signature spells out: the one with the same members if there is one.
    fn enum_of(&mut self, members: &[&str]) -> EnumId {
        let known = self.types.enums.iter().position(|found| {
            found
                .members
                .iter()
                .map(String::as_str)
                .eq(members.iter().copied())
        });
        let index = known.unwrap_or_else(|| {
            self.types.enums.push(EnumType {
                name: String::new(),
                ordered: false,
                members: members.iter().map(|member| (*member).to_owned()).collect(),
                span: None,
            });
            self.types.enums.len() - 1
        });
        EnumId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn bind_variable(&mut self, name: &'static str, actual: &Ty, bindings: &mut Bindings) -> bool {
        let joined = match bindings.types.get(name) {
            None => Some(actual.clone()),
            Some(bound) => self.join(bound, actual),
        };
        match joined {
            Some(ty) => {
                bindings.types.insert(name, ty);
                true
            }
            None => false,
        }
    }

    fn bind_record(
        &mut self,
        fields: &'static [(&'static str, SigTy)],
        actual: &Ty,
        bindings: &mut Bindings,
    ) -> Option<RecordId> {
        let Ty::Record(id) = actual else { return None };
        let slot = bindings.fields.len();
        bindings.fields.push(Vec::new());
        let mut places = Vec::with_capacity(fields.len());
        for (name, wanted) in fields {
            let record = self.types.record_type(*id)?;
            let index = record.fields.iter().position(|field| field.name == *name)?;
            let field = record.fields.get(index)?;
            let (wire, declared) = (field.wire.clone(), field.ty.clone());
            let span = field.span;
            let index = u16::try_from(index).ok()?;
            let derived = self.derived.get(&(*id, index)).copied();
            let ty = match derived {
                Some(definition) => self.definition_type(definition, span?),
                None => declared,
            };
            if !self.bind_signature(wanted, &ty, bindings) {
                return None;
            }
            places.push(FieldPlace {
                index,
                wire,
                derived: derived.map(|definition| definition.0),
            });
        }
        if let Some(place) = bindings.fields.get_mut(slot) {
            *place = places;
        }
        Some(*id)
    }

    /// A signature's type with its variables filled in; a variable that nothing bound is [`Ty::Error`] and goes with
    /// everything.
    pub(super) fn instantiate(
        &mut self,
        sig: &SigTy,
        bindings: &Bindings,
        results: &mut Vec<RecordId>,
    ) -> Ty {
        match sig {
            SigTy::Any(name)
            | SigTy::Amount(name)
            | SigTy::Ordered(name)
            | SigTy::Having(name, _) => bindings.types.get(name).cloned().unwrap_or(Ty::Error),
            SigTy::List(of) => Ty::list(self.instantiate(of, bindings, results)),
            SigTy::Set(of) => Ty::Set(Box::new(self.instantiate(of, bindings, results))),
            SigTy::Map(key, of) => Ty::Map(
                Box::new(self.instantiate(key, bindings, results)),
                Box::new(self.instantiate(of, bindings, results)),
            ),
            SigTy::Pair(left, right) => {
                let slot = results.len();
                results.push(RecordId(u32::MAX));
                let left = self.instantiate(left, bindings, results);
                let right = self.instantiate(right, bindings, results);
                let ty = self.pair(left, right);
                if let (Ty::Record(id), Some(place)) = (&ty, results.get_mut(slot)) {
                    *place = *id;
                }
                ty
            }
            SigTy::Record(fields) => {
                let slot = results.len();
                results.push(RecordId(u32::MAX));
                let mut typed = Vec::with_capacity(fields.len());
                for (name, ty) in *fields {
                    typed.push(((*name).to_owned(), self.instantiate(ty, bindings, results)));
                }
                let id = self.structural(&typed, false);
                if let Some(place) = results.get_mut(slot) {
                    *place = id;
                }
                Ty::Record(id)
            }
            SigTy::EnumOf(members) => Ty::Enum(self.enum_of(members)),
            plain => scalar(plain).unwrap_or(Ty::Error),
        }
    }
}

fn scalar(sig: &SigTy) -> Option<Ty> {
    Some(match sig {
        SigTy::Bool => Ty::Bool,
        SigTy::Number => Ty::Number,
        SigTy::Percentage => Ty::Percentage,
        SigTy::Text => Ty::Text,
        SigTy::Instant => Ty::Instant,
        SigTy::Date => Ty::Date,
        SigTy::Time => Ty::Time,
        SigTy::Duration => Ty::Duration,
        SigTy::Window => Ty::Window,
        SigTy::Version => Ty::Version,
        SigTy::Constraint => Ty::Constraint,
        SigTy::Person => Ty::Person,
        SigTy::Zone => Ty::Zone,
        SigTy::Calendar => Ty::Calendar,
        _ => return None,
    })
}
