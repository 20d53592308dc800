//! Tables of cases: each row is a test of its own.

use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::plain::Plain;
use crate::source::span::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::test::{CaseCell, CaseCellKind, CaseRow, Cases, Path, PathStep};
use crate::types::ty::Ty;

use super::conditions::{is_definition, is_unknown, of_cell};
use super::expecting;
use super::given::{Given, Planner};
use super::path::{self, Step};
use super::plan::{Expectation, Expected, ExpectedFinding};

/// What a column left of `||` sets.
#[derive(Debug)]
pub(super) enum Column {
    /// A path in one of the documents given, by its place among them.
    Path(usize, Vec<Step>, Ty),
    /// A param, by its place in the policy.
    Param(usize),
}

/// The columns left of `||`. `None`: one of them is nothing, and that was reported.
pub(super) fn columns(
    planner: &mut Planner<'_>,
    cases: &Cases,
    given: &[Given],
) -> Option<Vec<Column>> {
    let columns: Vec<Option<Column>> = cases
        .inputs
        .iter()
        .map(|written| column(planner, written, given))
        .collect();
    columns.into_iter().collect()
}

fn column(planner: &mut Planner<'_>, written: &Path, given: &[Given]) -> Option<Column> {
    let checked = planner.checked;
    let mut fault = None;
    if let Some((index, last)) = given.iter().enumerate().next_back() {
        match path::resolve(&checked.types, &last.ty, written) {
            Ok((steps, ty)) => return Some(Column::Path(index, steps, ty)),
            Err(diagnostic) => fault = Some(diagnostic),
        }
    }
    if let Some((PathStep::Field(first), rest)) = written.steps.split_first() {
        let other = given.iter().position(|other| other.input == *first);
        if let Some(index) = other.filter(|_| !rest.is_empty()) {
            let within = Path {
                steps: rest.to_vec(),
                span: written.span,
            };
            match path::resolve(&checked.types, &given.get(index)?.ty, &within) {
                Ok((steps, ty)) => return Some(Column::Path(index, steps, ty)),
                Err(diagnostic) => fault = Some(diagnostic),
            }
        }
        if rest.is_empty() {
            let place = checked.params.iter().position(|param| param.name == *first);
            if let Some(place) = place {
                return Some(Column::Param(place));
            }
            if fault.is_none() {
                let diagnostic = Diagnostic::new(
                    codes::TEST_PATH,
                    written.span,
                    format!("there is no param `{first}`, and the test gives no input"),
                );
                let names = checked.params.iter().map(|param| param.name.as_str());
                fault = Some(match did_you_mean(first, names) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("give an input before the cases"),
                });
            }
        }
    }
    let fault = fault.unwrap_or_else(|| {
        Diagnostic::new(
            codes::TEST_PATH,
            written.span,
            "the test gives no input for this to be a path in",
        )
        .help("give an input before the cases")
    });
    planner.diagnostics.push(fault);
    None
}

/// One row's documents and params: those of the block, changed.
pub(super) fn apply(
    planner: &mut Planner<'_>,
    columns: &[Column],
    row: &CaseRow,
    given: &mut [Given],
    params: &mut Vec<(String, String, Span)>,
) {
    for (column, cell) in columns.iter().zip(&row.inputs) {
        let changed = match column {
            Column::Path(index, steps, ty) => {
                let Some(document) = given.get_mut(*index) else {
                    continue;
                };
                change(planner, document, steps, ty, cell)
            }
            Column::Param(place) => set(planner, *place, cell, params),
        };
        if let Err(diagnostic) = changed {
            planner.diagnostics.push(diagnostic);
        }
    }
}

fn change(
    planner: &Planner<'_>,
    given: &mut Given,
    steps: &[Step],
    ty: &Ty,
    cell: &CaseCell,
) -> Result<(), Diagnostic> {
    let value = match &cell.kind {
        CaseCellKind::Any => return Ok(()),
        CaseCellKind::Missing => {
            // What is missing already is as the row wants it.
            path::remove(given.change(), steps);
            return Ok(());
        }
        CaseCellKind::Words(words) => planner.reading().word(words, cell.span, Some(ty))?,
        CaseCellKind::Value(value) => planner.reading().value(value, Some(ty))?,
    };
    path::set(given.change(), steps, value)
        .map_err(|why| Diagnostic::new(codes::TEST_PATH, cell.span, why))
}

