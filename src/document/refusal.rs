use crate::diagnostic::codes::Code;

/// Why a document is refused whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    /// Lowercase, one sentence without a full stop, with the offending text in backticks.
    pub message: String,
    /// One-based; `None` where there is no text to point at.
    pub position: Option<(u32, u32)>,
    pub help: Option<String>,
}
