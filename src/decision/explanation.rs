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

/// How the truth of a step follows from that of the steps below it, or how the step belongs to the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A value or a condition of its own: read, compared, calculated, called.
    Single,
    /// Holds where each of the conditions below does: `and`, `every`.
    All,
    /// Holds where one of them does: `or`, `some`.
    Any,
    /// Holds where none of them does: `not`, `no`.
    None,
    /// Holds depending on how many of them do: `at least`, `at most`, `exactly`.
    Count,
    /// A row of a table, or a clause of a classification.
    Choice,
    /// One element of what the step above ranges over.
    Element,
    /// An element that `where` left out.
    LeftOut,
    /// Derived at an earlier place of the same finding, and so without children here.
    Told,
}

impl Role {
    pub const ALL: [Role; 9] = [
        Role::Single,
        Role::All,
        Role::Any,
        Role::None,
        Role::Count,
        Role::Choice,
        Role::Element,
        Role::LeftOut,
        Role::Told,
    ];

    /// Whether the conditions below speak for the opposite.
    pub fn negates(self) -> bool {
        self == Role::None
    }
}

/// One step of a derivation: what was asked, its value, what it read, and what it rests on.
#[derive(Debug, Clone)]
pub struct Node {
    pub role: Role,
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
