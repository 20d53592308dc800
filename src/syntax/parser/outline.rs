//! A quick look over a text before pest reads it: how deep it is nested, where its lines begin, what is hidden in it.
//!
//! It knows texts, messages and comments exactly as the grammar does, because the depth that it finds is what keeps the
//! recursion of pest within the stack.

use std::ops::ControlFlow;

use super::reading::DEEPEST;
use super::words;

/// More than any text nests that reads as an expression of at most [`DEEPEST`] levels.
const MOST_HEADS: u32 = 3 * DEEPEST;

/// What a look over a text finds.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The most brackets and holes that are open at once, and the words with which an expression inside an expression
    /// begins without one. It may be more than the truth, never less.
    pub nesting: u32,
    /// Where more is open than pest should be given to read.
    pub too_deep_at: Option<usize>,
    /// Where a line begins in column one, outside all brackets and messages, with the word of an item.
    pub items: Vec<usize>,
    /// Characters that a reader cannot see but that change what is read or shown.
    pub hidden: Vec<(usize, char)>,
}

/// The first character of a line that is neither a blank nor a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub at: usize,
    pub in_column_one: bool,
    /// The brackets that are open there.
    pub depth: u32,
    /// The line stands in a message that has not ended.
    pub in_message: bool,
}

/// Looks over a whole text.
pub(super) fn outline(text: &str) -> Outline {
    let mut scanner = Scanner::new(text);
    let mut items = Vec::new();
    scanner.run(&mut |line| {
        let is_outside = line.in_column_one && line.depth == 0 && !line.in_message;
        if is_outside && words::ITEMS.contains(&word_at(text, line.at)) {
            items.push(line.at);
        }
        ControlFlow::Continue(())
    });
    Outline {
        hidden: hidden(text),
        items,
        ..scanner.outline
    }
}

/// Calls `visit` for each line of the text from its start, until it has seen enough.
pub(super) fn lines(text: &str, visit: &mut dyn FnMut(Line) -> ControlFlow<()>) {
    Scanner::new(text).run(visit);
}

/// Where the brackets stand that are open at the end of the text, the innermost last.
pub(super) fn open_brackets(text: &str) -> Vec<usize> {
    let mut scanner = Scanner::new(text);
    scanner.run(&mut |_| ControlFlow::Continue(()));
    scanner.open.iter().map(|level| level.at).collect()
}

/// Where the braces stand that open outside all brackets.
pub(super) fn outer_braces(text: &str) -> Vec<usize> {
    let mut scanner = Scanner::new(text);
    scanner.run(&mut |_| ControlFlow::Continue(()));
    scanner.outer_braces
}

/// Where the message or text begins that is not closed at the end of the text.
pub(super) fn open_message(text: &str) -> Option<usize> {
    let mut scanner = Scanner::new(text);
    scanner.run(&mut |_| ControlFlow::Continue(()));
    scanner
        .message
        .last()
        .copied()
        .filter(|_| scanner.in_message)
}

