//! Expressions. pest gives a flat run of operands and operators; here they are bound, loosest first.

use std::iter::Peekable;

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Among, Arg, ArithmeticOp, Expr, ExprKind, Text};

use super::comparisons;
use super::grammar::{Pair, Pairs, Rule};
use super::heads;
use super::operands;
use super::reading::{DEEPEST, Reading};

/// An expression and how many levels it has.
#[derive(Debug)]
pub(super) struct Tall {
    pub expr: Expr,
    pub height: u32,
}

/// The operands and operators of one expression that are still to be bound.
#[derive(Debug)]
pub(super) struct Run<'t> {
    parts: Peekable<Pairs<'t>>,
    /// An `in` is left alone: it bounds a param.
    leaves_in: bool,
}

impl<'t> Run<'t> {
    pub fn new(pair: Pair<'t>) -> Run<'t> {
        Run {
            parts: pair.into_inner().peekable(),
            leaves_in: false,
        }
    }

    pub fn peek(&mut self) -> Option<Rule> {
        self.parts.peek().map(Pair::as_rule)
    }

    pub fn next(&mut self) -> Option<Pair<'t>> {
        self.parts.next()
    }

    pub fn next_is(&mut self, wanted: Rule) -> Option<Pair<'t>> {
        self.parts.next_if(|part| part.as_rule() == wanted)
    }

    /// The next part, if it is an operator of those that `wanted` takes.
    pub fn operator(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Pair<'t>> {
        self.parts.next_if(|part| {
            matches!(part.as_rule(), Rule::operator | Rule::arithmetic) && wanted(part.as_str())
        })
    }

    /// The next part, if it is a word or mark before an operand, of those that `wanted` takes.
    pub fn prefix(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Pair<'t>> {
        self.parts
            .next_if(|part| part.as_rule() == Rule::prefix_op && wanted(part.as_str()))
    }

    pub fn leaves_in(&self) -> bool {
        self.leaves_in
    }
}

/// An expression that stands alone: a quantifier, `if`, `the` and `group` need no brackets.
pub(super) fn whole(reading: &mut Reading<'_>, pair: Pair<'_>) -> Expr {
    tall(reading, pair).expr
}

/// A condition behind `where`, `if` or a label's `when`, where a quantifier stands in brackets.
pub(super) fn condition(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    nested(reading, pair, either)
}

/// [`whole`], and how tall it is.
pub(super) fn tall(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    nested(reading, pair, start)
}

/// The value of a param and the bounds behind it, `2 in 1..5`, which pest reads as one comparison.
pub(super) fn bounded(reading: &mut Reading<'_>, pair: Pair<'_>) -> (Expr, Option<Among>) {
    let mut run = Run::new(pair);
    run.leaves_in = true;
    let value = start(reading, &mut run);
    let within = run
        .operator(|operator| operator == "in")
        .map(|_| comparisons::among(reading, &mut run).0);
    finish(reading, &mut run);
    (value.expr, within)
}

/// Binds one run, counts it as a level, and refuses what is left of it.
pub(super) fn nested(
    reading: &mut Reading<'_>,
    pair: Pair<'_>,
    bind: impl FnOnce(&mut Reading<'_>, &mut Run<'_>) -> Tall,
) -> Tall {
    let span = reading.span(&pair);
    deeper(reading, span, |reading| {
        let mut run = Run::new(pair);
        let built = bind(reading, &mut run);
        finish(reading, &mut run);
        built
    })
}

