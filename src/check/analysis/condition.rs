use super::axis::{Axis, Unordered};
use super::same::{complement, same, same_const};
use super::solve::Nnf;
use crate::check::typed::{Body, Const, Expr, Kind, LocalId, Program, Test};
use crate::syntax::ast::CompareOp;
use crate::types::ty::{Format, Ty};
use crate::value::decimal::Decimal;

/// A condition as a formula over variables: what of it can be decided without running it.
#[derive(Debug)]
pub enum Condition {
    Constant(bool),
    Literal(Literal),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    If(Box<[Condition; 3]>),
}

/// What is asked of one variable.
#[derive(Debug)]
pub struct Literal {
    pub variable: usize,
    pub holds: Holds,
    pub missing: Missing,
}

/// Where a literal holds, of the places where its variable is there.
#[derive(Debug)]
pub enum Holds {
    /// One of these tests holds.
    Tests(Vec<Test>),
    /// The two values of a pair compare so.
    Order(CompareOp),
    Everywhere,
}

/// What a literal is where its variable is missing.
#[derive(Debug)]
pub enum Missing {
    Unknown,
    Is(bool),
    /// What it is of this value: the right side of `default`.
    As(Const),
}

/// The values that conditions ask about, each a variable. Two occurrences of one expression are one variable; beyond
/// that variables are taken to be free, so that what is shown to be impossible is.
#[derive(Debug)]
pub struct Variables<'p> {
    program: &'p Program,
    lets: &'p [(LocalId, Expr)],
    variables: Vec<Variable<'p>>,
    /// How many more parts of conditions will be looked at.
    left: usize,
}

#[derive(Debug)]
struct Variable<'p> {
    subject: Subject<'p>,
    constants: Vec<Const>,
}

#[derive(Debug)]
enum Subject<'p> {
    Value(&'p Expr),
    /// How two values compare.
    Pair(&'p Expr, &'p Expr),
}

const PARTS: usize = 4_000;
const VARIABLES: usize = 200;
/// From this depth on definitions are not entered.
const DEPTH: usize = 64;
/// How large the formula of one condition may be.
const WEIGHT: usize = 4 * PARTS;

