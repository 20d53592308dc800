use proptest::prelude::*;

use super::build::{Build, said, span};
use crate::check::analysis::tables;
use crate::check::typed::*;
use crate::diagnostic::{Diagnostic, Level, codes};
use crate::syntax::ast::CompareOp;
use crate::types::ty::Ty;
use crate::value::date::Date;
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;

fn cell(kind: CellKind) -> Cell {
    Cell { kind, span: span() }
}

fn any() -> CellKind {
    CellKind::Any
}

fn is(constant: Const) -> CellKind {
    CellKind::Tests(vec![Test::Is(constant)])
}

fn compare(op: CompareOp, constant: Const) -> CellKind {
    CellKind::Tests(vec![Test::Compare(op, constant)])
}

fn range(low: Option<Const>, high: Option<Const>, includes_high: bool) -> CellKind {
    CellKind::Tests(vec![Test::Range {
        low,
        high,
        includes_high,
    }])
}

fn percent(value: i64) -> Const {
    Const::Percentage(Decimal::from_i64(value).hundredth())
}

fn number(value: i64) -> Const {
    Const::Number(Decimal::from_i64(value))
}

fn date(text: &str) -> Const {
    Const::Date(Date::parse(text).unwrap())
}

/// A table `t`; each row gives its own number unless `outputs` says what it gives.
fn table(
    build: &mut Build,
    hit: Hit,
    columns: &[(&str, &Ty)],
    rows: Vec<Vec<CellKind>>,
    outputs: &[i64],
) -> Vec<Diagnostic> {
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(index, cells)| Row {
            cells: cells.into_iter().map(cell).collect(),
            outputs: vec![number(outputs.get(index).copied().unwrap_or(index as i64))],
            span: span(),
        })
        .collect();
    let table = Table {
        hit,
        columns: columns
            .iter()
            .map(|(name, ty)| Column {
                name: (*name).into(),
                ty: (*ty).clone(),
            })
            .collect(),
        outputs: vec![Ty::Number],
        rows,
        span: span(),
    };
    build.define("t", Vec::new(), &Ty::Number, Body::Table(table));
    let mut found = Vec::new();
    tables::check(&build.program, &mut found);
    found
}

#[test]
fn a_gap_is_shown_by_one_input() {
    let mut build = Build::new();
    let risk = build.enumeration("Risk", &["low", "moderate", "high"]);
    let impact = build.enumeration("Impact", &["low", "medium", "high"]);
    let rows = vec![
        vec![is(build.member(&risk, "low")), any()],
        vec![
            is(build.member(&risk, "moderate")),
            range(None, Some(build.member(&impact, "medium")), true),
        ],
        vec![is(build.member(&risk, "high")), any()],
    ];
    let found = table(
        &mut build,
        Hit::Unique,
        &[("risk", &risk), ("impact", &impact)],
        rows,
        &[],
    );
    assert_eq!(
        said(&found),
        ["TG0402 table `t` has no row for `risk = moderate, impact = high`"]
    );
}

#[test]
fn percentages_are_dense() {
    let mut build = Build::new();
    let rows = vec![
        vec![compare(CompareOp::GreaterOrEqual, percent(60))],
        vec![compare(CompareOp::LessOrEqual, percent(40))],
    ];
    let found = table(
        &mut build,
        Hit::Unique,
        &[("share", &Ty::Percentage)],
        rows,
        &[],
    );
    assert_eq!(
        said(&found),
        ["TG0402 table `t` has no row for `share between 40% and 60%`"]
    );
}

#[test]
fn the_table_of_the_reference_is_whole() {
    let mut build = Build::new();
    let rows = vec![
        vec![compare(CompareOp::GreaterOrEqual, percent(90))],
        vec![range(Some(percent(60)), Some(percent(90)), false)],
        vec![range(Some(percent(40)), Some(percent(60)), false)],
        vec![compare(CompareOp::Less, percent(40))],
    ];
    let found = table(
        &mut build,
        Hit::Unique,
        &[("share", &Ty::Percentage)],
        rows,
        &[],
    );
    assert_eq!(said(&found), Vec::<String>::new());
}

