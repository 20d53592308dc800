//! `test` blocks.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::test::{
    CaseCell, CaseCellKind, CaseColumn, CaseRow, Cases, Expect, ExpectKind, Given, Path, PathStep,
    Source, TestDecl,
};
use crate::syntax::ast::{ExprKind, Name, Text};
use crate::value::outcome::Phase;

use super::expressions::whole;
use super::grammar::{self, Pair, Rule, parts};
use super::reading::Reading;
use super::texts;

pub(super) fn test(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<TestDecl> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let title = texts::text(reading, &inside.next()?);
    let mut test = TestDecl {
        title,
        givens: Vec::new(),
        at: None,
        phase: None,
        params: Vec::new(),
        calendars: Vec::new(),
        waivers: Vec::new(),
        identities: None,
        expects: Vec::new(),
        cases: None,
        span,
    };
    for part in inside {
        let at = reading.extent(&part);
        match part.as_rule() {
            Rule::given => test.givens.extend(given(reading, part, at)),
            Rule::test_at => {
                test.at = parts(part).next().map(|when| Text {
                    text: when.as_str().to_owned(),
                    span: reading.span(&when),
                });
            }
            Rule::calendar => {
                test.calendars
                    .extend(super::calendars::calendar(reading, part));
            }
            Rule::phase => {
                let word = parts(part).next()?;
                let span = reading.span(&word);
                test.phase = Phase::from_name(word.as_str()).map(|phase| (phase, span));
                if test.phase.is_none() {
                    reading.refuse(
                        codes::SYNTAX,
                        span,
                        format!("there is no phase `{}`", word.as_str()),
                        "a phase is `plan`, `build`, `validate`, `deploy`, `verify` or `close`",
                    );
                }
            }
            Rule::test_set => {
                let mut inside = parts(part);
                let name = reading.name(&inside.next()?);
                test.params.push((name, whole(reading, inside.next()?)));
            }
            Rule::identities => {
                let source = parts(part).find(|part| part.as_rule() != Rule::kw_from)?;
                test.identities = Some(self::source(reading, source));
            }
            Rule::expect => test.expects.extend(expect(reading, part, at)),
            _ => test.cases = cases(reading, part, at),
        }
    }
    Some(test)
}

fn source(reading: &mut Reading<'_>, pair: Pair<'_>) -> Source {
    match pair.as_rule() {
        Rule::string => Source::File(texts::text(reading, &pair)),
        _ => Source::Place(whole(reading, pair)),
    }
}

