use std::collections::BTreeSet;

use super::free_conjunct;
use crate::check::analysis::walk;
use crate::check::typed::{Binding, Body, Kind, LocalId, Over, Program};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;

/// Reports bound names that nothing uses. A name that begins with `_` is meant to be unused, and one half of a pair may
/// be.
pub fn check(program: &Program, own: &dyn Fn(Span) -> bool, out: &mut Vec<Diagnostic>) {
    let roots = walk::of_program(program);
    let mut used = BTreeSet::new();
    for root in &roots {
        walk::every(root, &mut |expr| {
            if let Kind::Local(local) = &expr.kind {
                used.insert(*local);
            }
        });
    }
    let mut unused: BTreeSet<LocalId> = BTreeSet::new();
    let mut bind = |names: &[LocalId]| {
        if names.iter().all(|name| !used.contains(name)) {
            unused.extend(names);
        }
    };
    for root in &roots {
        walk::every(root, &mut |expr| match &expr.kind {
            // Where no part of the body speaks of the element, that is what is reported.
            Kind::Quantified(quantified) if free_conjunct::free_parts(quantified).is_empty() => {
                over(&quantified.over, &mut bind);
            }
            Kind::CountDistinct(count) => over(&count.over, &mut bind),
            Kind::ListOf(list) => over(&list.over, &mut bind),
            Kind::The { local, .. } | Kind::Group { local, .. } => bind(&[*local]),
            _ => {}
        });
    }
    for definition in &program.definitions {
        // A table's params are its columns.
        if matches!(definition.body, Body::Expr(_) | Body::Classify(_))
            && !walk::is_derived_field(program, definition)
        {
            for param in &definition.params {
                bind(&[*param]);
            }
        }
    }
    for rule in &program.rules {
        for (local, _) in &rule.lets {
            bind(&[*local]);
        }
    }
    for local in unused {
        report(program, local, own, out);
    }
}

fn over(over: &Over, bind: &mut dyn FnMut(&[LocalId])) {
    for generator in &over.generators {
        match generator.binding {
            Binding::One(local) => bind(&[local]),
            Binding::Pair(left, right) => bind(&[left, right]),
        }
    }
}

fn report(
    program: &Program,
    local: LocalId,
    own: &dyn Fn(Span) -> bool,
    out: &mut Vec<Diagnostic>,
) {
    let Some(local) = program.locals.get(local.0 as usize) else {
        return;
    };
    if local.name.starts_with('_') || !own(local.span) {
        return;
    }
    out.push(
        Diagnostic::new(
            codes::LINT_UNUSED_BINDER,
            local.span,
            format!("nothing uses `{}`", local.name),
        )
        .help(format!(
            "remove it, or call it `_{}` if it is not meant to be used",
            local.name
        )),
    );
}
