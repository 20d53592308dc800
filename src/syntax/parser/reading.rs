use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Code};
use crate::source::span::{FileId, Span};
use crate::syntax::ast::Name;

use super::grammar::{Pair, Rule};
use super::words;

/// How deep an expression or a type may be, counted as the levels of its tree and as open brackets.
pub(super) const DEEPEST: u32 = 128;

/// A text on its way to becoming a tree: which file, which piece of it, and what there was to say so far.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    pub file: FileId,
    /// The whole file.
    pub text: &'t str,
    /// Where the piece begins that is being read; pest counts from there.
    pub base: usize,
    pub diagnostics: Vec<Diagnostic>,
    /// The word with which the item begins that is being read, where that is known to be broken.
    pub item: &'t str,
    /// How many expressions stand around the one being built.
    pub nesting: u32,
    /// Where nesting was last refused: one item says it once.
    pub refused_nesting: bool,
}

impl<'t> Reading<'t> {
    pub fn new(file: FileId, text: &'t str) -> Reading<'t> {
        Reading {
            file,
            text,
            base: 0,
            diagnostics: Vec::new(),
            item: "",
            nesting: 0,
            refused_nesting: false,
        }
    }

    pub fn span(&self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        self.place(span.start(), span.end())
    }

    /// The place of a production without the blanks that it ate behind its last token.
    pub fn extent(&self, pair: &Pair<'_>) -> Span {
        let start = pair.as_span().start();
        let mut last = pair.clone();
        while !matches!(
            last.as_rule(),
            Rule::message | Rule::label | Rule::demand_label
        ) {
            let Some(inside) = last.clone().into_inner().next_back() else {
                break;
            };
            last = inside;
        }
        let token = last.as_span();
        let blanks = token.as_str().len() - token.as_str().trim_end().len();
        self.place(start, token.end().saturating_sub(blanks))
    }

    /// A place in the piece being read, in bytes from its start.
    pub fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    /// What the author wrote at a place.
    pub fn written(&self, span: Span) -> &'t str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// What the author wrote, on one line and short enough to stand in a message.
    pub fn quoted(&self, span: Span) -> String {
        short(self.written(span))
    }

    pub fn refuse(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::new(code, span, message).help(help));
    }

    /// Says once for each item that it is nested too deep.
    pub fn refuse_nesting(&mut self, span: Span) {
        if !self.refused_nesting {
            self.refused_nesting = true;
            self.diagnostics.push(too_deep(span));
        }
    }

    /// A word with its place.
    pub fn name(&self, pair: &Pair<'_>) -> Name {
        Name {
            text: pair.as_str().to_owned(),
            span: self.span(pair),
        }
    }

    /// A name that the author invents, which no word of the language may be.
    pub fn invented(&mut self, pair: &Pair<'_>) -> Name {
        let name = self.name(pair);
        self.refuse_reserved(&name);
        name
    }

    pub fn refuse_reserved(&mut self, name: &Name) {
        let word = name.text.as_str();
        let why = if words::is_reserved(word) {
            "is a word of the language"
        } else if words::is_unit(word) {
            "is a unit of time"
        } else {
            return;
        };
        self.refuse(
            codes::RESERVED,
            name.span,
            format!("`{word}` {why} and cannot be a name"),
            format!("choose another name, such as `{word}_` or `the_{word}`"),
        );
    }
}

/// The diagnostic for what is nested too deep.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        codes::NESTING,
        span,
        format!("this is nested more than {DEEPEST} levels deep"),
    )
    .help("name a part of it with `let` or `define` and use the name here")
}

/// A text on one line, cut where it is long.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let room = LONGEST.saturating_sub(length + gap);
        let mut chars = word.chars();
        if gap == 1 {
            line.push(' ');
        }
        line.extend(chars.by_ref().take(room));
        if chars.next().is_some() {
            line.truncate(line.trim_end().len());
            line.push('…');
            break;
        }
        length = line.chars().count();
    }
    line
}
