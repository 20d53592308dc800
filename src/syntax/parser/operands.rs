//! Operands: names, literals, brackets, and the suffixes that touch them.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Arg, Expr, ExprKind, Literal, Name};

use super::expressions::{Run, Tall, negated, node, nothing, tall};
use super::grammar::{Pair, Rule, parts};
use super::heads::{self, Element};
use super::literals;
use super::reading::{DEEPEST, Reading};
use super::texts;

/// Whether an operand begins with this.
pub(super) fn begins_operand(part: Rule) -> bool {
    heads::is_head(part)
        || matches!(
            part,
            Rule::prefix_op
                | Rule::name
                | Rule::numeric
                | Rule::string
                | Rule::unknown
                | Rule::paren
                | Rule::list
                | Rule::braces
        )
}

/// An operand with the signs before it. What binds looser is refused here and read all the same.
pub(super) fn signed(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    if run.peek().is_some_and(heads::is_head) {
        return heads::without_brackets(reading, run);
    }
    let mut signs = Vec::new();
    while let Some(sign) = run.prefix(|text| matches!(text, "-" | "distinct" | ".." | "..<")) {
        signs.push((reading.span(&sign), sign.as_str() == "-"));
        if sign.as_str().starts_with('.') {
            signs.pop();
            refuse_range(reading, reading.span(&sign));
        }
    }
    let mut built = match run.peek() {
        Some(Rule::prefix_op) => loose_not(reading, run),
        Some(head) if heads::is_head(head) => heads::without_brackets(reading, run),
        _ => suffixed(reading, run),
    };
    if let Some((first, _)) = signs.first()
        && signs.len() > DEEPEST as usize
    {
        reading.refuse_nesting(*first);
        return built;
    }
    for (sign, is_minus) in signs.into_iter().rev() {
        let span = sign.to(built.expr.span);
        let operand = Box::new(built.expr);
        let kind = if is_minus {
            ExprKind::Negate(operand)
        } else {
            ExprKind::Distinct(operand)
        };
        built = node(reading, kind, span, built.height);
    }
    built
}

fn refuse_range(reading: &mut Reading<'_>, span: Span) {
    reading.refuse(
        codes::SYNTAX,
        span,
        "a range stands only after `in`",
        "write `x in ..5`, or `x <= 5`",
    );
}

/// `a == not b`
fn loose_not(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let built = negated(reading, run);
    let help = format!(
        "put brackets round it: `({})`",
        reading.quoted(built.expr.span)
    );
    reading.refuse(
        codes::SYNTAX,
        built.expr.span,
        "`not` binds looser than what stands before it",
        help,
    );
    built
}

/// An operand and the suffixes that touch it.
fn suffixed(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let Some(first) = run.next() else {
        // The grammar has an operand behind each operator.
        return nothing(reading.place(0, 0));
    };
    let mut built = primary(reading, first);
    loop {
        let suffix = match run.peek() {
            Some(Rule::field_name | Rule::quoted_part | Rule::args | Rule::index) => run.next(),
            _ => None,
        };
        let Some(suffix) = suffix else {
            return built;
        };
        built = with_suffix(reading, built, suffix);
    }
}

fn with_suffix(reading: &mut Reading<'_>, base: Tall, suffix: Pair<'_>) -> Tall {
    let span = base.expr.span.to(reading.span(&suffix));
    let expr = Box::new(base.expr);
    match suffix.as_rule() {
        Rule::field_name => {
            let name = reading.name(&suffix);
            node(reading, ExprKind::Field(expr, name), span, base.height)
        }
        Rule::quoted_part => {
            let text = texts::text(reading, &suffix);
            let name = Name {
                text: text.text,
                span: text.span,
            };
            node(reading, ExprKind::Field(expr, name), span, base.height)
        }
        Rule::args => {
            let (args, height) = args(reading, suffix);
            let height = height.max(base.height);
            node(reading, ExprKind::Call(expr, args), span, height)
        }
        _ => {
            let mut height = base.height;
            let mut kind = expr.kind;
            for index in parts(suffix) {
                let index = tall(reading, index);
                height = height.max(index.height);
                let base = Box::new(Expr {
                    kind,
                    span: expr.span,
                });
                kind = ExprKind::Index(base, Box::new(index.expr));
            }
            node(reading, kind, span, height)
        }
    }
}

fn args(reading: &mut Reading<'_>, pair: Pair<'_>) -> (Vec<Arg>, u32) {
    let mut height = 0;
    let mut args = Vec::new();
    let mut bare = Vec::new();
    for arg in parts(pair) {
        let (label, element) = labelled(reading, arg);
        height = height.max(element.built.height);
        if element.is_bare_comprehension {
            bare.push(element.built.expr.span);
        }
        args.push(Arg {
            label,
            value: element.built.expr,
        });
    }
    if args.len() > 1 {
        refuse_bare_comprehensions(reading, &bare);
    }
    (args, height)
}

