//! The words of a decision that several floors name.

/// Kleene's three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    True,
    False,
    Unknown,
}

/// What became of one rule, or of one key of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Pass,
    Fail,
    /// An `unless` held.
    Exempt,
    Waived,
    NotApplicable,
    Indeterminate,
}

/// What a failure of a rule means for the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Info,
    Warn,
    Block,
}

/// The phases of a release; a rule speaks from its phase on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    Plan,
    Build,
    Validate,
    Deploy,
    Verify,
    Close,
}

/// The answer, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Go,
    ConditionalGo,
    Indeterminate,
    NoGo,
}

impl Outcome {
    pub const ALL: [Outcome; 6] = [
        Outcome::Pass,
        Outcome::Fail,
        Outcome::Exempt,
        Outcome::Waived,
        Outcome::NotApplicable,
        Outcome::Indeterminate,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Exempt => "exempt",
            Outcome::Waived => "waived",
            Outcome::NotApplicable => "not_applicable",
            Outcome::Indeterminate => "indeterminate",
        }
    }
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warn, Severity::Block];

    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warn => "warn",
            Severity::Block => "block",
        }
    }
}

impl Phase {
    pub const ALL: [Phase; 6] = [
        Phase::Plan,
        Phase::Build,
        Phase::Validate,
        Phase::Deploy,
        Phase::Verify,
        Phase::Close,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Phase::Plan => "plan",
            Phase::Build => "build",
            Phase::Validate => "validate",
            Phase::Deploy => "deploy",
            Phase::Verify => "verify",
            Phase::Close => "close",
        }
    }

    pub fn from_name(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Go => "go",
            Verdict::ConditionalGo => "conditional go",
            Verdict::Indeterminate => "indeterminate",
            Verdict::NoGo => "no-go",
        }
    }
}
