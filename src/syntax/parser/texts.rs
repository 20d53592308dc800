//! Texts and messages: escapes, holes, folded lines.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Message, MessagePart, Text};

use super::expressions;
use super::grammar::{Pair, Rule, parts};
use super::reading::Reading;

/// A `"…"` or `'…'` text; the latter is raw.
pub(super) fn text(reading: &mut Reading<'_>, pair: &Pair<'_>) -> Text {
    let span = reading.span(pair);
    let inside = inside_quotes(pair.as_str());
    let text = if pair.as_str().starts_with('\'') {
        inside.to_owned()
    } else {
        unescaped(reading, inside, pair.as_span().start() + 1, &PLAIN)
    };
    Text { text, span }
}

/// A text with `{expression}` holes. A line end and the blanks around it are one blank.
pub(super) fn message(reading: &mut Reading<'_>, pair: Pair<'_>) -> Message {
    let span = reading.span(&pair);
    let mut pieces = Vec::new();
    for part in parts(pair) {
        match part.as_rule() {
            Rule::hole => {
                for expression in parts(part) {
                    pieces.push(MessagePart::Hole(expressions::whole(reading, expression)));
                }
            }
            Rule::raw_message => {
                pieces.push(MessagePart::Text(inside_quotes(part.as_str()).to_owned()));
            }
            _ => {
                let start = part.as_span().start();
                pieces.push(MessagePart::Text(unescaped(
                    reading,
                    part.as_str(),
                    start,
                    &MESSAGE,
                )));
            }
        }
    }
    Message {
        parts: pieces,
        span,
    }
}

fn inside_quotes(quoted: &str) -> &str {
    quoted
        .get(1..quoted.len().saturating_sub(1))
        .unwrap_or_default()
}

/// What has a meaning of its own inside a text.
const PLAIN: [char; 1] = ['\\'];
const MESSAGE: [char; 5] = ['\\', '{', '}', '\n', '\r'];

/// Escapes resolved, doubled braces halved and lines folded, where `special` says so. What is wrong is refused at its
/// place; `start` is where `raw` stands in the piece being read.
fn unescaped(reading: &mut Reading<'_>, raw: &str, start: usize, special: &[char]) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(found) = rest.find(special) {
        let at = start + (raw.len() - rest.len()) + found;
        let (before, after) = rest.split_at_checked(found).unwrap_or((rest, ""));
        text.push_str(before);
        let mut behind = after.chars();
        rest = match behind.next() {
            Some('\\') => {
                let (char, length) = escape(behind.as_str());
                match char {
                    Some(char) => text.push(char),
                    None => refuse_escape(reading, reading.place(at, at + 1 + length)),
                }
                behind.as_str().get(length..).unwrap_or("")
            }
            Some(brace @ ('{' | '}')) => {
                text.push(brace);
                behind.as_str().strip_prefix(brace).unwrap_or_else(|| {
                    refuse_brace(reading, reading.place(at, at + 1));
                    behind.as_str()
                })
            }
            _ => {
                text.truncate(text.trim_end_matches([' ', '\t']).len());
                text.push(' ');
                behind.as_str().trim_start_matches([' ', '\t', '\n', '\r'])
            }
        };
    }
    text.push_str(rest);
    text
}

fn refuse_brace(reading: &mut Reading<'_>, span: Span) {
    reading.refuse(
        codes::SYNTAX,
        span,
        "this `}` closes nothing",
        "write `}}` for a brace in a message",
    );
}

/// What stands behind a backslash: the character that is meant, and how many bytes say so.
fn escape(after: &str) -> (Option<char>, usize) {
    match after.chars().next() {
        Some('"') => (Some('"'), 1),
        Some('\\') => (Some('\\'), 1),
        Some('n') => (Some('\n'), 1),
        Some('t') => (Some('\t'), 1),
        Some('u') => code_point(after).unwrap_or((None, 1)),
        other => (None, other.map_or(0, char::len_utf8)),
    }
}

/// `u{1F6A2}`
fn code_point(after: &str) -> Option<(Option<char>, usize)> {
    let digits = after.strip_prefix("u{")?.split_once('}')?.0;
    let well_formed =
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    well_formed.then(|| {
        let char = u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32);
        (char, digits.len() + 3)
    })
}

fn refuse_escape(reading: &mut Reading<'_>, span: Span) {
    let written = reading.quoted(span);
    let (message, help) = if written.starts_with("\\u{") {
        (
            format!("`{written}` is no character"),
            "a character is written `\\u{e9}`: its number in Unicode, in hexadecimal".to_owned(),
        )
    } else {
        (
            format!("`{written}` is no escape"),
            "write `\\\\` for a backslash, or put a pattern in single quotes: '…'".to_owned(),
        )
    };
    reading.refuse(codes::SYNTAX, span, message, help);
}