/// `label: value`, or a value alone. The label of `f(a = 1)` is read as the one that is meant.
pub(super) fn labelled(reading: &mut Reading<'_>, pair: Pair<'_>) -> (Option<Name>, Element) {
    let span = reading.span(&pair);
    let mut label = None;
    let mut element = None;
    for part in parts(pair) {
        if part.as_rule() == Rule::label {
            label = parts(part).next().map(|word| reading.name(&word));
        } else if element.is_none() {
            if label.is_none() {
                label = assigned(reading, &part);
            }
            let is_assigned = label.is_some() && assigned_operator(&part).is_some();
            element = Some(heads::element(
                reading,
                part,
                if is_assigned { 2 } else { 0 },
            ));
        }
    }
    let element = element.unwrap_or_else(|| Element {
        built: nothing(span),
        is_bare_comprehension: false,
    });
    (label, element)
}

/// The name before the `=` of `f(a = 1)` and `{a = 1}`, which is refused.
fn assigned(reading: &mut Reading<'_>, expr: &Pair<'_>) -> Option<Name> {
    let operator = assigned_operator(expr)?;
    let name = expr.clone().into_inner().next()?;
    reading.refuse(
        codes::SYNTAX,
        reading.span(&operator),
        "`=` does not name a value here",
        format!("write `{}: …`, or compare with `==`", name.as_str()),
    );
    Some(reading.name(&name))
}

fn assigned_operator<'t>(expr: &Pair<'t>) -> Option<Pair<'t>> {
    let mut flat = expr.clone().into_inner();
    let name = flat.next()?;
    let operator = flat.next()?;
    (name.as_rule() == Rule::name && operator.as_str() == "=").then_some(operator)
}

/// `f(x for x in xs, y)`: only a sole argument goes without brackets of its own.
fn refuse_bare_comprehensions(reading: &mut Reading<'_>, bare: &[Span]) {
    for span in bare {
        let help = format!("write `[{}]`", reading.quoted(*span));
        reading.refuse(
            codes::SYNTAX,
            *span,
            "a `for` beside other values wants brackets of its own",
            help,
        );
    }
}

fn primary(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.span(&pair);
    let kind = match pair.as_rule() {
        Rule::name => match pair.as_str() {
            "true" => ExprKind::Literal(Literal::Bool(true)),
            "false" => ExprKind::Literal(Literal::Bool(false)),
            word => {
                refuse_word(reading, word, span);
                ExprKind::Name(word.to_owned())
            }
        },
        Rule::numeric => match literals::literal(reading, pair.as_str(), span) {
            Some(literal) => ExprKind::Literal(literal),
            None => return nothing(span),
        },
        Rule::string => ExprKind::Literal(Literal::Text(texts::text(reading, &pair).text)),
        Rule::unknown => match parts(pair).next() {
            Some(reason) => ExprKind::Unknown(texts::text(reading, &reason)),
            None => return nothing(span),
        },
        Rule::paren => return bracketed(reading, pair),
        Rule::list => return list(reading, pair),
        Rule::braces => return super::braces::braces(reading, pair),
        _ => return nothing(span),
    };
    Tall {
        expr: Expr { kind, span },
        height: 1,
    }
}

/// A word that goes on with an expression, where an expression should begin.
fn refuse_word(reading: &mut Reading<'_>, word: &str, span: Span) {
    if super::words::is_reserved(word) {
        reading.refuse(
            codes::RESERVED,
            span,
            format!("`{word}` is a word of the language and no value"),
            "put a value or a name here",
        );
    }
}

/// `(…)`: no node of its own, but a span with the brackets in it.
fn bracketed(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.span(&pair);
    let mut built = nothing(span);
    for inside in parts(pair) {
        built = tall(reading, inside);
    }
    built.expr.span = span;
    built
}

fn list(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.span(&pair);
    let mut height = 0;
    let mut elements = Vec::new();
    let mut bare = Vec::new();
    for part in parts(pair) {
        let element = heads::element(reading, part, 0);
        height = height.max(element.built.height);
        if element.is_bare_comprehension {
            bare.push(element.built.expr.span);
        }
        elements.push(element.built.expr);
    }
    if elements.len() > 1 {
        refuse_bare_comprehensions(reading, &bare);
    } else if !bare.is_empty()
        && let Some(mut only) = elements.pop()
    {
        only.span = span;
        return Tall { expr: only, height };
    }
    node(reading, ExprKind::List(elements), span, height)
}
