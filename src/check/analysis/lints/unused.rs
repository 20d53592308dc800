use crate::check::analysis::{reach, walk};
use crate::check::typed::{Body, Expr, Kind, Program, Within};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;

/// Reports inputs, params, data and definitions that no rule uses, directly or through definitions. `own` tells the
/// policy's own file from the modules that it imports: what a module offers need not all be used.
pub fn check(program: &Program, own: &dyn Fn(Span) -> bool, out: &mut Vec<Diagnostic>) {
    if program.rules.is_empty() {
        return;
    }
    let mut roots: Vec<&Expr> = program.policy.applies_when.iter().collect();
    roots.extend(program.rules.iter().flat_map(walk::of_rule));
    for param in &program.params {
        roots.push(&param.value);
        match &param.within {
            Some(Within::Collection(collection)) => roots.push(collection),
            Some(Within::Range { low, high, .. }) => roots.extend(low.iter().chain(high)),
            None => {}
        }
    }
    let reached = reach::reached(program, roots.iter().copied());
    let bodies = program.definitions.iter().zip(&reached);
    roots.extend(
        bodies
            .filter(|(_, reached)| **reached)
            .flat_map(|(definition, _)| walk::of_body(&definition.body)),
    );
    let mut inputs = vec![false; program.inputs.len()];
    let mut params = vec![false; program.params.len()];
    let mut data = vec![false; program.data.len()];
    for root in roots {
        walk::every(root, &mut |expr| match &expr.kind {
            Kind::Input(id) => mark(&mut inputs, id.0),
            Kind::Param(id) => mark(&mut params, id.0),
            Kind::Data(id) => mark(&mut data, id.0),
            _ => {}
        });
    }
    let mut unused = Vec::new();
    for (input, used) in program.inputs.iter().zip(inputs) {
        unused.push((used, "input", &input.name, input.span));
    }
    for (param, used) in program.params.iter().zip(params) {
        unused.push((used, "param", &param.name, param.span));
    }
    for (data, used) in program.data.iter().zip(data) {
        unused.push((used, "data", &data.name, data.span));
    }
    for (definition, used) in program.definitions.iter().zip(reached) {
        // A derived field belongs to its type, where a field need not be used.
        if walk::is_derived_field(program, definition) {
            continue;
        }
        let what = match definition.body {
            Body::Classify(_) => "classify",
            Body::Table(_) => "table",
            Body::Expr(_) | Body::Broken => "define",
        };
        unused.push((used, what, &definition.name, definition.span));
    }
    for (used, what, name, span) in unused {
        if !used && own(span) {
            out.push(
                Diagnostic::new(
                    codes::LINT_UNUSED,
                    span,
                    format!("no rule uses {what} `{name}`"),
                )
                .help("remove it"),
            );
        }
    }
}

fn mark(used: &mut [bool], index: u32) {
    if let Some(slot) = used.get_mut(index as usize) {
        *slot = true;
    }
}
