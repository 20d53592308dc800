//! What a document is decoded by: the declared types, and which of their fields a program reads.

use super::ty::{Format, Ty};
use crate::value::{EnumId, RecordId};

/// The records and enums of a program as its documents write them. Indexed by [`RecordId`] and [`EnumId`].
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    pub records: Vec<RecordShape>,
    pub enums: Vec<EnumShape>,
}

#[derive(Debug, Clone)]
pub struct RecordShape {
    pub name: String,
    pub open: bool,
    /// In the order of the record type: a decoded [`crate::value::Record`] has one value for each of these.
    pub fields: Vec<FieldShape>,
}

#[derive(Debug, Clone)]
pub struct FieldShape {
    /// The name in the document.
    pub wire: String,
    pub required: bool,
    /// Whether the program reads it. What is not read is checked for well-formedness and skipped; its value is then
    /// `Absent`.
    pub read: bool,
    /// Never in the document.
    pub derived: bool,
    pub format: Format,
    pub ty: Ty,
}

#[derive(Debug, Clone)]
pub struct EnumShape {
    pub name: String,
    pub members: Vec<String>,
}

impl Shapes {
    pub fn record(&self, id: RecordId) -> Option<&RecordShape> {
        self.records.get(id.0 as usize)
    }

    pub fn members(&self, id: EnumId) -> &[String] {
        self.enums
            .get(id.0 as usize)
            .map_or(&[], |found| found.members.as_slice())
    }
}
