use crate::diagnostic::codes::Code;
use crate::value::instant::Instant;
use crate::value::outcome::Outcome;

use super::explanation::DocumentPlace;

/// A waiver that the run was given, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// As the document has it; `[2]`, its place, where it has none.
    pub id: String,
    /// The rule that it names, `policy/RULE` as findings say it, or as the document wrote it where there is none.
    pub rule: String,
    /// The key that it names; `"*"` for all of them.
    pub key: Option<String>,
    pub reason: Option<String>,
    pub issue: Option<String>,
    pub requested_by: Option<String>,
    pub approved_by: Option<String>,
    pub role: Option<String>,
    pub effective_from: Option<Instant>,
    pub expires_at: Option<Instant>,
    /// Where it is written.
    pub place: Option<DocumentPlace>,
    pub state: WaiverState,
    /// The findings that it lifted: rule and key.
    pub lifted: Vec<(String, Option<String>)>,
}

/// What became of a waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaiverState {
    /// It lifted what it was given for.
    Applied,
    /// It lifted what it was given for, and ends soon.
    Expiring(WaiverFault),
    /// It does not apply, and why: each fault by itself is enough.
    Refused(Vec<WaiverFault>),
    /// It would apply, and nothing failed that it could lift.
    Unused(WaiverFault),
}

/// One thing that is wrong with a waiver, or worth a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverFault {
    pub code: Code,
    /// Lowercase, with the waiver's own words in backticks.
    pub says: String,
    pub help: Option<String>,
}

/// The waiver that lifted a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// Its place among the run's waivers.
    pub waiver: usize,
    /// What the finding was without it.
    pub from: Outcome,
}
