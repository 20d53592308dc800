//! `expect change_type is emergency`: a condition of a test is made a rule beside the policy's own, so that it is
//! checked, evaluated and explained like any other. It is of severity `info` and so never bears on the decision.

use crate::source::span::Span;
use crate::syntax::ast::test::{CaseCell, CaseCellKind, CaseColumn, ExpectKind, TestDecl};
use crate::syntax::ast::{CompareOp, Demand, Expr, ExprKind, IsTest, Literal, Name, Rule, Text};
use crate::value::outcome::Severity;

use super::plan;

/// A rule that a test made; no rule of a policy has a blank in its id.
pub fn is_made(rule: &str) -> bool {
    rule.contains(' ')
}

/// The id of the rule made of an expectation of a test.
pub fn of_expectation(test: usize, expectation: usize) -> String {
    format!("test {test} expectation {expectation}")
}

/// The id of the rule made of a cell of a test's table of cases.
pub fn of_cell(test: usize, row: usize, column: usize) -> String {
    format!("test {test} row {row} column {column}")
}

/// The rules made of a test's conditions.
pub fn rules(test: usize, declared: &TestDecl) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (index, expect) in declared.expects.iter().enumerate() {
        let condition = match &expect.kind {
            ExpectKind::That(condition) => condition.clone(),
            ExpectKind::Unknown(of) => is_present(of),
            ExpectKind::Decision(_) | ExpectKind::Finding { .. } | ExpectKind::Waiver { .. } => {
                continue;
            }
        };
        rules.push(rule(of_expectation(test, index), condition));
    }
    let Some(cases) = &declared.cases else {
        return rules;
    };
    for (at, row) in cases.rows.iter().enumerate() {
        for (index, (column, cell)) in cases.outputs.iter().zip(&row.outputs).enumerate() {
            if let Some(condition) = equals(column, cell) {
                rules.push(rule(of_cell(test, at, index), condition));
            }
        }
    }
    rules
}

/// Whether a column of cases is about a definition, rather than a rule or the decision.
pub fn is_definition(column: &CaseColumn) -> bool {
    column.key.is_none()
        && column.name.text != "decision"
        && column
            .name
            .text
            .starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
}

/// Of what is unknown this is false or unknown, and never true.
fn is_present(of: &Expr) -> Expr {
    Expr {
        kind: ExprKind::Is(Box::new(of.clone()), IsTest::Present { negated: false }),
        span: of.span,
    }
}

/// Whether the cell says that a definition is not known.
pub fn is_unknown(cell: &CaseCell) -> bool {
    match &cell.kind {
        CaseCellKind::Words(words) => words == UNKNOWN,
        CaseCellKind::Value(value) => {
            matches!(&value.kind, ExprKind::Name(word) if word == UNKNOWN)
        }
        CaseCellKind::Any | CaseCellKind::Missing => false,
    }
}

const UNKNOWN: &str = "unknown";

/// `name == cell`, as the cell's kind says it.
fn equals(column: &CaseColumn, cell: &CaseCell) -> Option<Expr> {
    if !is_definition(column) {
        return None;
    }
    let span = cell.span;
    let at = |kind| Expr { kind, span };
    let name = || Box::new(at(ExprKind::Name(column.name.text.clone())));
    let is = |test| ExprKind::Is(name(), test);
    if is_unknown(cell) {
        return Some(is_present(&name()));
    }
    let word = |word: &str| match word {
        "true" => ExprKind::Name(column.name.text.clone()),
        "false" => ExprKind::Not(name()),
        word => is(IsTest::Member {
            negated: false,
            of: None,
            member: Name {
                text: word.to_owned(),
                span,
            },
        }),
    };
    Some(at(match &cell.kind {
        CaseCellKind::Any => return None,
        CaseCellKind::Missing => is(IsTest::Missing { negated: false }),
        CaseCellKind::Words(words) => word(words),
        CaseCellKind::Value(value) => match &value.kind {
            ExprKind::Name(text) => word(text),
            ExprKind::Literal(Literal::Bool(value)) => word(&value.to_string()),
            _ => ExprKind::Compare(CompareOp::Equal, name(), Box::new(value.clone())),
        },
    }))
}

fn rule(id: String, condition: Expr) -> Rule {
    let span: Span = condition.span;
    let text = |text: &str| Text {
        text: text.to_owned(),
        span,
    };
    Rule {
        id: Name { text: id, span },
        title: text(plan::CONDITION),
        each: None,
        phase: None,
        severity: Some((Severity::Info, span)),
        controls: Vec::new(),
        lets: Vec::new(),
        when: None,
        demands: vec![Demand {
            forbid: false,
            label: None,
            when: None,
            condition,
            span,
        }],
        unless: None,
        obligations: Vec::new(),
        because: None,
        remedy: None,
        effective: None,
        unwaivable: Some(span),
        span,
    }
}
