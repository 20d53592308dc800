use bumpalo::Bump;

use crate::diagnostic::codes::{self, Code};
use crate::types::shape::RecordShape;
use crate::types::ty::{Format, Ty};
use crate::value::origin::{Segment, Step};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{RecordId, Value};

use super::super::read::{Decoded, Decoding, Remark};
use super::super::refusal::Refusal;
use super::super::tree::{NodeId, Tree, What};
use super::spot::{Manner, Spot};
use super::{kind, show};

/// Decodes one document.
///
/// # Errors
/// Where it is no record although its type is one.
pub(in crate::document) fn decode<'a>(
    tree: &Tree,
    arena: &'a Bump,
    how: Decoding<'_>,
) -> Result<Decoded<'a>, Refusal> {
    if matches!(how.ty.plain(), Ty::Record(_)) && tree.what(Tree::ROOT) != What::Map {
        let found = if is_absent(tree, Tree::ROOT) {
            "nothing".into()
        } else {
            describe(tree, Tree::ROOT)
        };
        return Err(Refusal::at(
            codes::DOC_NOT_RECORD,
            tree.source(),
            tree.offset(Tree::ROOT),
            format!("this document should be a record and is {found}"),
        )
        .help("write it as keys and values"));
    }
    let mut reader = Reader {
        tree,
        arena,
        how,
        names: vec![Vec::new(); how.shapes.records.len()],
        remarks: Vec::new(),
        suggestions_left: SUGGESTIONS,
    };
    let spot = Spot {
        parent: None,
        segment: Segment::Input(arena.alloc_str(how.input)),
    };
    let manner = Manner {
        format: &Format::Plain,
        secret: None,
    };
    let value = reader.value(Tree::ROOT, how.ty, spot, manner);
    Ok(Decoded {
        value,
        remarks: reader.remarks,
    })
}

/// Names are compared with what was written for so many unknown fields of one document; it costs time, and whoever
/// has more of them has another trouble than spelling.
const SUGGESTIONS: u32 = 200;

pub(super) struct Reader<'a, 'd> {
    pub tree: &'d Tree,
    pub arena: &'a Bump,
    pub how: Decoding<'d>,
    /// The field names of each record type, once they were needed.
    names: Vec<Vec<&'a str>>,
    pub remarks: Vec<Remark<'a>>,
    suggestions_left: u32,
}

/// What is said of a value that cannot be read.
pub(super) struct Complaint<'a> {
    /// What should stand there, as in "expected …".
    expected: &'a str,
    /// What is wrong with what stands there, in a few words.
    why: Option<String>,
    help: Option<String>,
}

impl<'a> Complaint<'a> {
    pub fn expected(expected: &'a str) -> Complaint<'a> {
        Complaint {
            expected,
            why: None,
            help: None,
        }
    }

    pub fn why(mut self, why: impl Into<String>) -> Complaint<'a> {
        self.why = Some(why.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Complaint<'a> {
        self.help = Some(help.into());
        self
    }
}

impl<'a, 'd> Reader<'a, 'd> {
    /// Reads a value by its type; `Absent` where nothing is written, or only null or blanks.
    pub fn value(
        &mut self,
        node: NodeId,
        ty: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        if is_absent(self.tree, node) {
            return Value::Absent;
        }
        match ty {
            Ty::Secret(of) => {
                let secret = manner.secret.unwrap_or_else(|| spot.step(self.arena));
                let manner = Manner {
                    secret: Some(secret),
                    ..manner
                };
                self.value(node, of, spot, manner)
            }
            Ty::Record(id) => self.record(node, *id, spot, manner),
            Ty::List(of) => self.list(node, of, spot, manner),
            Ty::Set(of) => self.set(node, of, spot, manner),
            Ty::Map(key, of) => self.map(node, key, of, spot, manner),
            Ty::Window if self.tree.what(node) == What::Map => {
                self.window_record(node, spot, manner)
            }
            // Nothing can be of these types; an error was reported where they were declared.
            Ty::Nothing | Ty::Error => Value::Absent,
            scalar => match self.tree.what(node) {
                What::Plain(_) | What::Quoted(_) => {
                    match self.scalar(node, scalar, manner.format) {
                        Ok(value) => value,
                        Err(complaint) => self.unreadable(node, spot, manner, complaint),
                    }
                }
                What::List | What::Map | What::Alias(_) => {
                    let expected = self.expected(scalar, manner.format);
                    self.unreadable(node, spot, manner, Complaint::expected(expected))
                }
            },
        }
    }

