use crate::value::outcome::{Outcome, Phase, Severity, Truth};

use super::explanation::{DocumentPlace, Node, PolicyPlace};
use super::waiver::Lifted;

/// What became of one rule, or of one key of it.
#[derive(Debug, Clone)]
pub struct Finding {
    pub policy: String,
    pub rule: String,
    /// For a rule with `for each`.
    pub key: Option<String>,
    pub title: String,
    pub outcome: Outcome,
    /// The severity that counts: a block rule before its `effective from` counts as warn.
    pub severity: Severity,
    pub phase: Option<Phase>,
    pub controls: Vec<String>,
    /// One or two sentences: why, in the policy's own words where it has them.
    pub message: String,
    pub remedy: Option<String>,
    /// For a waived finding: the waiver that lifted it.
    pub lifted: Option<Lifted>,
    pub effective: Option<EffectiveNote>,
    /// Whether the rule depends on something being absent.
    pub rests_on_absence: bool,
    pub place: PolicyPlace,
    /// The clauses in the order `when`, demands, `unless`; empty where no clause was evaluated.
    pub clauses: Vec<Clause>,
    /// Each offending element, in document order.
    pub witnesses: Vec<Witness>,
    /// Each piece of evidence that is missing, unreadable or undecided.
    pub gaps: Vec<Gap>,
}

/// `effective from` and `until`, when they bear on the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectiveNote {
    /// Warns now, blocks from that date.
    BlocksFrom(String),
    /// Warns now, and will block by the planned start.
    WillBlockBy(String),
    /// Ended on that date.
    Ended(String),
}

/// One clause of a rule with its derivation.
#[derive(Debug, Clone)]
pub struct Clause {
    pub kind: ClauseKind,
    pub label: Option<String>,
    /// Whether the clause is met: of a `forbid`, whether what it forbids is not so.
    pub truth: Truth,
    pub place: PolicyPlace,
    /// The clause as the policy writes it, blanks folded.
    pub text: String,
    pub node: Node,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind {
    ForEach,
    When,
    Require,
    Forbid,
    Unless,
}

/// One offending element: an approval, a commit, a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// As a person reads it: `alice@example.org`, `approvals[1]`.
    pub shown: String,
    pub place: Option<DocumentPlace>,
}

/// One piece of evidence that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// A word of the reason: `missing`, `unreadable`, `nothing_to_check`, `absent`, `numeric`, `invalid`,
    /// `not_one`, `identity`, `undecided`, `key_not_unique`, `stated`.
    pub kind: &'static str,
    /// What is wrong, lowercase: `is missing`, `"TBD" is not an instant`.
    pub says: String,
    /// The path that was read; for what is missing, where it was expected.
    pub place: Option<DocumentPlace>,
}

/// What a passing rule obliges somebody to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    pub policy: String,
    pub rule: String,
    pub key: Option<String>,
    pub what: String,
    /// RFC 3339; `None` if the time is not known.
    pub until: Option<String>,
    /// Why the time is not known.
    pub until_unknown: Option<String>,
    pub proven_by: Option<String>,
}
