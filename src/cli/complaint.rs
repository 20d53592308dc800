use crate::decision::note::Note;
use crate::diagnostic::codes::{self, Code};
use crate::document::refusal::Refusal;

/// What is wrong with the arguments or with a document, ready to be said on standard error.
#[derive(Debug)]
pub(super) enum Complaint {
    /// About the run as a whole.
    Run {
        code: Code,
        message: String,
        help: Option<String>,
    },
    /// About one document.
    Document {
        name: String,
        /// The text of the line that the refusal points at.
        line: Option<String>,
        refusal: Box<Refusal>,
    },
    /// What `--strict` makes errors of, each with the text of its line.
    Strict {
        name: String,
        notes: Vec<(Note, Option<String>)>,
    },
}

/// Something was wrong and has been said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stopped;

impl Complaint {
    /// Arguments that do not go together.
    pub fn usage(message: impl Into<String>, help: impl Into<Option<String>>) -> Complaint {
        Complaint::Run {
            code: codes::USAGE,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A file or folder that cannot be read.
    pub fn missing(
        name: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> Complaint {
        Complaint::Document {
            name: name.into(),
            line: None,
            refusal: Box::new(Refusal {
                code: codes::DOC_MISSING,
                message: message.into(),
                position: None,
                help: help.into(),
            }),
        }
    }
}
