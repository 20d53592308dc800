//! What came out against what was expected.

use crate::decision::explanation::PolicyPlace;
use crate::decision::finding::{Clause, Finding};
use crate::decision::run::{Applies, Decision};
use crate::engine::assemble::applied;
use crate::value::outcome::{Outcome, Truth, Verdict};

use super::plan::{self, Expectation, Expected, ExpectedFinding};
use super::result::{About, Failure};

/// What one test came to.
pub(super) struct Outcomes<'o> {
    /// With the policy's own findings alone.
    pub decision: &'o Decision,
    /// Of the rules made of the test's conditions.
    pub conditions: &'o [Finding],
}

/// What is not as expected. `place` and `text` are the expectation's own.
pub(super) fn compare(
    outcomes: &Outcomes<'_>,
    expectation: &Expectation,
    place: PolicyPlace,
    text: String,
) -> Option<Failure> {
    let told = match &expectation.kind {
        Expected::Verdict(wanted) => verdict(outcomes.decision, *wanted),
        Expected::Finding(wanted) => finding(outcomes.decision, wanted),
        Expected::Condition(rule) => condition(outcomes, rule, false),
        Expected::Unknown(rule) => condition(outcomes, rule, true),
    }?;
    Some(Failure {
        place,
        text,
        expected: told.expected,
        got: told.got,
        hints: told.hints,
        about: told.about,
    })
}

struct Told {
    expected: String,
    got: String,
    hints: Vec<String>,
    about: About,
}

impl Told {
    fn new(expected: impl Into<String>, got: impl Into<String>) -> Told {
        Told {
            expected: expected.into(),
            got: got.into(),
            hints: Vec::new(),
            about: About::Nothing,
        }
    }

    fn about(mut self, findings: Vec<usize>) -> Told {
        if !findings.is_empty() {
            self.about = About::Findings(findings);
        }
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Told {
        self.hints.push(hint.into());
        self
    }
}

fn verdict(decision: &Decision, wanted: Option<Verdict>) -> Option<Told> {
    let got = applied(decision).then_some(decision.verdict);
    if got == wanted {
        return None;
    }
    let word = |verdict: Option<Verdict>| verdict.map_or(plan::NOT_APPLICABLE, Verdict::name);
    let told = Told::new(
        format!("decision {}", word(wanted)),
        format!("decision {}", word(got)),
    );
    if got.is_none() {
        return Some(told.hint(silence(decision)));
    }
    // The findings that made it worse, or that show why it is no worse.
    let deciding: Vec<usize> = decision
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| {
            !matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable)
                || decision
                    .obligations
                    .iter()
                    .any(|duty| duty.rule == finding.rule)
        })
        .map(|(index, _)| index)
        .collect();
    let told = match deciding.is_empty() {
        true => told.hint("every rule that applies passes"),
        false => told,
    };
    Some(told.about(deciding))
}

/// Why no rule spoke.
fn silence(decision: &Decision) -> &'static str {
    let applies = decision.policies.first().map(|policy| &policy.applies);
    match applies {
        Some(Applies::No) => "the policy's `applies when` does not hold",
        Some(Applies::Unknown(_)) => "it is not known whether the policy applies",
        _ => "no rule applies to what the test gives",
    }
}

fn finding(decision: &Decision, wanted: &ExpectedFinding) -> Option<Told> {
    let name = match &wanted.key {
        Some(key) => format!("{}[\"{key}\"]", wanted.rule),
        None => wanted.rule.clone(),
    };
    let expected = format!("{name} {}", plan::outcome_words(wanted.outcome));
    let of_rule: Vec<(usize, &Finding)> = decision
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.rule == wanted.rule)
        .collect();
    if of_rule.is_empty() {
        // A policy that does not apply says nothing, and so nothing of this rule.
        let applies = decision.policies.first().map(|policy| &policy.applies);
        if wanted.outcome == Outcome::NotApplicable && applies == Some(&Applies::No) {
            return None;
        }
        return Some(Told::new(expected, "nothing").hint(silence(decision)));
    }
    let meant: Vec<(usize, &Finding)> = match &wanted.key {
        None => of_rule.clone(),
        Some(key) => of_rule
            .iter()
            .filter(|(_, finding)| finding.key.as_ref() == Some(key))
            .copied()
            .collect(),
    };
    if meant.is_empty() {
        let keys: Vec<String> = of_rule
            .iter()
            .filter_map(|(_, finding)| finding.key.as_ref())
            .map(|key| format!("\"{key}\""))
            .collect();
        let told = Told::new(expected, "no such key");
        return Some(if keys.is_empty() {
            told.hint("the rule has no keys here")
                .about(of_rule.iter().map(|(index, _)| *index).collect())
        } else {
            told.hint(format!("its keys are {}", keys.join(", ")))
        });
    }
    let wrong: Vec<(usize, &Finding)> = meant
        .iter()
        .filter(|(_, finding)| finding.outcome != wanted.outcome)
        .copied()
        .collect();
    if !wrong.is_empty() {
        return Some(
            Told::new(expected, outcomes(&wrong))
                .about(wrong.iter().map(|(index, _)| *index).collect()),
        );
    }
    texts(decision, wanted, &name, &meant)
}

