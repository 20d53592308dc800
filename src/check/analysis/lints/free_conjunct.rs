use crate::check::analysis::walk;
use crate::check::typed::{Binding, Const, Expr, Kind, LocalId, Over, Program, Quantified};
use crate::diagnostic::{Diagnostic, codes};

/// Reports parts of a quantifier's body that do not speak of what it binds: the body runs to the end of the clause, and
/// such a part was most likely meant to stand outside.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for root in walk::of_program(program) {
        walk::every(root, &mut |expr| {
            if let Kind::Quantified(quantified) = &expr.kind {
                check_body(program, quantified, out);
            }
        });
    }
}

fn check_body(program: &Program, quantified: &Quantified, out: &mut Vec<Diagnostic>) {
    let bound = bound_by(&quantified.over);
    let names: Vec<String> = bound
        .iter()
        .filter_map(|local| program.locals.get(local.0 as usize))
        .map(|local| format!("`{}`", local.name))
        .collect();
    for part in free_parts(quantified) {
        out.push(
            Diagnostic::new(
                codes::LINT_FREE_CONJUNCT,
                part.span,
                format!("this does not speak of {}", names.join(" or ")),
            )
            .label("the quantifier reaches to here")
            .help("put brackets round the quantifier, and this outside them"),
        );
    }
}

/// The parts of a body, split at `and`, that mention none of the bound names.
pub fn free_parts(quantified: &Quantified) -> Vec<&Expr> {
    let bound = bound_by(&quantified.over);
    let parts = match &quantified.body.kind {
        Kind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&quantified.body),
    };
    parts
        .iter()
        .filter(|part| !matches!(part.kind, Kind::Const(Const::Bool(_)) | Kind::Broken))
        .filter(|part| !mentions(part, &bound))
        .collect()
}

/// The names that generators bind.
pub fn bound_by(over: &Over) -> Vec<LocalId> {
    over.generators
        .iter()
        .flat_map(|generator| match generator.binding {
            Binding::One(local) => vec![local],
            Binding::Pair(left, right) => vec![left, right],
        })
        .collect()
}

fn mentions(expr: &Expr, names: &[LocalId]) -> bool {
    let mut found = false;
    walk::every(expr, &mut |part| {
        found |= matches!(&part.kind, Kind::Local(local) if names.contains(local));
    });
    found
}
