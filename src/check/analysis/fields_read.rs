use super::hands_on::hands_on;
use super::{reach, walk};
use crate::builtins::list;
use crate::check::typed::{Binding, Expr, Kind, Over, Program};
use crate::types::signature::SigTy;
use crate::types::ty::Ty;
use crate::value::RecordId;

/// For each record type and each of its fields, whether a rule may read it, directly or through definitions: what is
/// not read need not be decoded. Says yes too often rather than too seldom.
pub fn fields_read(program: &Program) -> Vec<Vec<bool>> {
    let mut found = FieldsRead::new(program);
    let mut roots: Vec<&Expr> = program.policy.applies_when.iter().collect();
    roots.extend(program.rules.iter().flat_map(walk::of_rule));
    let reached = reach::reached(program, roots.iter().copied());
    for (definition, reached) in program.definitions.iter().zip(reached) {
        if reached {
            roots.extend(walk::of_body(&definition.body));
        }
    }
    for root in roots {
        walk::every(root, &mut |expr| found.expr(expr));
    }
    for rule in &program.rules {
        if let Some(each) = &rule.each {
            found.over(&each.over);
            found.whole(&each.key.ty);
        }
        let messages = rule.because.iter().chain(&rule.remedy);
        let obliged = rule.obligations.iter().map(|obligation| &obligation.what);
        for hole in messages.chain(obliged).flat_map(walk::holes) {
            found.whole(&hole.ty);
        }
    }
    found.pass_down();
    found.read
}

struct FieldsRead<'p> {
    program: &'p Program,
    read: Vec<Vec<bool>>,
    /// Records all of whose fields are read already.
    whole: Vec<bool>,
}

impl<'p> FieldsRead<'p> {
    fn new(program: &'p Program) -> FieldsRead<'p> {
        let records = &program.types.records;
        FieldsRead {
            program,
            read: records
                .iter()
                .map(|record| vec![false; record.fields.len()])
                .collect(),
            whole: vec![false; records.len()],
        }
    }

    fn mark(&mut self, record: RecordId, index: usize) {
        let fields = self.read.get_mut(record.0 as usize);
        if let Some(field) = fields.and_then(|fields| fields.get_mut(index)) {
            *field = true;
        }
    }

    /// Marks everything inside values of a type.
    fn whole(&mut self, ty: &Ty) {
        let mut pending = vec![ty.plain().clone()];
        while let Some(ty) = pending.pop() {
            match ty.plain() {
                Ty::List(of) | Ty::Set(of) => pending.push(of.plain().clone()),
                Ty::Map(key, of) => {
                    pending.push(key.plain().clone());
                    pending.push(of.plain().clone());
                }
                Ty::Record(id) => {
                    let Some(whole) = self.whole.get_mut(id.0 as usize) else {
                        continue;
                    };
                    if std::mem::replace(whole, true) {
                        continue;
                    }
                    let Some(record) = self.program.types.record_type(*id) else {
                        continue;
                    };
                    for (index, field) in record.fields.iter().enumerate() {
                        pending.push(field.ty.plain().clone());
                        self.mark(*id, index);
                    }
                }
                _ => {}
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Field(base, index) => {
                if let Ty::Record(id) = base.ty.plain() {
                    self.mark(*id, usize::from(*index));
                }
            }
            Kind::Compare(_, left, right) => {
                self.whole(&left.ty);
                self.whole(&right.ty);
            }
            Kind::InCollection(subject, collection) => {
                self.whole(&subject.ty);
                self.whole(&collection.ty);
            }
            Kind::Set(items) => items.iter().for_each(|item| self.whole(&item.ty)),
            Kind::Distinct(of) => self.whole(&of.ty),
            Kind::CountDistinct(count) => {
                self.whole(&count.of.ty);
                self.over(&count.over);
            }
            Kind::Group { by, .. } => self.whole(&by.ty),
            Kind::Map(entries) => entries.iter().for_each(|(key, _)| self.whole(&key.ty)),
            Kind::If(_, then, otherwise) => {
                // Where the condition is unknown, the two are compared.
                self.whole(&then.ty);
                self.whole(&otherwise.ty);
            }
            Kind::Quantified(quantified) => self.over(&quantified.over),
            Kind::ListOf(list) => {
                self.over(&list.over);
                if let Some(sort) = &list.sort {
                    self.whole(&sort.by.ty);
                }
            }
            Kind::Builtin { index, args, .. } => self.builtin(*index, args),
            _ => {}
        }
    }

    /// A pair that is taken apart is read.
    fn over(&mut self, over: &Over) {
        for generator in &over.generators {
            if let Binding::Pair(..) = generator.binding
                && let Some(Ty::Record(id)) = generator.source.ty.element().map(Ty::plain)
            {
                self.mark(*id, 0);
                self.mark(*id, 1);
            }
        }
    }

    fn builtin(&mut self, index: usize, args: &[Expr]) {
        let builtin = list::ALL.get(index);
        let hands_on = hands_on(index);
        for (place, arg) in args.iter().enumerate() {
            let declared = builtin.and_then(|found| {
                let params = found.signature.params;
                params.get(place).or_else(|| params.last())
            });
            match declared {
                Some(param) => self.argument(&param.ty, &arg.ty, hands_on),
                None => self.whole(&arg.ty),
            }
        }
    }

    fn argument(&mut self, asked: &SigTy, ty: &Ty, hands_on: bool) {
        match (asked, ty.plain()) {
            (SigTy::List(asked) | SigTy::Set(asked), Ty::List(of) | Ty::Set(of)) => {
                self.argument(asked, of, hands_on);
            }
            (SigTy::Map(_, asked), Ty::Map(key, of)) => {
                self.whole(key);
                self.argument(asked, of, hands_on);
            }
            (SigTy::Pair(first, second), Ty::Record(id)) => {
                self.named(*id, "first", first, hands_on);
                self.named(*id, "second", second, hands_on);
            }
            (SigTy::Record(fields) | SigTy::Having(_, fields), Ty::Record(id)) => {
                for (name, asked) in *fields {
                    self.named(*id, name, asked, hands_on);
                }
            }
            (SigTy::Any(_), _) if hands_on => {}
            (_, ty) => self.whole(ty),
        }
    }

    fn named(&mut self, id: RecordId, name: &str, asked: &SigTy, hands_on: bool) {
        let Some(record) = self.program.types.record_type(id) else {
            return;
        };
        for (index, field) in record.fields.iter().enumerate() {
            if field.name == name {
                self.mark(id, index);
                self.argument(asked, &field.ty, hands_on);
            }
        }
    }

    /// A record that extends another stands in for it, so what is read of one may be read of the other: their first
    /// fields are the same.
    fn pass_down(&mut self) {
        for (index, record) in self.program.types.records.iter().enumerate() {
            let mut base = record.extends;
            // A chain of types is at most as long as there are types.
            for _ in 0..self.read.len() {
                let Some(id) = base else { break };
                let read = self.read.get(id.0 as usize).cloned().unwrap_or_default();
                if let Some(fields) = self.read.get_mut(index) {
                    for (field, read) in fields.iter_mut().zip(read) {
                        *field |= read;
                    }
                }
                base = self
                    .program
                    .types
                    .record_type(id)
                    .and_then(|record| record.extends);
            }
        }
    }
}