#[test]
fn inclusive_ends_overlap_at_a_point() {
    let mut build = Build::new();
    let rows = vec![
        vec![range(Some(percent(60)), None, false)],
        vec![range(None, Some(percent(60)), true)],
    ];
    let found = table(
        &mut build,
        Hit::Unique,
        &[("share", &Ty::Percentage)],
        rows,
        &[],
    );
    assert_eq!(
        said(&found),
        ["TG0403 rows 1 and 2 of `t` both apply to `share = 60%`"]
    );
    let Body::Table(table) = &build.program.definitions[0].body else {
        panic!("a table was defined")
    };
    assert_eq!(
        found[0].labels.iter().map(|l| l.span).collect::<Vec<_>>(),
        [table.rows[1].span, table.rows[0].span]
    );
}

#[test]
fn days_follow_each_other_without_a_gap() {
    let rows = || {
        vec![
            vec![range(None, Some(date("2026-11-30")), true)],
            vec![range(Some(date("2026-12-01")), None, false)],
        ]
    };
    let mut build = Build::new();
    let found = table(&mut build, Hit::Unique, &[("on", &Ty::Date)], rows(), &[]);
    assert_eq!(said(&found), Vec::<String>::new());
    let mut build = Build::new();
    let mut apart = rows();
    apart[1] = vec![range(Some(date("2026-12-02")), None, false)];
    let found = table(&mut build, Hit::Unique, &[("on", &Ty::Date)], apart, &[]);
    assert_eq!(
        said(&found),
        ["TG0402 table `t` has no row for `on = 2026-12-01`"]
    );
}

#[test]
fn months_and_days_have_no_order() {
    let mut build = Build::new();
    let length = |text: &str| Const::Duration(Duration::parse(text).unwrap());
    let rows = vec![
        vec![compare(CompareOp::Less, length("30 days"))],
        vec![compare(CompareOp::GreaterOrEqual, length("1 month"))],
    ];
    let found = table(&mut build, Hit::First, &[("age", &Ty::Duration)], rows, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, codes::TABLE_CELL);
}

#[test]
fn texts_need_a_row_for_anything_else() {
    let mut build = Build::new();
    let text = |text: &str| is(Const::Text(text.into()));
    let found = table(
        &mut build,
        Hit::First,
        &[("role", &Ty::Text)],
        vec![vec![text("cab")], vec![text("team")]],
        &[],
    );
    assert_eq!(
        said(&found),
        ["TG0402 table `t` has no row for `role other than \"cab\", \"team\"`"]
    );
    assert_eq!(
        found[0].help.as_deref(),
        Some("end the table with a row of `-` cells")
    );
}

#[test]
fn only_a_column_that_speaks_of_missing_has_to_cover_it() {
    let mut build = Build::new();
    let risk = build.enumeration("Risk", &["low", "high"]);
    let (low, high) = (build.member(&risk, "low"), build.member(&risk, "high"));
    let columns = [("risk", &risk), ("other", &risk)];
    let rows = vec![
        vec![is(low.clone()), any()],
        vec![is(high.clone()), any()],
        vec![CellKind::Missing, is(low)],
        vec![CellKind::Missing, is(high)],
    ];
    let found = table(&mut build, Hit::Unique, &columns, rows.clone(), &[]);
    assert_eq!(said(&found), Vec::<String>::new());
    let mut build = Build::new();
    build.enumeration("Risk", &["low", "high"]);
    let found = table(&mut build, Hit::Unique, &columns, rows[..3].to_vec(), &[]);
    assert_eq!(
        said(&found),
        ["TG0402 table `t` has no row for `risk missing, other = high`"]
    );
}