/// Goes one level deeper, unless that is too deep.
pub(super) fn deeper(
    reading: &mut Reading<'_>,
    span: Span,
    build: impl FnOnce(&mut Reading<'_>) -> Tall,
) -> Tall {
    if reading.nesting >= DEEPEST {
        reading.refuse_nesting(span);
        return nothing(span);
    }
    reading.nesting += 1;
    let built = build(reading);
    reading.nesting -= 1;
    built
}

/// A node over children of which the tallest has `height` levels.
pub(super) fn node(reading: &mut Reading<'_>, kind: ExprKind, span: Span, height: u32) -> Tall {
    if height >= DEEPEST {
        reading.refuse_nesting(span);
        return nothing(span);
    }
    Tall {
        expr: Expr { kind, span },
        height: height + 1,
    }
}

/// What stands in the tree for an expression that could not be built: it fits every type.
pub(super) fn nothing(span: Span) -> Tall {
    let text = Text {
        text: String::new(),
        span,
    };
    Tall {
        expr: Expr {
            kind: ExprKind::Unknown(text),
            span,
        },
        height: 1,
    }
}

/// The start of a run, where a quantifier and its like need no brackets.
pub(super) fn start(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    if run.peek().is_some_and(heads::is_head) {
        heads::head(reading, run)
    } else {
        either(reading, run)
    }
}

/// What no operator took: a range or a `for` that stands where neither may.
fn finish(reading: &mut Reading<'_>, run: &mut Run<'_>) {
    let Some(part) = run.next() else {
        return;
    };
    let span = reading.extent(&part);
    match part.as_rule() {
        Rule::dots => reading.refuse(
            codes::SYNTAX,
            span,
            "a range stands only after `in`",
            "write `x in 1..5`, or `x >= 1 and x <= 5`",
        ),
        Rule::comprehension => reading.refuse(
            codes::SYNTAX,
            span,
            "this `for` stands outside a list",
            "write `[x.name for x in xs]`, `count(x for x in xs)` or `at least 2 distinct x.by for x in xs`",
        ),
        _ => reading.refuse(
            codes::SYNTAX,
            span,
            format!("`{}` does not go on from what stands before it", part.as_str().trim()),
            "put brackets round what belongs together",
        ),
    }
    while run.next().is_some() {}
}

/// `and` and `or`, which never mix without brackets.
pub(super) fn either(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let first = negated(reading, run);
    let mut operands = vec![first];
    let mut joined_by_and = Vec::new();
    let mut joints = Vec::new();
    while let Some(joint) = run.operator(|text| matches!(text, "and" | "or" | "&&" | "||")) {
        let span = reading.span(&joint);
        let and = matches!(joint.as_str(), "and" | "&&");
        if matches!(joint.as_str(), "&&" | "||") {
            let word = if and { "and" } else { "or" };
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`{}` is no operator here", joint.as_str()),
                format!("write `{word}`"),
            );
        }
        joined_by_and.push(and);
        joints.push(span);
        operands.push(negated(reading, run));
    }
    let mixed = joined_by_and
        .iter()
        .position(|and| Some(and) != joined_by_and.first())
        .and_then(|index| joints.get(index).copied());
    if let Some(second) = mixed {
        refuse_mixed(reading, &operands, &joined_by_and, second);
    }
    junction(reading, operands, &joined_by_and)
}

/// Binds `and` tighter, which matters only where mixing them was refused.
fn junction(reading: &mut Reading<'_>, operands: Vec<Tall>, joined_by_and: &[bool]) -> Tall {
    let mut groups: Vec<Vec<Tall>> = Vec::new();
    for (index, operand) in operands.into_iter().enumerate() {
        let joins_last = index
            .checked_sub(1)
            .and_then(|joint| joined_by_and.get(joint))
            .is_some_and(|and| *and);
        match groups.last_mut() {
            Some(last) if joins_last => last.push(operand),
            _ => groups.push(vec![operand]),
        }
    }
    let groups = groups
        .into_iter()
        .map(|group| several(reading, group, ExprKind::And))
        .collect();
    several(reading, groups, ExprKind::Or)
}

/// One operand as it is, several as one node.
fn several(
    reading: &mut Reading<'_>,
    mut operands: Vec<Tall>,
    kind: fn(Vec<Expr>) -> ExprKind,
) -> Tall {
    if operands.len() == 1
        && let Some(only) = operands.pop()
    {
        return only;
    }
    let height = operands.iter().map(|operand| operand.height).max();
    let span = match (operands.first(), operands.last()) {
        (Some(first), Some(last)) => first.expr.span.to(last.expr.span),
        _ => reading.place(0, 0),
    };
    let exprs = operands.into_iter().map(|operand| operand.expr).collect();
    node(reading, kind(exprs), span, height.unwrap_or(0))
}

fn refuse_mixed(
    reading: &mut Reading<'_>,
    operands: &[Tall],
    joined_by_and: &[bool],
    second: Span,
) {
    const LONGEST: usize = 160;
    let by_and = bracketed(reading, operands, joined_by_and, true);
    let by_or = bracketed(reading, operands, joined_by_and, false);
    let help = if by_and.len() + by_or.len() > LONGEST {
        "put brackets round the parts joined by `and`, or round those joined by `or`".to_owned()
    } else {
        format!("write `{by_and}` or `{by_or}`")
    };
    reading.refuse(
        codes::MIXED_AND_OR,
        second,
        "`and` and `or` are mixed without brackets",
        help,
    );
}

/// The operands as they were written, with brackets round each stretch that is joined by `and` (or by `or`).
fn bracketed(
    reading: &Reading<'_>,
    operands: &[Tall],
    joined_by_and: &[bool],
    and: bool,
) -> String {
    let mut text = String::new();
    let mut open = false;
    for (index, operand) in operands.iter().enumerate() {
        let after = joined_by_and.get(index);
        if !open && after == Some(&and) {
            text.push('(');
            open = true;
        }
        text.push_str(&reading.quoted(operand.expr.span));
        if open && after != Some(&and) {
            text.push(')');
            open = false;
        }
        match after {
            Some(true) => text.push_str(" and "),
            Some(false) => text.push_str(" or "),
            None => {}
        }
    }
    text
}

