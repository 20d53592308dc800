use std::cmp::Ordering;

use crate::check::typed::{Binding, Const, Expr, Generator, Kind, LocalId, Over, Quantifier, Sort};

/// Whether two expressions are one and the same but for their places in the text and the names that they bind
/// themselves: wherever one has a value, so has the other, and it is equal.
pub fn same(left: &Expr, right: &Expr) -> bool {
    Pairing::default().same(left, right)
}

/// Whether one expression is `some …` and the other is `no …` of the same: each then holds where the other does not.
pub fn complement(left: &Expr, right: &Expr) -> bool {
    let (Kind::Quantified(a), Kind::Quantified(b)) = (&left.kind, &right.kind) else {
        return false;
    };
    let opposed = matches!(
        (&a.kind, &b.kind),
        (Quantifier::Some, Quantifier::No) | (Quantifier::No, Quantifier::Some)
    );
    let mut pairing = Pairing::default();
    opposed && pairing.same_over(&a.over, &b.over) && pairing.same(&a.body, &b.body)
}

/// Whether two constants are equal.
pub fn same_const(left: &Const, right: &Const) -> bool {
    match (left, right) {
        (Const::Bool(a), Const::Bool(b)) => a == b,
        (Const::Number(a), Const::Number(b)) | (Const::Percentage(a), Const::Percentage(b)) => {
            a == b
        }
        (Const::Text(a), Const::Text(b)) | (Const::Person(a), Const::Person(b)) => a == b,
        (Const::Date(a), Const::Date(b)) => a == b,
        (Const::Time(a), Const::Time(b)) => a == b,
        (Const::Instant(a), Const::Instant(b)) => a == b,
        (Const::Duration(a), Const::Duration(b)) => a.compare(*b) == Some(Ordering::Equal),
        (Const::Window(a), Const::Window(b)) => a == b,
        (Const::Zone(a), Const::Zone(b)) => a == b,
        (Const::Version(a), Const::Version(b)) => a.precedence(b) == Ordering::Equal,
        (Const::Constraint(a), Const::Constraint(b)) => a.text == b.text,
        (Const::Enum(a), Const::Enum(b)) => a == b,
        _ => false,
    }
}

/// Names bound so far inside the two expressions, pair by pair.
#[derive(Debug, Default)]
struct Pairing {
    bound: Vec<(LocalId, LocalId)>,
}

impl Pairing {
    fn same(&mut self, left: &Expr, right: &Expr) -> bool {
        match (&left.kind, &right.kind) {
            (Kind::Const(a), Kind::Const(b)) => same_const(a, b),
            (Kind::Now, Kind::Now) => true,
            (Kind::Input(a), Kind::Input(b)) => a == b,
            (Kind::Param(a), Kind::Param(b)) => a == b,
            (Kind::Data(a), Kind::Data(b)) => a == b,
            (Kind::Calendar { id: a, .. }, Kind::Calendar { id: b, .. }) => a == b,
            (Kind::Local(a), Kind::Local(b)) => self.same_local(*a, *b),
            (Kind::Definition(a, a_args), Kind::Definition(b, b_args)) => {
                a == b && self.all(a_args, b_args)
            }
            (Kind::Field(a, a_index), Kind::Field(b, b_index)) => {
                a_index == b_index && self.same(a, b)
            }
            (Kind::Derived(a, a_id), Kind::Derived(b, b_id)) => a_id == b_id && self.same(a, b),
            (Kind::Part(a, a_part), Kind::Part(b, b_part)) => a_part == b_part && self.same(a, b),
            (Kind::Matches(a, a_text), Kind::Matches(b, b_text)) => {
                a_text == b_text && self.same(a, b)
            }
            (Kind::Not(a), Kind::Not(b))
            | (Kind::Negate(a), Kind::Negate(b))
            | (Kind::IsMissing(a), Kind::IsMissing(b))
            | (Kind::IsPresent(a), Kind::IsPresent(b))
            | (Kind::IsEmpty(a), Kind::IsEmpty(b))
            | (Kind::Distinct(a), Kind::Distinct(b)) => self.same(a, b),
            (Kind::And(a), Kind::And(b))
            | (Kind::Or(a), Kind::Or(b))
            | (Kind::List(a), Kind::List(b))
            | (Kind::Set(a), Kind::Set(b)) => self.all(a, b),
            (Kind::Index(a, a2), Kind::Index(b, b2))
            | (Kind::InCollection(a, a2), Kind::InCollection(b, b2))
            | (Kind::Satisfies(a, a2), Kind::Satisfies(b, b2))
            | (Kind::Within(a, a2), Kind::Within(b, b2))
            | (Kind::Default(a, a2), Kind::Default(b, b2)) => self.same(a, b) && self.same(a2, b2),
            (Kind::Compare(a_op, a, a2), Kind::Compare(b_op, b, b2)) => {
                a_op == b_op && self.same(a, b) && self.same(a2, b2)
            }
            (Kind::Arithmetic(a_op, a, a2), Kind::Arithmetic(b_op, b, b2)) => {
                a_op == b_op && self.same(a, b) && self.same(a2, b2)
            }
            (Kind::If(a, a2, a3), Kind::If(b, b2, b3)) => {
                self.same(a, b) && self.same(a2, b2) && self.same(a3, b3)
            }
            (
                Kind::InRange {
                    subject: a,
                    low: a_low,
                    high: a_high,
                    includes_high: a_includes,
                },
                Kind::InRange {
                    subject: b,
                    low: b_low,
                    high: b_high,
                    includes_high: b_includes,
                },
            ) => {
                a_includes == b_includes
                    && self.same(a, b)
                    && self.same_option(a_low.as_deref(), b_low.as_deref())
                    && self.same_option(a_high.as_deref(), b_high.as_deref())
            }
            (Kind::Map(a), Kind::Map(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|((a_key, a_value), (b_key, b_value))| {
                        self.same(a_key, b_key) && self.same(a_value, b_value)
                    })
            }
            (Kind::Record(a, a_fields), Kind::Record(b, b_fields)) => {
                a == b
                    && a_fields.len() == b_fields.len()
                    && a_fields
                        .iter()
                        .zip(b_fields)
                        .all(|(a, b)| self.same_option(a.as_ref(), b.as_ref()))
            }
            (
                Kind::Builtin {
                    index: a,
                    args: a_args,
                    ..
                },
                Kind::Builtin {
                    index: b,
                    args: b_args,
                    ..
                },
            ) => a == b && self.all(a_args, b_args),
            _ => self.same_binder(left, right),
        }
    }

