use std::collections::BTreeMap;

use super::polarity::{Helps, Polarity};
use super::written;
use crate::check::typed::{Expr, Kind, Program, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;

/// Reports each `is missing` (and `not … is present`) that helps a rule towards clear: leaving a field out is then
/// enough to pass. Where it cannot be told which way it helps, it is reported too.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<Span, Diagnostic> = BTreeMap::new();
    let mut polarity = Polarity::new(program);
    if let Some(applies) = &program.policy.applies_when {
        polarity.follow(applies, Helps::FALSE);
        for atom in polarity.found() {
            report(program, atom, "the policy out of play", &mut found);
        }
    }
    for rule in &program.rules {
        for atom in absences_that_help(&mut polarity, rule) {
            let what = format!("rule `{}` towards clear", rule.id);
            report(program, atom, &what, &mut found);
        }
    }
    out.extend(found.into_values());
}

fn absences_that_help<'p>(polarity: &mut Polarity<'p>, rule: &'p Rule) -> Vec<&'p Expr> {
    if let Some(each) = &rule.each {
        for generator in &each.over.generators {
            polarity.follow(&generator.source, Helps::FALSE);
        }
        if let Some(filter) = &each.over.filter {
            polarity.follow(filter, Helps::FALSE);
        }
    }
    if let Some(when) = &rule.when {
        polarity.follow(when, Helps::FALSE);
    }
    for demand in &rule.demands {
        if let Some(when) = &demand.when {
            polarity.follow(when, Helps::FALSE);
        }
        let wanted = if demand.forbid {
            Helps::FALSE
        } else {
            Helps::TRUE
        };
        polarity.follow(&demand.condition, wanted);
    }
    if let Some(unless) = &rule.unless {
        polarity.follow(unless, Helps::TRUE);
    }
    polarity.found()
}

fn report(program: &Program, atom: &Expr, what: &str, found: &mut BTreeMap<Span, Diagnostic>) {
    let (Kind::IsMissing(of) | Kind::IsPresent(of)) = &atom.kind else {
        return;
    };
    let name =
        written::path(program, of).map_or_else(|| "this".to_owned(), |path| format!("`{path}`"));
    found.entry(atom.span).or_insert_with(|| {
        Diagnostic::new(
            codes::LINT_MISSING_HELPS,
            atom.span,
            format!("leaving {name} out helps {what}"),
        )
        .help("ask for what is stated, such as a status, not for what was left out")
    });
}
