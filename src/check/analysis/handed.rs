use std::collections::BTreeSet;

use super::hands_on::hands_on;
use super::shape::{PathId, Shape, same_kind};
use super::summary::Tracer;
use crate::builtins::call::FieldPlace;
use crate::builtins::list;
use crate::check::typed::{DefinitionId, Expr};
use crate::types::signature::SigTy;
use crate::types::ty::Ty;
use crate::value::RecordId;

impl<'p> Tracer<'p> {
    /// What a function reads of its arguments by its signature, and what of them it hands on.
    pub fn builtin(
        &mut self,
        index: usize,
        args: &[Expr],
        fields: &[Vec<FieldPlace>],
        ty: &Ty,
    ) -> Shape {
        let builtin = list::ALL.get(index);
        let name = builtin.map_or("", |found| found.name);
        let hands_on = hands_on(index);
        let mut lists: Vec<BTreeSet<PathId>> = Vec::new();
        let mut pool = Vec::new();
        for (place, arg) in args.iter().enumerate() {
            let shape = self.eval(arg);
            if matches!(arg.ty.plain(), Ty::List(_) | Ty::Set(_) | Ty::Map(..)) {
                lists.push(shape.at.keys().chain(&shape.lists).copied().collect());
            }
            let declared = builtin.and_then(|found| {
                let params = found.signature.params;
                params.get(place).or_else(|| params.last())
            });
            match declared {
                Some(param) => {
                    let taken = Taken { hands_on, fields };
                    self.argument(&param.ty, &arg.ty, &shape, taken);
                }
                None => self.consume(&shape, true),
            }
            self.pool(&arg.ty, &shape, &mut pool, 0);
        }
        let made = builtin.map(|found| &found.signature.result);
        self.assemble(ty, made, &pool, &behind(name, lists), 0)
    }

    /// Reads of an argument what the function's signature asks for.
    fn argument(&mut self, asked: &SigTy, ty: &Ty, shape: &Shape, taken: Taken<'_>) {
        match (asked, ty.plain()) {
            (SigTy::List(of) | SigTy::Set(of), Ty::List(element) | Ty::Set(element)) => {
                self.consume_outside(shape);
                let inside = self.paths.element(shape);
                self.argument(of, element, &inside, taken);
            }
            (SigTy::Record(fields) | SigTy::Having(_, fields), Ty::Record(record)) => {
                self.consume_outside(shape);
                for (name, of) in *fields {
                    self.argued_field(*record, name, of, shape, taken);
                }
            }
            (SigTy::Pair(first, second), Ty::Record(record)) => {
                self.argued_field(*record, "first", first, shape, taken);
                self.argued_field(*record, "second", second, shape, taken);
            }
            (SigTy::Any(_), _) if taken.hands_on => {}
            _ => self.consume(shape, true),
        }
    }

    fn argued_field(
        &mut self,
        record: RecordId,
        name: &str,
        of: &SigTy,
        shape: &Shape,
        taken: Taken<'_>,
    ) {
        if let Some((index, ty)) = self.declared(record, name) {
            let mut fields = taken.fields.iter().flatten();
            let field = fields.find(|field| field.index == index && field.wire == name);
            let inside = match field.and_then(|field| field.derived) {
                Some(definition) => {
                    self.call(DefinitionId(definition), std::slice::from_ref(shape))
                }
                None => self.paths.field(shape, record, index),
            };
            self.argument(of, ty, &inside, taken);
        }
    }

    /// The parts of an argument that a function may hand on, with their types.
    fn pool(&mut self, ty: &Ty, shape: &Shape, pool: &mut Vec<(Ty, Shape)>, depth: u8) {
        pool.push((ty.plain().clone(), shape.clone()));
        if depth >= PARTS {
            return;
        }
        match ty.plain() {
            Ty::List(of) | Ty::Set(of) => {
                let inside = self.paths.element(shape);
                self.pool(of, &inside, pool, depth + 1);
            }
            Ty::Map(_, of) => {
                let inside = self.paths.map_value(shape);
                self.pool(of, &inside, pool, depth + 1);
            }
            Ty::Record(record) if shape.is_made() => {
                let declared = self.program.types.record_type(*record);
                for (index, field) in (0u16..).zip(declared.iter().flat_map(|d| &d.fields)) {
                    if let Some(inside) = shape.made_field(index) {
                        self.pool(&field.ty, &inside.clone(), pool, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// A result put together from the parts of the arguments that have its type. `made` is what the function's
    /// signature says of it: lists and records in it are new, and only its variables stand for what was given.
    fn assemble(
        &mut self,
        ty: &Ty,
        made: Option<&SigTy>,
        pool: &[(Ty, Shape)],
        lists: &BTreeSet<PathId>,
        depth: u8,
    ) -> Shape {
        if depth >= PARTS {
            return Shape::default();
        }
        match (made, ty.plain()) {
            (Some(SigTy::List(of) | SigTy::Set(of)), Ty::List(element) | Ty::Set(element)) => {
                let element = self.assemble(element, Some(of), pool, lists, depth + 1);
                Shape::list(element, lists.clone())
            }
            (Some(SigTy::Record(fields)), Ty::Record(record)) => {
                let mut parts = Vec::new();
                for (name, of) in *fields {
                    if let Some((index, ty)) = self.declared(*record, name) {
                        parts.push((index, self.assemble(ty, Some(of), pool, lists, depth + 1)));
                    }
                }
                Shape::record(parts)
            }
            (Some(SigTy::Pair(first, second)), Ty::Record(record)) => {
                let mut parts = Vec::new();
                for (name, of) in [("first", first), ("second", second)] {
                    if let Some((index, ty)) = self.declared(*record, name) {
                        parts.push((index, self.assemble(ty, Some(of), pool, lists, depth + 1)));
                    }
                }
                Shape::record(parts)
            }
            (
                None
                | Some(SigTy::Any(_) | SigTy::Amount(_) | SigTy::Ordered(_) | SigTy::Having(..)),
                ty,
            ) => {
                let mut found = Shape::default();
                for (part, shape) in pool {
                    if same_kind(&self.program.types, part, ty) {
                        found.join(shape);
                    }
                }
                found
            }
            _ => Shape::default(),
        }
    }
}

/// How a function takes its arguments.
#[derive(Debug, Clone, Copy)]
struct Taken<'f> {
    hands_on: bool,
    /// Which of the fields that it reads are derived.
    fields: &'f [Vec<FieldPlace>],
}

/// The lists that, emptied one at a time, empty a function's result: one of several that are put together does not.
fn behind(name: &str, args: Vec<BTreeSet<PathId>>) -> BTreeSet<PathId> {
    let mut args = args.into_iter();
    match name {
        "concat" | "union" => args
            .reduce(|left, right| left.intersection(&right).copied().collect())
            .unwrap_or_default(),
        "minus" => args.next().unwrap_or_default(),
        _ => args.flatten().collect(),
    }
}

/// How deep the types of arguments and results are taken apart.
const PARTS: u8 = 5;
