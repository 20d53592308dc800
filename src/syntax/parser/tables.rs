//! Decision tables.

use crate::diagnostic::codes;
use crate::diagnostic::did_you_mean;
use crate::source::span::Span;
use crate::syntax::ast::{
    Cell, CellKind, CellTest, CellTestKind, Collect, CompareOp, Expr, ExprKind, HeaderRow, Hit,
    Literal, Name, ParamDecl, Table, TableRow,
};

use super::grammar::{Pair, Rule, parts};
use super::literals;
use super::reading::Reading;
use super::texts;
use super::types;

/// `table level(risk: Risk) -> Level { hit unique | low || team | … }`
pub(super) fn table(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Table> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let params = types::params(reading, inside.next()?);
    let result = types::type_expr(reading, inside.next()?);
    let mut hit = None;
    let mut header = None;
    let mut rows = Vec::new();
    let mut is_first = true;
    for part in inside {
        if part.as_rule() == Rule::hit {
            hit = Some(hit_policy(reading, part));
            continue;
        }
        let row = row(reading, part);
        if is_first {
            header = header_row(&row, &params);
        }
        if !is_first || header.is_none() {
            rows.push(row);
        }
        is_first = false;
    }
    if hit.is_none() {
        reading.refuse(
            codes::CLAUSE_MISSING,
            name.span,
            format!("table `{}` does not say which row counts", name.text),
            "begin it with `hit unique`, `hit first`, `hit any` or `hit collect sum`",
        );
    }
    if rows.is_empty() {
        reading.refuse(
            codes::CLAUSE_MISSING,
            name.span,
            format!("table `{}` has no rows", name.text),
            "write a row for each case, like `| low || team |`",
        );
    }
    Some(Table {
        name,
        params,
        result,
        hit: hit.unwrap_or(Hit::Unique),
        header,
        rows,
        span,
    })
}

fn hit_policy(reading: &mut Reading<'_>, pair: Pair<'_>) -> Hit {
    const POLICIES: [&str; 4] = ["unique", "first", "any", "collect"];
    let span = reading.extent(&pair);
    let mut words = parts(pair);
    let policy = words.next();
    let collect = words.next();
    let hit = match policy.as_ref().map_or("", |word| word.as_str()) {
        "unique" => Hit::Unique,
        "first" => Hit::First,
        "any" => Hit::Any,
        "collect" => return Hit::Collect(collect.and_then(|word| collected(reading, &word))),
        other => {
            let help = match did_you_mean(other, POLICIES) {
                Some(near) => format!("did you mean `hit {near}`?"),
                None => "write `hit unique`, `hit first`, `hit any` or `hit collect`".to_owned(),
            };
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("there is no hit policy `{other}`"),
                help,
            );
            Hit::Unique
        }
    };
    if let Some(word) = collect {
        let at = reading.span(&word);
        reading.refuse(
            codes::SYNTAX,
            at,
            format!("`{}` goes with `hit collect` alone", word.as_str()),
            "leave it out",
        );
    }
    hit
}

fn collected(reading: &mut Reading<'_>, word: &Pair<'_>) -> Option<Collect> {
    match word.as_str() {
        "sum" => Some(Collect::Sum),
        "min" => Some(Collect::Min),
        "max" => Some(Collect::Max),
        "count" => Some(Collect::Count),
        other => {
            let span = reading.span(word);
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("rows are not collected by `{other}`"),
                "write `hit collect sum`, `min`, `max` or `count`, or `hit collect` for a list",
            );
            None
        }
    }
}

fn row(reading: &mut Reading<'_>, pair: Pair<'_>) -> TableRow {
    let span = reading.extent(&pair);
    let mut inputs = Vec::new();
    let mut outputs = None;
    for part in parts(pair) {
        match part.as_rule() {
            Rule::bars => outputs = Some(Vec::new()),
            _ => {
                let cell = cell(reading, part);
                outputs.as_mut().unwrap_or(&mut inputs).push(cell);
            }
        }
    }
    if outputs.is_none() {
        reading.refuse(
            codes::SYNTAX,
            span,
            "this row has no outputs",
            "put `||` between inputs and outputs, like `| low || team |`",
        );
    }
    TableRow {
        inputs,
        outputs: outputs.unwrap_or_default(),
        span,
    }
}

fn cell(reading: &mut Reading<'_>, pair: Pair<'_>) -> Cell {
    let whole = reading.span(&pair);
    let mut tests = Vec::new();
    let mut place: Option<Span> = None;
    for part in parts(pair) {
        let span = reading.span(&part);
        place = Some(place.map_or(span, |place| place.to(span)));
        if part.as_rule() == Rule::any_value {
            return Cell {
                kind: CellKind::Any,
                span,
            };
        }
        if let Some(kind) = test(reading, part, span) {
            tests.push(CellTest { kind, span });
        }
    }
    let Some(span) = place else {
        // The bar before the cell, so that there is something to point at.
        let at = Span {
            start: whole.start.saturating_sub(1),
            end: whole.end.max(whole.start + 1),
            ..whole
        };
        reading.refuse(
            codes::SYNTAX,
            at,
            "this cell is empty",
            "write `-` for any value, or `missing`",
        );
        return Cell {
            kind: CellKind::Any,
            span: whole,
        };
    };
    if let [
        CellTest {
            kind: CellTestKind::Is(only),
            ..
        },
    ] = tests.as_slice()
        && is_word(only, "missing")
    {
        return Cell {
            kind: CellKind::Missing,
            span,
        };
    }
    for test in &tests {
        refuse_missing_test(reading, test);
    }
    Cell {
        kind: CellKind::Tests(tests),
        span,
    }
}