/// `not`, looser than comparisons.
pub(super) fn negated(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let mut nots = Vec::new();
    while let Some(not) = run.prefix(|text| matches!(text, "not" | "!")) {
        let span = reading.span(&not);
        if not.as_str() == "!" {
            reading.refuse(
                codes::SYNTAX,
                span,
                "`!` is no operator here",
                "write `not`",
            );
        }
        nots.push(span);
    }
    let mut built = comparisons::comparison(reading, run);
    for not in nots.into_iter().rev() {
        let span = not.to(built.expr.span);
        built = node(
            reading,
            ExprKind::Not(Box::new(built.expr)),
            span,
            built.height,
        );
        if reading.refused_nesting {
            break;
        }
    }
    built
}

/// `+` and `-`.
pub(super) fn sum(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let mut left = product(reading, run);
    while let Some(sign) = run.operator(|text| matches!(text, "+" | "-")) {
        let right = product(reading, run);
        if sign.as_str() == "-" {
            refuse_touching(reading, &sign, left.expr.span, right.expr.span);
        }
        let op = if sign.as_str() == "+" {
            ArithmeticOp::Add
        } else {
            ArithmeticOp::Subtract
        };
        left = binary(reading, left, right, |left, right| {
            ExprKind::Arithmetic(op, left, right)
        });
    }
    left
}

/// A minus that touches its right side would make `a-b` a subtraction in one place and a name in another.
fn refuse_touching(reading: &mut Reading<'_>, sign: &Pair<'_>, left: Span, right: Span) {
    let minus = reading.span(sign);
    if right.start > minus.end {
        return;
    }
    let whole = left.to(right);
    let spaced = format!("{} - {}", reading.quoted(left), reading.quoted(right));
    let mut help = format!("put blanks round the minus: `{spaced}`");
    let glued = reading.written(whole);
    if left.end == minus.start && is_foreign_name(glued) {
        help.push_str(&match glued.rsplit_once('.') {
            Some((record, field)) => {
                format!(", or write `{record}.\"{field}\"` for a field of that name")
            }
            None => format!(", or write `x.\"{glued}\"` for a field of that name"),
        });
    }
    reading.refuse(
        codes::SYNTAX,
        whole,
        format!("`{}` is not read as a subtraction", reading.quoted(whole)),
        help,
    );
}

fn is_foreign_name(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// `*` and `/`.
fn product(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let mut left = fallback(reading, run);
    while let Some(operator) = run.operator(|text| matches!(text, "*" | "/" | "%")) {
        let right = fallback(reading, run);
        left = match operator.as_str() {
            "*" => binary(reading, left, right, |left, right| {
                ExprKind::Arithmetic(ArithmeticOp::Multiply, left, right)
            }),
            "/" => binary(reading, left, right, |left, right| {
                ExprKind::Arithmetic(ArithmeticOp::Divide, left, right)
            }),
            _ => remainder(reading, &operator, left, right),
        };
    }
    left
}

fn remainder(reading: &mut Reading<'_>, operator: &Pair<'_>, left: Tall, right: Tall) -> Tall {
    let span = reading.span(operator);
    let help = format!(
        "the remainder of a division is `mod({}, {})`",
        reading.quoted(left.expr.span),
        reading.quoted(right.expr.span)
    );
    reading.refuse(codes::SYNTAX, span, "`%` is no operator", help);
    let callee = Expr {
        kind: ExprKind::Name("mod".to_owned()),
        span,
    };
    let whole = left.expr.span.to(right.expr.span);
    let height = left.height.max(right.height);
    let args = [left, right]
        .map(|side| Arg {
            label: None,
            value: side.expr,
        })
        .into();
    node(
        reading,
        ExprKind::Call(Box::new(callee), args),
        whole,
        height,
    )
}

/// `default`, tighter than arithmetic.
fn fallback(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let mut left = operands::signed(reading, run);
    while run.operator(|text| text == "default").is_some() {
        let right = operands::signed(reading, run);
        left = binary(reading, left, right, ExprKind::Default);
    }
    left
}

/// A node over two operands.
pub(super) fn binary(
    reading: &mut Reading<'_>,
    left: Tall,
    right: Tall,
    kind: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
) -> Tall {
    let span = left.expr.span.to(right.expr.span);
    let height = left.height.max(right.height);
    let kind = kind(Box::new(left.expr), Box::new(right.expr));
    node(reading, kind, span, height)
}
