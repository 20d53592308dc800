use std::collections::BTreeSet;

use crate::check::analysis::walk;
use crate::check::typed::{Const, Kind, Program};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;

/// Reports texts and titles that hold `{name}` where something is called so: only messages are filled in.
pub fn check(program: &Program, names: &BTreeSet<&str>, out: &mut Vec<Diagnostic>) {
    for root in walk::of_program(program) {
        walk::every(root, &mut |expr| {
            if let Kind::Const(Const::Text(text)) = &expr.kind {
                check_text(text, "text", expr.span, names, out);
            }
        });
    }
    for rule in &program.rules {
        check_text(&rule.title, "title", rule.id_span, names, out);
        for demand in &rule.demands {
            if let Some(label) = &demand.label {
                check_text(label, "label", demand.span, names, out);
            }
        }
    }
}

/// The names that a text may mean: everything that the program declares and binds.
pub fn names_of(program: &Program) -> BTreeSet<&str> {
    let inputs = program.inputs.iter().map(|input| &input.name);
    let params = program.params.iter().map(|param| &param.name);
    let data = program.data.iter().map(|data| &data.name);
    let definitions = program
        .definitions
        .iter()
        .map(|definition| &definition.name);
    let locals = program.locals.iter().map(|local| &local.name);
    inputs
        .chain(params)
        .chain(data)
        .chain(definitions)
        .chain(locals)
        .map(String::as_str)
        .collect()
}

fn check_text(
    text: &str,
    what: &str,
    span: Span,
    names: &BTreeSet<&str>,
    out: &mut Vec<Diagnostic>,
) {
    let named = text.split('{').skip(1).find_map(|rest| {
        let (inside, _) = rest.split_once('}')?;
        let word = inside.split(['.', '(', '[']).next()?.trim();
        names.contains(word).then(|| inside.trim().to_owned())
    });
    if let Some(inside) = named {
        out.push(
            Diagnostic::new(
                codes::LINT_BRACES_IN_TEXT,
                span,
                format!("`{{{inside}}}` in this {what} stays as it is written"),
            )
            .help("say it in `because`, `remedy` or `oblige`: only these are filled in"),
        );
    }
}
