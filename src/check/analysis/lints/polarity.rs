use std::collections::{BTreeMap, BTreeSet};

use crate::builtins::list;
use crate::check::analysis::condition::constant;
use crate::check::typed::{
    Body, Const, DefinitionId, Expr, Kind, LocalId, Over, Program, Quantifier,
};
use crate::source::span::Span;
use crate::syntax::ast::{ArithmeticOp, CompareOp, Count};
use crate::value::Member;

/// Which way a change of a value helps a rule towards clear: a condition becoming true or false, a list growing or
/// shrinking, a number rising or falling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Helps {
    up: bool,
    down: bool,
}

impl Helps {
    pub const TRUE: Helps = Helps {
        up: true,
        down: false,
    };
    pub const FALSE: Helps = Helps {
        up: false,
        down: true,
    };
    /// Either may.
    const EITHER: Helps = Helps {
        up: true,
        down: true,
    };

    fn turned(self) -> Helps {
        Helps {
            up: self.down,
            down: self.up,
        }
    }
}

/// Follows how conditions bear on a rule, through `not`, quantifiers, definitions and classes, to the tests for
/// absence inside them. What is reached twice in the same sense, from one rule or two, is looked at once, so that the
/// work is linear.
#[derive(Debug)]
pub struct Polarity<'p> {
    program: &'p Program,
    /// What the names that rules bind stand for.
    lets: BTreeMap<LocalId, &'p Expr>,
    pending: Vec<(Place, Helps, bool)>,
    seen: BTreeSet<(Place, Helps, bool)>,
    found: BTreeMap<Span, &'p Expr>,
}

/// What is looked at once for each sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Definition(DefinitionId),
    /// Whether a class is this label.
    Label(DefinitionId, Member),
    Let(LocalId),
}

/// Functions whose lists and numbers bear on the result as they are: more gives more.
const GROWING: &[&str] = &[
    "concat",
    "count",
    "flatten",
    "intersect",
    "keys",
    "reach",
    "reverse",
    "tally",
    "union",
    "values",
];

impl<'p> Polarity<'p> {
    pub fn new(program: &'p Program) -> Polarity<'p> {
        let lets = program.rules.iter().flat_map(|rule| &rule.lets);
        Polarity {
            program,
            lets: lets.map(|(local, value)| (*local, value)).collect(),
            pending: Vec::new(),
            seen: BTreeSet::new(),
            found: BTreeMap::new(),
        }
    }

    /// Follows one clause's condition.
    pub fn follow(&mut self, expr: &'p Expr, helps: Helps) {
        self.visit(expr, helps, false);
    }

    /// The tests for absence that help, but for those that were found before.
    pub fn found(&mut self) -> Vec<&'p Expr> {
        while let Some((place, helps, negated)) = self.pending.pop() {
            match place {
                Place::Let(local) => {
                    if let Some(value) = self.lets.get(&local).copied() {
                        self.visit(value, helps, negated);
                    }
                }
                Place::Definition(id) => match self.body(id) {
                    Some(Body::Expr(expr)) => self.visit(expr, helps, negated),
                    Some(Body::Classify(clauses)) => {
                        for when in clauses.iter().filter_map(|clause| clause.when.as_ref()) {
                            self.visit(when, Helps::EITHER, false);
                        }
                    }
                    _ => {}
                },
                Place::Label(id, label) => self.visit_label(id, label, helps, negated),
            }
        }
        std::mem::take(&mut self.found).into_values().collect()
    }

