use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::{self, ArithmeticOp};
use crate::types::ty::Ty;

use super::expr::{Want, broken};
use super::program::Checker;
use super::typed::{Expr, Kind};

impl<'u> Checker<'u> {
    pub fn negate(&mut self, of: &'u ast::Expr, span: Span, want: Want<'_>) -> Expr {
        let of = self.infer(of, want);
        let ty = of.ty.clone();
        match ty.plain() {
            Ty::Number | Ty::Percentage | Ty::Duration | Ty::Nothing => Expr {
                kind: Kind::Negate(Box::new(of)),
                ty,
                span,
            },
            Ty::Error => broken(span),
            _ => {
                let message = format!("`-` before {}", self.show(&ty));
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, span, message)
                        .help("only numbers, percentages and durations have a negative"),
                );
                broken(span)
            }
        }
    }

    pub fn arithmetic(
        &mut self,
        op: ArithmeticOp,
        left: &'u ast::Expr,
        right: &'u ast::Expr,
        span: Span,
    ) -> Expr {
        let left = self.infer(left, Want::Anything);
        let right = self.infer(right, Want::Anything);
        let secret = left.ty.is_secret() || right.ty.is_secret();
        match result(op, left.ty.plain(), right.ty.plain()) {
            Some(ty) => Expr {
                kind: Kind::Arithmetic(op, Box::new(left), Box::new(right)),
                ty: if secret { Ty::Secret(Box::new(ty)) } else { ty },
                span,
            },
            None => {
                let message = format!(
                    "{} {} {}",
                    self.show(&left.ty),
                    symbol(op),
                    self.show(&right.ty)
                );
                let diagnostic = Diagnostic::new(
                    codes::TYPE_MISMATCH,
                    span,
                    format!("there is no `{message}`"),
                );
                let help = conversion(&left.ty, &right.ty).unwrap_or(match (op, left.ty.plain()) {
                    (ArithmeticOp::Add, Ty::Text) => {
                        "texts are put together in messages: `\"{a} and {b}\"`"
                    }
                    (ArithmeticOp::Add, Ty::List(_) | Ty::Set(_)) => {
                        "lists are put together by `concat(a, b)` or `union(a, b)`"
                    }
                    (ArithmeticOp::Subtract, Ty::List(_) | Ty::Set(_)) => "write `minus(a, b)`",
                    _ => "compute with numbers, percentages, durations, instants or dates",
                });
                self.report(diagnostic.help(help));
                broken(span)
            }
        }
    }
}

/// What `left op right` is, if it is anything.
fn result(op: ArithmeticOp, left: &Ty, right: &Ty) -> Option<Ty> {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    Some(match (left, op, right) {
        (Ty::Error, _, _) | (_, _, Ty::Error) => Ty::Error,
        (Ty::Nothing, _, other) | (other, _, Ty::Nothing) => other.clone(),
        (Ty::Number, _, Ty::Number) => Ty::Number,
        (Ty::Percentage, Add | Subtract | Multiply, Ty::Percentage)
        | (Ty::Percentage, Divide, Ty::Number) => Ty::Percentage,
        (Ty::Percentage, Divide, Ty::Percentage)
        | (Ty::Number, Multiply, Ty::Percentage)
        | (Ty::Percentage, Multiply, Ty::Number)
        | (Ty::Number, Divide, Ty::Percentage)
        | (Ty::Duration, Divide, Ty::Duration) => Ty::Number,
        (Ty::Duration, Add | Subtract, Ty::Duration)
        | (Ty::Duration, Multiply | Divide, Ty::Number)
        | (Ty::Number, Multiply, Ty::Duration)
        | (Ty::Duration, Multiply, Ty::Percentage)
        | (Ty::Percentage, Multiply, Ty::Duration)
        | (Ty::Instant, Subtract, Ty::Instant)
        | (Ty::Date, Subtract, Ty::Date) => Ty::Duration,
        (Ty::Instant, Add | Subtract, Ty::Duration) | (Ty::Duration, Add, Ty::Instant) => {
            Ty::Instant
        }
        (Ty::Date, Add | Subtract, Ty::Duration) | (Ty::Duration, Add, Ty::Date) => Ty::Date,
        _ => return None,
    })
}

fn symbol(op: ArithmeticOp) -> &'static str {
    match op {
        ArithmeticOp::Add => "+",
        ArithmeticOp::Subtract => "-",
        ArithmeticOp::Multiply => "*",
        ArithmeticOp::Divide => "/",
    }
}

/// How to get from one of two types that do not go together to the other.
pub(super) fn conversion(wanted: &Ty, actual: &Ty) -> Option<&'static str> {
    match (wanted.plain(), actual.plain()) {
        (Ty::Instant, Ty::Date) | (Ty::Date, Ty::Instant) => {
            Some("take the day of the instant in a zone: `date_of(t, zone: \"Europe/London\")`")
        }
        (Ty::Percentage, Ty::Number) | (Ty::Number, Ty::Percentage) => {
            Some("write a percentage as `95%`, or make one with `percent_of(part, whole)`")
        }
        (Ty::Duration, Ty::Number) => Some("give it a unit, such as `72 hours`"),
        (Ty::Version, Ty::Number) | (Ty::Number, Ty::Version) => {
            Some("write versions in quotes: `\"1.10\"`")
        }
        _ => None,
    }
}
