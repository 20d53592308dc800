use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::places::Places;

/// A table as boxes: each row holds a set of places on each axis.
#[derive(Debug)]
pub struct Grid {
    pub axes: Vec<Axis>,
    rows: Vec<Vec<Places>>,
    /// For each axis and each of its places, the rows that hold it.
    at: Vec<BTreeMap<usize, Places>>,
}

/// What a search for an uncovered point found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Every point lies in some row.
    Covered,
    /// A point that no row holds: a place on each axis, `None` where any will do.
    Gap(Vec<Option<usize>>),
    /// The search was given up.
    TooMuch,
}

/// How many places one search may look at: some hundred times what tables written by people need.
const WORK: usize = 500_000;
/// The search goes one level deeper for each column.
const COLUMNS: usize = 64;

impl Grid {
    pub fn new(axes: Vec<Axis>, rows: Vec<Vec<Places>>) -> Grid {
        let at = axes
            .iter()
            .enumerate()
            .map(|(column, axis)| {
                axis.everywhere()
                    .iter()
                    .map(|place| {
                        let mut holding = Places::none(rows.len());
                        for (index, row) in rows.iter().enumerate() {
                            if row.get(column).is_some_and(|cell| cell.contains(place)) {
                                holding.insert(index);
                            }
                        }
                        (place, holding)
                    })
                    .collect()
            })
            .collect();
        Grid { axes, rows, at }
    }

    /// A column on which a row holds nothing.
    pub fn empty_column(&self, row: usize) -> Option<usize> {
        self.rows.get(row)?.iter().position(Places::is_empty)
    }

    /// A point that two rows share.
    pub fn shared(&self, left: usize, right: usize) -> Option<Vec<Option<usize>>> {
        let cells = self.rows.get(left)?.iter().zip(self.rows.get(right)?);
        let mut point = Vec::with_capacity(self.axes.len());
        for ((left, right), axis) in cells.zip(&self.axes) {
            if !left.meets(right) {
                return None;
            }
            let both = left.and(right);
            point.push(if both == *axis.everywhere() {
                None
            } else {
                both.iter().next()
            });
        }
        Some(point)
    }

    /// A point of the whole space that no row holds.
    pub fn gap(&self) -> Found {
        let space: Vec<Places> = self
            .axes
            .iter()
            .map(|axis| axis.everywhere().clone())
            .collect();
        self.uncovered(&space, self.rows.len())
    }

    /// A point of a row that none of the rows above it holds.
    pub fn beyond_the_rows_above(&self, row: usize) -> Found {
        match self.rows.get(row) {
            Some(space) => self.uncovered(space, row),
            None => Found::Covered,
        }
    }

    /// A point of `space` that none of the first `rows` rows holds.
    fn uncovered(&self, space: &[Places], rows: usize) -> Found {
        if self.axes.len() > COLUMNS {
            return Found::TooMuch;
        }
        let mut search = Search::new(self, space, rows);
        let mut point = vec![None; self.axes.len()];
        let mut active = Places::none(self.rows.len());
        (0..rows).for_each(|row| active.insert(row));
        match search.descend(0, &active, &mut point) {
            Step::Covered => Found::Covered,
            Step::Gap => Found::Gap(point),
            Step::TooMuch => Found::TooMuch,
        }
    }
}

enum Step {
    Covered,
    Gap,
    TooMuch,
}

/// Fixes one axis after another. Places of an axis at which the same rows are left are one case, and a set of rows
/// seen before at the same axis is not looked at again, so that the work follows the table and not the space.
struct Search<'g> {
    grid: &'g Grid,
    space: &'g [Places],
    /// Columns, those that most rows speak of first.
    order: Vec<usize>,
    /// For each depth, the rows that hold everything from there on.
    holding: Vec<Places>,
    covered: BTreeSet<(usize, Places)>,
    left: usize,
}

impl<'g> Search<'g> {
    fn new(grid: &'g Grid, space: &'g [Places], rows: usize) -> Search<'g> {
        let holds_all = |row: usize, column: usize| {
            let cell = grid.rows.get(row).and_then(|cells| cells.get(column));
            cell.zip(space.get(column))
                .is_some_and(|(cell, space)| space.is_within(cell))
        };
        let mut order: Vec<usize> = (0..grid.axes.len()).collect();
        order.sort_by_key(|column| (0..rows).filter(|row| holds_all(*row, *column)).count());
        let mut holding = vec![Places::none(grid.rows.len()); order.len() + 1];
        for row in 0..rows {
            for depth in (0..=order.len()).rev() {
                if let Some(column) = order.get(depth)
                    && !holds_all(row, *column)
                {
                    break;
                }
                if let Some(places) = holding.get_mut(depth) {
                    places.insert(row);
                }
            }
        }
        Search {
            grid,
            space,
            order,
            holding,
            covered: BTreeSet::new(),
            left: WORK,
        }
    }

    fn descend(&mut self, depth: usize, active: &Places, point: &mut Vec<Option<usize>>) -> Step {
        if active.is_empty() {
            return Step::Gap;
        }
        if self
            .holding
            .get(depth)
            .is_none_or(|rows| rows.meets(active))
        {
            return Step::Covered;
        }
        let key = (depth, active.clone());
        if self.covered.contains(&key) {
            return Step::Covered;
        }
        let cases = self.cases(depth, active);
        let only_one = cases.len() == 1;
        for (rows, place) in cases {
            match self.left.checked_sub(1) {
                Some(left) => self.left = left,
                None => return Step::TooMuch,
            }
            match self.descend(depth + 1, &rows, point) {
                Step::Covered => {}
                Step::Gap => {
                    if let Some(column) = self.order.get(depth)
                        && let Some(slot) = point.get_mut(*column)
                    {
                        *slot = (!only_one).then_some(place);
                    }
                    return Step::Gap;
                }
                Step::TooMuch => return Step::TooMuch,
            }
        }
        self.covered.insert(key);
        Step::Covered
    }

    /// The sets of rows that are left at the places of an axis, each with the first place where it is.
    fn cases(&mut self, depth: usize, active: &Places) -> BTreeMap<Places, usize> {
        let mut cases = BTreeMap::new();
        let Some(column) = self.order.get(depth) else {
            return cases;
        };
        let (Some(space), Some(at)) = (self.space.get(*column), self.grid.at.get(*column)) else {
            return cases;
        };
        for (place, holding) in at {
            if space.contains(*place) {
                self.left = self.left.saturating_sub(1);
                cases.entry(active.and(holding)).or_insert(*place);
            }
        }
        cases
    }
}