fn given(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Given> {
    let mut inside = parts(pair).filter(|part| part.as_rule() != Rule::kw_from);
    let input = reading.name(&inside.next()?);
    let source = source(reading, inside.next()?);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for part in inside {
        match part.as_rule() {
            Rule::changes => {
                for change in parts(part) {
                    let mut inside = parts(change);
                    let (Some(path), Some(value)) = (inside.next(), inside.next()) else {
                        continue;
                    };
                    with.push((self::path(reading, &path), whole(reading, value)));
                }
            }
            _ => without.extend(parts(part).map(|path| self::path(reading, &path))),
        }
    }
    Some(Given {
        input,
        source,
        with,
        without,
        span,
    })
}

fn path(reading: &Reading<'_>, pair: &Pair<'_>) -> Path {
    Path {
        steps: steps(pair.as_str()),
        span: reading.span(pair),
    }
}

fn steps(written: &str) -> Vec<PathStep> {
    let mut steps = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        rest = rest.trim_start_matches('.');
        if let Some(index) = rest.strip_prefix('[') {
            let (number, after) = index.split_once(']').unwrap_or((index, ""));
            steps.push(PathStep::Index(number.parse().unwrap_or(u32::MAX)));
            rest = after;
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (name, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            steps.push(PathStep::Field(name.to_owned()));
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            steps.push(PathStep::Field(name.to_owned()));
            rest = after;
        }
    }
    steps
}

fn words(reading: &Reading<'_>, pair: &Pair<'_>) -> Name {
    Name {
        text: pair
            .as_str()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        span: reading.span(pair),
    }
}

fn expect(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Expect> {
    let what = parts(pair).next()?;
    let kind = match what.as_rule() {
        Rule::expect_decision => ExpectKind::Decision(words(reading, &parts(what).next()?)),
        Rule::expect_finding => finding(reading, what)?,
        Rule::expect_unknown => ExpectKind::Unknown(whole(reading, parts(what).next()?)),
        _ => ExpectKind::That(whole(reading, what)),
    };
    Some(Expect { kind, span })
}

fn finding(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<ExpectKind> {
    let mut inside = parts(pair);
    let rule = reading.name(&inside.next()?);
    let mut key = None;
    let mut outcome = None;
    let (mut naming, mut witnesses) = (Vec::new(), Vec::new());
    let (mut saying, mut obliging) = (Vec::new(), Vec::new());
    for part in inside {
        match part.as_rule() {
            Rule::string => key = Some(texts::text(reading, &part)),
            Rule::came => outcome = Some(words(reading, &part)),
            _ => {
                let mut inside = parts(part);
                let first = inside.next()?;
                if first.as_rule() == Rule::doc_path {
                    naming.push(path(reading, &first));
                    naming.extend(inside.map(|pair| path(reading, &pair)));
                    continue;
                }
                let text = texts::text(reading, &inside.next()?);
                match first.as_str() {
                    "witness" => witnesses.push(text),
                    "saying" => saying.push(text),
                    _ => obliging.push(text),
                }
            }
        }
    }
    Some(ExpectKind::Finding {
        rule,
        key,
        outcome: outcome?,
        naming,
        witnesses,
        saying,
        obliging,
    })
}

fn cases(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Cases> {
    let mut rows = parts(pair);
    let (inputs, outputs) = cells(reading, rows.next()?);
    let inputs = inputs
        .iter()
        .map(|(text, span)| Path {
            steps: steps(text),
            span: *span,
        })
        .collect();
    let outputs = outputs
        .iter()
        .map(|(text, span)| {
            let (name, key) = match text.split_once('[') {
                Some((name, key)) => (name, Some(key.trim_matches([']', '"']))),
                None => (text.as_str(), None),
            };
            CaseColumn {
                name: Name {
                    text: name.to_owned(),
                    span: *span,
                },
                key: key.map(|key| Text {
                    text: key.to_owned(),
                    span: *span,
                }),
            }
        })
        .collect();
    let rows = rows
        .map(|row| {
            let span = reading.extent(&row);
            let (inputs, outputs) = cells(reading, row);
            CaseRow {
                inputs: inputs
                    .into_iter()
                    .map(|cell| self::cell(reading, cell))
                    .collect(),
                outputs: outputs
                    .into_iter()
                    .map(|cell| self::cell(reading, cell))
                    .collect(),
                span,
            }
        })
        .collect();
    Some(Cases {
        inputs,
        outputs,
        rows,
        span,
    })
}

type Cell = (String, Span);

fn cells(reading: &Reading<'_>, pair: Pair<'_>) -> (Vec<Cell>, Vec<Cell>) {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    let mut behind = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::bars => behind = true,
            Rule::case_cell => {
                let text = part.as_str();
                let start = part.as_span().start() + text.len() - text.trim_start().len();
                let trimmed = text.trim();
                let cell = (
                    trimmed.to_owned(),
                    reading.place(start, start + trimmed.len()),
                );
                if behind {
                    outputs.push(cell)
                } else {
                    inputs.push(cell)
                }
            }
            _ => {}
        }
    }
    (inputs, outputs)
}

fn cell(reading: &mut Reading<'_>, (text, span): Cell) -> CaseCell {
    let is_words = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_- ".contains(c));
    let kind = match text.as_str() {
        "-" => CaseCellKind::Any,
        "missing" => CaseCellKind::Missing,
        _ if is_words => CaseCellKind::Words(text),
        _ => {
            let base = std::mem::replace(&mut reading.base, span.start as usize);
            let expr = grammar::read(Rule::case_value, &text)
                .ok()
                .and_then(|mut pairs| pairs.next())
                .map(|pair| whole(reading, pair));
            reading.base = base;
            match expr {
                Some(expr) => CaseCellKind::Value(expr),
                None => CaseCellKind::Value(crate::syntax::ast::Expr {
                    kind: ExprKind::Name(text),
                    span,
                }),
            }
        }
    };
    CaseCell { kind, span }
}
