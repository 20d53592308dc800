//! Quantifiers, `if`, `the`, `group` and comprehensions: what binds names or decides over the rest of an expression.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{
    Binding, Comprehension, Count, ExprKind, Generator, Quantified, Quantifier, Sort,
};

use super::expressions::{Run, Tall, condition, deeper, node, nothing, start, sum, tall};
use super::grammar::{Pair, Rule, parts};
use super::reading::Reading;

/// What reaches to the end of its expression, and so needs brackets inside another.
pub(super) fn is_head(part: Rule) -> bool {
    matches!(
        part,
        Rule::quantified | Rule::counted | Rule::choice | Rule::the | Rule::group
    )
}

/// A head and the rest of the run, which is its body.
pub(super) fn head(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let Some(pair) = run.next() else {
        return nothing(reading.place(0, 0));
    };
    let span = reading.span(&pair);
    deeper(reading, span, |reading| match pair.as_rule() {
        Rule::quantified => quantified(reading, run, pair),
        Rule::counted => counted(reading, run, pair),
        Rule::choice => choice(reading, run, pair),
        Rule::the => the(reading, pair),
        _ => group(reading, pair),
    })
}

/// A head inside an expression: read, and refused for want of brackets.
pub(super) fn without_brackets(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let built = head(reading, run);
    let written = reading.written(built.expr.span);
    let word = written.split_whitespace().next().unwrap_or("");
    let help = format!(
        "put brackets round it: `({})`",
        reading.quoted(built.expr.span)
    );
    reading.refuse(
        codes::BARE_QUANTIFIER,
        built.expr.span,
        format!("`{word}` inside an expression stands in brackets, so that its end can be seen"),
        help,
    );
    built
}

/// An element of a list or an argument, with the `for` that may follow it.
#[derive(Debug)]
pub(super) struct Element {
    pub built: Tall,
    /// `e for x in xs`, without brackets of its own.
    pub is_bare_comprehension: bool,
}

/// Reads an element from behind its first `skipped` parts.
pub(super) fn element(reading: &mut Reading<'_>, pair: Pair<'_>, skipped: usize) -> Element {
    let mut is_bare_comprehension = false;
    let built = super::expressions::nested(reading, pair, |reading, run| {
        for _ in 0..skipped {
            run.next();
        }
        let of = start(reading, run);
        let Some(over) = run.next_is(Rule::comprehension) else {
            return of;
        };
        is_bare_comprehension = true;
        let span = of.expr.span.to(reading.extent(&over));
        let (over, height) = comprehension(reading, over);
        let kind = ExprKind::ListOf(Box::new(of.expr), Box::new(over));
        node(reading, kind, span, height.max(of.height))
    });
    Element {
        built,
        is_bare_comprehension,
    }
}

fn quantified(reading: &mut Reading<'_>, run: &mut Run<'_>, pair: Pair<'_>) -> Tall {
    let at = reading.span(&pair);
    let mut over = Over::default();
    let mut kind = Quantifier::Every;
    for part in parts(pair) {
        match part.as_rule() {
            Rule::quantifier => {
                kind = match part.as_str() {
                    "every" => Quantifier::Every,
                    "some" => Quantifier::Some,
                    _ => Quantifier::No,
                }
            }
            _ => over.take(reading, part),
        }
    }
    with_body(reading, run, at, kind, over)
}

fn with_body(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    at: Span,
    kind: Quantifier,
    over: Over,
) -> Tall {
    let body = start(reading, run);
    let span = at.to(body.expr.span);
    let height = over.height.max(body.height);
    let quantified = Quantified {
        kind,
        generators: over.generators,
        filter: over.filter,
        if_any: over.if_any,
        body: body.expr,
    };
    node(
        reading,
        ExprKind::Quantified(Box::new(quantified)),
        span,
        height,
    )
}

/// `at least n x in xs: …`, `at least n distinct e for x in xs`
fn counted(reading: &mut Reading<'_>, run: &mut Run<'_>, pair: Pair<'_>) -> Tall {
    let at = reading.span(&pair);
    let mut how = Count::AtLeast;
    let mut bound = nothing(at);
    let mut over = Over::default();
    for part in parts(pair) {
        match part.as_rule() {
            Rule::many => {
                how = match part.as_str() {
                    text if text.ends_with("least") => Count::AtLeast,
                    text if text.ends_with("most") => Count::AtMost,
                    _ => Count::Exactly,
                }
            }
            Rule::sum => bound = tall_sum(reading, part),
            _ => over.take(reading, part),
        }
    }
    if run.prefix(|text| text == "distinct").is_none() || !over.generators.is_empty() {
        over.height = over.height.max(bound.height);
        return with_body(reading, run, at, Quantifier::Count(how, bound.expr), over);
    }
    let of = sum(reading, run);
    let Some(pair) = run.next_is(Rule::comprehension) else {
        return distinct_without_for(reading, run, at, of);
    };
    let span = at.to(reading.extent(&pair));
    let (over, height) = comprehension(reading, pair);
    let height = height.max(bound.height).max(of.height);
    let kind = ExprKind::CountDistinct {
        how,
        bound: Box::new(bound.expr),
        of: Box::new(of.expr),
        over: Box::new(over),
    };
    node(reading, kind, span, height)
}