#[test]
fn rows_that_never_apply() {
    let mut build = Build::new();
    let five = || number(5);
    let rows = vec![
        vec![range(Some(five()), Some(five()), false)],
        vec![compare(CompareOp::Less, number(3))],
        vec![compare(CompareOp::GreaterOrEqual, number(3))],
        vec![is(number(7))],
        vec![any()],
    ];
    let found = table(&mut build, Hit::First, &[("n", &Ty::Number)], rows, &[]);
    assert_eq!(
        said(&found),
        [
            "TG0405 no `n` is in this cell, so row 1 never applies",
            "TG0405 row 4 of `t` never applies: the rows above it cover it",
            "TG0405 row 5 of `t` never applies: the rows above it cover it",
        ]
    );
}

#[test]
fn any_minds_only_rows_that_disagree() {
    let rows = || vec![vec![any()], vec![is(number(1))], vec![is(number(2))]];
    let mut build = Build::new();
    let columns = [("n", &Ty::Number)];
    let found = table(&mut build, Hit::Any, &columns, rows(), &[4, 4, 4]);
    assert_eq!(said(&found), Vec::<String>::new());
    let mut build = Build::new();
    let found = table(&mut build, Hit::Any, &columns, rows(), &[4, 4, 5]);
    assert_eq!(
        said(&found),
        ["TG0404 rows 1 and 3 of `t` both apply to `n = 2` and disagree"]
    );
}

#[test]
fn collecting_needs_no_row_for_everything() {
    let mut build = Build::new();
    let rows = vec![vec![is(number(1))], vec![is(number(1))]];
    let found = table(
        &mut build,
        Hit::Collect(None),
        &[("n", &Ty::Number)],
        rows,
        &[],
    );
    assert_eq!(said(&found), Vec::<String>::new());
}

#[test]
fn eight_columns_and_forty_rows_are_told_exactly() {
    let columns: Vec<(String, Ty)> = (0..8).map(|c| (format!("c{c}"), Ty::Number)).collect();
    let columns: Vec<(&str, &Ty)> = columns.iter().map(|(name, ty)| (&**name, ty)).collect();
    // Row i holds ten numbers of one column; together they take 0 to 49 on every column.
    let mut rows: Vec<Vec<CellKind>> = (0..40)
        .map(|row| {
            let low = row / 8 * 10;
            (0..8)
                .map(|column| match row % 8 == column {
                    true => range(Some(number(low)), Some(number(low + 10)), false),
                    false => any(),
                })
                .collect()
        })
        .collect();
    let found = table(&mut Build::new(), Hit::First, &columns, rows.clone(), &[]);
    assert_eq!(
        said(&found),
        [
            "TG0402 table `t` has no row for `c0 < 0, c1 < 0, c2 < 0, c3 < 0, c4 < 0, c5 < 0, c6 < 0, c7 < 0`"
        ]
    );
    let outside = |column| match column % 2 {
        0 => compare(CompareOp::Less, number(0)),
        _ => compare(CompareOp::GreaterOrEqual, number(0)),
    };
    rows.push((0..8).map(outside).collect());
    rows.push(vec![any(); 8]);
    rows.push((0..8).map(outside).collect());
    let found = table(&mut Build::new(), Hit::First, &columns, rows, &[]);
    assert_eq!(
        said(&found),
        ["TG0405 row 43 of `t` never applies: the rows above it cover it"]
    );
}

#[test]
fn a_table_too_large_is_said_to_be_so() {
    let columns: Vec<(String, Ty)> = (0..60).map(|c| (format!("c{c}"), Ty::Bool)).collect();
    let columns: Vec<(&str, &Ty)> = columns.iter().map(|(name, ty)| (&**name, ty)).collect();
    // Each row speaks of three columns far from each other, so that no order of the columns keeps the cases few.
    let mut state = 7u64;
    let mut turn = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let rows: Vec<Vec<CellKind>> = (0..260)
        .map(|_| {
            let mut row = vec![any(); 60];
            for _ in 0..3 {
                row[turn(60) as usize] = is(Const::Bool(turn(2) == 1));
            }
            row
        })
        .chain([vec![any(); 60]])
        .collect();
    let found = table(&mut Build::new(), Hit::First, &columns, rows, &[]);
    let last = found.last().unwrap();
    assert_eq!(
        last.message,
        "table `t` is too large to show which of its rows are never reached"
    );
    assert_eq!(last.level, Level::Warning);
}

