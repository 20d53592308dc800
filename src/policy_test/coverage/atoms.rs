//! The conditions of a program that are made of no others.

use crate::check::analysis::walk;
use crate::check::analysis::{reach, walk::of_body};
use crate::check::typed::{Body, CellKind, Expr, Kind, Program};
use crate::eval::observe::Observed;
use crate::source::file::Sources;
use crate::source::span::{FileId, Span};
use crate::value::outcome::Truth;

use super::super::conditions::is_made;
use super::known::Known;
use super::lacking::Lacking;

/// A rule, classification, table or definition, with its conditions.
#[derive(Debug)]
pub struct Part {
    pub name: String,
    pub span: Span,
    pub atoms: Vec<Atom>,
}

#[derive(Debug)]
pub struct Atom {
    pub span: Span,
    pub is_row: bool,
    /// It is written with the `not` in it: `x not in xs`, `x is not present`. The other way round is what is observed.
    pub negated: bool,
    /// How it can come out.
    pub outcomes: Vec<Truth>,
    /// The paths that it reads, as the policy writes them: what is to be taken out to see it unknown.
    pub reads: Vec<Span>,
}

impl Atom {
    /// What is observed where the atom comes out so.
    pub fn observed(&self, truth: Truth) -> Observed {
        let truth = match (self.negated, truth) {
            (true, Truth::True) => Truth::False,
            (true, Truth::False) => Truth::True,
            (_, truth) => truth,
        };
        Observed {
            span: self.span,
            truth,
        }
    }
}

/// Every part of a policy that has conditions: its rules, and the definitions of its own file and of what its rules
/// rest on. The standard library's are its own tests' business.
pub fn parts(program: &Program, sources: &Sources, own: FileId) -> Vec<Part> {
    let lacking = Lacking::new(program);
    let mut parts = Vec::new();
    let mut add = |name: String, span: Span, atoms: Vec<Atom>| {
        let is_standard = sources
            .get(span.file)
            .is_none_or(|file| file.name.starts_with("std/"));
        if !atoms.is_empty() && !is_standard {
            parts.push(Part { name, span, atoms });
        }
    };
    if let Some(condition) = &program.policy.applies_when {
        let mut finder = Finder::new(&lacking);
        finder.condition(condition);
        add("applies when".to_owned(), condition.span, finder.atoms);
    }
    let rules: Vec<_> = program
        .rules
        .iter()
        .filter(|rule| !is_made(&rule.id))
        .collect();
    for rule in &rules {
        let mut finder = Finder::new(&lacking);
        finder.known = lacking.applies();
        if let Some(each) = &rule.each {
            finder.over(&each.over);
            finder.known = finder.known.with_sure(each.over.filter.as_ref());
        }
        for (_, value) in &rule.lets {
            finder.value(value);
        }
        finder.conditions(&rule.when);
        finder.known = finder.known.with_sure(rule.when.as_ref());
        for demand in &rule.demands {
            finder.conditions(&demand.when);
            let known = finder.known.with_present(demand.when.as_ref());
            finder.knowing(known, |finder| finder.condition(&demand.condition));
        }
        finder.conditions(&rule.unless);
        add(format!("rule {}", rule.id), rule.id_span, finder.atoms);
    }
    let mut roots: Vec<&Expr> = program.policy.applies_when.iter().collect();
    roots.extend(rules.iter().flat_map(|rule| walk::of_rule(rule)));
    let reached = reach::reached(program, roots);
    for (index, (definition, reached)) in program.definitions.iter().zip(reached).enumerate() {
        if !reached && definition.span.file != own {
            continue;
        }
        let mut finder = Finder::new(&lacking);
        finder.known = lacking.at_start(index);
        let kind = match &definition.body {
            Body::Expr(_) => "define",
            Body::Classify(_) => "classify",
            Body::Table(_) => "table",
            Body::Broken => continue,
        };
        match &definition.body {
            Body::Classify(_) => {
                for when in of_body(&definition.body) {
                    finder.condition(when);
                }
            }
            Body::Expr(body) => finder.value(body),
            Body::Table(table) => {
                for row in &table.rows {
                    let read: Vec<_> = row
                        .cells
                        .iter()
                        .zip(&definition.params)
                        .filter(|(cell, _)| !matches!(cell.kind, CellKind::Any))
                        .collect();
                    let mut outcomes = vec![Truth::True];
                    // A row of nothing but `-` always applies.
                    if !read.is_empty() {
                        outcomes.push(Truth::False);
                    }
                    let lacks = read.iter().any(|(cell, param)| {
                        matches!(cell.kind, CellKind::Tests(_)) && lacking.param(**param)
                    });
                    if lacks {
                        outcomes.push(Truth::Unknown);
                    }
                    finder.atoms.push(Atom {
                        span: row.span,
                        is_row: true,
                        negated: false,
                        outcomes,
                        reads: Vec::new(),
                    });
                }
            }
            Body::Broken => {}
        }
        let name = if definition.name.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind} {}", definition.name)
        };
        add(name, definition.span, finder.atoms);
    }
    parts.sort_by_key(|part| part.span);
    parts
}

