use crate::value::outcome::Truth;

/// A place in a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyPlace {
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentPlace {
    /// The document's name.
    pub file: String,
    /// `release.approvals[1].by`.
    pub path: String,
    /// One-based. For what is missing: the record that should hold it. `None` only for a whole missing input.
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// The path is not in the document; the line is where it was expected.
    pub expected_here: bool,
}

/// One step of a derivation: what was asked, its value, what it read, and what it rests on.
#[derive(Debug, Clone)]
pub struct Node {
    /// What was asked, as the policy writes it, blanks folded.
    pub asked: String,
    pub place: PolicyPlace,
    /// The value as the language writes it; `unknown` with its reasons; a digest for a secret.
    pub value: String,
    pub truth: Option<Truth>,
    pub read: Option<DocumentPlace>,
    /// A few words beside the value: `rounded`, `nothing to check: ...`, `the rows that apply are added`.
    pub note: Option<String>,
    pub children: Vec<Node>,
    /// Children left out because there were too many; never witnesses of a failure.
    pub left_out: u32,
}
