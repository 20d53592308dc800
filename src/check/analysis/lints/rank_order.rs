use super::written;
use crate::check::analysis::condition::constant;
use crate::check::analysis::walk;
use crate::check::typed::{Const, Expr, Kind, Program};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::CompareOp;
use crate::types::ty::Format;

/// The longest scale that is taken for one of ranks rather than of amounts.
const LONGEST: i64 = 5;

/// Reports `<` and its like over a field declared `1..n` with a small `n`: of such ranks 1 is most often the gravest,
/// and `tier < 3` reads as the opposite of what it is.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for root in walk::of_program(program) {
        walk::every(root, &mut |expr| {
            let Kind::Compare(op, left, right) = &expr.kind else {
                return;
            };
            if matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
                return;
            }
            let (rank, other, op) = match (highest(program, left), highest(program, right)) {
                (Some(last), _) => ((left, last), right, *op),
                (None, Some(last)) => ((right, last), left, mirrored(*op)),
                (None, None) => return,
            };
            report(program, expr, rank.0, rank.1, other, op, out);
        });
    }
}

fn report(
    program: &Program,
    expr: &Expr,
    field: &Expr,
    last: i64,
    other: &Expr,
    op: CompareOp,
    out: &mut Vec<Diagnostic>,
) {
    let name = written::path(program, field).unwrap_or_else(|| "this field".to_owned());
    let help = match ranks(last, other, op) {
        Some(ranks) => format!("name the ranks: `{name} in {{{ranks}}}`"),
        None => "name the ranks that are meant, as in `in {1, 2}`".to_owned(),
    };
    out.push(
        Diagnostic::new(
            codes::LINT_RANK_ORDER,
            expr.span,
            format!("`{name}` is a rank from 1 to {last}, and 1 is most often the most critical"),
        )
        .help(help),
    );
}

/// The last rank of a field declared `1..n`.
fn highest(program: &Program, expr: &Expr) -> Option<i64> {
    let Kind::Field(base, index) = &expr.kind else {
        return None;
    };
    let Format::Between(low, high) = &written::field(program, base, *index)?.format else {
        return None;
    };
    let last = high.parse::<i64>().ok()?;
    (low == "1" && (2..=LONGEST).contains(&last)).then_some(last)
}

/// The ranks that compare so with a constant: `1, 2`.
fn ranks(last: i64, other: &Expr, op: CompareOp) -> Option<String> {
    let Const::Number(bound) = constant(other)? else {
        return None;
    };
    let bound = bound.to_i64()?;
    let meant: Vec<String> = (1..=last)
        .filter(|rank| match op {
            CompareOp::Less => *rank < bound,
            CompareOp::LessOrEqual => *rank <= bound,
            CompareOp::Greater => *rank > bound,
            CompareOp::GreaterOrEqual => *rank >= bound,
            CompareOp::Equal | CompareOp::NotEqual => false,
        })
        .map(|rank| rank.to_string())
        .collect();
    (!meant.is_empty()).then(|| meant.join(", "))
}

fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        other => other,
    }
}
