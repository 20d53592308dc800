//! Values of properties.

use crate::value::duration::Duration;

use super::super::recurrence::moment;
use super::super::recurrence::rule::Moment;

/// A time, or where it begins and what it lasts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span {
    Moment(Moment),
    /// VALUE=PERIOD with an end.
    Until(Moment, Moment),
    /// VALUE=PERIOD with a length.
    Lasting(Moment, Duration),
}

/// The parts of a list and the bytes at which they begin.
pub(super) fn list(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(',').map(move |part| {
        let start = at;
        at += part.len() + 1;
        (start, part.trim())
    })
}

/// Reads one of an RDATE's values.
///
/// # Errors
/// What is wrong, in a few words.
pub(super) fn span(text: &str) -> Result<Span, String> {
    let Some((start, end)) = text.split_once('/') else {
        return moment::parse(text).map(Span::Moment);
    };
    let start = moment::parse(start)?;
    if end.starts_with(['P', '+', '-']) {
        return Ok(Span::Lasting(start, duration(end)?));
    }
    Ok(Span::Until(start, moment::parse(end)?))
}

/// Reads `P1DT12H`, `PT30M`, `P2W` and, since programs write it, `P1D12H` never: weeks and days are nominal, the rest
/// exact.
///
/// # Errors
/// What is wrong, in a few words.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let wrong = || format!("`{text}` is no duration: write it like `P1DT12H`");
    if text.starts_with('-') {
        return Err(format!(
            "`{text}` is negative: an event ends after it starts"
        ));
    }
    if !text.starts_with(['P', 'p']) {
        return Err(wrong());
    }
    let length = Duration::parse(&text.to_ascii_uppercase()).map_err(|_| wrong())?;
    if length.months != 0 {
        return Err(wrong());
    }
    Ok(length)
}

/// Text without its escapes (RFC 5545, 3.3.11).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => plain.push('\n'),
            Some(escaped) => plain.push(escaped),
            None => plain.push('\\'),
        }
    }
    plain
}

/// Reads `+0530`, `-033045` as seconds east of UTC.
///
/// # Errors
/// What is wrong, in a few words.
pub(super) fn offset(text: &str) -> Result<i32, String> {
    let wrong = || format!("`{text}` is no offset: write it like `+0100`");
    let (sign, digits) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(digits), _) => (-1, digits),
        (None, Some(digits)) => (1, digits),
        (None, None) => return Err(wrong()),
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let two = |at: usize| -> i32 {
        let part = digits.get(at..at + 2).and_then(|part| part.parse().ok());
        part.unwrap_or(0)
    };
    let (hours, minutes, seconds) = (two(0), two(2), two(4));
    if hours > 18 || minutes > 59 || seconds > 59 {
        return Err(wrong());
    }
    Ok(sign * (hours * 3_600 + minutes * 60 + seconds))
}
