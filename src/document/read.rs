use bumpalo::Bump;

use crate::diagnostic::codes::Code;
use crate::types::shape::Shapes;
use crate::types::ty::Ty;
use crate::value::Value;
use crate::value::identity::IdentityMap;
use crate::value::origin::Step;

use super::refusal::Refusal;

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Yaml,
    Json,
}

/// Limits past which a document is refused; the defaults are in the reference.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: usize,
    /// Nesting of lists and records.
    pub depth: usize,
    /// Nodes after aliases are expanded.
    pub nodes: usize,
}

/// A text that was scanned once: well-formed, within limits, split into its documents.
#[derive(Debug)]
pub struct Stream {
    pub documents: Vec<Document>,
}

/// One document of a stream, not yet decoded.
#[derive(Debug)]
pub struct Document {}

/// How one document is decoded.
#[derive(Debug, Clone, Copy)]
pub struct Decoding<'d> {
    pub shapes: &'d Shapes,
    pub ty: &'d Ty,
    /// The input's name: the first step of every path.
    pub input: &'d str,
    pub identities: Option<&'d IdentityMap>,
    /// Whether fields that the program does not read are looked at too, to warn about them.
    pub thorough: bool,
}

/// A decoded document: its value and what is to be said of it.
#[derive(Debug)]
pub struct Decoded<'a> {
    pub value: Value<'a>,
    pub remarks: Vec<Remark<'a>>,
}

/// A value that cannot be read, a field that is not declared, a required field that is missing.
#[derive(Debug, Clone)]
pub struct Remark<'a> {
    pub code: Code,
    pub at: &'a Step<'a>,
    pub message: String,
    pub help: Option<String>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 16 * 1024 * 1024,
            depth: 64,
            nodes: 1_000_000,
        }
    }
}

/// Scans a text: refuses what is malformed, too deep, too large, doubled or aliased without bound.
///
/// # Errors
/// The first thing for which the text is refused.
pub fn scan(_text: &[u8], _syntax: Syntax, _limits: Limits) -> Result<Stream, Refusal> {
    todo!()
}

impl Document {
    /// Decodes by the declared types. What cannot be read is unknown, with a remark; nothing else is lost for it.
    ///
    /// # Errors
    /// Where the document is refused after all: it is no record although its type is one, or two readers disagree.
    pub fn decode<'a>(&self, _arena: &'a Bump, _how: Decoding<'_>) -> Result<Decoded<'a>, Refusal> {
        todo!()
    }
}
