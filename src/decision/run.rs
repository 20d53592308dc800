use crate::value::instant::Instant;
use crate::value::outcome::{Phase, Verdict};
use crate::value::zone;

use super::finding::{Finding, Obligation};
use super::note::Note;
use super::remedy::Remedies;
use super::waiver::Waiver;

/// The decision about one descriptor under one or several policies.
#[derive(Debug, Clone)]
pub struct Decision {
    pub verdict: Verdict,
    /// The descriptor's name as the user gave it: a path, or `-`; with `#2` behind it for the second document of a file.
    pub descriptor: String,
    pub evaluated_at: Instant,
    pub evaluated_at_source: InstantSource,
    /// The phase asked for, if one was.
    pub phase: Option<Phase>,
    pub policies: Vec<PolicyRun>,
    pub digests: Vec<Digest>,
    pub engine: Engine,
    /// In the order of the policies and of their rules.
    pub findings: Vec<Finding>,
    pub obligations: Vec<Obligation>,
    /// Every waiver that the run was given, in the order of the documents.
    pub waivers: Vec<Waiver>,
    /// What would make it a go. `None`: it is one, or nobody asked.
    pub remedies: Option<Remedies>,
    /// What was to be said of the documents: unreadable values, unknown fields, missing required ones.
    pub notes: Vec<Note>,
    /// Policy lines that explanations cite, so that a stored decision explains itself.
    pub sources: Vec<SourceExcerpt>,
    /// Document lines that explanations cite.
    pub documents: Vec<SourceExcerpt>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstantSource {
    Clock,
    /// Given by the caller: the decision says so on its face.
    Given,
}

/// One policy's part in the run.
#[derive(Debug, Clone)]
pub struct PolicyRun {
    pub name: String,
    pub title: String,
    pub owner: String,
    pub version: String,
    pub zone: String,
    /// `applies when`.
    pub applies: Applies,
    /// Params set by the caller, as text.
    pub overrides: Vec<(String, String)>,
    /// Rules left out because of the phase.
    pub later_phase: u32,
    /// Whether an identity map was given.
    pub identities: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    Yes,
    No,
    /// With the reasons.
    Unknown(String),
}

/// The SHA-256 of one thing that the decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest {
    /// `policy`, `input`, `data`, `identities`, `parameters`.
    pub kind: String,
    pub name: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    pub version: String,
    pub tzdata: String,
}

impl Engine {
    /// What this build is.
    pub fn this() -> Engine {
        Engine {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            tzdata: zone::database_version().to_owned(),
        }
    }
}

/// One line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceExcerpt {
    pub file: String,
    pub line: u32,
    pub text: String,
}
