use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::{self, CellKind as Written, CellTestKind, Collect};
use crate::types::ty::Ty;

use super::program::Checker;
use super::typed::{Body, Cell, CellKind, Column, Const, DefinitionId, Hit, Row, Table, Test};

impl<'u> Checker<'u> {
    pub fn table(&mut self, id: DefinitionId, written: &'u ast::Table) {
        let params = self.bind_params(&written.params);
        let columns: Vec<Column> = params
            .iter()
            .filter_map(|local| self.locals.get(local.0 as usize))
            .map(|local| Column {
                name: local.name.clone(),
                ty: local.ty.plain().clone(),
            })
            .collect();
        let result = self.resolve(&written.result);
        let named: Vec<(String, Ty)> = match (&written.result.kind, &result) {
            (ast::TypeKind::Record(_), Ty::Record(record)) => self
                .types
                .record_type(*record)
                .map_or_else(Vec::new, |found| {
                    found
                        .fields
                        .iter()
                        .map(|field| (field.name.clone(), field.ty.clone()))
                        .collect()
                }),
            _ => vec![(String::new(), result.clone())],
        };
        let outputs: Vec<Ty> = named.iter().map(|(_, ty)| ty.clone()).collect();
        self.check_header(written, &columns, &named);
        self.check_hit(written, &outputs);
        let hit = written.hit;
        let mut rows = Vec::new();
        for row in &written.rows {
            if row.inputs.len() != columns.len() || row.outputs.len() != outputs.len() {
                let message = format!(
                    "this row has {} and {} cells, and the table {} and {} columns",
                    row.inputs.len(),
                    row.outputs.len(),
                    columns.len(),
                    outputs.len()
                );
                self.report(
                    Diagnostic::new(codes::TABLE_COLUMNS, row.span, message)
                        .help("inputs stand before `||`, outputs behind it; `-` is a cell that asks nothing"),
                );
                continue;
            }
            let cells: Vec<Option<Cell>> = row
                .inputs
                .iter()
                .zip(&columns)
                .map(|(cell, column)| self.cell(cell, &column.ty))
                .collect();
            let results: Vec<Option<Const>> = row
                .outputs
                .iter()
                .zip(&outputs)
                .map(|(cell, ty)| self.output(cell, ty))
                .collect();
            let cells: Option<Vec<Cell>> = cells.into_iter().collect();
            let results: Option<Vec<Const>> = results.into_iter().collect();
            if let (Some(cells), Some(outputs)) = (cells, results) {
                rows.push(Row {
                    cells,
                    outputs,
                    span: row.span,
                });
            }
        }
        let gives = match hit {
            // Collected outputs that are not added up are a list of them.
            Hit::Collect(None) => Ty::list(result),
            Hit::Collect(Some(Collect::Count)) => Ty::Number,
            _ => result,
        };
        let table = Table {
            hit,
            columns,
            outputs,
            rows,
            span: written.name.span,
        };
        self.set_definition(id, params, gives, Body::Table(table));
    }

    fn check_header(&mut self, written: &ast::Table, columns: &[Column], named: &[(String, Ty)]) {
        let Some(header) = &written.header else {
            return;
        };
        let wanted: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let inputs: Vec<&str> = header
            .inputs
            .iter()
            .map(|name| name.text.as_str())
            .collect();
        if inputs != wanted {
            self.report(
                Diagnostic::new(
                    codes::TABLE_COLUMNS,
                    header.span,
                    "the header does not name the table's inputs in their order",
                )
                .help(format!("they are {}", super::fit::listed(&wanted))),
            );
        }
        let outputs: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
        let several = named.len() > 1;
        let given: Vec<&str> = header
            .outputs
            .iter()
            .map(|name| name.text.as_str())
            .collect();
        if (several && given != outputs) || (!several && given.len() != 1) {
            self.report(
                Diagnostic::new(
                    codes::TABLE_COLUMNS,
                    header.span,
                    "the header does not name the table's outputs in their order",
                )
                .help(format!("they are {}", super::fit::listed(&outputs))),
            );
        }
    }

    /// Whether the outputs can be collected as the table says.
    fn check_hit(&mut self, written: &ast::Table, outputs: &[Ty]) {
        let Hit::Collect(how) = written.hit else {
            return;
        };
        let fits = match (how, outputs) {
            (None | Some(Collect::Count), _) => true,
            (Some(Collect::Sum), [ty]) => {
                matches!(ty, Ty::Number | Ty::Percentage | Ty::Duration | Ty::Error)
            }
            (Some(Collect::Min | Collect::Max), [ty]) => self.is_ordered(ty),
            _ => false,
        };
        if !fits {
            self.report(
                Diagnostic::new(
                    codes::TYPE_MISMATCH,
                    written.result.span,
                    "the outputs of this table cannot be collected so",
                )
                .help("`sum` takes one column of numbers, percentages or durations; `min` and `max` one that has an order"),
            );
        }
    }

    fn cell(&mut self, cell: &'u ast::Cell, ty: &Ty) -> Option<Cell> {
        let kind = match &cell.kind {
            Written::Any => CellKind::Any,
            Written::Missing => CellKind::Missing,
            Written::Tests(tests) => {
                let tests: Vec<Option<Test>> =
                    tests.iter().map(|test| self.cell_test(test, ty)).collect();
                CellKind::Tests(tests.into_iter().collect::<Option<Vec<Test>>>()?)
            }
        };
        Some(Cell {
            kind,
            span: cell.span,
        })
    }

    fn cell_test(&mut self, test: &'u ast::CellTest, ty: &Ty) -> Option<Test> {
        let needs_order = matches!(
            test.kind,
            CellTestKind::Range { .. }
                | CellTestKind::Compare(
                    ast::CompareOp::Less
                        | ast::CompareOp::LessOrEqual
                        | ast::CompareOp::Greater
                        | ast::CompareOp::GreaterOrEqual,
                    _
                )
        );
        if needs_order && !self.is_ordered(ty) {
            let message = format!("{} has no order", self.show(ty));
            self.report(
                Diagnostic::new(codes::NOT_ORDERED, test.span, message)
                    .help("list the values, or declare the enum `ordered`"),
            );
            return None;
        }
        Some(match &test.kind {
            CellTestKind::Is(expr) => Test::Is(self.constant(expr, ty)?),
            CellTestKind::Not(expr) => Test::Not(self.constant(expr, ty)?),
            CellTestKind::Compare(op, expr) => Test::Compare(*op, self.constant(expr, ty)?),
            CellTestKind::Range {
                low,
                high,
                includes_high,
            } => Test::Range {
                low: match low {
                    Some(low) => Some(self.constant(low, ty)?),
                    None => None,
                },
                high: match high {
                    Some(high) => Some(self.constant(high, ty)?),
                    None => None,
                },
                includes_high: *includes_high,
            },
        })
    }

    fn output(&mut self, cell: &'u ast::Cell, ty: &Ty) -> Option<Const> {
        match &cell.kind {
            Written::Tests(tests) => {
                if let [
                    ast::CellTest {
                        kind: CellTestKind::Is(expr),
                        ..
                    },
                ] = tests.as_slice()
                {
                    return self.constant(expr, ty);
                }
            }
            Written::Any | Written::Missing => {}
        }
        self.report(
            Diagnostic::new(codes::TABLE_CELL, cell.span, "an output is one value")
                .help("write the value that this row gives"),
        );
        None
    }
}
