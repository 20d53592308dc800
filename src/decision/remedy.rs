use crate::value::instant::Instant;
use crate::value::outcome::Verdict;

/// What would make a decision a go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remedies {
    /// Sets of changes, smallest first: each was tried, and each part of it is needed.
    pub sets: Vec<RemedySet>,
    /// Findings that no change to this release lifts, as far as was tried.
    pub out_of_reach: Vec<OutOfReach>,
    /// The search came to its bound: there may be other sets.
    pub cut_short: bool,
    /// How many changed releases were evaluated.
    pub tried: u32,
}

/// Changes that together make the decision a go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedySet {
    pub changes: Vec<Change>,
    /// What is decided with them: go or conditional go.
    pub verdict: Verdict,
}

/// One change to a release, or to when it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub act: Act,
    /// What to do, in a sentence without a full stop: `wait until …`, `have somebody apart from … approve`.
    pub says: String,
    /// What changes: `release.approvals[2].decision`. `None` where time alone does.
    pub path: Option<String>,
    /// The value there now, as reports print it; `None` where there is none.
    pub from: Option<String>,
    pub to: Option<String>,
    /// When the release could go, for [`Act::Wait`] and a moved plan.
    pub at: Option<Instant>,
    /// The findings that it lifts: rule and key.
    pub lifts: Vec<(String, Option<String>)>,
}

/// Who acts, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Wait,
    ObtainApproval,
    SupplyEvidence,
    ChangePlan,
    RequestWaiver,
}

/// A finding that nothing lifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfReach {
    pub rule: String,
    pub key: Option<String>,
    /// Why: `its author deployed it`.
    pub says: String,
}

impl Act {
    /// As reports and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Act::Wait => "wait",
            Act::ObtainApproval => "obtain approval",
            Act::SupplyEvidence => "supply evidence",
            Act::ChangePlan => "change the plan",
            Act::RequestWaiver => "request a waiver",
        }
    }
}
