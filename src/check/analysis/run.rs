use super::lints::{
    always, braces_in_text, free_conjunct, missing_helps, optional_not_equal, phases, rank_order,
    unused, unused_binder,
};
use super::{classes, tables};
use crate::check::typed::Program;
use crate::diagnostic::Diagnostic;
use crate::source::span::Span;

/// Every analysis of a checked program, sorted by place. `own` tells what stands in the policy's own file from what it
/// imports: of the latter nothing is reported as unused.
pub fn run(program: &Program, own: &dyn Fn(Span) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    tables::check(program, &mut found);
    classes::check(program, &mut found);
    always::check(program, &mut found);
    optional_not_equal::check(program, &mut found);
    free_conjunct::check(program, &mut found);
    missing_helps::check(program, &mut found);
    unused_binder::check(program, own, &mut found);
    unused::check(program, own, &mut found);
    rank_order::check(program, &mut found);
    phases::check(program, &mut found);
    braces_in_text::check(program, &braces_in_text::names_of(program), &mut found);
    found.sort_by(|left, right| {
        (left.span(), left.code, &left.message).cmp(&(right.span(), right.code, &right.message))
    });
    found.dedup();
    found
}