/// `at least 2 distinct a.by in xs`: `in` asks whether something is in a list, and binds nothing.
fn distinct_without_for(reading: &mut Reading<'_>, run: &mut Run<'_>, at: Span, of: Tall) -> Tall {
    let mut end = of.expr.span;
    let counted = reading.quoted(of.expr.span);
    let bound = counted
        .split(['.', '(', '['])
        .next()
        .unwrap_or("x")
        .to_owned();
    let mut source = "xs".to_owned();
    if run.operator(|text| text == "in").is_some() {
        let from = sum(reading, run);
        end = from.expr.span;
        source = reading.quoted(from.expr.span);
    }
    reading.refuse(
        codes::SYNTAX,
        at.to(end),
        "nothing says what is counted: `distinct` wants a `for`",
        format!("write `… distinct {counted} for {bound} in {source}`"),
    );
    nothing(at.to(end))
}

fn choice(reading: &mut Reading<'_>, run: &mut Run<'_>, pair: Pair<'_>) -> Tall {
    let at = reading.span(&pair);
    let mut inside = parts(pair);
    let asked = match inside.next() {
        Some(asked) => condition(reading, asked),
        None => nothing(at),
    };
    let then = match inside.next() {
        Some(then) => tall(reading, then),
        None => nothing(at),
    };
    let otherwise = start(reading, run);
    let span = at.to(otherwise.expr.span);
    let height = asked.height.max(then.height).max(otherwise.height);
    let kind = ExprKind::If(
        Box::new(asked.expr),
        Box::new(then.expr),
        Box::new(otherwise.expr),
    );
    node(reading, kind, span, height)
}

fn the(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let (Some(word), Some(source), Some(filter)) = (inside.next(), inside.next(), inside.next())
    else {
        return nothing(span);
    };
    let name = reading.invented(&word);
    let source = tall_sum(reading, source);
    let filter = filtered(reading, filter);
    let height = source.height.max(filter.height);
    let kind = ExprKind::The {
        name,
        source: Box::new(source.expr),
        filter: Box::new(filter.expr),
    };
    node(reading, kind, span, height)
}

fn group(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let (Some(word), Some(source)) = (inside.next(), inside.next()) else {
        return nothing(span);
    };
    let name = reading.invented(&word);
    let source = tall_sum(reading, source);
    let mut height = source.height;
    let mut filter = None;
    let mut by = nothing(span);
    for part in inside {
        if part.as_rule() == Rule::filter {
            let condition = filtered(reading, part);
            height = height.max(condition.height);
            filter = Some(Box::new(condition.expr));
        } else {
            by = tall_sum(reading, part);
            height = height.max(by.height);
        }
    }
    let kind = ExprKind::Group {
        name,
        source: Box::new(source.expr),
        filter,
        by: Box::new(by.expr),
    };
    node(reading, kind, span, height)
}

/// What a quantifier or a comprehension runs over.
#[derive(Debug, Default)]
pub(super) struct Over {
    pub generators: Vec<Generator>,
    pub filter: Option<crate::syntax::ast::Expr>,
    pub if_any: bool,
    pub height: u32,
}

impl Over {
    /// Takes the generators, the filter or the `if any`; anything else is not for it.
    pub fn take(&mut self, reading: &mut Reading<'_>, pair: Pair<'_>) {
        match pair.as_rule() {
            Rule::gens => {
                for pair in parts(pair) {
                    self.generator(reading, pair);
                }
            }
            Rule::filter => {
                let filter = filtered(reading, pair);
                self.height = self.height.max(filter.height);
                self.filter = Some(filter.expr);
            }
            Rule::if_any => self.if_any = true,
            _ => {}
        }
    }

    /// `x in xs`, `(a, b) in pairs`
    fn generator(&mut self, reading: &mut Reading<'_>, pair: Pair<'_>) {
        let span = reading.extent(&pair);
        let mut inside = parts(pair);
        let (Some(bound), Some(source)) = (inside.next(), inside.next()) else {
            return;
        };
        let binding = if bound.as_rule() == Rule::pair {
            let mut words = parts(bound);
            match (words.next(), words.next()) {
                (Some(first), Some(second)) => {
                    Binding::Pair(reading.invented(&first), reading.invented(&second))
                }
                _ => return,
            }
        } else {
            Binding::One(reading.invented(&bound))
        };
        let source = tall_sum(reading, source);
        self.height = self.height.max(source.height);
        self.generators.push(Generator {
            binding,
            source: source.expr,
            span,
        });
    }
}

fn comprehension(reading: &mut Reading<'_>, pair: Pair<'_>) -> (Comprehension, u32) {
    let mut over = Over::default();
    let mut sort = None;
    for part in parts(pair) {
        if part.as_rule() == Rule::sort {
            let mut inside = parts(part);
            if let Some(by) = inside.next() {
                let by = tall_sum(reading, by);
                over.height = over.height.max(by.height);
                sort = Some(Sort {
                    by: by.expr,
                    descending: inside.next().is_some(),
                });
            }
        } else {
            over.take(reading, part);
        }
    }
    let comprehension = Comprehension {
        generators: over.generators,
        filter: over.filter,
        sort,
    };
    (comprehension, over.height)
}

/// The condition behind `where`.
fn filtered(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.span(&pair);
    match parts(pair).next() {
        Some(filter) => condition(reading, filter),
        None => nothing(span),
    }
}

/// An expression of arithmetic alone.
pub(super) fn tall_sum(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    super::expressions::nested(reading, pair, sum)
}