/// The longest paths in a condition, but for those in the conditions inside it.
fn paths(expr: &Expr, found: &mut Vec<Span>) {
    let mut add = |part: &Expr| match &part.kind {
        Kind::Field(..) | Kind::Derived(..) | Kind::Index(..) => found.push(part.span),
        _ => paths(part, found),
    };
    match &expr.kind {
        Kind::Quantified(quantified) => {
            for generator in &quantified.over.generators {
                add(&generator.source);
            }
        }
        Kind::CountDistinct(count) => {
            for generator in &count.over.generators {
                add(&generator.source);
            }
            add(&count.of);
        }
        Kind::Field(..) | Kind::Derived(..) | Kind::Index(..) => found.push(expr.span),
        Kind::Default(_, right) => add(right),
        _ => walk::children(expr, &mut add),
    }
}

struct Finder<'f, 'p> {
    lacking: &'f Lacking<'p>,
    known: Known,
    atoms: Vec<Atom>,
}

impl<'f, 'p> Finder<'f, 'p> {
    fn new(lacking: &'f Lacking<'p>) -> Finder<'f, 'p> {
        Finder {
            lacking,
            known: Known::default(),
            atoms: Vec::new(),
        }
    }

    /// Runs `inner` where more is known.
    fn knowing(&mut self, known: Known, inner: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.known, known);
        inner(self);
        self.known = outer;
    }

    fn conditions<'e>(&mut self, conditions: impl IntoIterator<Item = &'e Expr>) {
        for condition in conditions {
            self.condition(condition);
        }
    }

    /// What stands where a condition is asked for.
    fn condition(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::And(parts) | Kind::Or(parts) => self.conditions(parts),
            Kind::Not(of) => {
                let from = self.atoms.len();
                self.condition(of);
                for atom in self.atoms.iter_mut().skip(from) {
                    atom.negated |= atom.span == expr.span;
                }
            }
            Kind::If(test, yes, no) => {
                self.condition(test);
                let known = self.known.with_present(Some(test));
                self.knowing(known, |finder| finder.condition(yes));
                self.condition(no);
            }
            Kind::Const(_) | Kind::Unknown(_) | Kind::Broken => {}
            _ => {
                if self.lacking.varies(expr) {
                    let mut outcomes = vec![Truth::True, Truth::False];
                    if self.lacking.expr(expr, &self.known) {
                        outcomes.push(Truth::Unknown);
                    }
                    let mut reads = Vec::new();
                    paths(expr, &mut reads);
                    self.atoms.push(Atom {
                        span: expr.span,
                        is_row: false,
                        negated: false,
                        outcomes,
                        reads,
                    });
                }
                self.inside(expr);
            }
        }
    }

    /// What stands where a value is asked for: only what is a condition by its kind is one.
    fn value(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::Compare(..)
            | Kind::IsMissing(_)
            | Kind::IsPresent(_)
            | Kind::IsEmpty(_)
            | Kind::InCollection(..)
            | Kind::InRange { .. }
            | Kind::Satisfies(..)
            | Kind::Within(..)
            | Kind::Matches(..)
            | Kind::Quantified(_)
            | Kind::CountDistinct(_) => self.condition(expr),
            Kind::If(test, yes, no) => {
                self.condition(test);
                let known = self.known.with_present(Some(test));
                self.knowing(known, |finder| finder.value(yes));
                self.value(no);
            }
            _ => self.inside(expr),
        }
    }

    /// What stands inside a condition or a value.
    fn inside(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Quantified(quantified) => {
                if let crate::check::typed::Quantifier::Count(_, bound) = &quantified.kind {
                    self.value(bound);
                }
                self.over(&quantified.over);
                let known = self.known.with_present(quantified.over.filter.as_ref());
                self.knowing(known, |finder| finder.condition(&quantified.body));
            }
            Kind::CountDistinct(count) => {
                self.value(&count.bound);
                self.over(&count.over);
                let known = self.known.with_present(count.over.filter.as_ref());
                self.knowing(known, |finder| finder.value(&count.of));
            }
            Kind::ListOf(list) => {
                self.over(&list.over);
                let known = self.known.with_present(list.over.filter.as_ref());
                self.knowing(known, |finder| {
                    finder.value(&list.item);
                    if let Some(sort) = &list.sort {
                        finder.value(&sort.by);
                    }
                });
            }
            Kind::The { source, filter, .. } => {
                self.value(source);
                self.condition(filter);
            }
            Kind::Group {
                source, filter, by, ..
            } => {
                self.value(source);
                if let Some(filter) = filter {
                    self.condition(filter);
                }
                self.value(by);
            }
            _ => walk::children(expr, &mut |part| self.value(part)),
        }
    }

    fn over(&mut self, over: &crate::check::typed::Over) {
        for generator in &over.generators {
            self.value(&generator.source);
        }
        if let Some(filter) = &over.filter {
            self.condition(filter);
        }
    }
}
