use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::reach;
use super::shape::{Hop, PathId, Paths, Root, Shape};
use crate::check::typed::{
    Binding, Body, CellKind, DefinitionId, Expr, Kind, LocalId, Over, Program, Quantifier,
};
use crate::syntax::ast::Count;
use crate::types::ty::Ty;
use crate::value::RecordId;

/// What evaluating something may read: for each path whether its absence may decide that nothing can be said, and the
/// lists whose emptiness matters.
#[derive(Debug, Clone, Default)]
pub struct Reads {
    pub paths: BTreeMap<PathId, bool>,
    pub quantified: BTreeSet<PathId>,
}

/// What a call of a definition reads and where its result comes from. Paths begin at inputs, or at the definition's
/// own params; a call puts its arguments in their place.
#[derive(Debug, Clone, Default)]
struct Summary {
    params: Vec<LocalId>,
    result: Shape,
    reads: Reads,
}

/// Follows expressions and notes what they read.
#[derive(Debug)]
pub struct Tracer<'p> {
    pub program: &'p Program,
    pub paths: Paths<'p>,
    summaries: Vec<Rc<Summary>>,
    env: BTreeMap<LocalId, Shape>,
    reads: Reads,
    /// Whether what is read now can decide anything: what a message prints cannot.
    decides: bool,
}

