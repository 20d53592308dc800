//! The wire format's structs. Members stand in the order of their fields; what is not there is
//! `null`, never left out, but for the many steps.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub const DECISION: &str = "tollgate/decision/v1";
pub const DECISIONS: &str = "tollgate/decisions/v1";

type Text<'t> = Cow<'t, str>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions<'t> {
    pub schema: Text<'t>,
    pub decisions: Vec<Decision<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision<'t> {
    pub schema: Text<'t>,
    pub decision: Text<'t>,
    pub descriptor: Text<'t>,
    pub evaluated_at: Text<'t>,
    pub evaluated_at_source: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub phase: Option<Text<'t>>,
    pub policy: Vec<Policy<'t>>,
    pub digests: Vec<Digest<'t>>,
    pub engine: Engine<'t>,
    pub findings: Vec<Finding<'t>>,
    pub obligations: Vec<Obligation<'t>>,
    pub notes: Vec<Note<'t>>,
    pub questions: Vec<Question<'t>>,
    pub evidence: Vec<DocumentPlace<'t>>,
    pub steps: Vec<Step<'t>>,
    pub sources: Vec<Line<'t>>,
    pub documents: Vec<Line<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy<'t> {
    pub name: Text<'t>,
    pub title: Text<'t>,
    pub owner: Text<'t>,
    pub version: Text<'t>,
    pub zone: Text<'t>,
    pub applies: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub applies_unknown: Option<Text<'t>>,
    pub overrides: Vec<Override<'t>>,
    pub later_phase: u32,
    pub identities: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override<'t> {
    pub param: Text<'t>,
    pub value: Text<'t>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest<'t> {
    pub kind: Text<'t>,
    pub name: Text<'t>,
    pub sha256: Text<'t>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine<'t> {
    pub version: Text<'t>,
    pub tzdata: Text<'t>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding<'t> {
    pub policy: Text<'t>,
    pub rule: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub key: Option<Text<'t>>,
    pub title: Text<'t>,
    pub outcome: Text<'t>,
    pub severity: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub phase: Option<Text<'t>>,
    pub controls: Vec<Text<'t>>,
    pub message: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub remedy: Option<Text<'t>>,
    #[serde(deserialize_with = "there")]
    pub effective: Option<Effective<'t>>,
    pub rests_on_absence: bool,
    pub place: PolicyPlace<'t>,
    pub explanation: Vec<Clause<'t>>,
    pub witnesses: Vec<Witness<'t>>,
    pub gaps: Vec<Gap<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effective<'t> {
    pub kind: Text<'t>,
    pub date: Text<'t>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause<'t> {
    pub kind: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub label: Option<Text<'t>>,
    pub truth: Text<'t>,
    pub place: PolicyPlace<'t>,
    pub text: Text<'t>,
    /// A row of the steps.
    pub derivation: u32,
}

/// What a policy asks, and where: the part of a step that is the same for every release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question<'t> {
    pub asked: Text<'t>,
    pub role: Text<'t>,
    pub place: PolicyPlace<'t>,
}

/// What became of a question. There are many of these, so they alone leave out what they have not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step<'t> {
    /// A row of the questions.
    pub question: u32,
    pub value: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<Text<'t>>,
    /// A row of the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'t>>,
    /// Rows of the steps, before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<u32>,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyPlace<'t> {
    pub file: Text<'t>,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentPlace<'t> {
    pub file: Text<'t>,
    pub path: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub line: Option<u32>,
    #[serde(deserialize_with = "there")]
    pub column: Option<u32>,
    pub expected_here: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness<'t> {
    pub shown: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub place: Option<DocumentPlace<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap<'t> {
    pub kind: Text<'t>,
    pub says: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub place: Option<DocumentPlace<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation<'t> {
    pub policy: Text<'t>,
    pub rule: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub key: Option<Text<'t>>,
    pub what: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub until: Option<Text<'t>>,
    #[serde(deserialize_with = "there")]
    pub until_unknown: Option<Text<'t>>,
    #[serde(deserialize_with = "there")]
    pub proven_by: Option<Text<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note<'t> {
    pub code: Text<'t>,
    pub level: Text<'t>,
    pub message: Text<'t>,
    #[serde(deserialize_with = "there")]
    pub place: Option<DocumentPlace<'t>>,
    #[serde(deserialize_with = "there")]
    pub help: Option<Text<'t>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line<'t> {
    pub file: Text<'t>,
    pub line: u32,
    pub text: Text<'t>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks whether to leave a member out by reference"
)]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A member that may be `null` but must be there.
fn there<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}