impl<'p> Variables<'p> {
    /// `lets` are the names that a rule binds to expressions.
    pub fn new(program: &'p Program, lets: &'p [(LocalId, Expr)]) -> Variables<'p> {
        Variables {
            program,
            lets,
            variables: Vec::new(),
            left: PARTS,
        }
    }

    /// A condition as a formula; `None` where it is too large.
    pub fn read(&mut self, expr: &'p Expr) -> Option<Condition> {
        let condition = self.condition(expr, 0)?;
        (weight(&condition) <= WEIGHT).then_some(condition)
    }

    fn condition(&mut self, expr: &'p Expr, depth: usize) -> Option<Condition> {
        self.left = self.left.checked_sub(1)?;
        Some(match &expr.kind {
            Kind::Const(Const::Bool(value)) => Condition::Constant(*value),
            Kind::Not(of) => Condition::Not(Box::new(self.condition(of, depth + 1)?)),
            Kind::And(parts) => Condition::All(self.conditions(parts, depth + 1)?),
            Kind::Or(parts) => Condition::Any(self.conditions(parts, depth + 1)?),
            Kind::If(when, then, otherwise) => Condition::If(Box::new([
                self.condition(when, depth + 1)?,
                self.condition(then, depth + 1)?,
                self.condition(otherwise, depth + 1)?,
            ])),
            Kind::IsPresent(of) => self.presence(of)?,
            Kind::IsMissing(of) => Condition::Not(Box::new(self.presence(of)?)),
            Kind::Compare(op, left, right) => self.comparison(*op, left, right)?,
            Kind::InRange {
                subject,
                low,
                high,
                includes_high,
            } => self.range(subject, low.as_deref(), high.as_deref(), *includes_high)?,
            Kind::InCollection(subject, collection) => match constants_in(collection) {
                Some(constants) if constant(subject).is_none() => {
                    let tests = constants.into_iter().map(Test::Is).collect();
                    self.tests(subject, tests)?
                }
                _ => self.opaque(expr)?,
            },
            Kind::Definition(id, args) if args.is_empty() && depth < DEPTH => {
                let definition = self.program.definitions.get(id.0 as usize);
                match definition.map(|definition| &definition.body) {
                    Some(Body::Expr(body)) => self.condition(body, depth + 1)?,
                    _ => self.opaque(expr)?,
                }
            }
            Kind::Local(_) if depth < DEPTH => match self.bound_to(expr) {
                Some(value) => self.condition(value, depth + 1)?,
                None => self.opaque(expr)?,
            },
            _ => self.opaque(expr)?,
        })
    }

    fn conditions(&mut self, parts: &'p [Expr], depth: usize) -> Option<Vec<Condition>> {
        parts
            .iter()
            .map(|part| self.condition(part, depth))
            .collect()
    }

    /// A condition about which nothing is known but that it holds or does not.
    fn opaque(&mut self, expr: &'p Expr) -> Option<Condition> {
        if !matches!(expr.kind, Kind::Default(..)) {
            let opposed = self.variables.iter().position(|variable| {
                matches!(variable.subject, Subject::Value(value) if complement(value, expr))
            });
            if let Some(variable) = opposed {
                let literal = self.literal(variable, vec![Test::Is(Const::Bool(true))]);
                return Some(Condition::Not(Box::new(literal)));
            }
        }
        self.tests(expr, vec![Test::Is(Const::Bool(true))])
    }

    fn presence(&mut self, of: &'p Expr) -> Option<Condition> {
        let variable = self.value(of)?;
        Some(Condition::Literal(Literal {
            variable,
            holds: Holds::Everywhere,
            missing: Missing::Is(false),
        }))
    }

    fn comparison(&mut self, op: CompareOp, left: &'p Expr, right: &'p Expr) -> Option<Condition> {
        match (constant(left), constant(right)) {
            (Some(left), Some(right)) if matches!(op, CompareOp::Equal | CompareOp::NotEqual) => {
                let equal = same_const(&left, &right);
                Some(Condition::Constant(equal == (op == CompareOp::Equal)))
            }
            (None, Some(right)) => self.tests(left, vec![Test::Compare(op, right)]),
            (Some(left), None) => self.tests(right, vec![Test::Compare(flipped(op), left)]),
            _ => self.pair(op, left, right),
        }
    }

    /// Two values that are not constant.
    fn pair(&mut self, op: CompareOp, left: &'p Expr, right: &'p Expr) -> Option<Condition> {
        let (left, right) = (self.resolved(left), self.resolved(right));
        let literal = |variable, op| {
            Condition::Literal(Literal {
                variable,
                holds: Holds::Order(op),
                missing: Missing::Unknown,
            })
        };
        if same(left, right) {
            let variable = self.value(left)?;
            let itself = Condition::Literal(Literal {
                variable,
                holds: Holds::Everywhere,
                missing: Missing::Unknown,
            });
            let holds = matches!(
                op,
                CompareOp::Equal | CompareOp::LessOrEqual | CompareOp::GreaterOrEqual
            );
            return Some(if holds {
                itself
            } else {
                Condition::Not(Box::new(itself))
            });
        }
        for (index, variable) in self.variables.iter().enumerate() {
            let Subject::Pair(first, second) = variable.subject else {
                continue;
            };
            if same(first, left) && same(second, right) {
                return Some(literal(index, op));
            }
            if same(first, right) && same(second, left) {
                return Some(literal(index, flipped(op)));
            }
        }
        let index = self.add(Subject::Pair(left, right))?;
        Some(literal(index, op))
    }

    fn range(
        &mut self,
        subject: &'p Expr,
        low: Option<&'p Expr>,
        high: Option<&'p Expr>,
        includes_high: bool,
    ) -> Option<Condition> {
        let below = if includes_high {
            CompareOp::LessOrEqual
        } else {
            CompareOp::Less
        };
        let mut ends = Vec::new();
        if let Some(low) = low {
            ends.push(self.comparison(CompareOp::GreaterOrEqual, subject, low)?);
        }
        if let Some(high) = high {
            ends.push(self.comparison(below, subject, high)?);
        }
        Some(Condition::All(ends))
    }

    /// `subject` against constants. A `default` with a constant is seen through.
    fn tests(&mut self, subject: &'p Expr, tests: Vec<Test>) -> Option<Condition> {
        let subject = self.resolved(subject);
        if let Kind::Default(of, otherwise) = &subject.kind
            && let Some(otherwise) = constant(otherwise)
        {
            let variable = self.value(of)?;
            if let Some(variable) = self.variables.get_mut(variable) {
                variable.constants.push(otherwise.clone());
            }
            let mut literal = self.literal(variable, tests);
            if let Condition::Literal(literal) = &mut literal {
                literal.missing = Missing::As(otherwise);
            }
            return Some(literal);
        }
        let variable = self.value(subject)?;
        Some(self.literal(variable, tests))
    }

    fn literal(&mut self, variable: usize, tests: Vec<Test>) -> Condition {
        if let Some(found) = self.variables.get_mut(variable) {
            for test in &tests {
                match test {
                    Test::Is(constant) | Test::Not(constant) | Test::Compare(_, constant) => {
                        found.constants.push(constant.clone());
                    }
                    Test::Range { low, high, .. } => {
                        found.constants.extend(low.iter().chain(high).cloned());
                    }
                }
            }
        }
        Condition::Literal(Literal {
            variable,
            holds: Holds::Tests(tests),
            missing: Missing::Unknown,
        })
    }

    /// The variable of a value.
    fn value(&mut self, expr: &'p Expr) -> Option<usize> {
        let expr = self.resolved(expr);
        let known = self.variables.iter().position(
            |variable| matches!(variable.subject, Subject::Value(value) if same(value, expr)),
        );
        match known {
            Some(index) => Some(index),
            None => self.add(Subject::Value(expr)),
        }
    }

    fn add(&mut self, subject: Subject<'p>) -> Option<usize> {
        let index = self.variables.len();
        if index >= VARIABLES {
            return None;
        }
        self.variables.push(Variable {
            subject,
            constants: Vec::new(),
        });
        Some(index)
    }

    /// What a name bound by the rule stands for, through other such names.
    fn resolved(&self, expr: &'p Expr) -> &'p Expr {
        let mut found = expr;
        while let Some(value) = self.bound_to(found) {
            found = value;
        }
        found
    }

    fn bound_to(&self, expr: &Expr) -> Option<&'p Expr> {
        let Kind::Local(local) = &expr.kind else {
            return None;
        };
        self.lets
            .iter()
            .find(|(bound, _)| bound == local)
            .map(|(_, value)| value)
    }

    /// An axis for each variable, cut at every constant that the conditions read so far compare it with.
    pub fn axes(&self) -> Result<Vec<Axis>, Unordered> {
        self.variables
            .iter()
            .map(|variable| {
                let Subject::Value(value) = variable.subject else {
                    return Ok(Axis::order());
                };
                if matches!(value.ty.plain(), Ty::Bool) {
                    return Ok(Axis::opaque());
                }
                let constants: Vec<&Const> = variable.constants.iter().collect();
                Axis::new(
                    &value.ty,
                    &self.program.types,
                    &constants,
                    true,
                    self.bounds(value),
                )
            })
            .collect()
    }

    /// That what stands in a missing record is missing itself.
    pub fn facts(&self, axes: &[Axis]) -> Vec<Nnf> {
        let mut facts = Vec::new();
        for (index, variable) in self.variables.iter().enumerate() {
            let Subject::Value(mut value) = variable.subject else {
                continue;
            };
            while let Kind::Field(base, _) = &value.kind {
                value = base;
                let record = self.variables.iter().position(
                    |other| matches!(other.subject, Subject::Value(other) if same(other, value)),
                );
                if let Some(record) = record
                    && let (Some(outer), Some(inner)) = (axes.get(record), axes.get(index))
                {
                    facts.push(Nnf::Any(vec![
                        Nnf::In(record, outer.present()),
                        Nnf::In(index, inner.absent()),
                    ]));
                }
            }
        }
        facts
    }

    /// The ends that a field's declaration sets.
    fn bounds(&self, value: &Expr) -> Option<(Decimal, Decimal)> {
        let Kind::Field(base, index) = &value.kind else {
            return None;
        };
        let Ty::Record(id) = base.ty.plain() else {
            return None;
        };
        let record = self.program.types.record_type(*id)?;
        match &record.fields.get(usize::from(*index))?.format {
            Format::Between(low, high) => Decimal::parse(low).zip(Decimal::parse(high)),
            _ => None,
        }
    }
}

