use crate::check::typed::{DefinitionId, Expr, Kind, Program};

use super::walk;

/// The definitions that an expression names, derived fields included; those that they name are not.
pub fn named_in(expr: &Expr, found: &mut Vec<DefinitionId>) {
    walk::every(expr, &mut |part| match &part.kind {
        Kind::Definition(id, _) | Kind::Derived(_, id) => found.push(*id),
        // What a function asks of its arguments' records may be derived.
        Kind::Builtin { fields, .. } => {
            let derived = fields.iter().flatten().filter_map(|field| field.derived);
            found.extend(derived.map(DefinitionId));
        }
        _ => {}
    });
}

/// For each definition, whether `roots` name it, directly or through other definitions.
pub fn reached<'p>(program: &'p Program, roots: impl IntoIterator<Item = &'p Expr>) -> Vec<bool> {
    let mut reached = vec![false; program.definitions.len()];
    let mut pending = Vec::new();
    for root in roots {
        named_in(root, &mut pending);
    }
    while let Some(id) = pending.pop() {
        let Some(seen) = reached.get_mut(id.0 as usize) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        if let Some(definition) = program.definitions.get(id.0 as usize) {
            for root in walk::of_body(&definition.body) {
                named_in(root, &mut pending);
            }
        }
    }
    reached
}

/// Every definition, each after those that it names.
pub fn callees_first(program: &Program) -> Vec<DefinitionId> {
    let mut order = Vec::with_capacity(program.definitions.len());
    let mut entered = vec![false; program.definitions.len()];
    let ids = (0u32..).map(DefinitionId).take(program.definitions.len());
    for start in ids {
        // A chain of definitions may be as long as the policy, so the way back is kept here and not on the stack.
        let mut pending = vec![(start, false)];
        while let Some((id, done)) = pending.pop() {
            if done {
                order.push(id);
                continue;
            }
            let Some(seen) = entered.get_mut(id.0 as usize) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            pending.push((id, true));
            let mut named = Vec::new();
            if let Some(definition) = program.definitions.get(id.0 as usize) {
                for root in walk::of_body(&definition.body) {
                    named_in(root, &mut named);
                }
            }
            pending.extend(named.into_iter().map(|callee| (callee, false)));
        }
    }
    order
}
