//! What begins with a digit: dates, moments, times, durations, percentages, numbers.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::Literal;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::zone::Zone;

use super::reading::Reading;

/// A literal that does not exist: what is wrong with it, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    message: String,
    help: String,
}

/// Reads a literal. `None`: it does not exist, and that has been said.
pub(super) fn literal(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<Literal> {
    match read(text) {
        Ok(literal) => Some(literal),
        Err(fault) => {
            reading.refuse(codes::BAD_LITERAL, span, fault.message, fault.help);
            None
        }
    }
}

/// Reads a date where nothing else may stand.
pub(super) fn date(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<Date> {
    match literal(reading, text, span)? {
        Literal::Date(date) => Some(date),
        _ => {
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no date"),
                "write a date like `2026-11-23`",
            );
            None
        }
    }
}

/// Reads a number where nothing else may stand.
pub(super) fn number(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<Decimal> {
    match literal(reading, text, span)? {
        Literal::Number(number) => Some(number),
        _ => {
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no number"),
                "write a number like `12` or `0.5`",
            );
            None
        }
    }
}

fn read(text: &str) -> Result<Literal, Fault> {
    if begins_with_date(text) {
        return date_or_moment(text);
    }
    if let Some(number) = text.strip_suffix('%') {
        return plain_number(number).map(|number| Literal::Percentage(number.hundredth()));
    }
    if text.contains(':') {
        return time(text);
    }
    if is_plain(text) {
        return plain_number(text).map(Literal::Number);
    }
    if let Some((number, unit)) = amount(text) {
        return duration(text, number, unit);
    }
    Err(glued(text))
}

/// The shape `dddd-dd-dd` is always a date, never a subtraction.
fn begins_with_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    digits(0..4) && dash(4) && digits(5..7) && dash(7) && digits(8..10)
}

fn date_or_moment(text: &str) -> Result<Literal, Fault> {
    let (day, clock) = text.split_at_checked(10).unwrap_or((text, ""));
    let date = Date::parse(day).map_err(|why| Fault {
        message: format!("`{day}` is no date: {why}"),
        help: nearest_date(day),
    })?;
    if clock.is_empty() {
        return Ok(Literal::Date(date));
    }
    if !clock.starts_with(['T', ' ', '\t']) {
        return Err(Fault {
            message: format!("`{text}` is neither a date nor a subtraction"),
            help: format!(
                "write `{day} - 1 day`: blanks round `-`, and what to take away with its unit"
            ),
        });
    }
    let moment = match clock.strip_prefix('T') {
        Some(_) => text.to_owned(),
        None => format!("{day} {}", clock.trim_start_matches([' ', '\t'])),
    };
    match Instant::parse_local(&moment, Zone::UTC) {
        Ok(_) => Ok(Literal::Moment(moment)),
        Err(why) => Err(Fault {
            message: format!("`{text}` is no moment: {why}"),
            help: format!("write a moment like `{day} 08:00` or `{day}T08:00Z`"),
        }),
    }
}

/// The last day of the month that was written, where it is only the day that does not exist.
fn nearest_date(day: &str) -> String {
    let month = day.get(..8).unwrap_or("");
    (28..=31)
        .rev()
        .map(|last| format!("{month}{last}"))
        .find(|candidate| Date::parse(candidate).is_ok())
        .filter(|_| day.get(8..) > Some("28"))
        .map_or_else(
            || "write a date as year, month and day, like `2026-11-23`".to_owned(),
            |last| format!("the last day of that month is `{last}`"),
        )
}

fn time(text: &str) -> Result<Literal, Fault> {
    TimeOfDay::parse(text)
        .map(Literal::Time)
        .map_err(|why| Fault {
            message: format!("`{text}` is no time of day: {why}"),
            help: match text.split_once(':') {
                Some((hour, minute)) if is_plain(hour) && is_plain(minute) => format!(
                    "a time is written like `08:30`; in a map leave a blank behind `:`, like `{{{hour}: {minute}}}`"
                ),
                _ => "a time is written like `08:30`".to_owned(),
            },
        })
}

fn plain_number(text: &str) -> Result<Decimal, Fault> {
    if !is_plain(text) {
        return Err(glued(text));
    }
    Decimal::parse(text).ok_or_else(|| {
        if text.bytes().filter(u8::is_ascii_digit).count() > 34 {
            Fault {
                message: format!("`{}` has more than 34 digits", super::reading::short(text)),
                help: "numbers are exact to 34 digits; round this one".to_owned(),
            }
        } else {
            Fault {
                message: format!("`{text}` is no number"),
                help: "`_` stands between digits, like `50_000_000`".to_owned(),
            }
        }
    })
}

/// Digits and `_`, and one point between digits.
fn is_plain(text: &str) -> bool {
    let digits = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_')
    };
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

