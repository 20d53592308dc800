use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::diagnostic::codes;
use crate::source::file::SourceFile;

use super::decode::{kind, show};
use super::read::Limits;
use super::refusal::Refusal;
use super::tree::{Builder, Built, Tree, What};

/// Scans a YAML 1.2 text into one tree a document.
///
/// Tags of the core schema are honoured (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`, and `!`,
/// which makes a scalar text); what is not what its tag says is refused, as is every other tag: what it means is not in
/// the text. `<<` is a key like any other.
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
                    behind_properties(&source.text, at, offsets.byte(span.end.index()))
                } else {
                    at
                };
                scan.scalar(at, &text, style, anchor, tag)?;
            }
            Event::SequenceStart(anchor, tag) => {
                let tag = tag.as_deref().map(|tag| scan.known(tag, at)).transpose()?;
                // Without brackets or properties the span is empty, and may lie behind the first dash.
                let at = if span.is_empty() && scan.builder.in_map() == Some(true) {
                    first_dash(&source.text, at)
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
        let full = format!("{}{}", tag.handle, tag.suffix);
        Known::ALL
            .into_iter()
            .find(|known| match full.strip_prefix(CORE) {
                Some(short) => known.name().strip_prefix("!!") == Some(short),
                None => full == "!" && *known == Known::Text,
            })
            .ok_or_else(|| {
                let written = match full.strip_prefix(CORE) {
                    Some(short) => format!("!!{short}"),
                    None => full.clone(),
                };
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

/// Where the tags of YAML's core schema live; `!!` stands for it.
const CORE: &str = "tag:yaml.org,2002:";

/// The tags that are honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Text,
    Null,
    Bool,
    Int,
    Float,
    List,
    Map,
}

impl Known {
    const ALL: [Known; 7] = [
        Known::Text,
        Known::Null,
        Known::Bool,
        Known::Int,
        Known::Float,
        Known::List,
        Known::Map,
    ];

    fn name(self) -> &'static str {
        match self {
            Known::Text => "!!str",
            Known::Null => "!!null",
            Known::Bool => "!!bool",
            Known::Int => "!!int",
            Known::Float => "!!float",
            Known::List => "!!seq",
            Known::Map => "!!map",
        }
    }

    /// Whether a scalar is what its tag says.
    fn fits(self, text: &str) -> bool {
        match self {
            Known::Text => true,
            Known::Null => kind::is_null(text),
            Known::Bool => kind::boolean(text).is_some(),
            Known::Int => kind::is_integer(text),
            Known::Float => kind::is_number(text),
            Known::List | Known::Map => false,
        }
    }
}

/// The scanner's own words, made to speak of the text where the same few mistakes are made again and again.
fn malformed(source: &SourceFile, at: usize, told: &str) -> Refusal {
    let (message, help) = if told.contains("mapping values are not allowed") {
        (
            "a second `:` makes a record where none can begin",
            "put a text that holds `: ` in quotes",
        )
    } else if told.contains("simple key expect") {
        (
            "the line before this is a key without its `:`",
            "write `key: value`, or indent the line to continue the text above",
        )
    } else if told.contains("block mapping, did not find expected key") {
        (
            "this line is indented like nothing above it",
            "indent the fields of one record alike",
        )
    } else if told.contains("unknown anchor") {
        (
            "this alias refers to an anchor that is not there",
            "write `&name` before the value that `*name` repeats",
        )
    } else if told.contains("tabs disallowed") {
        ("a tab indents this line", "indent with blanks")
    } else if told.contains("expected ',' or ']'") {
        (
            "a list that began with `[` is not closed",
            "close it with `]`",
        )
    } else if told.contains("expected ',' or '}'") {
        (
            "a record that began with `{` is not closed",
            "close it with `}`",
        )
    } else if told.contains("invalid trailing content") {
        (
            "something stands behind the closing quote",
            "put all of the text inside the quotes",
        )
    } else if told.contains("unexpected character: `@'")
        || told.contains("unexpected character: ``'")
    {
        (
            "no text begins with this character",
            "put the text in quotes",
        )
    } else {
        return Refusal::at(
            codes::DOC_MALFORMED,
            source,
            at,
            format!("this is not well-formed YAML: {}", show::visible(told)),
        );
    };
    Refusal::at(codes::DOC_MALFORMED, source, at, message).help(help)
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

/// The dash with which the line of a place begins; the place itself where the line begins otherwise.
fn first_dash(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or("");
    let dash = line.len() - line.trim_start_matches([' ', '\t']).len();
    if line.get(dash..).is_some_and(|rest| rest.starts_with('-')) {
        start + dash
    } else {
        at
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
