use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::diagnostic::codes;

use super::decode::show;
use super::read::Limits;
use super::refusal::Refusal;
use super::text::Text;
use super::tree::builder::{Builder, Built};
use super::tree::{Tree, What};

mod places;
mod tag;
mod wording;

use places::{Offsets, behind_properties, first_dash};
use tag::Known;
use wording::malformed;

/// Scans a YAML 1.2 text into one tree a document.
///
/// Tags of the core schema are honoured (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`, and `!`,
/// which makes a scalar text); what is not what its tag says is refused, as is every other tag: what it means is not in
/// the text. `<<` is a key like any other.
///
/// # Errors
/// The first thing for which the whole text is refused, whichever document it is in.
pub(super) fn scan(source: &Arc<Text>, limits: Limits) -> Result<Vec<Tree>, Refusal> {
    check_characters(source)?;
    let mut offsets = Offsets::new(source.as_str());
    let mut parser = Parser::new_from_str(source.as_str());
    let mut scan = Scan {
        builder: Builder::new(source, limits),
        anchors: BTreeMap::new(),
        open_anchors: Vec::new(),
    };
    let mut trees = Vec::new();
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            // The scanner looks ahead, and ends at 255 brackets by itself.
            if error.info().contains("recursion limit") {
                scan.builder.too_deep(at)
            } else {
                malformed(source, at, error.info())
            }
        })?;
        let at = offsets.byte(span.start.index());
        match event {
            Event::Nothing | Event::StreamStart => {}
            Event::StreamEnd => break,
            Event::DocumentStart(_) => scan.anchors.clear(),
            Event::DocumentEnd => {
                let tree = scan.builder.finish();
                if tree.is_unwritten(Tree::ROOT) {
                    return Err(empty(source, Some(at)));
                }
                trees.push(tree);
            }
            Event::Scalar(text, style, anchor, tag) => {
                // The properties of a node stand before it, and its characters where its span ends.
                let tag = tag.as_deref().map(|tag| scan.known(tag, at)).transpose()?;
                let at = if tag.is_some() || anchor > 0 {
                    behind_properties(source.as_str(), at, offsets.byte(span.end.index()))
                } else {
                    at
                };
                scan.scalar(at, &text, style, anchor, tag)?;
            }
            Event::SequenceStart(anchor, tag) => {
                let tag = tag.as_deref().map(|tag| scan.known(tag, at)).transpose()?;
                // Without brackets or properties the span is empty, and may lie behind the first dash.
                let at = if span.is_empty() && scan.builder.in_map() == Some(true) {
                    first_dash(source.as_str(), at)
                } else {
                    at
                };
                scan.open(at, What::List, anchor, tag)?;
            }
            Event::MappingStart(anchor, tag) => {
                let tag = tag.as_deref().map(|tag| scan.known(tag, at)).transpose()?;
                scan.open(at, What::Map, anchor, tag)?;
            }
            Event::SequenceEnd | Event::MappingEnd => scan.close()?,
            Event::Alias(id) => scan.alias(at, id)?,
        }
    }
    if trees.is_empty() {
        return Err(empty(source, None));
    }
    Ok(trees)
}

struct Scan {
    builder: Builder,
    /// What stands behind each anchor of the document, once it is whole.
    anchors: BTreeMap<usize, Built>,
    /// The anchor of each open container, 0 for none.
    open_anchors: Vec<usize>,
}

impl Scan {
    fn scalar(
        &mut self,
        at: usize,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Known>,
    ) -> Result<(), Refusal> {
        let plain = match tag {
            None => style == ScalarStyle::Plain,
            Some(Known::Text) => false,
            Some(known) if known.fits(text) => true,
            Some(known) => {
                return Err(self
                    .malformed(
                        at,
                        format!(
                            "{} is tagged `{}` and is none",
                            show::quoted(text),
                            known.name()
                        ),
                    )
                    .help("correct the value or remove the tag"));
            }
        };
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let slice = self.builder.keep(at, text, quoted);
        let what = if plain {
            What::Plain(slice)
        } else {
            What::Quoted(slice)
        };
        let built = self.builder.scalar(at, what)?;
        self.name(anchor, built);
        Ok(())
    }

    fn open(
        &mut self,
        at: usize,
        what: What,
        anchor: usize,
        tag: Option<Known>,
    ) -> Result<(), Refusal> {
        let fits = match tag {
            None => true,
            Some(known) => {
                known == Known::List && what == What::List
                    || known == Known::Map && what == What::Map
            }
        };
        if let Some(known) = tag.filter(|_| !fits) {
            return Err(self
                .malformed(
                    at,
                    format!("what is tagged `{}` here is none", known.name()),
                )
                .help("correct the value or remove the tag"));
        }
        if self.builder.expects_key() {
            return Err(self.not_a_key(at));
        }
        self.builder.open(at, what)?;
        self.open_anchors.push(anchor);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let anchor = self.open_anchors.pop().unwrap_or(0);
        if let Some(built) = self.builder.close()? {
            self.name(anchor, built);
        }
        Ok(())
    }

    fn alias(&mut self, at: usize, id: usize) -> Result<(), Refusal> {
        let Some(target) = self.anchors.get(&id).copied() else {
            let message = if self.open_anchors.contains(&id) {
                "this alias stands inside what it refers to"
            } else {
                "the anchor of this alias is in another document"
            };
            return Err(Refusal::at(
                codes::DOC_ALIASES,
                self.builder.source(),
                at,
                message,
            ));
        };
        if self.builder.expects_key() && !target.is_scalar() {
            return Err(self.not_a_key(at));
        }
        self.builder.alias(at, target)?;
        Ok(())
    }

    fn name(&mut self, anchor: usize, built: Built) {
        if anchor > 0 {
            self.anchors.insert(anchor, built);
        }
    }

    fn not_a_key(&self, at: usize) -> Refusal {
        self.malformed(at, "a list or record stands where a key should")
            .help("quote the key if it begins with a bracket or brace")
    }

    fn known(&self, tag: &Tag, at: usize) -> Result<Known, Refusal> {
        Known::of(tag).map_err(|written| {
            self.malformed(
                at,
                format!(
                    "the tag {} gives what follows a meaning that is not known here",
                    show::quoted(&written)
                ),
            )
            .help("remove the tag and write the value out")
        })
    }

    fn malformed(&self, at: usize, message: impl Into<String>) -> Refusal {
        Refusal::at(codes::DOC_MALFORMED, self.builder.source(), at, message)
    }
}

fn empty(source: &Text, at: Option<usize>) -> Refusal {
    match at {
        None => Refusal {
            code: codes::DOC_EMPTY,
            message: "this file holds no document".into(),
            position: Some((1, 1)),
            help: None,
        },
        Some(at) => Refusal::at(
            codes::DOC_EMPTY,
            source,
            at,
            "the document that ends here holds nothing",
        )
        .help("write the document, or remove its `---`"),
    }
}

/// Refuses characters that YAML allows nowhere; readers differ in what they do at a NUL.
fn check_characters(source: &Text) -> Result<(), Refusal> {
    let bad = source.as_str().char_indices().find(|(_, c)| {
        !matches!(c,
            '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
            | '\u{10000}'..)
    });
    match bad {
        None => Ok(()),
        Some((at, c)) => Err(Refusal::at(
            codes::DOC_MALFORMED,
            source,
            at,
            format!("the control character U+{:04X} stands here", u32::from(c)),
        )
        .help("remove it, or write it as an escape in double quotes")),
    }
}
