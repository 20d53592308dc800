use std::sync::Arc;

use bumpalo::Bump;

use crate::diagnostic::codes::{self, Code};
use crate::types::shape::Shapes;
use crate::types::ty::Ty;
use crate::value::Value;
use crate::value::identity::IdentityMap;
use crate::value::origin::Step;

use super::decode::reader;
use super::refusal::Refusal;
use super::text::Text;
use super::tree::Tree;
use super::{scan_json, scan_yaml, second_reader};

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
    /// Nesting of lists and records; more than 100 is taken as 100.
    pub depth: usize,
    /// Keys and values of a file, those behind aliases counted each time.
    pub nodes: usize,
}

/// A text that was scanned once: well-formed, within limits, split into its documents.
#[derive(Debug)]
pub struct Stream {
    pub documents: Vec<Document>,
}

/// One document of a stream, not yet decoded.
#[derive(Debug)]
pub struct Document {
    tree: Tree,
}

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

/// Scans a text: refuses what is malformed, too deep, too large, doubled or aliased without bound, in whichever of its
/// documents it is. A byte order mark before the text is no part of it.
///
/// # Errors
/// The first thing for which the text is refused.
pub fn scan(text: &[u8], syntax: Syntax, limits: Limits) -> Result<Stream, Refusal> {
    // Positions are held in 32 bits.
    let most = limits.bytes.min(u32::MAX as usize);
    if text.len() > most {
        return Err(Refusal {
            code: codes::DOC_TOO_LARGE,
            message: format!("this document is larger than {most} bytes"),
            position: None,
            help: Some("split the document, or leave out what no policy reads".into()),
        });
    }
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let source = Arc::new(Text::new(decode_utf8(text)?));
    if source.as_str().trim().is_empty() {
        return Err(Refusal {
            code: codes::DOC_EMPTY,
            message: "this file holds no document".into(),
            position: Some((1, 1)),
            help: None,
        });
    }
    let trees = match syntax {
        Syntax::Json => vec![scan_json::scan(&source, limits)?],
        Syntax::Yaml => {
            let trees = scan_yaml::scan(&source, limits)?;
            second_reader::compare(&source, &trees)?;
            trees
        }
    };
    Ok(Stream {
        documents: trees.into_iter().map(|tree| Document { tree }).collect(),
    })
}

impl Document {
    /// Decodes by the declared types. What cannot be read is unknown, with a remark; nothing else is lost for it.
    ///
    /// # Errors
    /// Where the document is refused after all: it is no record although its type is one.
    pub fn decode<'a>(&self, arena: &'a Bump, how: Decoding<'_>) -> Result<Decoded<'a>, Refusal> {
        reader::decode(&self.tree, arena, how)
    }

    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn decode_utf8(text: &[u8]) -> Result<String, Refusal> {
    match std::str::from_utf8(text) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let valid = text.get(..error.valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(valid).into_owned();
            let source = Text::new(before);
            let byte = text.get(error.valid_up_to()).copied().unwrap_or_default();
            Err(Refusal::at(
                codes::DOC_NOT_UTF8,
                &source,
                source.as_str().len(),
                format!("the byte 0x{byte:02X} here is not UTF-8"),
            )
            .help("save the file as UTF-8"))
        }
    }
}
