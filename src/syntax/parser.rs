use crate::diagnostic::Diagnostic;
use crate::source::span::FileId;

use super::ast::File;

/// Reads a policy file. Items that do not parse give diagnostics; the others are in the tree all the same.
pub fn parse(_file: FileId, _text: &str) -> (File, Vec<Diagnostic>) {
    todo!()
}
