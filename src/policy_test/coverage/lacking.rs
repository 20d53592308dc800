//! Which expressions can be unknown because evidence is missing.
//!
//! Only missing evidence counts: a field that a document does not have, an element that is not there. That a value
//! cannot be read, that a division is by zero or that two people cannot be told apart makes a condition unknown too, but
//! asks no test of whoever writes the policy. So `is present` and `is missing` are always known, `default` is as known
//! as what stands behind it, and params, constants and the clock are known.

use crate::check::analysis::{reach, walk};
use crate::check::typed::{Binding, Body, Expr, Kind, LocalId, Over, Program, Quantifier};
use crate::types::ty::Ty;
use crate::value::RecordId;

use super::super::conditions::is_made;
use super::known::Known;

/// What is known of each bound name, definition and record of a program.
#[derive(Debug)]
pub struct Lacking<'p> {
    program: &'p Program,
    /// For each bound name: whether it, and whether an element of it, can be unknown.
    locals: Vec<(bool, bool)>,
    definitions: Vec<(bool, bool)>,
    /// For each record type made by literals: whether each of its fields can be.
    made: Vec<Vec<(bool, bool)>>,
    /// What is known wherever the policy applies.
    applies: Known,
    /// For each definition, whether it is asked before that is known.
    before: Vec<bool>,
    changed: bool,
}