    /// The value of an element: what is not there is unknown, since a list has no absent places.
    pub fn element(
        &mut self,
        node: NodeId,
        ty: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        match self.value(node, ty, spot, manner) {
            Value::Absent => {
                let at = spot.step(self.arena);
                Value::Unknown(Unknown::one(self.arena, Reason::Missing { at }))
            }
            value => value,
        }
    }

    pub fn unreadable(
        &mut self,
        node: NodeId,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
        complaint: Complaint<'a>,
    ) -> Value<'a> {
        let (at, found) = match manner.secret {
            Some(secret) => (secret, "a secret, which is not shown".to_owned()),
            None => (spot.step(self.arena), describe(self.tree, node)),
        };
        let expected = complaint.expected;
        let mut message = format!("expected {expected}, found {found}");
        let shown = manner.secret.is_none();
        if let Some(why) = complaint.why.filter(|_| shown) {
            message.push_str(": ");
            message.push_str(&show::visible(&why));
        }
        self.remark(
            codes::DOC_UNREADABLE,
            at,
            message,
            complaint.help.filter(|_| shown),
        );
        let found = self.arena.alloc_str(&found);
        Value::Unknown(Unknown::one(
            self.arena,
            Reason::Unreadable {
                at,
                expected,
                found,
            },
        ))
    }

    pub fn remark(&mut self, code: Code, at: &'a Step<'a>, message: String, help: Option<String>) {
        self.remarks.push(Remark {
            code,
            at,
            message,
            help,
        });
    }

    /// Whether to look for a name near to what was written; only so often in a document.
    pub fn suggesting(&mut self) -> bool {
        let left = self.suggestions_left;
        self.suggestions_left = left.saturating_sub(1);
        left > 0
    }

    /// The name of a record's field, in the arena.
    pub fn field_name(&mut self, id: RecordId, shape: &RecordShape, index: usize) -> &'a str {
        let arena = self.arena;
        let Some(names) = self.names.get_mut(id.0 as usize) else {
            return "";
        };
        if names.is_empty() {
            names.extend(
                shape
                    .fields
                    .iter()
                    .map(|field| &*arena.alloc_str(&field.wire)),
            );
        }
        names.get(index).copied().unwrap_or("")
    }
}

/// Null, or text that is blank.
pub(super) fn is_absent(tree: &Tree, node: NodeId) -> bool {
    match tree.what(node) {
        What::Plain(_) => {
            let text = tree.text(node);
            kind::is_null(&text) || text.trim().is_empty()
        }
        What::Quoted(_) => tree.text(node).trim().is_empty(),
        What::List | What::Map | What::Alias(_) => false,
    }
}

/// What stands at a node, as in "found …".
pub(super) fn describe(tree: &Tree, node: NodeId) -> String {
    match tree.what(node) {
        What::Plain(_) => show::quoted(&tree.text(node)),
        What::Quoted(_) => {
            let text = tree.text(node);
            // In a text that looks like something else, the quotes are what matters.
            if kind::is_number(&text) || kind::boolean(&text).is_some() {
                format!("the text {}", show::quoted(&text))
            } else {
                show::quoted(&text)
            }
        }
        What::List => match tree.children(node).count() {
            0 => "an empty list".into(),
            1 => "a list of 1 element".into(),
            many => format!("a list of {many} elements"),
        },
        What::Map | What::Alias(_) => "a record".into(),
    }
}
