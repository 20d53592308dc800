use super::axis::{Axis, Unordered};
use super::cover::{Found, Grid};
use super::places::Places;
use super::same::same_const;
use crate::check::typed::{Body, CellKind, Const, Definition, Hit, Program, Row, Table, Test};
use crate::diagnostic::{Diagnostic, Level, codes};

/// Reports what is wrong with the decision tables of a program: inputs that no row covers, rows that contradict the
/// hit policy, rows that never apply. Exact, since cells are constants; a table too large to tell is said to be so.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for definition in &program.definitions {
        if let Body::Table(table) = &definition.body {
            Check {
                program,
                definition,
                table,
                out,
            }
            .run();
        }
    }
}

struct Check<'p, 'o> {
    program: &'p Program,
    definition: &'p Definition,
    table: &'p Table,
    out: &'o mut Vec<Diagnostic>,
}

impl Check<'_, '_> {
    fn run(&mut self) {
        let Some(grid) = self.grid() else {
            return;
        };
        for (index, row) in self.table.rows.iter().enumerate() {
            self.row_that_holds_nothing(&grid, index, row);
        }
        match self.table.hit {
            Hit::Unique => self.overlaps(&grid),
            Hit::Any => self.conflicts(&grid),
            Hit::First => self.rows_never_reached(&grid),
            Hit::Collect(_) => return,
        }
        self.gap(&grid);
    }

    /// The table as boxes; `None` where a column's constants have no order, which is reported.
    fn grid(&mut self) -> Option<Grid> {
        let mut axes = Vec::with_capacity(self.table.columns.len());
        for (index, column) in self.table.columns.iter().enumerate() {
            let cells = || {
                self.table
                    .rows
                    .iter()
                    .filter_map(move |row| row.cells.get(index))
            };
            let constants: Vec<&Const> = cells().flat_map(|cell| constants(&cell.kind)).collect();
            let missing = cells().any(|cell| matches!(cell.kind, CellKind::Missing));
            match Axis::new(&column.ty, &self.program.types, &constants, missing, None) {
                Ok(axis) => axes.push(axis),
                Err(Unordered) => {
                    let message = format!(
                        "column `{}` compares with months and with exact lengths, which have no order",
                        column.name
                    );
                    let cell = cells().find(|cell| !constants_of(cell).is_empty());
                    let span = cell.map_or(self.table.span, |cell| cell.span);
                    self.out.push(
                        Diagnostic::new(codes::TABLE_CELL, span, message).help(
                            "write all of the column's cells in days, or all of them in months",
                        ),
                    );
                    return None;
                }
            }
        }
        let rows = self
            .table
            .rows
            .iter()
            .map(|row| {
                axes.iter()
                    .zip(&row.cells)
                    .map(|(axis, cell)| held(axis, &cell.kind))
                    .collect()
            })
            .collect();
        Some(Grid::new(axes, rows))
    }

    fn row_that_holds_nothing(&mut self, grid: &Grid, index: usize, row: &Row) {
        let Some(column) = grid.empty_column(index) else {
            return;
        };
        let span = row.cells.get(column).map_or(row.span, |cell| cell.span);
        let name = self.column_name(column);
        self.out.push(
            Diagnostic::new(
                codes::TABLE_ROW_DEAD,
                span,
                format!(
                    "no `{name}` is in this cell, so row {} never applies",
                    index + 1
                ),
            )
            .help("correct the cell, or remove the row"),
        );
    }

    fn overlaps(&mut self, grid: &Grid) {
        self.pairs(
            grid,
            |_, _| true,
            |check, earlier, later, sample| {
                let (first, second) = (earlier.0 + 1, later.0 + 1);
                Diagnostic::new(
                    codes::TABLE_OVERLAP,
                    later.1.span,
                    format!(
                        "rows {first} and {second} of `{}` both apply to {sample}",
                        check.definition.name
                    ),
                )
                .label("this row")
                .and(earlier.1.span, "and this one")
                .help("narrow one of the two rows: under `hit unique` exactly one applies")
            },
        );
    }

    fn conflicts(&mut self, grid: &Grid) {
        let disagree = |left: &Row, right: &Row| {
            !left
                .outputs
                .iter()
                .zip(&right.outputs)
                .all(|(left, right)| same_const(left, right))
        };
        self.pairs(grid, disagree, |check, earlier, later, sample| {
            let (first, second) = (earlier.0 + 1, later.0 + 1);
            Diagnostic::new(
                codes::TABLE_CONFLICT,
                later.1.span,
                format!(
                    "rows {first} and {second} of `{}` both apply to {sample} and disagree",
                    check.definition.name
                ),
            )
            .label("this row")
            .and(earlier.1.span, "and this one")
            .help("give both rows the same result: under `hit any` all that apply must agree")
        });
    }

