use crate::check::typed::{self, CellKind};
use crate::ir::program::{Cell, Demand, Each, Message, MessagePart, Obligation, Row, Rule, Table};
use crate::types::constant::Const;
use crate::types::ty::Ty;
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;

use super::lower::Lowering;

impl Lowering<'_> {
    pub fn rule(&mut self, rule: &typed::Rule) -> Rule {
        let each = rule.each.as_ref().map(|each| Each {
            over: self.over(&each.over),
            key: self.expr(&each.key),
            span: each.span,
        });
        let lets = self.bind_lets(&rule.lets);
        Rule {
            id: rule.id.clone(),
            title: rule.title.clone(),
            each,
            phase: rule.phase,
            severity: rule.severity,
            controls: rule.controls.clone(),
            lets,
            when: rule.when.as_ref().map(|when| self.expr(when)),
            demands: rule
                .demands
                .iter()
                .map(|demand| Demand {
                    forbid: demand.forbid,
                    label: demand.label.clone(),
                    when: demand.when.as_ref().map(|when| self.expr(when)),
                    condition: self.expr(&demand.condition),
                    span: demand.span,
                })
                .collect(),
            unless: rule.unless.as_ref().map(|unless| self.expr(unless)),
            obligations: rule
                .obligations
                .iter()
                .map(|obligation| Obligation {
                    what: self.message(&obligation.what),
                    until: self.expr(&obligation.until),
                    proven_by: obligation.proven_by.clone(),
                })
                .collect(),
            because: rule.because.as_ref().map(|message| self.message(message)),
            remedy: rule.remedy.as_ref().map(|message| self.message(message)),
            effective_from: rule.effective_from,
            effective_until: rule.effective_until,
            waivable: rule.waivable,
            head: rule.id_span,
            span: rule.span,
        }
    }

    fn message(&mut self, message: &typed::Message) -> Message {
        Message {
            parts: message
                .parts
                .iter()
                .map(|part| match part {
                    typed::MessagePart::Text(text) => MessagePart::Text(text.clone()),
                    typed::MessagePart::Hole(expr) => MessagePart::Hole(self.expr(expr)),
                })
                .collect(),
        }
    }
}

pub(super) fn table(table: &typed::Table, result: &Ty) -> Table {
    let record = match result.element().unwrap_or(result) {
        Ty::Record(id) if table.outputs.len() > 1 => Some(*id),
        _ => None,
    };
    Table {
        hit: table.hit,
        rows: table
            .rows
            .iter()
            .map(|row| Row {
                cells: row
                    .cells
                    .iter()
                    .map(|cell| self::cell(&cell.kind))
                    .collect(),
                outputs: row.outputs.clone().into_boxed_slice(),
                span: row.span,
            })
            .collect(),
        record,
        zero: match table.outputs.first() {
            Some(Ty::Percentage) => Const::Percentage(Decimal::ZERO),
            Some(Ty::Duration) => Const::Duration(Duration::ZERO),
            _ => Const::Number(Decimal::ZERO),
        },
    }
}

fn cell(kind: &CellKind) -> Cell {
    match kind {
        CellKind::Any => Cell::Any,
        CellKind::Missing => Cell::Missing,
        CellKind::Tests(tests) => Cell::Tests(tests.clone().into_boxed_slice()),
    }
}
