//! A test, ready to be run.

use std::collections::BTreeSet;

use crate::engine::input::{Identities, InputDocument};
use crate::source::span::Span;
use crate::value::instant::Instant;
use crate::value::outcome::{Outcome, Phase, Verdict};

#[derive(Debug)]
pub struct Test {
    pub name: String,
    pub span: Span,
    /// Which of the suite's engines runs it.
    pub engine: usize,
    /// By the inputs of the policy.
    pub inputs: Vec<(String, InputDocument)>,
    pub now: Instant,
    /// Whether the test says when it is.
    pub says_when: bool,
    pub phase: Option<Phase>,
    /// Names and texts, as `--set` takes them.
    pub params: Vec<(String, String)>,
    pub identities: Option<Identities>,
    pub expects: Vec<Expectation>,
}

#[derive(Debug, Clone)]
pub struct Expectation {
    pub span: Span,
    pub kind: Expected,
}

#[derive(Debug, Clone)]
pub enum Expected {
    /// `None`: no rule applies.
    Verdict(Option<Verdict>),
    Finding(Box<ExpectedFinding>),
    /// A condition: the rule that was made of it.
    Condition(String),
    /// A value that is not known: the rule that was made of its presence.
    Unknown(String),
}

#[derive(Debug, Clone)]
pub struct ExpectedFinding {
    pub rule: String,
    pub key: Option<String>,
    pub outcome: Outcome,
    /// Paths within some input, in the document's names.
    pub naming: Vec<String>,
    pub witnesses: Vec<String>,
    pub saying: Vec<String>,
    pub obliging: Vec<String>,
}

impl Test {
    /// The rules made of this test's conditions.
    pub fn conditions(&self) -> BTreeSet<&str> {
        let conditions = self.expects.iter().filter_map(|one| match &one.kind {
            Expected::Condition(rule) | Expected::Unknown(rule) => Some(rule.as_str()),
            _ => None,
        });
        conditions.collect()
    }

    /// Whether the test looks at a rule of the policy: it expects something of it, or of the decision.
    pub fn looks_at(&self, rule: &str) -> bool {
        self.expects.iter().any(|one| match &one.kind {
            Expected::Verdict(_) => true,
            Expected::Finding(finding) => finding.rule == rule,
            Expected::Condition(_) | Expected::Unknown(_) => false,
        })
    }
}

/// As a test writes an outcome.
pub fn outcome(words: &str) -> Option<Outcome> {
    let words = words.replace(' ', "_");
    Outcome::ALL.into_iter().find(|one| one.name() == words)
}

/// The words of an outcome.
pub fn outcome_words(outcome: Outcome) -> String {
    outcome.name().replace('_', " ")
}

/// As a test writes a decision; `Some(None)` where no rule applies.
pub fn verdict(words: &str) -> Option<Option<Verdict>> {
    const ALL: [Verdict; 4] = [
        Verdict::Go,
        Verdict::ConditionalGo,
        Verdict::NoGo,
        Verdict::Indeterminate,
    ];
    if words == NOT_APPLICABLE {
        return Some(None);
    }
    ALL.into_iter().find(|one| one.name() == words).map(Some)
}

pub const NOT_APPLICABLE: &str = "not applicable";

/// The title of a rule made of a test's condition.
pub const CONDITION: &str = "what a test expects";
