use crate::diagnostic::codes::Code;

use super::text::Text;

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

impl Refusal {
    /// A refusal that points at a byte of a text.
    pub(super) fn at(
        code: Code,
        text: &Text,
        offset: usize,
        message: impl Into<String>,
    ) -> Refusal {
        Refusal {
            code,
            message: message.into(),
            position: Some(text.position(offset)),
            help: None,
        }
    }

    #[must_use]
    pub(super) fn help(mut self, text: impl Into<String>) -> Refusal {
        self.help = Some(text.into());
        self
    }
}