fn set(
    planner: &Planner<'_>,
    place: usize,
    cell: &CaseCell,
    params: &mut Vec<(String, String, Span)>,
) -> Result<(), Diagnostic> {
    let Some(param) = planner.checked.params.get(place) else {
        return Ok(());
    };
    let value = match &cell.kind {
        CaseCellKind::Any => return Ok(()),
        CaseCellKind::Missing => {
            return Err(Diagnostic::new(
                codes::TEST_VALUE,
                cell.span,
                format!("`{}` is a param, and always has a value", param.name),
            )
            .help("write `-` to leave it as it is"));
        }
        CaseCellKind::Words(words) => planner.reading().word(words, cell.span, Some(&param.ty))?,
        CaseCellKind::Value(value) => planner.reading().value(value, Some(&param.ty))?,
    };
    params.retain(|(name, ..)| *name != param.name);
    params.push((
        param.name.clone(),
        super::written::as_param(&value),
        cell.span,
    ));
    Ok(())
}

/// What a row expects.
pub(super) fn expectations(
    planner: &mut Planner<'_>,
    cases: &Cases,
    (test, at): (usize, usize),
    row: &CaseRow,
) -> Vec<Expectation> {
    let mut expects = Vec::new();
    for (index, (column, cell)) in cases.outputs.iter().zip(&row.outputs).enumerate() {
        if matches!(cell.kind, CaseCellKind::Any) {
            continue;
        }
        if is_definition(column) {
            let rule = of_cell(test, at, index);
            expects.push(Expectation {
                span: cell.span,
                kind: if is_unknown(cell) {
                    Expected::Unknown(rule)
                } else {
                    Expected::Condition(rule)
                },
            });
            continue;
        }
        let words = Name {
            text: words(&planner.text(cell)),
            span: cell.span,
        };
        let diagnostics = &mut planner.diagnostics;
        let kind = if column.name.text == "decision" {
            expecting::verdict(&words, diagnostics).map(Expected::Verdict)
        } else {
            let rule = expecting::rule(planner.checked, &column.name, diagnostics);
            rule.and_then(|rule| {
                let outcome = expecting::outcome(&words, diagnostics)?;
                if let (Some(key), None) = (&column.key, &rule.each) {
                    diagnostics.push(Diagnostic::new(
                        codes::TEST_EXPECT,
                        key.span,
                        format!("rule `{}` has no keys", rule.id),
                    ));
                    return None;
                }
                Some(Expected::Finding(Box::new(ExpectedFinding {
                    rule: rule.id.clone(),
                    key: column.key.as_ref().map(|key| key.text.clone()),
                    outcome,
                    naming: Vec::new(),
                    witnesses: Vec::new(),
                    saying: Vec::new(),
                    obliging: Vec::new(),
                })))
            })
        };
        expects.extend(kind.map(|kind| Expectation {
            span: cell.span,
            kind,
        }));
    }
    expects
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `title (change.type = normal, tier = 1)`.
pub(super) fn name(planner: &Planner<'_>, title: &str, cases: &Cases, row: &CaseRow) -> String {
    let mut values = Vec::new();
    for (written, cell) in cases.inputs.iter().zip(&row.inputs) {
        let path = planner.sources.text(written.span).trim();
        match &cell.kind {
            CaseCellKind::Any => {}
            CaseCellKind::Missing => values.push(format!("{path} missing")),
            _ => values.push(format!("{path} = {}", words(&planner.text(cell)))),
        }
    }
    if values.is_empty() {
        return format!("{title} (as given)");
    }
    format!("{title} ({})", values.join(", "))
}

impl Planner<'_> {
    fn text(&self, cell: &CaseCell) -> String {
        match &cell.kind {
            CaseCellKind::Words(words) => words.clone(),
            CaseCellKind::Missing => "missing".to_owned(),
            CaseCellKind::Any | CaseCellKind::Value(_) => {
                self.sources.text(cell.span).trim().to_owned()
            }
        }
    }
}

/// A document of a test that is given as nothing at all.
pub(super) fn empty() -> Plain {
    Plain::Map(Vec::new())
}
