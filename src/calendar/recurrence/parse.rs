//! Reading an RRULE (RFC 5545, 3.3.10).

use std::ops::Range;

use super::rule::{Freq, Rule};

mod part;

/// What is wrong with the text of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes of the text that are meant.
    pub offset: Range<usize>,
    pub message: String,
    /// One thing to do.
    pub help: String,
}

/// One `NAME=value` of a rule, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Part<'t> {
    name: &'t str,
    value: &'t str,
    at: usize,
}

/// Reads `FREQ=MONTHLY;BYDAY=-1FR`, with or without `RRULE:` before it; upper and lower case are the same, the parts may
/// stand in any order, and blanks around the rule and one semicolon at its end do not matter.
///
/// # Errors
/// The first thing that is wrong: a part that is unknown or given twice, a value that cannot be, no FREQ, COUNT beside
/// UNTIL.
pub fn parse(text: &str) -> Result<Rule, ParseError> {
    let (body, begin) = body(text);
    if body.is_empty() {
        return Err(ParseError {
            offset: 0..text.len(),
            message: "a recurrence rule is empty".to_owned(),
            help: "write a frequency, like `FREQ=WEEKLY;BYDAY=FR`".to_owned(),
        });
    }
    let mut rule = Rule::every(Freq::Daily);
    let mut seen: Vec<Part<'_>> = Vec::new();
    let mut at = begin;
    for written in body.split(';') {
        let part = split(written, at)?;
        at += written.len() + 1;
        if let Some(error) = clash(part, &seen) {
            return Err(error);
        }
        part::read(part, &mut rule)?;
        seen.push(part);
    }
    if !seen.iter().any(|part| part.is("FREQ")) {
        return Err(ParseError {
            offset: begin..begin + body.len(),
            message: "a recurrence rule has no FREQ".to_owned(),
            help: "say how often, like `FREQ=WEEKLY`".to_owned(),
        });
    }
    Ok(rule)
}

/// The rule without what may stand around it, and where it begins.
fn body(text: &str) -> (&str, usize) {
    let mut begin = text.len() - text.trim_start().len();
    let mut body = text.trim();
    for prefix in ["RRULE:", "EXRULE:"] {
        if let Some(head) = body.get(..prefix.len())
            && head.eq_ignore_ascii_case(prefix)
        {
            let rest = body.get(prefix.len()..).unwrap_or_default();
            let trimmed = rest.trim_start();
            begin += prefix.len() + rest.len() - trimmed.len();
            body = trimmed;
            break;
        }
    }
    (body.strip_suffix(';').unwrap_or(body), begin)
}

fn split(written: &str, at: usize) -> Result<Part<'_>, ParseError> {
    match written.split_once('=') {
        Some((name, value)) => Ok(Part { name, value, at }),
        None if written.trim().is_empty() => Err(ParseError {
            offset: at..at + written.len(),
            message: "a part of the rule is empty".to_owned(),
            help: "leave out the extra `;`".to_owned(),
        }),
        None => Err(ParseError {
            offset: at..at + written.len(),
            message: format!("`{written}` has no value"),
            help: "write each part as a name and a value, like `INTERVAL=2`".to_owned(),
        }),
    }
}

/// What a part cannot stand beside.
fn clash(part: Part<'_>, seen: &[Part<'_>]) -> Option<ParseError> {
    if seen.iter().any(|other| part.is(other.name)) {
        return Some(ParseError {
            offset: part.whole(),
            message: format!("`{}` is given twice", part.name),
            help: "write all its values in one part, separated by commas".to_owned(),
        });
    }
    let has = |name: &str| seen.iter().any(|other| other.is(name));
    let both = part.is("COUNT") && has("UNTIL") || part.is("UNTIL") && has("COUNT");
    both.then(|| ParseError {
        offset: part.whole(),
        message: "a rule has both COUNT and UNTIL".to_owned(),
        help: "keep the one that is meant".to_owned(),
    })
}

impl Part<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn whole(&self) -> Range<usize> {
        self.at..self.value_at() + self.value.len()
    }

    fn value_at(&self) -> usize {
        self.at + self.name.len() + 1
    }
}