    /// Expressions that bind names.
    fn same_binder(&mut self, left: &Expr, right: &Expr) -> bool {
        let depth = self.bound.len();
        let found = match (&left.kind, &right.kind) {
            (Kind::Quantified(a), Kind::Quantified(b)) => {
                (match (&a.kind, &b.kind) {
                    (Quantifier::Every, Quantifier::Every)
                    | (Quantifier::Some, Quantifier::Some)
                    | (Quantifier::No, Quantifier::No) => true,
                    (Quantifier::Count(a_how, a_bound), Quantifier::Count(b_how, b_bound)) => {
                        a_how == b_how && self.same(a_bound, b_bound)
                    }
                    _ => false,
                }) && self.same_over(&a.over, &b.over)
                    && self.same(&a.body, &b.body)
            }
            (Kind::CountDistinct(a), Kind::CountDistinct(b)) => {
                a.how == b.how
                    && self.same(&a.bound, &b.bound)
                    && self.same_over(&a.over, &b.over)
                    && self.same(&a.of, &b.of)
            }
            (
                Kind::The {
                    local: a,
                    source: a_source,
                    filter: a_filter,
                },
                Kind::The {
                    local: b,
                    source: b_source,
                    filter: b_filter,
                },
            ) => {
                let sources = self.same(a_source, b_source);
                self.bound.push((*a, *b));
                sources && self.same(a_filter, b_filter)
            }
            (
                Kind::Group {
                    local: a,
                    source: a_source,
                    filter: a_filter,
                    by: a_by,
                    ..
                },
                Kind::Group {
                    local: b,
                    source: b_source,
                    filter: b_filter,
                    by: b_by,
                    ..
                },
            ) => {
                let sources = self.same(a_source, b_source);
                self.bound.push((*a, *b));
                sources
                    && self.same_option(a_filter.as_deref(), b_filter.as_deref())
                    && self.same(a_by, b_by)
            }
            (Kind::ListOf(a), Kind::ListOf(b)) => {
                self.same_over(&a.over, &b.over)
                    && self.same(&a.item, &b.item)
                    && self.same_sort(a.sort.as_ref(), b.sort.as_ref())
            }
            _ => false,
        };
        self.bound.truncate(depth);
        found
    }

    fn same_over(&mut self, left: &Over, right: &Over) -> bool {
        left.if_any == right.if_any
            && left.generators.len() == right.generators.len()
            && left
                .generators
                .iter()
                .zip(&right.generators)
                .all(|(a, b)| self.same_generator(a, b))
            && self.same_option(left.filter.as_ref(), right.filter.as_ref())
    }

    fn same_generator(&mut self, left: &Generator, right: &Generator) -> bool {
        if !self.same(&left.source, &right.source) {
            return false;
        }
        match (left.binding, right.binding) {
            (Binding::One(a), Binding::One(b)) => self.bound.push((a, b)),
            (Binding::Pair(a, a2), Binding::Pair(b, b2)) => {
                self.bound.push((a, b));
                self.bound.push((a2, b2));
            }
            _ => return false,
        }
        true
    }

    fn same_sort(&mut self, left: Option<&Sort>, right: Option<&Sort>) -> bool {
        match (left, right) {
            (None, None) => true,
            (Some(a), Some(b)) => a.descending == b.descending && self.same(&a.by, &b.by),
            _ => false,
        }
    }

    fn same_option(&mut self, left: Option<&Expr>, right: Option<&Expr>) -> bool {
        match (left, right) {
            (None, None) => true,
            (Some(a), Some(b)) => self.same(a, b),
            _ => false,
        }
    }

    fn all(&mut self, left: &[Expr], right: &[Expr]) -> bool {
        left.len() == right.len() && left.iter().zip(right).all(|(a, b)| self.same(a, b))
    }

    /// A name bound inside is the one bound at the same place of the other; one bound outside is itself.
    fn same_local(&self, left: LocalId, right: LocalId) -> bool {
        self.bound
            .iter()
            .rev()
            .find(|(a, b)| *a == left || *b == right)
            .map_or(left == right, |(a, b)| *a == left && *b == right)
    }
}
