use crate::value::origin::Segment;

use super::read::Document;

/// Where something stands in a document, one-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    /// Whether the whole path is there; otherwise this is the innermost part of it that is.
    pub found: bool,
}

impl Document {
    /// The place of a path's value; for what is not there, the place of the innermost part that is.
    pub fn locate(&self, _path: &[Segment<'_>]) -> Place {
        todo!()
    }

    /// A one-based line of the document's text.
    pub fn line(&self, _line: u32) -> &str {
        todo!()
    }
}
