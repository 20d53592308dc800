//! Which expressions depend on no bound name, and so have one value in an evaluation.

use crate::check::typed::{Expr, Kind};

/// A key under which the value of an expression is remembered: the same key, the same value. `None` where the
/// expression leans on a bound name, or costs no more than looking a value up.
///
/// Only calls over paths, params and constants get a key: that is what policies repeat
/// (`authors(release)` for each of its approvals).
pub(super) fn worth_sharing(expr: &Expr) -> Option<String> {
    match &expr.kind {
        Kind::Definition(_, args) if !args.is_empty() => key(expr),
        Kind::Builtin { .. } => key(expr),
        _ => None,
    }
}

fn key(expr: &Expr) -> Option<String> {
    Some(match &expr.kind {
        Kind::Input(id) => format!("i{}", id.0),
        Kind::Param(id) => format!("p{}", id.0),
        Kind::Data(id) => format!("d{}", id.0),
        // What the policy computes for a calendar leans on no bound name.
        Kind::Calendar { id, .. } => format!("c{}", id.0),
        Kind::Now => "now".to_owned(),
        Kind::Const(constant) => format!("{constant:?}"),
        Kind::Field(base, index) => format!("{}.{index}", key(base)?),
        Kind::Derived(base, id) => format!("{}~{}", key(base)?, id.0),
        Kind::Part(base, part) => format!("{}:{part:?}", key(base)?),
        Kind::Definition(id, args) => format!("f{}({})", id.0, keys(args)?),
        Kind::Builtin { index, args, .. } => format!("b{index}({})", keys(args)?),
        Kind::List(items) => format!("[{}]", keys(items)?),
        Kind::Set(items) => format!("{{{}}}", keys(items)?),
        _ => return None,
    })
}

fn keys(exprs: &[Expr]) -> Option<String> {
    let keys: Option<Vec<String>> = exprs.iter().map(key).collect();
    keys.map(|keys| keys.join(","))
}
