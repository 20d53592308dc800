//! Comparisons, membership and `is`. They do not chain.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Among, CompareOp, Expr, ExprKind, IsTest, Name};

use super::expressions::{Run, Tall, binary, node, sum};
use super::grammar::{Pair, Rule};
use super::reading::Reading;

/// A sum, and what it is compared with.
pub(super) fn comparison(reading: &mut Reading<'_>, run: &mut Run<'_>) -> Tall {
    let mut left = sum(reading, run);
    let mut last: Option<Link> = None;
    let mut said = false;
    while let Some((built, link)) = link(reading, run, &mut left) {
        if let Some(before) = last
            && !said
        {
            refuse_chain(reading, &before, &link, left.expr.span);
            said = true;
        }
        left = built;
        last = Some(link);
    }
    if last.is_some() {
        after_comparison(reading, run, left)
    } else {
        left
    }
}

/// One comparison: its operator, and its right side if it has one.
#[derive(Debug, Clone, Copy)]
struct Link {
    operator: Span,
    right: Option<Span>,
}

/// Takes one comparison off the run. The left side is taken too, and a stand-in with its span is left in its place.
fn link(reading: &mut Reading<'_>, run: &mut Run<'_>, left: &mut Tall) -> Option<(Tall, Link)> {
    let leaves_in = run.leaves_in();
    if let Some(operator) = run.operator(|text| is_comparison(text) && !(leaves_in && text == "in"))
    {
        return Some(by_operator(reading, run, take(left), &operator));
    }
    let first = run.peek()?;
    if !matches!(
        first,
        Rule::order | Rule::is_not | Rule::is_in | Rule::state | Rule::member | Rule::is_value
    ) {
        return None;
    }
    Some(by_is(reading, run, take(left)))
}

fn take(left: &mut Tall) -> Tall {
    let span = left.expr.span;
    std::mem::replace(left, super::expressions::nothing(span))
}

fn is_comparison(operator: &str) -> bool {
    matches!(
        operator,
        "==" | "!=" | "<=" | ">=" | "<" | ">" | "=" | "in" | "satisfies" | "within" | "matches"
    ) || is_not_in(operator)
}

/// `not in`, whatever blanks and comments stand between.
fn is_not_in(operator: &str) -> bool {
    operator.starts_with("not")
}

fn by_operator(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    left: Tall,
    operator: &Pair<'_>,
) -> (Tall, Link) {
    let span = reading.span(operator);
    let text = operator.as_str();
    if text == "in" || is_not_in(text) {
        return membership(reading, run, left, span, text != "in");
    }
    let right = sum(reading, run);
    let link = Link {
        operator: span,
        right: Some(right.expr.span),
    };
    let compare = match text {
        "satisfies" => return (binary(reading, left, right, ExprKind::Satisfies), link),
        "within" => return (binary(reading, left, right, ExprKind::Within), link),
        "matches" => return (binary(reading, left, right, ExprKind::Matches), link),
        "!=" => CompareOp::NotEqual,
        "<" => CompareOp::Less,
        "<=" => CompareOp::LessOrEqual,
        ">" => CompareOp::Greater,
        ">=" => CompareOp::GreaterOrEqual,
        "=" => {
            let help = format!(
                "compare with `==`: `{} == {}`",
                reading.quoted(left.expr.span),
                reading.quoted(right.expr.span)
            );
            reading.refuse(codes::SYNTAX, span, "`=` does not compare", help);
            CompareOp::Equal
        }
        _ => CompareOp::Equal,
    };
    let built = binary(reading, left, right, |left, right| {
        ExprKind::Compare(compare, left, right)
    });
    (built, link)
}

fn membership(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    left: Tall,
    operator: Span,
    negated: bool,
) -> (Tall, Link) {
    let (among, height, right) = among(reading, run);
    let span = left.expr.span.to(right);
    let height = height.max(left.height);
    let kind = ExprKind::In {
        subject: Box::new(left.expr),
        negated,
        among: Box::new(among),
    };
    let link = Link {
        operator,
        right: Some(right),
    };
    (node(reading, kind, span, height), link)
}

/// What stands behind `in`, how many levels it has, and its place.
pub(super) fn among(reading: &mut Reading<'_>, run: &mut Run<'_>) -> (Among, u32, Span) {
    if let Some(dots) = run.prefix(|text| text.starts_with('.')) {
        return range(reading, run, None, &dots);
    }
    let low = sum(reading, run);
    match run.next_is(Rule::dots) {
        Some(dots) => range(reading, run, Some(low), &dots),
        None => {
            let span = low.expr.span;
            (Among::Collection(low.expr), low.height, span)
        }
    }
}

fn range(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    low: Option<Tall>,
    dots: &Pair<'_>,
) -> (Among, u32, Span) {
    let high = run
        .peek()
        .is_some_and(super::operands::begins_operand)
        .then(|| sum(reading, run));
    let mut span = reading.span(dots);
    let mut height = 0;
    for end in [&low, &high].into_iter().flatten() {
        span = span.to(end.expr.span);
        height = height.max(end.height);
    }
    let among = Among::Range {
        low: low.map(|low| low.expr),
        high: high.map(|high| high.expr),
        includes_high: dots.as_str() == "..",
        span,
    };
    (among, height, span)
}