/// `FRZ-1 pass`, `GEO-1["uk"] fail, GEO-1["us"] fail`.
fn outcomes(findings: &[(usize, &Finding)]) -> String {
    let each: Vec<String> = findings
        .iter()
        .map(|(_, finding)| {
            let outcome = plan::outcome_words(finding.outcome);
            match &finding.key {
                Some(key) => format!("{}[\"{key}\"] {outcome}", finding.rule),
                None => format!("{} {outcome}", finding.rule),
            }
        })
        .collect();
    each.join(", ")
}

/// What the findings must name and say, besides what they came to.
fn texts(
    decision: &Decision,
    wanted: &ExpectedFinding,
    name: &str,
    findings: &[(usize, &Finding)],
) -> Option<Told> {
    let about = || findings.iter().map(|(index, _)| *index).collect();
    let gaps: Vec<&str> = findings
        .iter()
        .flat_map(|(_, finding)| &finding.gaps)
        .filter_map(|gap| gap.place.as_ref())
        .map(|place| place.path.as_str())
        .collect();
    for path in &wanted.naming {
        if !gaps.contains(&path.as_str()) {
            let told = Told::new(
                format!("{name} naming `{path}`"),
                listed(&gaps, "no path", '`'),
            );
            return Some(told.about(about()));
        }
    }
    let witnesses: Vec<&str> = findings
        .iter()
        .flat_map(|(_, finding)| &finding.witnesses)
        .map(|witness| witness.shown.as_str())
        .collect();
    let messages: Vec<&str> = findings
        .iter()
        .flat_map(|(_, finding)| {
            std::iter::once(finding.message.as_str()).chain(finding.remedy.as_deref())
        })
        .collect();
    let duties: Vec<&str> = decision
        .obligations
        .iter()
        .filter(|duty| duty.rule == wanted.rule && (wanted.key.is_none() || duty.key == wanted.key))
        .map(|duty| duty.what.as_str())
        .collect();
    let asked = [
        ("witness", &wanted.witnesses, &witnesses, "no witness"),
        ("saying", &wanted.saying, &messages, "no message"),
        ("obliging", &wanted.obliging, &duties, "no obligation"),
    ];
    for (word, texts, got, none) in asked {
        for text in texts {
            if !got.iter().any(|got| got.contains(text.as_str())) {
                let told = Told::new(format!("{name} {word} \"{text}\""), listed(got, none, '"'));
                return Some(told.about(about()));
            }
        }
    }
    None
}

fn listed(texts: &[&str], none: &str, quote: char) -> String {
    if texts.is_empty() {
        return none.to_owned();
    }
    let quoted: Vec<String> = texts
        .iter()
        .map(|text| format!("{quote}{text}{quote}"))
        .collect();
    quoted.join(", ")
}

/// A condition that must hold; or, where `unknown` is asked for, a presence that must not.
fn condition(outcomes: &Outcomes<'_>, rule: &str, unknown: bool) -> Option<Told> {
    let expected = if unknown { "unknown" } else { "true" };
    let found = outcomes
        .conditions
        .iter()
        .find(|finding| finding.rule == rule);
    let Some(clause) = found.and_then(|finding| finding.clauses.first()) else {
        return Some(Told::new(expected, "nothing").hint(silence(outcomes.decision)));
    };
    if (clause.truth == Truth::True) != unknown {
        return None;
    }
    let got = match clause.truth {
        Truth::True => value(clause),
        Truth::False => "false".to_owned(),
        Truth::Unknown => "unknown".to_owned(),
    };
    let mut told = Told::new(expected, got);
    told.about = About::Condition(Box::new(Clause::clone(clause)));
    Some(told)
}

/// What is present, where it was to be unknown.
fn value(clause: &Clause) -> String {
    let first = clause.node.children.first();
    first.map_or_else(|| "a value".to_owned(), |node| node.value.clone())
}