impl<'p> Tracer<'p> {
    /// Ready for the rules of a program: its definitions are summarised, each after those that it names.
    pub fn new(program: &'p Program) -> Tracer<'p> {
        let mut tracer = Tracer {
            program,
            paths: Paths::new(program),
            summaries: vec![Rc::default(); program.definitions.len()],
            env: BTreeMap::new(),
            reads: Reads::default(),
            decides: true,
        };
        for id in reach::callees_first(program) {
            tracer.summarise(id);
        }
        tracer
    }

    /// What was read since the last call; names bound meanwhile are forgotten.
    pub fn take(&mut self) -> Reads {
        self.env.clear();
        self.decides = true;
        std::mem::take(&mut self.reads)
    }

    pub fn bind(&mut self, local: LocalId, shape: Shape) {
        self.env.insert(local, shape);
    }

    /// Evaluates what only shows something.
    pub fn shown(&mut self, expr: &Expr) {
        let outer = std::mem::replace(&mut self.decides, false);
        self.used(expr);
        self.decides = outer;
    }

    /// As `eval`, for what is only shown.
    pub fn eval_shown(&mut self, expr: &Expr) -> Shape {
        let outer = std::mem::replace(&mut self.decides, false);
        let shape = self.eval(expr);
        self.decides = outer;
        shape
    }

    fn summarise(&mut self, id: DefinitionId) {
        let Some(definition) = self.program.definitions.get(id.0 as usize) else {
            return;
        };
        for param in &definition.params {
            let root = self.paths.root(Root::Param(*param));
            self.env.insert(*param, Shape::at(root));
        }
        let mut result = Shape::default();
        match &definition.body {
            Body::Expr(expr) => result = self.eval(expr),
            Body::Classify(clauses) => {
                for when in clauses.iter().filter_map(|clause| clause.when.as_ref()) {
                    self.used(when);
                }
            }
            Body::Table(table) => {
                for (index, param) in definition.params.iter().enumerate() {
                    let cells = || {
                        let rows = table.rows.iter();
                        rows.filter_map(|row| row.cells.get(index))
                            .map(|cell| &cell.kind)
                    };
                    if cells().all(|cell| matches!(cell, CellKind::Any)) {
                        continue;
                    }
                    let answers = cells().any(|cell| matches!(cell, CellKind::Missing));
                    let root = self.paths.root(Root::Param(*param));
                    self.read(root, !answers);
                }
            }
            Body::Broken => {}
        }
        let reads = self.take();
        if let Some(summary) = self.summaries.get_mut(id.0 as usize) {
            *summary = Rc::new(Summary {
                params: definition.params.clone(),
                result,
                reads,
            });
        }
    }

    fn read(&mut self, path: PathId, decides: bool) {
        let so_far = self.reads.paths.entry(path).or_insert(false);
        *so_far |= decides && self.decides;
    }

    /// Reads all of a value.
    pub fn consume(&mut self, shape: &Shape, decides: bool) {
        let mut paths = Vec::new();
        shape.every(&mut |part| paths.extend(part.at.iter().map(|(path, guard)| (*path, *guard))));
        for (path, guarded) in paths {
            self.read(path, decides && !guarded);
            if let Ty::List(of) | Ty::Set(of) = self.paths.ty(path)
                && !matches!(of.plain(), Ty::Record(_))
            {
                let element = self.paths.element(&Shape::at(path));
                for element in element.at.keys() {
                    self.read(*element, decides);
                }
            }
        }
    }

    /// Reads a value but none of its parts.
    pub fn consume_outside(&mut self, shape: &Shape) {
        for (path, guarded) in &shape.at {
            self.read(*path, !guarded);
        }
    }

    /// Evaluates what is then looked at.
    pub fn used(&mut self, expr: &Expr) {
        let shape = self.eval(expr);
        self.consume(&shape, true);
    }

    /// Evaluates an expression whose value goes elsewhere: what it needs on the way is read, the value itself is not
    /// yet.
    pub fn eval(&mut self, expr: &Expr) -> Shape {
        match &expr.kind {
            Kind::Const(_)
            | Kind::Unknown(_)
            | Kind::Now
            | Kind::Param(_)
            | Kind::Data(_)
            | Kind::Broken => Shape::default(),
            Kind::Input(id) => Shape::at(self.paths.root(Root::Input(*id))),
            Kind::Calendar { given, .. } => {
                for expr in given {
                    self.used(expr);
                }
                Shape::default()
            }
            Kind::Local(local) => self.env.get(local).cloned().unwrap_or_default(),
            Kind::Definition(id, args) => {
                let args: Vec<Shape> = args.iter().map(|arg| self.eval(arg)).collect();
                let result = self.call(*id, &args);
                if matches!(expr.ty.element().map(Ty::plain), Some(Ty::Person)) {
                    self.ask_of(&result);
                }
                result
            }
            Kind::Derived(base, id) => {
                let base = self.eval(base);
                self.call(*id, &[base])
            }
            Kind::Field(base, index) => {
                let shape = self.eval(base);
                match base.ty.plain() {
                    Ty::Record(record) => self.paths.field(&shape, *record, *index),
                    _ => Shape::default(),
                }
            }
            Kind::Part(base, _) => self.eval(base),
            Kind::Index(base, place) => {
                self.used(place);
                let shape = self.eval(base);
                match base.ty.plain() {
                    Ty::Map(..) => self.paths.map_value(&shape),
                    _ => self.paths.element(&shape),
                }
            }
            Kind::IsMissing(of) | Kind::IsPresent(of) => {
                let shape = self.eval(of);
                self.consume(&shape, false);
                Shape::default()
            }
            Kind::IsEmpty(of) => {
                let shape = self.eval(of);
                self.consume_outside(&shape);
                Shape::default()
            }
            Kind::Default(of, otherwise) => {
                let mut shape = self.eval(of).guarded();
                shape.join(&self.eval(otherwise));
                shape
            }
            Kind::If(when, then, otherwise) => {
                self.used(when);
                let mut shape = self.eval(then);
                shape.join(&self.eval(otherwise));
                shape
            }
            Kind::Quantified(quantified) => {
                if let Quantifier::Count(_, bound) = &quantified.kind {
                    self.used(bound);
                }
                let lists = self.over(&quantified.over);
                let asks = match &quantified.kind {
                    Quantifier::Every => !quantified.over.if_any,
                    Quantifier::Some | Quantifier::Count(Count::AtLeast, _) => true,
                    Quantifier::No | Quantifier::Count(..) => false,
                };
                if asks {
                    self.reads.quantified.extend(lists);
                }
                self.used(&quantified.body);
                Shape::default()
            }
            Kind::CountDistinct(count) => {
                self.used(&count.bound);
                let lists = self.over(&count.over);
                if count.how == Count::AtLeast {
                    self.reads.quantified.extend(lists);
                }
                self.used(&count.of);
                Shape::default()
            }
            Kind::The {
                local,
                source,
                filter,
            } => {
                let (element, _) = self.elements(source);
                self.env.insert(*local, element.clone());
                self.used(filter);
                element
            }
            Kind::Group {
                local,
                source,
                filter,
                by,
                record,
            } => {
                let (element, lists) = self.elements(source);
                self.env.insert(*local, element.clone());
                if let Some(filter) = filter {
                    self.used(filter);
                }
                let key = self.eval(by);
                self.consume(&key, true);
                let items = Shape::list(element, lists.clone());
                let place = |name| self.declared(*record, name).map(|(index, _)| index);
                let parts = [(place("key"), key), (place("items"), items)];
                let parts = parts
                    .into_iter()
                    .filter_map(|(place, part)| Some((place?, part)));
                Shape::list(Shape::record(parts), lists)
            }
            Kind::List(items) | Kind::Set(items) => {
                let mut element = Shape::default();
                for item in items {
                    element.join(&self.eval(item));
                }
                Shape::list(element, BTreeSet::new())
            }
            Kind::ListOf(list) => {
                let lists = self.over(&list.over);
                let item = self.eval(&list.item);
                if let Some(sort) = &list.sort {
                    self.used(&sort.by);
                }
                Shape::list(item, lists)
            }
            Kind::Map(entries) => {
                let mut element = Shape::default();
                for (key, value) in entries {
                    let pair = [(0, self.eval(key)), (1, self.eval(value))];
                    element.join(&Shape::record(pair));
                }
                Shape::list(element, BTreeSet::new())
            }
            Kind::Record(_, fields) => {
                let fields: Vec<(u16, Shape)> = (0u16..)
                    .zip(fields)
                    .filter_map(|(index, field)| Some((index, self.eval(field.as_ref()?))))
                    .collect();
                Shape::record(fields)
            }
            Kind::Distinct(of) => {
                let shape = self.eval(of);
                self.consume(&shape, true);
                shape
            }
            Kind::Builtin {
                index,
                args,
                fields,
                ..
            } => self.builtin(*index, args, fields, &expr.ty),
            Kind::Not(_)
            | Kind::Negate(_)
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Compare(..)
            | Kind::Arithmetic(..)
            | Kind::InCollection(..)
            | Kind::InRange { .. }
            | Kind::Satisfies(..)
            | Kind::Within(..)
            | Kind::Matches(..) => {
                let mut parts = Vec::new();
                super::walk::children(expr, &mut |part| parts.push(part));
                for part in parts {
                    self.used(part);
                }
                Shape::default()
            }
        }
    }

    /// Binds the names of generators; gives the lists that they range over.
    pub fn over(&mut self, over: &Over) -> BTreeSet<PathId> {
        let mut all = BTreeSet::new();
        for generator in &over.generators {
            let (element, lists) = self.elements(&generator.source);
            all.extend(lists);
            match generator.binding {
                Binding::One(local) => {
                    self.env.insert(local, element);
                }
                Binding::Pair(left, right) => {
                    if let Some(Ty::Record(record)) = generator.source.ty.element().map(Ty::plain) {
                        let first = self.paths.field(&element, *record, 0);
                        let second = self.paths.field(&element, *record, 1);
                        self.env.insert(left, first);
                        self.env.insert(right, second);
                    } else {
                        for (local, index) in [(left, 0), (right, 1)] {
                            let half = element.made_field(index).cloned().unwrap_or_default();
                            self.env.insert(local, half);
                        }
                    }
                }
            }
        }
        if let Some(filter) = &over.filter {
            self.used(filter);
        }
        all
    }

    /// Ranges over a list: its elements, and the lists of the input behind it.
    fn elements(&mut self, source: &Expr) -> (Shape, BTreeSet<PathId>) {
        let shape = self.eval(source);
        self.consume_outside(&shape);
        let lists = shape.at.keys().chain(&shape.lists).copied().collect();
        (self.paths.element(&shape), lists)
    }

    fn ask_of(&mut self, shape: &Shape) {
        let lists = shape.at.keys().chain(&shape.lists);
        self.reads.quantified.extend(lists);
    }

    pub fn ask_over(&mut self, lists: BTreeSet<PathId>) {
        self.reads.quantified.extend(lists);
    }

    pub(super) fn call(&mut self, id: DefinitionId, args: &[Shape]) -> Shape {
        let Some(summary) = self.summaries.get(id.0 as usize).cloned() else {
            return Shape::default();
        };
        let given: BTreeMap<LocalId, &Shape> = summary.params.iter().copied().zip(args).collect();
        for (path, decides) in &summary.reads.paths {
            let placed = self.placed(*path, &given);
            self.consume(&placed, *decides);
        }
        for path in &summary.reads.quantified {
            let placed = self.placed(*path, &given);
            self.ask_of(&placed);
        }
        summary.result.map(&mut |path| self.placed(path, &given))
    }

    /// A path of a summary where its definition is called.
    fn placed(&mut self, path: PathId, given: &BTreeMap<LocalId, &Shape>) -> Shape {
        let hops = self.paths.hops(path);
        let Some((Hop::Root(Root::Param(param)), rest)) = hops.split_first() else {
            return Shape::at(path);
        };
        let mut shape = given
            .get(param)
            .map(|shape| (*shape).clone())
            .unwrap_or_default();
        for hop in rest {
            shape = self.paths.hop(&shape, *hop);
        }
        shape
    }

    /// Place and type of a field.
    pub fn declared(&self, record: RecordId, name: &str) -> Option<(u16, &'p Ty)> {
        let found = self.program.types.record_type(record)?;
        let index = found.fields.iter().position(|field| field.name == name)?;
        Some((u16::try_from(index).ok()?, &found.fields.get(index)?.ty))
    }
}
