//! Tests, run.

use std::collections::BTreeSet;

use crate::decision::explanation::PolicyPlace;
use crate::decision::run::InstantSource;
use crate::document::read::{Limits, Syntax};
use crate::engine::facade::Engine;
use crate::engine::input::{self, InputDocument};
use crate::engine::run::{Depth, Failure as NoDecision, Request};
use crate::engine::trial::Asked;
use crate::eval::observe::Observed;
use crate::source::file::Sources;
use crate::source::span::Span;

use super::compare::{Outcomes, compare};
use super::conditions::is_made;
use super::plan::Test;
use super::result::{Came, Failed, SuiteResult, TestResult};
use super::suite::Suite;

/// The tests whose names hold the text, and how the conditions that they look at came out.
pub fn run(suite: &mut Suite, filter: &str) -> (SuiteResult, BTreeSet<Observed>) {
    let mut seen = BTreeSet::new();
    let mut tests = Vec::new();
    for test in &suite.tests {
        if !is_selected(&suite.policy, test, filter) {
            continue;
        }
        let Some(engine) = suite.engines.get_mut(test.engine) else {
            continue;
        };
        tests.push(TestResult {
            name: test.name.clone(),
            place: place(&suite.sources, test.span),
            came: one(engine, &suite.sources, test, &mut seen),
        });
    }
    let result = SuiteResult {
        file: suite.file.clone(),
        policy: suite.policy.clone(),
        tests,
    };
    (result, seen)
}

/// Whether the filter's text occurs in `policy: name`.
fn is_selected(policy: &str, test: &Test, filter: &str) -> bool {
    format!("{policy}: {}", test.name).contains(filter)
}

fn one(engine: &mut Engine, sources: &Sources, test: &Test, seen: &mut BTreeSet<Observed>) -> Came {
    engine.unset();
    for (name, text) in &test.params {
        if let Err(why) = engine.set(name, text) {
            return Came::Error(why);
        }
    }
    match decided(engine, sources, test, seen) {
        Ok(came) => came,
        Err(why) => Came::Error(why),
    }
}

fn decided(
    engine: &Engine,
    sources: &Sources,
    test: &Test,
    seen: &mut BTreeSet<Observed>,
) -> Result<Came, String> {
    let nothing = nothing()?;
    let required: Vec<&str> = engine
        .policies
        .iter()
        .flat_map(|policy| &policy.program.inputs)
        .filter(|input| !input.optional)
        .map(|input| input.name.as_str())
        .collect();
    let descriptor = required.first().and_then(|first| {
        let found = test.inputs.iter().find(|(name, _)| name == first);
        found.map(|(name, document)| (name.as_str(), document))
    });
    let named: Vec<(String, Vec<&InputDocument>)> = test
        .inputs
        .iter()
        .filter(|(name, _)| descriptor.is_none_or(|(first, _)| first != name))
        .map(|(name, document)| (name.clone(), vec![document]))
        .collect();
    let conditions = test.conditions();
    let trial = engine
        .trial(
            &Request {
                descriptor: descriptor.map_or(&nothing, |(_, document)| document),
                named: &named,
                now: test.now,
                now_source: InstantSource::Given,
                phase: test.phase,
                identities: test.identities.as_ref(),
                strict: false,
                depth: Depth::All,
            },
            Asked {
                wanted: &|rule| !is_made(&rule.id) || conditions.contains(rule.id.as_str()),
                observed: &|rule| {
                    test.looks_at(&rule.id) && !is_made(&rule.id)
                        || conditions.contains(rule.id.as_str())
                },
            },
        )
        .map_err(failure)?;
    seen.extend(trial.seen);
    let mut decision = trial.decision;
    let (made, own) = decision
        .findings
        .into_iter()
        .partition(|finding| is_made(&finding.rule));
    decision.findings = own;
    let outcomes = Outcomes {
        decision: &decision,
        conditions: &Vec::from_iter::<Vec<_>>(made),
    };
    let failures: Vec<_> = test
        .expects
        .iter()
        .filter_map(|expectation| {
            let place = place(sources, expectation.span);
            let text = folded(sources.text(expectation.span));
            compare(&outcomes, expectation, place, text)
        })
        .collect();
    if failures.is_empty() {
        return Ok(Came::Passed);
    }
    Ok(Came::Failed(Box::new(Failed {
        failures,
        decision,
        at_no_time: !test.says_when,
    })))
}

/// For a policy that reads no document.
fn nothing() -> Result<InputDocument, String> {
    input::scan("nothing", b"{}", Syntax::Json, Limits::default())
        .map_err(|refusal| refusal.message)?
        .into_iter()
        .next()
        .ok_or_else(|| "there is no document".to_owned())
}

fn failure(failure: NoDecision) -> String {
    match failure {
        NoDecision::Refused { name, refusal } => {
            let place = refusal
                .position
                .map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
            format!("{name}{place}: {}", refusal.message)
        }
        NoDecision::Usage(why) => why,
        NoDecision::Strict(notes) => notes
            .first()
            .map_or_else(String::new, |note| note.message.clone()),
    }
}

/// Where a span stands, as reports say it.
pub(super) fn place(sources: &Sources, span: Span) -> PolicyPlace {
    let from = sources.position(span);
    let end = sources.position(Span {
        start: span.end,
        ..span
    });
    PolicyPlace {
        file: sources
            .get(span.file)
            .map_or_else(String::new, |file| file.name.clone()),
        line: from.line,
        column: from.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Blanks and line ends folded to single blanks.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
