use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::diagnostic::codes;
use crate::source::file::SourceFile;

use super::decode::kind;
use super::read::Limits;
use super::refusal::Refusal;
use super::tree::{Builder, Built, Tree, What};

/// Scans a YAML 1.2 text into one tree a document.
///
/// Tags of the core schema are honoured (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`, and `!`,
/// which makes a scalar text); a scalar that is not what its tag says is refused, as is every other tag: what it means
/// is not in the text. `<<` is a key like any other.
///
/// # Errors
/// The first thing for which the whole text is refused, whichever document it is in.
pub(super) fn scan(source: &Arc<SourceFile>, limits: Limits) -> Result<Vec<Tree>, Refusal> {
    check_characters(source)?;
    let mut offsets = Offsets::new(&source.text);
    let mut parser = Parser::new_from_str(&source.text);
    let mut scan = Scan {
        builder: Builder::new(source, limits),
        anchors: BTreeMap::new(),
        open_anchors: Vec::new(),
    };
    let mut trees = Vec::new();
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            Refusal::at(
                codes::DOC_MALFORMED,
                source,
                at,
                format!("this is not well-formed YAML: {}", error.info()),
            )
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
                let written = if tag.is_some() || anchor > 0 {
                    behind_properties(&source.text, at, offsets.byte(span.end.index()))
                } else {
                    at
                };
                scan.scalar(written, &text, style, anchor, tag.as_deref())?;
            }
            Event::SequenceStart(anchor, tag) => {
                scan.open(at, What::List, anchor, tag.as_deref())?;
            }
            Event::MappingStart(anchor, tag) => {
                scan.open(at, What::Map, anchor, tag.as_deref())?;
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
        tag: Option<&Tag>,
    ) -> Result<(), Refusal> {
        let plain = self.is_plain(at, text, style, tag)?;
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

    /// Whether a scalar may be null, a boolean or a number, by its style and tag.
    fn is_plain(
        &self,
        at: usize,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
    ) -> Result<bool, Refusal> {
        let Some(tag) = tag else {
            return Ok(style == ScalarStyle::Plain);
        };
        let name = full_name(tag);
        let (fits, what) = match name.as_str() {
            "!" | "tag:yaml.org,2002:str" => return Ok(false),
            "tag:yaml.org,2002:null" => (kind::is_null(text), "null"),
            "tag:yaml.org,2002:bool" => (kind::boolean(text).is_some(), "a boolean"),
            "tag:yaml.org,2002:int" => (kind::is_integer(text), "a whole number"),
            "tag:yaml.org,2002:float" => (kind::is_number(text), "a number"),
            _ => return Err(self.unknown_tag(at, tag)),
        };
        if fits {
            Ok(true)
        } else {
            Err(Refusal::at(
                codes::DOC_MALFORMED,
                self.builder.source(),
                at,
                format!(
                    "{} is tagged as {what} and is none",
                    super::decode::show::quoted(text)
                ),
            )
            .help("correct the value or remove the tag"))
        }
    }

    fn open(
        &mut self,
        at: usize,
        what: What,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Refusal> {
        if let Some(tag) = tag {
            let own = match what {
                What::List => "tag:yaml.org,2002:seq",
                _ => "tag:yaml.org,2002:map",
            };
            let name = full_name(tag);
            if name != own && name != "!" {
                return Err(self.unknown_tag(at, tag));
            }
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
        Refusal::at(
            codes::DOC_MALFORMED,
            self.builder.source(),
            at,
            "a list or record stands where a key should",
        )
        .help("quote the key if it begins with a bracket or brace")
    }

    fn unknown_tag(&self, at: usize, tag: &Tag) -> Refusal {
        Refusal::at(
            codes::DOC_MALFORMED,
            self.builder.source(),
            at,
            format!(
                "the tag {} changes what follows in a way that is not known here",
                super::decode::show::quoted(&tag.to_string())
            ),
        )
        .help("remove the tag and write the value out")
    }
}

fn full_name(tag: &Tag) -> String {
    format!("{}{}", tag.handle, tag.suffix)
}

fn empty(source: &SourceFile, at: Option<usize>) -> Refusal {
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

/// The place of a scalar behind its tag and anchor.
fn behind_properties(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..end).unwrap_or("");
        let blanks = rest.len() - rest.trim_start().len();
        let after = rest.trim_start();
        if after.starts_with(['!', '&']) {
            let word = after.find(char::is_whitespace).unwrap_or(after.len());
            at += blanks + word;
        } else if after.is_empty() {
            return start;
        } else {
            return at + blanks;
        }
    }
}

/// Refuses characters that YAML allows nowhere; readers differ in what they do at a NUL.
fn check_characters(source: &SourceFile) -> Result<(), Refusal> {
    let bad = source.text.char_indices().find(|(_, c)| {
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

/// Turns places counted in characters into bytes. Places come nearly in order, so it walks from the last one.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Offsets<'t> {
        Offsets {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    fn byte(&mut self, characters: usize) -> usize {
        if self.ascii {
            return characters.min(self.text.len());
        }
        if characters >= self.characters {
            let ahead = self.text.get(self.bytes..).unwrap_or("");
            let steps = characters - self.characters;
            self.bytes += ahead
                .char_indices()
                .nth(steps)
                .map_or(ahead.len(), |(at, _)| at);
        } else {
            let behind = self.text.get(..self.bytes).unwrap_or("");
            let steps = self.characters - characters;
            self.bytes = behind
                .char_indices()
                .rev()
                .nth(steps.saturating_sub(1))
                .map_or(0, |(at, _)| at);
        }
        self.characters = characters;
        self.bytes
    }
}