/// A cell over the numbers 0 to 5 by what it asks, and whether it holds of a number (in halves).
fn small_cell() -> impl Strategy<Value = CellKind> {
    prop_oneof![
        2 => Just(CellKind::Any),
        2 => (0i64..6).prop_map(|n| is(number(n))),
        1 => (0i64..6).prop_map(|n| CellKind::Tests(vec![Test::Not(number(n))])),
        2 => (0i64..6).prop_map(|n| compare(CompareOp::Less, number(n))),
        2 => (0i64..6).prop_map(|n| compare(CompareOp::GreaterOrEqual, number(n))),
        3 => (0i64..6, 0i64..6, any_bool())
            .prop_map(|(a, b, inclusive)| range(Some(number(a)), Some(number(b)), inclusive)),
    ]
}

fn any_bool() -> impl Strategy<Value = bool> {
    prop_oneof![Just(false), Just(true)]
}

fn holds(kind: &CellKind, halves: i64) -> bool {
    let twice = |constant: &Const| match constant {
        Const::Number(number) => number.to_i64().unwrap() * 2,
        _ => panic!("a number"),
    };
    match kind {
        CellKind::Any => true,
        CellKind::Missing => false,
        CellKind::Tests(tests) => tests.iter().any(|test| match test {
            Test::Is(c) => halves == twice(c),
            Test::Not(c) => halves != twice(c),
            Test::Compare(CompareOp::Less, c) => halves < twice(c),
            Test::Compare(_, c) => halves >= twice(c),
            Test::Range {
                low,
                high,
                includes_high,
            } => {
                low.as_ref().is_none_or(|low| halves >= twice(low))
                    && high.as_ref().is_none_or(|high| {
                        halves < twice(high) || (*includes_high && halves == twice(high))
                    })
            }
        }),
    }
}

/// Every point that can behave differently: halves from below 0 to above 5, on three columns.
fn points() -> impl Iterator<Item = [i64; 3]> {
    let line = || -1i64..=11;
    line().flat_map(move |a| line().flat_map(move |b| line().map(move |c| [a, b, c])))
}

fn row_holds(row: &[CellKind], point: &[i64; 3]) -> bool {
    row.iter().zip(point).all(|(cell, at)| holds(cell, *at))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_analyses_agree_with_trying_every_input(
        rows in prop::collection::vec(prop::collection::vec(small_cell(), 3), 1..7)
    ) {
        let columns = [("a", &Ty::Number), ("b", &Ty::Number), ("c", &Ty::Number)];
        let count = |found: &[Diagnostic], code| found.iter().filter(|one| one.code == code).count();

        let gap = points().any(|point| !rows.iter().any(|row| row_holds(row, &point)));
        let first = table(&mut Build::new(), Hit::First, &columns, rows.clone(), &[]);
        prop_assert_eq!(count(&first, codes::TABLE_GAP), usize::from(gap));

        let dead = (0..rows.len())
            .filter(|index| {
                !points().any(|point| {
                    row_holds(&rows[*index], &point)
                        && !rows[..*index].iter().any(|row| row_holds(row, &point))
                })
            })
            .count();
        prop_assert_eq!(count(&first, codes::TABLE_ROW_DEAD), dead);

        let overlapping = (0..rows.len())
            .filter(|index| {
                points().any(|point| {
                    row_holds(&rows[*index], &point)
                        && rows[..*index].iter().any(|row| row_holds(row, &point))
                })
            })
            .count();
        let unique = table(&mut Build::new(), Hit::Unique, &columns, rows.clone(), &[]);
        prop_assert_eq!(count(&unique, codes::TABLE_OVERLAP), overlapping);
    }
}