    fn body(&self, id: DefinitionId) -> Option<&'p Body> {
        let definition = self.program.definitions.get(id.0 as usize)?;
        Some(&definition.body)
    }

    /// A class is a label if one of its conditions holds and none before it does.
    fn visit_label(&mut self, id: DefinitionId, label: Member, helps: Helps, negated: bool) {
        let Some(Body::Classify(clauses)) = self.body(id) else {
            return;
        };
        let last = clauses.iter().rposition(|clause| clause.label == label);
        for clause in clauses.iter().take(last.map_or(0, |last| last + 1)) {
            let Some(when) = &clause.when else { continue };
            if clause.label == label {
                self.visit(when, helps, negated);
            } else {
                self.visit(when, helps.turned(), !negated);
            }
        }
    }

    fn later(&mut self, place: Place, helps: Helps, negated: bool) {
        if self.seen.insert((place, helps, negated)) {
            self.pending.push((place, helps, negated));
        }
    }

    /// `negated`: an odd number of `not` stands around it, and nothing else.
    fn visit(&mut self, expr: &'p Expr, helps: Helps, negated: bool) {
        match &expr.kind {
            Kind::Not(of) => self.visit(of, helps.turned(), !negated),
            Kind::And(parts) | Kind::Or(parts) => {
                for part in parts {
                    self.visit(part, helps, negated);
                }
            }
            Kind::If(when, then, otherwise) => {
                self.visit(when, Helps::EITHER, false);
                self.visit(then, helps, negated);
                self.visit(otherwise, helps, negated);
            }
            Kind::IsMissing(of) => {
                if helps.up {
                    self.found.insert(expr.span, expr);
                }
                self.visit(of, Helps::EITHER, false);
            }
            Kind::IsPresent(of) => {
                if negated && helps.down {
                    self.found.insert(expr.span, expr);
                }
                self.visit(of, Helps::EITHER, false);
            }
            Kind::IsEmpty(of) | Kind::Negate(of) => self.visit(of, helps.turned(), false),
            Kind::Distinct(of) => self.visit(of, helps, false),
            Kind::Default(of, otherwise) => {
                self.visit(of, helps, negated);
                self.visit(otherwise, helps, negated);
            }
            Kind::Compare(op, left, right) => self.compare(*op, left, right, helps, negated),
            Kind::InCollection(subject, collection) => {
                self.member_of(subject, collection, helps, negated);
            }
            Kind::Arithmetic(ArithmeticOp::Add, left, right) => {
                self.visit(left, helps, false);
                self.visit(right, helps, false);
            }
            Kind::Arithmetic(ArithmeticOp::Subtract, left, right) => {
                self.visit(left, helps, false);
                self.visit(right, helps.turned(), false);
            }
            Kind::Quantified(quantified) => {
                let (toward, bound) = match &quantified.kind {
                    Quantifier::Every | Quantifier::Some => (helps, None),
                    Quantifier::No => (helps.turned(), None),
                    Quantifier::Count(how, bound) => (toward(*how, helps), Some((how, bound))),
                };
                if let Some((how, bound)) = bound {
                    self.visit(bound, toward_bound(*how, helps), false);
                }
                // Fewer elements make it easier for `every`, harder for `some`.
                let elements = match &quantified.kind {
                    Quantifier::Every => helps.turned(),
                    _ => toward,
                };
                self.over(&quantified.over, elements);
                self.visit(&quantified.body, toward, negated);
            }
            Kind::CountDistinct(count) => {
                self.visit(&count.bound, toward_bound(count.how, helps), false);
                self.over(&count.over, toward(count.how, helps));
                self.visit(&count.of, Helps::EITHER, false);
            }
            Kind::ListOf(list) => {
                self.over(&list.over, helps);
                self.visit(&list.item, Helps::EITHER, false);
                if let Some(sort) = &list.sort {
                    self.visit(&sort.by, Helps::EITHER, false);
                }
            }
            Kind::Group {
                source, filter, by, ..
            } => {
                self.visit(source, helps, false);
                if let Some(filter) = filter {
                    self.visit(filter, helps, false);
                }
                self.visit(by, Helps::EITHER, false);
            }
            Kind::Definition(id, args) => {
                self.later(Place::Definition(*id), helps, negated);
                for arg in args {
                    self.visit(arg, Helps::EITHER, false);
                }
            }
            Kind::Derived(base, id) => {
                self.later(Place::Definition(*id), helps, negated);
                self.visit(base, Helps::EITHER, false);
            }
            Kind::Local(local) => self.later(Place::Let(*local), helps, negated),
            Kind::Builtin { index, args, .. } => {
                let name = list::ALL.get(*index).map_or("", |builtin| builtin.name);
                for (place, arg) in args.iter().enumerate() {
                    let bears = match name {
                        _ if GROWING.contains(&name) => helps,
                        "minus" if place == 0 => helps,
                        "minus" => helps.turned(),
                        _ => Helps::EITHER,
                    };
                    self.visit(arg, bears, false);
                }
            }
            _ => {
                let mut parts = Vec::new();
                crate::check::analysis::walk::children(expr, &mut |part| parts.push(part));
                for part in parts {
                    self.visit(part, Helps::EITHER, false);
                }
            }
        }
    }

    fn compare(
        &mut self,
        op: CompareOp,
        left: &'p Expr,
        right: &'p Expr,
        helps: Helps,
        negated: bool,
    ) {
        let (left_helps, right_helps) = match op {
            CompareOp::Less | CompareOp::LessOrEqual => (helps.turned(), helps),
            CompareOp::Greater | CompareOp::GreaterOrEqual => (helps, helps.turned()),
            CompareOp::Equal | CompareOp::NotEqual => {
                let (helps, negated) = if op == CompareOp::Equal {
                    (helps, negated)
                } else {
                    (helps.turned(), !negated)
                };
                let labelled = self.label(left, right, helps, negated)
                    || self.label(right, left, helps, negated);
                if labelled {
                    return;
                }
                (Helps::EITHER, Helps::EITHER)
            }
        };
        self.visit(left, left_helps, false);
        self.visit(right, right_helps, false);
    }

    /// Whether this was a class against a label.
    fn label(&mut self, class: &'p Expr, label: &Expr, helps: Helps, negated: bool) -> bool {
        let (Kind::Definition(id, args), Some(Const::Enum(member))) =
            (&class.kind, constant(label))
        else {
            return false;
        };
        if !matches!(self.body(*id), Some(Body::Classify(_))) {
            return false;
        }
        self.later(Place::Label(*id, member), helps, negated);
        for arg in args {
            self.visit(arg, Helps::EITHER, false);
        }
        true
    }

    fn member_of(&mut self, subject: &'p Expr, collection: &'p Expr, helps: Helps, negated: bool) {
        if let Kind::Set(items) | Kind::List(items) = &collection.kind {
            let mut labelled = !items.is_empty();
            for item in items {
                labelled = labelled && self.label(subject, item, helps, negated);
            }
            if labelled {
                return;
            }
        }
        self.visit(subject, Helps::EITHER, false);
        self.visit(collection, helps, false);
    }

    fn over(&mut self, over: &'p Over, elements: Helps) {
        for generator in &over.generators {
            self.visit(&generator.source, elements, false);
        }
        if let Some(filter) = &over.filter {
            self.visit(filter, elements, false);
        }
    }
}

fn toward(how: Count, helps: Helps) -> Helps {
    match how {
        Count::AtLeast => helps,
        Count::AtMost => helps.turned(),
        Count::Exactly => Helps::EITHER,
    }
}

fn toward_bound(how: Count, helps: Helps) -> Helps {
    match how {
        Count::AtLeast => helps.turned(),
        Count::AtMost => helps,
        Count::Exactly => Helps::EITHER,
    }
}