/// How large a condition's formula is: of an `if` it asks both ways.
fn weight(condition: &Condition) -> usize {
    let all = |parts: &[Condition]| parts.iter().map(weight).fold(1, usize::saturating_add);
    match condition {
        Condition::Constant(_) | Condition::Literal(_) => 1,
        Condition::Not(of) => weight(of),
        Condition::All(parts) | Condition::Any(parts) => all(parts),
        Condition::If(parts) => {
            let [when, then, otherwise] = parts.as_ref();
            weight(when)
                .saturating_mul(2)
                .saturating_add(weight(then))
                .saturating_add(weight(otherwise))
        }
    }
}

/// The constant that an expression is, if it is one.
pub fn constant(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        Kind::Const(constant) => Some(constant.clone()),
        Kind::Negate(of) => match constant(of)? {
            Const::Number(number) => Some(Const::Number(number.neg())),
            Const::Percentage(number) => Some(Const::Percentage(number.neg())),
            Const::Duration(length) => Some(Const::Duration(length.neg())),
            _ => None,
        },
        _ => None,
    }
}

fn constants_in(collection: &Expr) -> Option<Vec<Const>> {
    match &collection.kind {
        Kind::Set(items) | Kind::List(items) => items.iter().map(constant).collect(),
        _ => None,
    }
}

fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::Equal,
        CompareOp::NotEqual => CompareOp::NotEqual,
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
    }
}