    /// Reports, for each row, the first row above with which it shares an input and that `matters`.
    fn pairs(
        &mut self,
        grid: &Grid,
        matters: impl Fn(&Row, &Row) -> bool,
        say: impl Fn(&Self, (usize, &Row), (usize, &Row), &str) -> Diagnostic,
    ) {
        for (index, later) in self.table.rows.iter().enumerate() {
            let clash =
                self.table
                    .rows
                    .iter()
                    .take(index)
                    .enumerate()
                    .find_map(|(above, earlier)| {
                        let point =
                            matters(earlier, later).then(|| grid.shared(above, index))??;
                        Some((above, earlier, point))
                    });
            if let Some((above, earlier, point)) = clash {
                let sample = self.sample(grid, &point);
                let said = say(self, (above, earlier), (index, later), &sample);
                self.out.push(said);
            }
        }
    }

    fn rows_never_reached(&mut self, grid: &Grid) {
        for (index, row) in self.table.rows.iter().enumerate() {
            if grid.empty_column(index).is_some() {
                continue;
            }
            match grid.beyond_the_rows_above(index) {
                Found::Covered => self.out.push(
                    Diagnostic::new(
                        codes::TABLE_ROW_DEAD,
                        row.span,
                        format!(
                            "row {} of `{}` never applies: the rows above it cover it",
                            index + 1,
                            self.definition.name
                        ),
                    )
                    .help("move it up, or remove it"),
                ),
                Found::Gap(_) => {}
                Found::TooMuch => {
                    self.too_large("which of its rows are never reached");
                    return;
                }
            }
        }
    }

    fn gap(&mut self, grid: &Grid) {
        match grid.gap() {
            Found::Covered => {}
            Found::Gap(point) => {
                let sample = self.sample(grid, &point);
                let help = match self.table.hit {
                    Hit::First => "end the table with a row of `-` cells",
                    _ => "add a row for it, or widen one that is there",
                };
                self.out.push(
                    Diagnostic::new(
                        codes::TABLE_GAP,
                        self.table.span,
                        format!("table `{}` has no row for {sample}", self.definition.name),
                    )
                    .help(help),
                );
            }
            Found::TooMuch => self.too_large("that it covers every input"),
        }
    }

    fn too_large(&mut self, what: &str) {
        let message = format!(
            "table `{}` is too large to show {what}",
            self.definition.name
        );
        let mut said = Diagnostic::new(codes::TABLE_GAP, self.table.span, message)
            .help("split it into two tables");
        said.level = Level::Warning;
        self.out.push(said);
    }

    fn column_name(&self, column: usize) -> &str {
        self.table
            .columns
            .get(column)
            .map_or("", |column| column.name.as_str())
    }

    /// `risk = moderate, impact = high`, in backticks.
    fn sample(&self, grid: &Grid, point: &[Option<usize>]) -> String {
        let zone = self.program.policy.zone;
        let parts: Vec<String> = grid
            .axes
            .iter()
            .zip(&self.table.columns)
            .zip(point)
            .filter_map(|((axis, column), place)| {
                axis.describe(
                    &column.name,
                    (*place)?,
                    &self.program.types,
                    zone,
                    &column.ty,
                )
            })
            .collect();
        if parts.is_empty() {
            "every input".to_owned()
        } else {
            format!("`{}`", parts.join(", "))
        }
    }
}

/// The places that a cell holds.
fn held(axis: &Axis, cell: &CellKind) -> Places {
    match cell {
        CellKind::Any => axis.everywhere().clone(),
        CellKind::Missing => axis.absent(),
        CellKind::Tests(tests) => tests
            .iter()
            .map(|test| axis.holds(test))
            .reduce(|left, right| left.or(&right))
            .unwrap_or_else(|| axis.absent().without(&axis.absent())),
    }
}

fn constants_of(cell: &crate::check::typed::Cell) -> Vec<&Const> {
    constants(&cell.kind)
}

fn constants(cell: &CellKind) -> Vec<&Const> {
    let CellKind::Tests(tests) = cell else {
        return Vec::new();
    };
    tests
        .iter()
        .flat_map(|test| match test {
            Test::Is(constant) | Test::Not(constant) | Test::Compare(_, constant) => {
                vec![constant]
            }
            Test::Range { low, high, .. } => low.iter().chain(high).collect(),
        })
        .collect()
}
