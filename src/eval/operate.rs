//! Operators: each takes values and gives one; an unknown operand makes the answer unknown unless the other decides.

use std::cmp::Ordering;

use crate::ir::op::NodeId;
use crate::types::constant::Part;
use crate::types::operator::{ArithmeticOp, CompareOp};
use crate::value::decimal::{Decimal, NumericFault};
use crate::value::duration::Duration;
use crate::value::equality;
use crate::value::unknown::{Reason, Unknown};
use crate::value::window::Window;
use crate::value::{Value, duration};

use super::machine::Machine;
use super::trace::Kleene;

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// `and` (a false part decides) and `or` (a true part decides). The explaining pass looks at every part.
    pub(super) fn all(&mut self, parts: &'a [NodeId], decides: bool) -> Value<'a> {
        let mut decided = false;
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for part in parts {
            match self.truth(*part) {
                Kleene::Unknown(why) => unknown = Some(self.join(unknown, why)),
                Kleene::True if decides => decided = true,
                Kleene::False if !decides => decided = true,
                _ => {}
            }
            if decided && !EXPLAIN {
                break;
            }
        }
        match unknown {
            _ if decided => Value::Bool(decides),
            Some(why) => Value::Unknown(why),
            None => Value::Bool(!decides),
        }
    }

    /// Both operands' unknowns, if there are any.
    fn either_unknown(&self, left: Value<'a>, right: Value<'a>) -> Option<Value<'a>> {
        match (left, right) {
            (Value::Unknown(left), Value::Unknown(right)) => {
                Some(Value::Unknown(self.join(Some(left), right)))
            }
            (Value::Unknown(why), _) | (_, Value::Unknown(why)) => Some(Value::Unknown(why)),
            _ => None,
        }
    }

    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Value<'a> {
        match op {
            CompareOp::Equal => equality::equal(self.context.arena, left, right),
            CompareOp::NotEqual => match equality::equal(self.context.arena, left, right) {
                Value::Bool(same) => Value::Bool(!same),
                unknown => unknown,
            },
            _ => {
                if let Some(unknown) = self.either_unknown(left, right) {
                    return unknown;
                }
                match equality::compare(left, right) {
                    Some(order) => Value::Bool(holds(op, order)),
                    None => self.unknown(Reason::Invalid(
                        "a month has no fixed length to compare with days or hours",
                    )),
                }
            }
        }
    }

    pub(super) fn compare_sets(
        &mut self,
        left: Value<'a>,
        right: Value<'a>,
        differ: bool,
    ) -> Value<'a> {
        if let Some(unknown) = self.either_unknown(left, right) {
            return unknown;
        }
        let (Value::List(left), Value::List(right)) = (left, right) else {
            return self.unknown(Reason::Invalid("not a set"));
        };
        match equality::equal_sets(self.context.arena, left, right) {
            Value::Bool(same) => Value::Bool(same != differ),
            unknown => unknown,
        }
    }

    pub(super) fn in_range(
        &mut self,
        subject: Value<'a>,
        low: Option<Value<'a>>,
        high: Option<Value<'a>>,
        includes_high: bool,
    ) -> Value<'a> {
        let above = low.map_or(Value::Bool(true), |low| {
            self.compare(CompareOp::GreaterOrEqual, subject, low)
        });
        let top = if includes_high {
            CompareOp::LessOrEqual
        } else {
            CompareOp::Less
        };
        let below = high.map_or(Value::Bool(true), |high| self.compare(top, subject, high));
        self.both(above, below)
    }

    /// Kleene's `and` of two values.
    pub(super) fn both(&mut self, left: Value<'a>, right: Value<'a>) -> Value<'a> {
        match (left, right) {
            (Value::Bool(false), _) | (_, Value::Bool(false)) => Value::Bool(false),
            (Value::Bool(true), Value::Bool(true)) => Value::Bool(true),
            (left, right) => self
                .either_unknown(left, right)
                .unwrap_or_else(|| self.unknown(Reason::Invalid("not a condition"))),
        }
    }

    pub(super) fn negate(&mut self, of: Value<'a>) -> Value<'a> {
        match of {
            Value::Number(number) => Value::Number(number.neg()),
            Value::Percentage(number) => Value::Percentage(number.neg()),
            Value::Duration(duration) => Value::Duration(duration.neg()),
            Value::Unknown(_) => of,
            _ => self.unknown(Reason::Invalid("this has no negative")),
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        op: ArithmeticOp,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Value<'a> {
        if let Some(unknown) = self.either_unknown(left, right) {
            return unknown;
        }
        match self.calculate(op, left, right) {
            Ok(value) => value,
            Err(fault) => self.unknown(Reason::Numeric(fault.words())),
        }
    }

    fn calculate(
        &mut self,
        op: ArithmeticOp,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Result<Value<'a>, NumericFault> {
        use ArithmeticOp::{Add, Divide, Multiply, Subtract};
        use Value as V;
        let zone = self.context.program.policy.zone;
        Ok(match (left, op, right) {
            (V::Number(left), _, V::Number(right)) => V::Number(self.numbers(op, left, right)?),
            (V::Percentage(left), Divide, V::Percentage(right))
            | (V::Number(left), Multiply | Divide, V::Percentage(right))
            | (V::Percentage(left), Multiply, V::Number(right)) => {
                V::Number(self.numbers(op, left, right)?)
            }
            (V::Percentage(left), _, V::Percentage(right))
            | (V::Percentage(left), Divide, V::Number(right)) => {
                V::Percentage(self.numbers(op, left, right)?)
            }
            (V::Duration(left), Add, V::Duration(right)) => V::Duration(left.add(right)?),
            (V::Duration(left), Subtract, V::Duration(right)) => {
                V::Duration(left.add(right.neg())?)
            }
            (V::Duration(of), Multiply, V::Number(by) | V::Percentage(by))
            | (V::Number(by) | V::Percentage(by), Multiply, V::Duration(of)) => {
                V::Duration(of.times(by)?)
            }
            (V::Duration(of), Divide, V::Number(by)) => {
                let (inverse, _) = Decimal::ONE.div(by)?;
                V::Duration(of.times(inverse)?)
            }
            (V::Duration(left), Divide, V::Duration(right)) => {
                match (left.as_seconds(), right.as_seconds()) {
                    (Some(left), Some(right)) => V::Number(self.numbers(op, left, right)?),
                    _ => self.unknown(Reason::Invalid("a month has no fixed length")),
                }
            }
            (V::Instant(left), Subtract, V::Instant(right)) => V::Duration(left.since(right)),
            (V::Instant(at), Add, V::Duration(by)) | (V::Duration(by), Add, V::Instant(at)) => {
                match at.plus(by, zone) {
                    Some(instant) => V::Instant(instant),
                    None => return Err(NumericFault::Overflow),
                }
            }
            (V::Instant(at), Subtract, V::Duration(by)) => match at.plus(by.neg(), zone) {
                Some(instant) => V::Instant(instant),
                None => return Err(NumericFault::Overflow),
            },
            (V::Date(left), Subtract, V::Date(right)) => {
                let days =
                    i32::try_from(left.days_since(right)).map_err(|_| NumericFault::Overflow)?;
                V::Duration(Duration::from_days(days))
            }
            (V::Date(date), Add, V::Duration(by)) | (V::Duration(by), Add, V::Date(date)) => {
                self.move_date(date, by)?
            }
            (V::Date(date), Subtract, V::Duration(by)) => self.move_date(date, by.neg())?,
            _ => self.unknown(Reason::Invalid("these cannot be calculated with")),
        })
    }

    fn numbers(
        &mut self,
        op: ArithmeticOp,
        left: Decimal,
        right: Decimal,
    ) -> Result<Decimal, NumericFault> {
        match op {
            ArithmeticOp::Add => left.add(right),
            ArithmeticOp::Subtract => left.sub(right),
            ArithmeticOp::Multiply => left.mul(right),
            ArithmeticOp::Divide => {
                let (quotient, rounded) = left.div(right)?;
                if rounded {
                    self.remark(|| "rounded to 34 digits".to_owned());
                }
                Ok(quotient)
            }
        }
    }

    /// Whole days and months; hours do not move a date.
    fn move_date(
        &mut self,
        date: crate::value::date::Date,
        by: duration::Duration,
    ) -> Result<Value<'a>, NumericFault> {
        if by.seconds % 86_400 != 0 || by.nanos != 0 {
            return Ok(self.unknown(Reason::Invalid("a date moves by whole days")));
        }
        let days = i64::from(by.days) + by.seconds / 86_400;
        let moved = date
            .plus_months(i64::from(by.months))
            .and_then(|date| date.plus_days(days));
        moved.map(Value::Date).ok_or(NumericFault::Overflow)
    }

    pub(super) fn part(&mut self, base: Value<'a>, part: Part) -> Value<'a> {
        match (base, part) {
            (Value::Window(window), Part::Start) => Value::Instant(window.start),
            (Value::Window(window), Part::End) => Value::Instant(window.end),
            (Value::Window(window), Part::Length) => Value::Duration(Window::length(*window)),
            (Value::Version(version), Part::Major) => whole(version.semver.major),
            (Value::Version(version), Part::Minor) => whole(version.semver.minor),
            (Value::Version(version), Part::Patch) => whole(version.semver.patch),
            (Value::Version(version), Part::PreRelease) => {
                if version.semver.pre.is_empty() {
                    self.unknown(Reason::Absent {
                        what: "a pre-release part",
                    })
                } else {
                    Value::Text(version.semver.pre.as_str())
                }
            }
            (Value::Unknown(_), _) => base,
            _ => self.unknown(Reason::Invalid("it has no such part")),
        }
    }

    /// `is missing` and `is present`: two-valued but for what is there and cannot be read.
    pub(super) fn presence(&mut self, of: NodeId, missing: bool) -> Value<'a> {
        match self.eval(of) {
            Value::Unknown(why) if why.is_absence() => {
                self.rested_on_absence = true;
                Value::Bool(missing)
            }
            unknown @ Value::Unknown(_) => unknown,
            _ => Value::Bool(!missing),
        }
    }

    pub(super) fn default(&mut self, left: NodeId, right: NodeId) -> Value<'a> {
        match self.eval(left) {
            Value::Unknown(why) if why.is_absence() => {
                self.rested_on_absence = true;
                let value = self.eval(right);
                self.remark(|| "the default, because what it stands for is missing".to_owned());
                value
            }
            value => value,
        }
    }

    pub(super) fn branch(&mut self, test: NodeId, yes: NodeId, no: NodeId) -> Value<'a> {
        match self.truth(test) {
            Kleene::True => self.eval(yes),
            Kleene::False => self.eval(no),
            Kleene::Unknown(why) => {
                let yes = self.eval(yes);
                let no = self.eval(no);
                let same = !matches!(yes, Value::Unknown(_))
                    && matches!(
                        equality::equal(self.context.arena, yes, no),
                        Value::Bool(true)
                    );
                if same { yes } else { Value::Unknown(why) }
            }
        }
    }

    pub(super) fn satisfies(&mut self, left: Value<'a>, right: Value<'a>) -> Value<'a> {
        match (left, right) {
            (Value::Version(version), Value::Constraint(constraint)) => {
                Value::Bool(constraint.allows(version))
            }
            _ => self
                .either_unknown(left, right)
                .unwrap_or_else(|| self.unknown(Reason::Invalid("not a version"))),
        }
    }

    pub(super) fn within(&mut self, left: Value<'a>, right: Value<'a>) -> Value<'a> {
        match (left, right) {
            (Value::Window(inner), Value::Window(outer)) => Value::Bool(inner.within(*outer)),
            _ => self
                .either_unknown(left, right)
                .unwrap_or_else(|| self.unknown(Reason::Invalid("not a window"))),
        }
    }

    pub(super) fn matches(&mut self, text: Value<'a>, pattern: u32) -> Value<'a> {
        let program = self.context.program;
        match (text, program.patterns.get(pattern as usize)) {
            (Value::Text(text), Some(pattern)) => Value::Bool(pattern.is_match(text)),
            (Value::Unknown(_), _) => text,
            _ => self.unknown(Reason::Invalid("not a text")),
        }
    }
}

pub(super) fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
        CompareOp::Less => order.is_lt(),
        CompareOp::LessOrEqual => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::GreaterOrEqual => order.is_ge(),
    }
}

pub(super) fn whole<'a>(number: u64) -> Value<'a> {
    i64::try_from(number)
        .ok()
        .map(Decimal::from_i64)
        .or_else(|| Decimal::parse(&number.to_string()))
        .map_or(Value::Absent, Value::Number)
}
