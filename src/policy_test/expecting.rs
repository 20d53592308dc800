//! Expectations checked against the policy: a rule, key or outcome that does not exist is found before anything runs.

use crate::check::typed::{Program, Rule};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::syntax::ast::Name;
use crate::syntax::ast::test::{Expect, ExpectKind, Path};
use crate::types::ty::Ty;
use crate::value::outcome::Outcome;

use super::conditions::{is_made, of_expectation};
use super::path;
use super::plan::{self, Expectation, Expected, ExpectedFinding};

/// An expectation of the test at `test`, the one at `index` in it. `None`: it is no good, and that was reported.
pub fn expectation(
    program: &Program,
    inputs: &[(&str, &Ty)],
    expect: &Expect,
    (test, index): (usize, usize),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Expectation> {
    let kind = match &expect.kind {
        ExpectKind::Decision(words) => Expected::Verdict(verdict(words, diagnostics)?),
        ExpectKind::That(_) => Expected::Condition(of_expectation(test, index)),
        ExpectKind::Unknown(_) => Expected::Unknown(of_expectation(test, index)),
        ExpectKind::Waiver { id, .. } => {
            diagnostics.push(
                Diagnostic::new(
                    codes::TEST_EXPECT,
                    id.span,
                    "this version of Tollgate judges no waivers in tests",
                )
                .help("leave the expectation out"),
            );
            return None;
        }
        ExpectKind::Finding {
            rule: name,
            key,
            outcome: words,
            naming,
            witnesses,
            saying,
            obliging,
        } => {
            let rule = rule(program, name, diagnostics)?;
            if let Some(key) = key
                && rule.each.is_none()
            {
                diagnostics.push(
                    Diagnostic::new(
                        codes::TEST_EXPECT,
                        key.span,
                        format!(
                            "rule `{}` has no keys: it is not `for each` of anything",
                            rule.id
                        ),
                    )
                    .help("leave the key out"),
                );
                return None;
            }
            let outcome = outcome(words, diagnostics)?;
            check_possible(rule, outcome, words, diagnostics);
            if let (Some(first), true) = (naming.first(), outcome != Outcome::Indeterminate) {
                diagnostics.push(
                    Diagnostic::new(
                        codes::TEST_EXPECT,
                        first.span,
                        "only a rule that is indeterminate names what is missing",
                    )
                    .help("expect `indeterminate`, or leave `naming` out"),
                );
            }
            let texts = |texts: &[crate::syntax::ast::Text]| -> Vec<String> {
                texts.iter().map(|text| text.text.clone()).collect()
            };
            Expected::Finding(Box::new(ExpectedFinding {
                rule: rule.id.clone(),
                key: key.as_ref().map(|key| key.text.clone()),
                outcome,
                naming: naming
                    .iter()
                    .filter_map(|path| named(program, inputs, path, diagnostics))
                    .collect(),
                witnesses: texts(witnesses),
                saying: texts(saying),
                obliging: texts(obliging),
            }))
        }
    };
    Some(Expectation {
        span: expect.span,
        kind,
    })
}

/// The rule of that name.
pub fn rule<'p>(
    program: &'p Program,
    name: &Name,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'p Rule> {
    let rules = || program.rules.iter().filter(|rule| !is_made(&rule.id));
    if let Some(found) = rules().find(|rule| rule.id == name.text) {
        return Some(found);
    }
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_RULE,
        name.span,
        format!("there is no rule `{}`", name.text),
    );
    diagnostics.push(
        match did_you_mean(&name.text, rules().map(|rule| rule.id.as_str())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("name a rule of the policy, or of a module that it includes"),
        },
    );
    None
}

/// A decision's word; `Some(None)` where no rule applies.
pub fn verdict(
    words: &Name,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Option<crate::value::outcome::Verdict>> {
    let found = plan::verdict(&words.text);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(
                codes::TEST_EXPECT,
                words.span,
                format!("`{}` is no decision", words.text),
            )
            .help("a decision is `go`, `conditional go`, `no-go`, `indeterminate` or `not applicable`"),
        );
    }
    found
}

/// A finding's word.
pub fn outcome(words: &Name, diagnostics: &mut Vec<Diagnostic>) -> Option<Outcome> {
    let found = plan::outcome(&words.text);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(
                codes::TEST_EXPECT,
                words.span,
                format!("`{}` is no outcome of a rule", words.text),
            )
            .help("a rule comes to `pass`, `fail`, `exempt`, `waived`, `not applicable` or `indeterminate`"),
        );
    }
    found
}

fn check_possible(rule: &Rule, outcome: Outcome, words: &Name, diagnostics: &mut Vec<Diagnostic>) {
    let never = match outcome {
        Outcome::Exempt if rule.unless.is_none() => "has no `unless`",
        Outcome::Waived if !rule.waivable => "is unwaivable",
        _ => return,
    };
    diagnostics.push(
        Diagnostic::new(
            codes::TEST_EXPECT,
            words.span,
            format!(
                "rule `{}` {never}, so it is never `{}`",
                rule.id, words.text
            ),
        )
        .help("expect another outcome"),
    );
}

/// A path behind `naming`, as gaps name it. It is within some input, or begins with the input's name.
fn named(
    program: &Program,
    inputs: &[(&str, &Ty)],
    written: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let mut fault = None;
    for (name, ty) in inputs.iter().rev() {
        match path::resolve(&program.types, ty, written) {
            Ok((steps, _)) => return Some(joined(name, &path::show(&steps))),
            Err(diagnostic) => fault = fault.or(Some(diagnostic)),
        }
        if let Some((crate::syntax::ast::test::PathStep::Field(first), rest)) =
            written.steps.split_first()
            && first == name
        {
            if rest.is_empty() {
                return Some((*name).to_owned());
            }
            let within = Path {
                steps: rest.to_vec(),
                span: written.span,
            };
            match path::resolve(&program.types, ty, &within) {
                Ok((steps, _)) => return Some(joined(name, &path::show(&steps))),
                Err(diagnostic) => fault = Some(diagnostic),
            }
        }
    }
    diagnostics.extend(fault);
    None
}

fn joined(input: &str, path: &str) -> String {
    if path.starts_with('[') {
        format!("{input}{path}")
    } else {
        format!("{input}.{path}")
    }
}
