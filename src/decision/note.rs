use crate::diagnostic::Level;
use crate::diagnostic::codes::Code;

use super::explanation::DocumentPlace;

/// Something to say about a document: its code, where, what was expected and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub code: Code,
    pub level: Level,
    pub message: String,
    pub place: Option<DocumentPlace>,
    pub help: Option<String>,
}
