//! What an author meant where pest could not go on. Tried only then, at the place that pest reached.

mod calendars;
mod declarations;
mod expressions;
mod marks;
mod unknown;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Code};

use super::grammar::{Rule, Stop};
use super::outline;
use super::reading::{Reading, too_deep};

/// Where pest stopped, and what is round it.
#[derive(Debug)]
struct Place<'p> {
    /// The piece that was read, up to there.
    before: &'p str,
    /// The same without the blanks and comments at its end.
    code: &'p str,
    /// The file from there on.
    after: &'p str,
    /// The word, number, text or mark that stands there; empty at the end of the file.
    found: &'p str,
    /// The word behind which it stands, if only blanks are between.
    last_word: &'p str,
    /// The word with which the item begins that it stands in.
    item: &'p str,
    /// Nothing stands before it on its line.
    begins_line: bool,
    /// It stands behind the piece that was read.
    is_behind: bool,
    expected: &'p [Rule],
}

impl Place<'_> {
    fn wants(&self, production: Rule) -> bool {
        self.expected.contains(&production)
    }

    fn wants_any(&self, productions: &[Rule]) -> bool {
        productions.iter().any(|production| self.wants(*production))
    }

    /// A mistake made by what stands here.
    fn mistake(&self, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake {
            code: codes::SYNTAX,
            back: 0,
            length: self.found.len(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// A mistake made by what stands before: `length` bytes from `start` of the text before.
    fn earlier(
        &self,
        start: usize,
        length: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Mistake {
        Mistake {
            back: self.before.len().saturating_sub(start),
            length,
            ..self.mistake(message, help)
        }
    }
}

/// What is wrong, where, and what to write.
#[derive(Debug)]
struct Mistake {
    code: Code,
    /// So many bytes before the place.
    back: usize,
    length: usize,
    message: String,
    help: String,
}

/// The mistakes, the most telling first.
const MISTAKES: [fn(&Place<'_>) -> Option<Mistake>; 37] = [
    marks::strange_character,
    marks::open_text,
    marks::text_over_lines,
    marks::comment_of_another_language,
    declarations::module_path,
    declarations::unit_as_name,
    declarations::separator,
    declarations::foreign_item,
    calendars::hours_without_from,
    calendars::dates_without_in,
    calendars::effect_of_another_name,
    expressions::reserved_word,
    marks::braces_in_message,
    expressions::otherwise_default,
    declarations::label_without_colon,
    expressions::range_with_blank,
    expressions::percent_with_blank,
    expressions::missing_expression,
    expressions::blank_before_bracket,
    declarations::until_not_to,
    expressions::if_any_out_of_place,
    expressions::if_without_else,
    expressions::distinct_in,
    expressions::brackets_wanted,
    expressions::negation_inside,
    declarations::value_of_param,
    declarations::sign_of_another_kind,
    declarations::foreign_name,
    declarations::name_with_digit,
    declarations::suffix_of_type,
    declarations::collection_without_of,
    declarations::members_without_braces,
    declarations::untyped_param,
    declarations::params_in_brackets,
    declarations::class_without_enum,
    expressions::operator_of_another_language,
    marks::stray_closer,
];

/// Reports where pest stopped: as the mistake it was, or as what was expected there. `length` is that of the piece.
pub(super) fn report(reading: &mut Reading<'_>, length: usize, stop: &Stop) {
    let text = reading.text;
    let expected: Vec<Rule> = stop.expected.iter().map(|rule| within(*rule)).collect();
    // At the end of a piece pest stops before the blanks; what stands behind them is what the author sees. Only a row
    // of a table ends with its line.
    let rest = text.get(reading.base + stop.at..).unwrap_or("");
    let after = if expected.contains(&Rule::row_end) {
        rest
    } else {
        outline::skip_blanks(rest)
    };
    let at = stop.at + (rest.len() - after.len());
    let found = token(after);
    if stop.too_deep {
        let span = reading.place(at, at + found.len());
        reading.diagnostics.push(too_deep(span));
        return;
    }
    let before = text.get(reading.base..reading.base + at).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let code = without_blanks_behind(before);
    let place = Place {
        before,
        code,
        after,
        found,
        last_word: last_word(code),
        item: reading.item,
        begins_line: before
            .get(line..)
            .is_some_and(|line| line.trim().is_empty()),
        is_behind: at >= length,
        expected: &expected,
    };
    let diagnostic = match MISTAKES.iter().find_map(|mistake| mistake(&place)) {
        Some(mistake) => {
            let start = at.saturating_sub(mistake.back);
            let span = reading.place(start, start + mistake.length);
            Diagnostic::new(mistake.code, span, mistake.message).help(mistake.help)
        }
        None => unknown::plain(reading, &place, at),
    };
    reading.diagnostics.push(diagnostic);
}

/// A production that reads nothing at all is reported by pest as the whole that it begins.
fn within(production: Rule) -> Rule {
    match production {
        Rule::file | Rule::items => Rule::item,
        Rule::clauses => Rule::clause,
        Rule::rule_head => Rule::rule_decl,
        other => other,
    }
}

/// The text before its last blanks and comments.
fn without_blanks_behind(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let line = rest.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let last = rest.get(line..).unwrap_or("");
        let comment = comment_in(last);
        let Some(comment) = comment else {
            return rest;
        };
        rest = rest.get(..line + comment).unwrap_or("").trim_end();
    }
}

/// Where a comment begins in a line of code.
fn comment_in(line: &str) -> Option<usize> {
    let mut is_quoted = false;
    line.char_indices().find_map(|(at, char)| {
        is_quoted ^= char == '"';
        (char == '#' && !is_quoted).then_some(at)
    })
}

/// The word, number, text or mark with which a text begins.
fn token(text: &str) -> &str {
    const MARKS: [&str; 11] = [
        "..<", "==", "!=", "<=", ">=", "..", "||", "&&", "->", "=>", ":=",
    ];
    let Some(first) = text.chars().next() else {
        return "";
    };
    let length = match first {
        'a'..='z' | 'A'..='Z' | '_' | '0'..='9' => outline::word_at(text, 0).len(),
        '"' | '\'' => text
            .char_indices()
            .skip(1)
            .find(|(_, char)| *char == first || *char == '\n')
            .map_or(
                text.len(),
                |(at, char)| {
                    if char == first { at + 1 } else { at }
                },
            ),
        // The end of the line, where that is what stands in the way.
        '\n' | '\r' => 0,
        _ => MARKS
            .iter()
            .find(|mark| text.starts_with(**mark))
            .map_or(first.len_utf8(), |mark| mark.len()),
    };
    text.get(..length).unwrap_or("")
}

/// The word at the end of a text, blanks behind it aside.
fn last_word(text: &str) -> &str {
    tail(text.trim_end(), |char| {
        char.is_ascii_alphanumeric() || char == '_'
    })
}

/// The path or number at the end of a text, blanks behind it aside.
fn last_path(text: &str) -> &str {
    tail(text.trim_end(), |char| {
        char.is_alphanumeric() || matches!(char, '_' | '.')
    })
}

/// The end of a text that is made of such characters alone.
fn tail(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    let kept: usize = text
        .chars()
        .rev()
        .take_while(|char| wanted(*char))
        .map(char::len_utf8)
        .sum();
    text.get(text.len() - kept..).unwrap_or("")
}