impl<'p> Lacking<'p> {
    pub fn new(program: &'p Program) -> Lacking<'p> {
        let mut lacking = Lacking {
            program,
            locals: vec![(false, false); program.locals.len()],
            definitions: vec![(false, false); program.definitions.len()],
            made: program
                .types
                .records
                .iter()
                .map(|record| vec![(false, false); record.fields.len()])
                .collect(),
            applies: Known::default().with_sure(program.policy.applies_when.as_ref()),
            before: reach::reached(program, &program.policy.applies_when),
            changed: true,
        };
        // What is bound may be bound from what is bound later; each round only adds.
        while std::mem::replace(&mut lacking.changed, false) {
            lacking.round();
        }
        lacking
    }

    fn round(&mut self) {
        let program = self.program;
        if let Some(condition) = &program.policy.applies_when {
            self.see(condition, &Known::default());
        }
        // What a test asks of its own accord asks nothing of the policy.
        for rule in program.rules.iter().filter(|rule| !is_made(&rule.id)) {
            let mut known = self.applies.clone();
            if let Some(each) = &rule.each {
                self.see_over(&each.over, &known);
                known = known.with_sure(each.over.filter.as_ref());
            }
            for (local, value) in &rule.lets {
                self.see(value, &known);
                let of = (self.expr(value, &known), self.element(value, &known));
                self.local(*local, of);
            }
            if let Some(when) = &rule.when {
                self.see(when, &known);
            }
            known = known.with_sure(rule.when.as_ref());
            for demand in &rule.demands {
                if let Some(when) = &demand.when {
                    self.see(when, &known);
                }
                self.see(&demand.condition, &known.with_present(demand.when.as_ref()));
            }
            if let Some(unless) = &rule.unless {
                self.see(unless, &known);
            }
        }
        for (index, definition) in program.definitions.iter().enumerate() {
            let nothing = self.at_start(index);
            for root in walk::of_body(&definition.body) {
                self.see(root, &nothing);
            }
            let known = match &definition.body {
                Body::Expr(expr) => (self.expr(expr, &nothing), self.element(expr, &nothing)),
                Body::Classify(clauses) => {
                    let mut conditions = clauses.iter().filter_map(|clause| clause.when.as_ref());
                    (conditions.any(|when| self.expr(when, &nothing)), false)
                }
                Body::Table(_) => (
                    definition
                        .params
                        .iter()
                        .any(|param| self.of_local(*param).0),
                    false,
                ),
                Body::Broken => (false, false),
            };
            if let Some(slot) = self.definitions.get_mut(index) {
                let joined = (slot.0 | known.0, slot.1 | known.1);
                self.changed |= *slot != joined;
                *slot = joined;
            }
        }
    }

    /// What is known where a rule begins.
    pub fn applies(&self) -> Known {
        self.applies.clone()
    }

    /// What is known where a definition is asked, by its place.
    pub fn at_start(&self, definition: usize) -> Known {
        match self.before.get(definition) {
            Some(false) => self.applies.clone(),
            _ => Known::default(),
        }
    }

    /// Learns from an expression and everything inside it what its names are bound to.
    fn see(&mut self, expr: &'p Expr, known: &Known) {
        self.learn(expr, known);
        match &expr.kind {
            Kind::If(test, yes, no) => {
                self.see(test, known);
                self.see(yes, &known.with_present(Some(test)));
                self.see(no, known);
            }
            Kind::Quantified(quantified) => {
                if let Quantifier::Count(_, bound) = &quantified.kind {
                    self.see(bound, known);
                }
                self.see_over(&quantified.over, known);
                let inner = known.with_present(quantified.over.filter.as_ref());
                self.see(&quantified.body, &inner);
            }
            Kind::CountDistinct(count) => {
                self.see(&count.bound, known);
                self.see_over(&count.over, known);
                let inner = known.with_present(count.over.filter.as_ref());
                self.see(&count.of, &inner);
            }
            Kind::ListOf(list) => {
                self.see_over(&list.over, known);
                let inner = known.with_present(list.over.filter.as_ref());
                self.see(&list.item, &inner);
                if let Some(sort) = &list.sort {
                    self.see(&sort.by, &inner);
                }
            }
            _ => walk::children(expr, &mut |part| self.see(part, known)),
        }
    }

    fn see_over(&mut self, over: &'p Over, known: &Known) {
        self.over(over, known);
        walk::parts_of(over, &mut |part| self.see(part, known));
    }

    fn learn(&mut self, expr: &'p Expr, known: &Known) {
        match &expr.kind {
            Kind::Definition(id, args) => {
                let program = self.program;
                let Some(definition) = program.definitions.get(id.0 as usize) else {
                    return;
                };
                for (param, arg) in definition.params.iter().zip(args) {
                    let of = (self.expr(arg, known), self.element(arg, known));
                    self.local(*param, of);
                }
            }
            Kind::The { local, source, .. } | Kind::Group { local, source, .. } => {
                let of = (self.element(source, known), false);
                self.local(*local, of);
            }
            Kind::Record(of, fields) => {
                for (index, field) in fields.iter().enumerate() {
                    let lacks = match field {
                        Some(field) => (self.expr(field, known), self.element(field, known)),
                        None => (true, false),
                    };
                    let slot = self
                        .made
                        .get_mut(of.0 as usize)
                        .and_then(|fields| fields.get_mut(index));
                    if let Some(slot) = slot {
                        let joined = (slot.0 | lacks.0, slot.1 | lacks.1);
                        self.changed |= *slot != joined;
                        *slot = joined;
                    }
                }
            }
            _ => {}
        }
    }

    fn over(&mut self, over: &'p Over, known: &Known) {
        for generator in &over.generators {
            let of = (self.element(&generator.source, known), false);
            match generator.binding {
                Binding::One(local) => self.local(local, of),
                Binding::Pair(left, right) => {
                    self.local(left, of);
                    self.local(right, of);
                }
            }
        }
    }

    fn local(&mut self, local: LocalId, known: (bool, bool)) {
        if let Some(slot) = self.locals.get_mut(local.0 as usize) {
            let joined = (slot.0 | known.0, slot.1 | known.1);
            self.changed |= *slot != joined;
            *slot = joined;
        }
    }

    fn of_local(&self, local: LocalId) -> (bool, bool) {
        self.locals
            .get(local.0 as usize)
            .copied()
            .unwrap_or_default()
    }

    fn of_definition(&self, id: crate::check::typed::DefinitionId) -> (bool, bool) {
        self.definitions
            .get(id.0 as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the expression can be unknown for want of evidence.
    pub fn expr(&self, expr: &Expr, known: &Known) -> bool {
        if known.holds(expr) {
            return false;
        }
        match &expr.kind {
            Kind::Const(_)
            | Kind::Now
            | Kind::Param(_)
            | Kind::Data(_)
            | Kind::IsMissing(_)
            | Kind::IsPresent(_)
            | Kind::Record(..)
            | Kind::Broken => false,
            Kind::Unknown(_) => true,
            Kind::Input(id) => self
                .program
                .inputs
                .get(id.0 as usize)
                .is_some_and(|input| input.optional),
            Kind::Local(id) => self.of_local(*id).0,
            Kind::Definition(id, args) => {
                let is_table = self
                    .program
                    .definitions
                    .get(id.0 as usize)
                    .is_some_and(|definition| matches!(definition.body, Body::Table(_)));
                if is_table {
                    args.iter().any(|arg| self.expr(arg, known))
                } else {
                    self.of_definition(*id).0
                }
            }
            Kind::Derived(base, id) => self.expr(base, known) || self.of_definition(*id).0,
            Kind::Field(base, index) => self.expr(base, known) || self.field(base, *index).0,
            Kind::Default(_, right) => self.expr(right, known),
            Kind::If(test, yes, no) => {
                self.expr(test, known)
                    || self.expr(yes, &known.with_present(Some(test)))
                    || self.expr(no, known)
            }
            Kind::Quantified(quantified) => {
                let empty = matches!(quantified.kind, Quantifier::Every)
                    && !quantified.over.if_any
                    && self.can_be_empty(&quantified.over);
                let bound = match &quantified.kind {
                    Quantifier::Count(_, bound) => self.expr(bound, known),
                    _ => false,
                };
                empty
                    || bound
                    || self.over_lacks(&quantified.over, known)
                    || self.expr(
                        &quantified.body,
                        &known.with_present(quantified.over.filter.as_ref()),
                    )
            }
            Kind::CountDistinct(count) => {
                self.expr(&count.bound, known)
                    || self.over_lacks(&count.over, known)
                    || self.expr(&count.of, &known.with_present(count.over.filter.as_ref()))
            }
            Kind::ListOf(list) => {
                self.over_lacks(&list.over, known)
                    || self.expr(&list.item, &known.with_present(list.over.filter.as_ref()))
            }
            _ => {
                let mut lacks = false;
                walk::children(expr, &mut |part| lacks |= self.expr(part, known));
                lacks
            }
        }
    }

    /// Whether an element of a list can be unknown for want of evidence. Those of a document are there or are not.
    fn element(&self, expr: &Expr, known: &Known) -> bool {
        match &expr.kind {
            Kind::ListOf(list) => {
                self.expr(&list.item, &known.with_present(list.over.filter.as_ref()))
            }
            Kind::List(items) | Kind::Set(items) => items.iter().any(|item| self.expr(item, known)),
            Kind::Distinct(of) => self.element(of, known),
            Kind::Local(id) => self.of_local(*id).1,
            Kind::Definition(id, _) | Kind::Derived(_, id) => self.of_definition(*id).1,
            Kind::Field(base, index) => self.field(base, *index).1,
            Kind::If(_, yes, no) => self.element(yes, known) || self.element(no, known),
            Kind::Default(left, right) => self.element(left, known) || self.element(right, known),
            Kind::Builtin { args, .. } => args.iter().any(|arg| self.element(arg, known)),
            _ => false,
        }
    }

    /// Whether a field of the record, and whether an element of that field, can be.
    fn field(&self, base: &Expr, index: u16) -> (bool, bool) {
        let Ty::Record(RecordId(of)) = base.ty.plain() else {
            return (true, false);
        };
        let record = self.program.types.records.get(*of as usize);
        match record {
            // A declared type is a document's, and any of its fields may be missing there.
            Some(record) if !record.name.is_empty() => (true, false),
            // Any other is what the policy or a function made.
            _ => self
                .made
                .get(*of as usize)
                .and_then(|fields| fields.get(usize::from(index)))
                .copied()
                .unwrap_or_default(),
        }
    }

    fn over_lacks(&self, over: &Over, known: &Known) -> bool {
        let mut lacks = false;
        walk::parts_of(over, &mut |part| lacks |= self.expr(part, known));
        lacks
    }

    /// Whether what is gone over comes from documents, and so may be nothing at all.
    fn can_be_empty(&self, over: &Over) -> bool {
        over.filter.is_some()
            || over
                .generators
                .iter()
                .any(|generator| self.reads_input(&generator.source, &mut Vec::new()))
    }

    fn reads_input(&self, expr: &Expr, entered: &mut Vec<u32>) -> bool {
        let mut reads = false;
        walk::every(expr, &mut |part| match &part.kind {
            Kind::Input(_) | Kind::Local(_) => reads = true,
            Kind::Definition(id, _) | Kind::Derived(_, id) if !entered.contains(&id.0) => {
                entered.push(id.0);
                if let Some(definition) = self.program.definitions.get(id.0 as usize) {
                    for root in walk::of_body(&definition.body) {
                        reads |= self.reads_input(root, entered);
                    }
                }
            }
            _ => {}
        });
        reads
    }

    /// Whether a definition's param can be unknown: for the rows of a table.
    pub fn param(&self, local: LocalId) -> bool {
        self.of_local(local).0
    }

    /// Whether the expression reads anything at all that can differ between two evaluations.
    pub fn varies(&self, expr: &Expr) -> bool {
        let mut varies = false;
        walk::every(expr, &mut |part| {
            varies |= matches!(
                part.kind,
                Kind::Input(_)
                    | Kind::Param(_)
                    | Kind::Local(_)
                    | Kind::Now
                    | Kind::Definition(..)
                    | Kind::Derived(..)
                    | Kind::Calendar { .. }
            );
        });
        varies
    }
}
