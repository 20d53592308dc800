//! Characters, texts, comments and brackets.

use super::super::expected::wants_expression;
use super::super::grammar::Rule;
use super::super::outline;
use super::{Mistake, Place};

/// A character that has no meaning, or looks like one that has.
pub(super) fn strange_character(place: &Place<'_>) -> Option<Mistake> {
    let first = place
        .after
        .chars()
        .next()
        .filter(|first| !first.is_ascii())?;
    let (message, help) = match first {
        '“' | '”' | '„' | '‟' | '«' | '»' => (
            format!("`{first}` does not open a text"),
            "write straight quotes: `\"…\"`".to_owned(),
        ),
        '‘' | '’' | '‚' => (
            format!("`{first}` does not open a text"),
            "write straight quotes: `\"…\"` or `'…'`".to_owned(),
        ),
        '–' | '—' | '−' => (
            format!("`{first}` is no minus"),
            "write `-`, with a blank behind it".to_owned(),
        ),
        '≤' => (format!("`{first}` is no operator"), "write `<=`".to_owned()),
        '≥' => (format!("`{first}` is no operator"), "write `>=`".to_owned()),
        '≠' => (format!("`{first}` is no operator"), "write `!=`".to_owned()),
        '…' => (format!("`{first}` is no range"), "write `..`".to_owned()),
        first if first.is_whitespace() || matches!(first, '\u{200B}' | '\u{FEFF}' | '\u{2060}') => {
            (
                format!(
                    "a blank of another kind, U+{:04X}, stands here",
                    u32::from(first)
                ),
                "put an ordinary blank in its place".to_owned(),
            )
        }
        first if first.is_alphabetic() => (
            format!("`{first}` does not stand in a name"),
            "names are made of `a` to `z`, digits and `_`; a field of a document is renamed by `named \"…\"`"
                .to_owned(),
        ),
        first => (
            format!("`{first}` means nothing here"),
            "take it out, or put it into a text".to_owned(),
        ),
    };
    Some(Mistake {
        length: first.len_utf8(),
        ..place.mistake(message, help)
    })
}

/// A text that its line does not close, or a message that nothing closes.
pub(super) fn open_text(place: &Place<'_>) -> Option<Mistake> {
    if let Some(start) = outline::open_message(place.before)
        && (place.is_behind || place.found.is_empty())
    {
        let length = first_line(place.before.get(start..)?).len();
        return Some(place.earlier(
            start,
            length,
            "this message is not closed",
            "close it with `\"`",
        ));
    }
    let quote = place
        .after
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    let is_closed = place.found.len() > 1 && place.found.ends_with(quote);
    let wants_text =
        place.wants_any(&[Rule::string, Rule::message]) || wants_expression(place.expected);
    (!is_closed && wants_text).then(|| {
        place.mistake(
            "this text is not closed",
            format!("close it with `{quote}` on the same line"),
        )
    })
}

/// A message that closed only where the next text opens.
pub(super) fn text_over_lines(place: &Place<'_>) -> Option<Mistake> {
    let inside = place.code.strip_suffix('"')?;
    let start = outline::open_message(inside)?;
    let message = inside.get(start..)?;
    message.contains('\n').then(|| {
        place.earlier(
            start,
            first_line(message).len(),
            "this message is not closed on its line, and goes on to the next quote",
            "close it with `\"`",
        )
    })
}

fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or("")
}

pub(super) fn comment_of_another_language(place: &Place<'_>) -> Option<Mistake> {
    let help = "comments begin with `#`";
    for mark in ["//", "/*", "--", "<!--"] {
        if place.after.starts_with(mark) {
            return Some(Mistake {
                length: mark.len(),
                ..place.mistake(format!("`{mark}` does not begin a comment"), help)
            });
        }
    }
    // The first stroke was read as an operator.
    let doubled = ["/", "-"]
        .into_iter()
        .find(|stroke| place.after.starts_with(stroke) && place.before.ends_with(stroke))?;
    let start = place.before.len().checked_sub(1)?;
    Some(place.earlier(
        start,
        2,
        format!("`{doubled}{doubled}` does not begin a comment"),
        help,
    ))
}

/// `{}` and `{some prose}` in a message.
pub(super) fn braces_in_message(place: &Place<'_>) -> Option<Mistake> {
    let open = outline::open_brackets(place.before).last().copied()?;
    let is_hole = place
        .before
        .get(..open)
        .is_some_and(|before| outline::open_message(before).is_some());
    let inside = place.before.get(open + 1..)?.trim();
    let wants_end = place.wants(Rule::close_hole);
    (is_hole && (wants_end || inside.is_empty())).then(|| {
        place.earlier(
            open,
            place.code.len() - open,
            "in a message, braces hold an expression, and this is none",
            "write `{{` and `}}` for braces that are meant as such",
        )
    })
}

/// A bracket that closes nothing.
pub(super) fn stray_closer(place: &Place<'_>) -> Option<Mistake> {
    let is_closer = matches!(place.found, ")" | "]" | "}");
    (is_closer && outline::open_brackets(place.before).is_empty()).then(|| {
        place.mistake(
            format!("this `{}` closes nothing", place.found),
            "take it out, or open a bracket before it",
        )
    })
}