/// A number and what follows it: `36 hours`, `72h`, `5m`.
fn amount(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|char: char| !(char.is_ascii_digit() || char == '.' || char == '_'))?;
    let (number, unit) = text.split_at_checked(end)?;
    let letters = unit.trim_start_matches([' ', '\t']);
    (is_plain(number) && letters.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then_some((number, unit))
}

fn duration(text: &str, number: &str, unit: &str) -> Result<Literal, Fault> {
    let word = unit.trim_start_matches([' ', '\t']);
    let touches = word.len() == unit.len();
    let is_short = matches!(word, "s" | "h" | "d" | "w" | "min");
    if touches && !is_short {
        return Err(glued_unit(text, number, word));
    }
    Duration::parse(&format!("{number}{}{word}", if touches { "" } else { " " }))
        .map(Literal::Duration)
        .map_err(|why| Fault {
            message: format!("`{text}` is no duration: {why}"),
            help: "write a duration like `36 hours`, `72h` or `15 min`".to_owned(),
        })
}

fn glued_unit(text: &str, number: &str, word: &str) -> Fault {
    let message = format!("`{text}` is neither a number nor a duration");
    let help = match word {
        "m" => format!("write `{number} min` or `{number} months`: `m` could be either"),
        "y" => format!("write `{number} years`"),
        "ms" => "the shortest unit is the second: write `0.5 seconds`".to_owned(),
        _ if super::words::is_unit(word) => format!("write `{number} {word}`"),
        _ => {
            "numbers are written in digits, durations like `36 hours`, `72h` or `15 min`".to_owned()
        }
    };
    Fault { message, help }
}

/// What is glued to a number and does not belong there.
fn glued(text: &str) -> Fault {
    if text.matches('.').count() > 1 {
        return Fault {
            message: format!("`{text}` is no number"),
            help: format!("versions are written as texts: `\"{text}\"`"),
        };
    }
    if let Some((whole, rest)) = text.split_once('%') {
        return Fault {
            message: format!("`%` in `{text}` is no operator"),
            help: format!("the remainder of a division is `mod({whole}, {rest})`"),
        };
    }
    if let Some((left, right)) = text.split_once('-') {
        return Fault {
            message: format!("`{text}` is not read as a subtraction"),
            help: format!("put blanks round the minus: `{left} - {right}`"),
        };
    }
    Fault {
        message: format!("`{text}` is no number"),
        help: "numbers are written in digits, like `12`, `0.5` or `50_000_000`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Literal {
        read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    fn faults(text: &str) -> (String, String) {
        match read(text) {
            Ok(literal) => panic!("{text} reads as {literal:?}"),
            Err(fault) => (fault.message, fault.help),
        }
    }

    #[test]
    fn a_percentage_is_a_fraction() {
        let Literal::Percentage(half) = reads("87.5%") else {
            panic!("no percentage");
        };
        assert_eq!(half, Decimal::parse("0.875").expect("a number"));
    }

    #[test]
    fn an_impossible_date_names_the_last_day() {
        assert_eq!(
            faults("2026-02-30"),
            (
                "`2026-02-30` is no date: February 2026 has 28 days".to_owned(),
                "the last day of that month is `2026-02-28`".to_owned()
            )
        );
        assert_eq!(
            faults("2024-02-31").1,
            "the last day of that month is `2024-02-29`"
        );
        assert_eq!(
            faults("2026-13-01").1,
            "write a date as year, month and day, like `2026-11-23`"
        );
    }

    #[test]
    fn a_moment_is_kept_as_it_is_written() {
        let Literal::Moment(moment) = reads("2026-12-01   08:00[Europe/London]") else {
            panic!("no moment");
        };
        assert_eq!(moment, "2026-12-01 08:00[Europe/London]");
    }

    #[test]
    fn what_is_glued_to_a_number_is_refused_with_what_was_meant() {
        assert_eq!(
            faults("1.2.3").1,
            "versions are written as texts: `\"1.2.3\"`"
        );
        assert_eq!(
            faults("7%2").1,
            "the remainder of a division is `mod(7, 2)`"
        );
        assert_eq!(faults("5-3").1, "put blanks round the minus: `5 - 3`");
        assert_eq!(faults("72hours").1, "write `72 hours`");
        assert_eq!(
            faults("5m").1,
            "write `5 min` or `5 months`: `m` could be either"
        );
        assert_eq!(
            faults("2026-11-23-1").1,
            "write `2026-11-23 - 1 day`: blanks round `-`, and what to take away with its unit"
        );
        assert_eq!(
            faults("1:2").1,
            "a time is written like `08:30`; in a map leave a blank behind `:`, like `{1: 2}`"
        );
    }
}