fn is_word(expr: &Expr, word: &str) -> bool {
    matches!(&expr.kind, ExprKind::Name(name) if name == word)
}

/// `missing` is a cell of its own.
fn refuse_missing_test(reading: &mut Reading<'_>, test: &CellTest) {
    let (CellTestKind::Is(value) | CellTestKind::Not(value) | CellTestKind::Compare(_, value)) =
        &test.kind
    else {
        return;
    };
    if is_word(value, "missing") {
        reading.refuse(
            codes::TABLE_CELL,
            test.span,
            "`missing` stands alone in its cell",
            "give it a row of its own; the other rows are for values that are there",
        );
    }
}

fn test(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<CellTestKind> {
    let mut inside = parts(pair);
    let first = inside.next()?;
    match first.as_rule() {
        Rule::kw_not => Some(CellTestKind::Not(constant(reading, inside.next()?))),
        Rule::cell_op => {
            let value = constant(reading, inside.next()?);
            Some(compared(reading, &first, value))
        }
        Rule::dots => Some(CellTestKind::Range {
            low: None,
            high: Some(constant(reading, inside.next()?)),
            includes_high: first.as_str() == "..",
        }),
        _ => {
            let low = constant(reading, first);
            let Some(dots) = inside.next() else {
                return Some(CellTestKind::Is(low));
            };
            let high = inside.next().map(|high| constant(reading, high));
            if high.is_none() && dots.as_str() == "..<" {
                reading.refuse(
                    codes::SYNTAX,
                    span,
                    "a range without an end has none to leave out",
                    "write `..`",
                );
            }
            Some(CellTestKind::Range {
                low: Some(low),
                high,
                includes_high: dots.as_str() == "..",
            })
        }
    }
}

fn compared(reading: &mut Reading<'_>, operator: &Pair<'_>, value: Expr) -> CellTestKind {
    let compare = match operator.as_str() {
        "<" => CompareOp::Less,
        "<=" => CompareOp::LessOrEqual,
        ">" => CompareOp::Greater,
        ">=" => CompareOp::GreaterOrEqual,
        other => {
            let span = reading.span(operator);
            let written = reading.quoted(value.span);
            let (help, kind) = if other == "!=" {
                (format!("write `not {written}`"), CellTestKind::Not(value))
            } else {
                (format!("write `{written}` alone"), CellTestKind::Is(value))
            };
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`{other}` does not stand in a cell"),
                help,
            );
            return kind;
        }
    };
    CellTestKind::Compare(compare, value)
}

/// A constant of a cell: a literal, or a word for a member of the column's enum.
fn constant(reading: &mut Reading<'_>, pair: Pair<'_>) -> Expr {
    let span = reading.span(&pair);
    let mut negative = None;
    let mut kind = None;
    for part in parts(pair) {
        let at = reading.span(&part);
        match part.as_rule() {
            Rule::cell_minus => negative = Some(at),
            Rule::numeric => {
                kind = literals::literal(reading, part.as_str(), at).map(ExprKind::Literal);
            }
            Rule::string => {
                kind = Some(ExprKind::Literal(Literal::Text(
                    texts::text(reading, &part).text,
                )));
            }
            _ => kind = Some(qualified(reading, &part)),
        }
    }
    let Some(kind) = kind else {
        return super::expressions::nothing(span).expr;
    };
    match negative {
        Some(minus) => {
            let value = Expr {
                kind,
                span: Span {
                    start: minus.end,
                    ..span
                },
            };
            Expr {
                kind: ExprKind::Negate(Box::new(value)),
                span,
            }
        }
        None => Expr { kind, span },
    }
}

/// `low`, `Risk.low`, `true`
fn qualified(reading: &Reading<'_>, pair: &Pair<'_>) -> ExprKind {
    let start = pair.as_span().start();
    match pair.as_str() {
        "true" => ExprKind::Literal(Literal::Bool(true)),
        "false" => ExprKind::Literal(Literal::Bool(false)),
        text => match text.split_once('.') {
            None => ExprKind::Name(text.to_owned()),
            Some((of, member)) => {
                let dot = start + of.len();
                let base = Expr {
                    kind: ExprKind::Name(of.to_owned()),
                    span: reading.place(start, dot),
                };
                let member = Name {
                    text: member.to_owned(),
                    span: reading.place(dot + 1, pair.as_span().end()),
                };
                ExprKind::Field(Box::new(base), member)
            }
        },
    }
}

/// The first row as a header: each input is the bare name of the param in its place, each output a bare word.
fn header_row(row: &TableRow, params: &[ParamDecl]) -> Option<HeaderRow> {
    let inputs = row
        .inputs
        .iter()
        .map(bare_word)
        .collect::<Option<Vec<_>>>()?;
    let outputs = row
        .outputs
        .iter()
        .map(bare_word)
        .collect::<Option<Vec<_>>>()?;
    let names_params = inputs.len() == params.len()
        && inputs
            .iter()
            .zip(params)
            .all(|(cell, param)| cell.text == param.name.text);
    (names_params && !outputs.is_empty()).then_some(HeaderRow {
        inputs,
        outputs,
        span: row.span,
    })
}

fn bare_word(cell: &Cell) -> Option<Name> {
    let CellKind::Tests(tests) = &cell.kind else {
        return None;
    };
    match tests.as_slice() {
        [
            CellTest {
                kind:
                    CellTestKind::Is(Expr {
                        kind: ExprKind::Name(word),
                        span,
                    }),
                ..
            },
        ] => Some(Name {
            text: word.clone(),
            span: *span,
        }),
        _ => None,
    }
}