/// Controls other than tab and line end, other line ends than `\n` and `\r`, and marks that turn the direction of what
/// is shown, so that a reviewer would sign something else than is read.
fn hidden(text: &str) -> Vec<(usize, char)> {
    if text
        .bytes()
        .all(|byte| (b' '..0x7F).contains(&byte) || byte == b'\n')
    {
        return Vec::new();
    }
    text.char_indices()
        .filter(|(_, char)| {
            matches!(char, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
                || (char.is_control() && !matches!(char, '\t' | '\n' | '\r'))
        })
        .collect()
}

/// A bracket that is open.
#[derive(Debug)]
struct Level {
    at: usize,
    is_hole: bool,
    /// Words that opened an expression since, and that nothing closed.
    heads: u32,
}

#[derive(Debug)]
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Level>,
    /// Heads outside all brackets, and all heads together.
    outer_heads: u32,
    heads: u32,
    outer_braces: Vec<usize>,
    /// Where each message begins in which the scanner is; a hole may hold another.
    message: Vec<usize>,
    in_message: bool,
    /// The word just read, if only blanks and comments stand behind it.
    last_word: &'t str,
    line_started: bool,
    line_at: usize,
    outline: Outline,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Scanner<'t> {
        Scanner {
            text,
            at: 0,
            open: Vec::new(),
            outer_heads: 0,
            heads: 0,
            outer_braces: Vec::new(),
            message: Vec::new(),
            in_message: false,
            last_word: "",
            line_started: false,
            line_at: 0,
            outline: Outline::default(),
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn run(&mut self, visit: &mut dyn FnMut(Line) -> ControlFlow<()>) {
        while let Some(byte) = self.byte() {
            if matches!(byte, b'\n' | b'\r') {
                self.at += 1;
                self.line_at = self.at;
                self.line_started = false;
                continue;
            }
            if !self.line_started && !matches!(byte, b' ' | b'\t' | b'#') {
                self.line_started = true;
                if visit(self.line()).is_break() {
                    return;
                }
                self.forget_heads();
            }
            if self.in_message {
                self.in_message_at(byte);
            } else {
                self.in_code_at(byte);
            }
        }
    }

    fn line(&self) -> Line {
        Line {
            at: self.at,
            in_column_one: self.at == self.line_at,
            depth: u32::try_from(self.open.len()).unwrap_or(u32::MAX),
            in_message: self.in_message,
        }
    }

    /// A clause or an item begins: no expression goes on from the line before.
    fn forget_heads(&mut self) {
        if self.in_message {
            return;
        }
        let word = word_at(self.text, self.at);
        if words::CLAUSES.contains(&word) || words::ITEMS.contains(&word) {
            let here = self.heads_here();
            let forgotten = std::mem::take(here);
            self.heads = self.heads.saturating_sub(forgotten);
        }
    }

    fn heads_here(&mut self) -> &mut u32 {
        match self.open.last_mut() {
            Some(level) => &mut level.heads,
            None => &mut self.outer_heads,
        }
    }

    fn in_message_at(&mut self, byte: u8) {
        match byte {
            b'\\' => self.skip_escaped(true),
            b'{' if self.text.as_bytes().get(self.at + 1) == Some(&b'{') => self.at += 2,
            b'{' => self.open_bracket(true),
            b'"' => {
                self.message.pop();
                self.in_message = false;
                self.last_word = "";
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// A backslash and what is behind it; a text does not go on behind the end of its line.
    fn skip_escaped(&mut self, in_message: bool) {
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = match rest.chars().next() {
            Some('u') if in_message => code_point(rest).unwrap_or(1),
            Some('\n') if !in_message => 0,
            Some(escaped) => escaped.len_utf8(),
            None => 0,
        };
        self.at += length;
    }

    fn in_code_at(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'#' => self.skip_while(|byte| byte >= b' ' || byte == b'\t'),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            _ => {
                match byte {
                    b'"' if matches!(self.last_word, "because" | "remedy" | "oblige") => {
                        self.message.push(self.at);
                        self.in_message = true;
                        self.at += 1;
                    }
                    b'"' => self.text_until(b'"'),
                    b'\'' => self.text_until(b'\''),
                    b'(' | b'[' | b'{' => self.open_bracket(false),
                    b')' | b']' | b'}' => self.close_bracket(byte),
                    b':' => {
                        self.close_head();
                        self.at += 1;
                    }
                    _ => self.at += 1,
                }
                self.last_word = "";
            }
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        self.last_word = self.text.get(start..self.at).unwrap_or("");
        let is_field = start
            .checked_sub(1)
            .and_then(|before| self.text.as_bytes().get(before))
            == Some(&b'.');
        match self.last_word {
            _ if is_field => {}
            // `every fri`, `for 36 hours`, `no-go`: nothing is bound, so no expression begins.
            "every" | "some" | "no" | "for" if !binds(self.text, self.at) => {}
            "if" | "every" | "some" | "no" | "least" | "most" | "exactly" | "the" | "group"
            | "for" => {
                *self.heads_here() += 1;
                self.heads += 1;
                self.measure(start);
            }
            "else" => self.close_head(),
            _ => {}
        }
    }

    fn close_head(&mut self) {
        let here = self.heads_here();
        if *here > 0 {
            *here -= 1;
            self.heads -= 1;
        }
    }

    /// To the closing quote, or to the end of the line, where a text ends that was not closed.
    fn text_until(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte() {
            if byte == quote {
                self.at += 1;
                return;
            }
            if byte == b'\n' {
                return;
            }
            if byte == b'\\' && quote == b'"' {
                self.skip_escaped(false);
            } else {
                self.at += 1;
            }
        }
    }

    fn open_bracket(&mut self, is_hole: bool) {
        if self.open.is_empty() && !is_hole && self.byte() == Some(b'{') {
            self.outer_braces.push(self.at);
        }
        self.open.push(Level {
            at: self.at,
            is_hole,
            heads: 0,
        });
        self.in_message = false;
        self.last_word = "";
        self.measure(self.at);
        self.at += 1;
    }

    fn close_bracket(&mut self, byte: u8) {
        self.at += 1;
        let closes_hole = self.open.last().is_some_and(|level| level.is_hole);
        if closes_hole && byte != b'}' {
            return;
        }
        if let Some(level) = self.open.pop() {
            self.heads = self.heads.saturating_sub(level.heads);
            self.in_message = level.is_hole;
        }
    }

    fn measure(&mut self, at: usize) {
        let brackets = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
        let nesting = brackets.saturating_add(self.heads);
        self.outline.nesting = self.outline.nesting.max(nesting);
        if brackets > DEEPEST || nesting > MOST_HEADS {
            self.outline.too_deep_at.get_or_insert(at);
        }
    }
}

/// Whether a name and `in` follow, or the bracket of a pair of names: without them pest reads no expression there.
fn binds(text: &str, at: usize) -> bool {
    let behind = skip_blanks(text.get(at..).unwrap_or(""));
    let name = word_at(behind, 0);
    if name.is_empty() {
        return behind.starts_with('(');
    }
    let behind = skip_blanks(behind.get(name.len()..).unwrap_or(""));
    word_at(behind, 0) == "in"
}

/// The text behind its first blanks and comments.
pub(super) fn skip_blanks(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_blank);
    while rest.starts_with('#') {
        let end = rest.find(is_line_end).unwrap_or(rest.len());
        rest = rest.get(end..).unwrap_or("").trim_start_matches(is_blank);
    }
    rest
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t'..='\r')
}

/// Where a comment ends: at any control but a tab.
fn is_line_end(char: char) -> bool {
    char < ' ' && char != '\t'
}

/// How long the `u{1F6A2}` is that a text begins with: its braces are no hole.
fn code_point(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("u{")?;
    let end = digits.find(|char: char| !char.is_ascii_hexdigit())?;
    digits.get(end..)?.starts_with('}').then_some(end + 3)
}

/// The word that begins at a place; empty if none does.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let end = rest
        .find(|char: char| !(char.is_ascii_alphanumeric() || char == '_'))
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        let found = outline("rule R \"((((\" { # ((((\n  require x matches '((((' and f([1])\n}\n");
        assert_eq!(found.nesting, 3);
    }

    #[test]
    fn a_hole_counts_and_the_message_goes_on_behind_it() {
        let found = outline("because \"a {f(\"x\")} \\u{e9} b {{ ( \" require (a)");
        assert_eq!(found.nesting, 2);
        assert_eq!(open_brackets("because \"a {f(x"), [11, 13]);
        assert_eq!(open_message("because \"a\nb"), Some(8));
        assert_eq!(open_message("because \"a\" remedy \"b\""), None);
    }

    #[test]
    fn heads_nest_without_brackets_and_end_with_their_clause() {
        assert_eq!(outline("define x = if if if a then b").nesting, 3);
        assert_eq!(
            outline("define x = if a then b else if c then d else e").nesting,
            1
        );
        assert_eq!(
            outline("let a = the x in xs where p\nlet b = the y in ys where q").nesting,
            1
        );
        assert_eq!(outline("x.if.every.no").nesting, 0);
    }

    #[test]
    fn hidden_characters_are_found() {
        assert_eq!(
            outline("a\u{202E}b\r\n\tc\u{85}").hidden,
            [(1, '\u{202E}'), (9, '\u{85}')]
        );
    }
}