/// `is` and what follows it.
fn by_is(reading: &mut Reading<'_>, run: &mut Run<'_>, left: Tall) -> (Tall, Link) {
    let not = run.next_is(Rule::is_not);
    let negated = not.is_some();
    let Some(test) = run.next() else {
        // The grammar has something behind `is not`.
        let operator = left.expr.span;
        return (
            left,
            Link {
                operator,
                right: None,
            },
        );
    };
    let at = reading.span(&test);
    let operator = not.map_or(at, |not| reading.span(&not).to(at));
    match test.as_rule() {
        Rule::order => ordered(reading, run, left, &test),
        Rule::is_in => {
            let word = if negated { "not in" } else { "in" };
            let (built, link) = membership(reading, run, left, operator, negated);
            reading.refuse(
                codes::SYNTAX,
                operator,
                format!("`is` does not stand before `{word}`"),
                format!("write `x {word} …`, without `is`"),
            );
            (built, link)
        }
        Rule::is_value => by_value(reading, run, left, negated),
        rule => {
            let test = match (rule, test.as_str()) {
                (Rule::state, "missing") => IsTest::Missing { negated },
                (Rule::state, "present") => IsTest::Present { negated },
                (Rule::state, _) => IsTest::Empty { negated },
                _ => member(reading, &test, negated),
            };
            let span = left.expr.span.to(at);
            let height = left.height;
            let kind = ExprKind::Is(Box::new(left.expr), test);
            let link = Link {
                operator,
                right: None,
            };
            (node(reading, kind, span, height), link)
        }
    }
}

/// `approved`, `Decision.approved`
fn member(reading: &mut Reading<'_>, pair: &Pair<'_>, negated: bool) -> IsTest {
    let span = reading.span(pair);
    let (of, member) = match pair.as_str().split_once('.') {
        Some((of, member)) => (Some(of), member),
        None => (None, pair.as_str()),
    };
    if matches!(member, "true" | "false") {
        reading.refuse(
            codes::IS_VALUE,
            span,
            format!("`is {member}` compares with a value"),
            format!("write `x` or `not x`, or `x == {member}`"),
        );
    }
    let start = pair.as_span().start();
    let dot = of.map(|of| start + of.len());
    IsTest::Member {
        negated,
        of: of.map(|of| Name {
            text: of.to_owned(),
            span: reading.place(start, start + of.len()),
        }),
        member: Name {
            text: member.to_owned(),
            span: reading.place(dot.map_or(start, |dot| dot + 1), pair.as_span().end()),
        },
    }
}

fn ordered(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    left: Tall,
    order: &Pair<'_>,
) -> (Tall, Link) {
    let operator = reading.span(order);
    let right = sum(reading, run);
    let link = Link {
        operator,
        right: Some(right.expr.span),
    };
    let text = order.as_str();
    let test: fn(Box<Expr>) -> IsTest = match (text.starts_with("on"), text.ends_with("before")) {
        (false, true) => IsTest::Before,
        (false, false) => IsTest::After,
        (true, true) => IsTest::OnOrBefore,
        (true, false) => IsTest::OnOrAfter,
    };
    let built = binary(reading, left, right, |left, right: Box<Expr>| {
        ExprKind::Is(left, test(right))
    });
    (built, link)
}

/// `x is 5`, `x is f(y)`: read as the comparison that is meant.
fn by_value(
    reading: &mut Reading<'_>,
    run: &mut Run<'_>,
    left: Tall,
    negated: bool,
) -> (Tall, Link) {
    let right = sum(reading, run);
    let span = right.expr.span;
    let (word, sign, op) = if negated {
        ("is not", "!=", CompareOp::NotEqual)
    } else {
        ("is", "==", CompareOp::Equal)
    };
    let help = format!(
        "compare values with `{sign}`: `{} {sign} {}`",
        reading.quoted(left.expr.span),
        reading.quoted(span)
    );
    reading.refuse(
        codes::IS_VALUE,
        span,
        format!("behind `{word}` stands a value, not a word such as `missing` or `approved`"),
        help,
    );
    let link = Link {
        operator: span,
        right: Some(span),
    };
    let built = binary(reading, left, right, |left, right| {
        ExprKind::Compare(op, left, right)
    });
    (built, link)
}

fn refuse_chain(reading: &mut Reading<'_>, before: &Link, link: &Link, left: Span) {
    let help = match (before.right, link.right) {
        (Some(middle), Some(right)) => format!(
            "write `{} and {} {} {}`",
            reading.quoted(left),
            reading.quoted(middle),
            reading.quoted(link.operator),
            reading.quoted(right)
        ),
        _ => "put brackets round the first comparison, or join the two with `and`".to_owned(),
    };
    reading.refuse(
        codes::CHAINED,
        link.operator,
        "comparisons do not chain",
        help,
    );
}

/// `default` and arithmetic bind tighter than a comparison, so behind one that ends in a word they bind to nothing.
fn after_comparison(reading: &mut Reading<'_>, run: &mut Run<'_>, mut left: Tall) -> Tall {
    while let Some(operator) =
        run.operator(|text| matches!(text, "default" | "+" | "-" | "*" | "/" | "%"))
    {
        let span = reading.span(&operator);
        let condition = reading.quoted(left.expr.span);
        if operator.as_str() == "default" {
            reading.refuse(
                codes::DEFAULT_OF_CONDITION,
                span,
                format!("`default` stands behind the condition `{condition}`"),
                "`default` replaces a value that is missing: write it behind the path, as in `(x.n default 0) > 1`",
            );
        } else {
            reading.refuse(
                codes::SYNTAX,
                span,
                format!(
                    "`{}` stands behind the condition `{condition}`",
                    operator.as_str()
                ),
                "put brackets round what belongs together",
            );
        }
        let right = sum(reading, run);
        left = binary(reading, left, right, ExprKind::Default);
    }
    left
}
