//! How durations are read and written.

use std::fmt;

use super::super::decimal::Decimal;
use super::{Duration, NANOS_A_SECOND, SECONDS_A_DAY};

const SHAPE: &str =
    "a duration is written as a number and a unit, like `36 hours`, or like `PT36H`";
const TOO_LONG: &str = "is too long";

/// From the largest, so that the derived order is the order of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Some(iso) = unsigned.strip_prefix('P') {
        let length = parse_iso(iso)?;
        return Ok(if text.starts_with('-') {
            length.neg()
        } else {
            length
        });
    }
    if text != text.trim() {
        return Err(SHAPE.to_owned());
    }
    parse_words(text)
}

fn parse_words(text: &str) -> Result<Duration, String> {
    let mut total = Duration::ZERO;
    let mut last = None;
    let mut rest = text;
    while last.is_none() || !rest.is_empty() {
        let unsigned = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        let sign = rest.len() - unsigned.len();
        let (number, after) = run(rest, sign, |c| c.is_ascii_digit() || matches!(c, '.' | '_'));
        let (name, after) = run(after.trim_start(), 0, char::is_alphabetic);
        let number = Decimal::parse(number).ok_or(SHAPE)?;
        let unit = Unit::from_word(name)?;
        total = add(total, length(number, unit)?, &mut last, unit)?;
        rest = after.trim_start();
    }
    Ok(total)
}

fn parse_iso(text: &str) -> Result<Duration, String> {
    let mut total = Duration::ZERO;
    let mut last = None;
    let (date, time) = match text.split_once('T') {
        Some((_, "")) => return Err("nothing follows the `T`".to_owned()),
        Some((date, time)) => (date, time),
        None => (text, ""),
    };
    let mut fraction = false;
    for (mut rest, in_time) in [(date, false), (time, true)] {
        while !rest.is_empty() {
            let (number, after) = run(rest, 0, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
            let mut letters = after.chars();
            let unit = letters
                .next()
                .and_then(|letter| Unit::from_letter(letter, in_time))
                .ok_or(SHAPE)?;
            if fraction {
                return Err("only the last part may have a fraction".to_owned());
            }
            fraction = number.contains(['.', ',']);
            let number = Decimal::parse(&number.replace(',', ".")).ok_or(SHAPE)?;
            total = add(total, length(number, unit)?, &mut last, unit)?;
            rest = letters.as_str();
        }
    }
    last.map(|_| total).ok_or_else(|| SHAPE.to_owned())
}

fn add(
    total: Duration,
    part: Duration,
    last: &mut Option<Unit>,
    unit: Unit,
) -> Result<Duration, String> {
    if last.is_some_and(|last| last >= unit) {
        return Err("units run from the largest to the smallest, each once".to_owned());
    }
    *last = Some(unit);
    total.add(part).map_err(|_| TOO_LONG.to_owned())
}

/// So many of a unit.
fn length(number: Decimal, unit: Unit) -> Result<Duration, String> {
    let counted = |each: i64| {
        let count = number.floor();
        let rest = number.sub(count).map_err(|_| TOO_LONG)?;
        let count = count
            .to_i64()
            .and_then(|count| count.checked_mul(each))
            .and_then(|count| i32::try_from(count).ok())
            .ok_or(TOO_LONG)?;
        Ok::<_, String>((count, rest))
    };
    match unit {
        Unit::Year | Unit::Month => {
            let (months, rest) = counted(if unit == Unit::Year { 12 } else { 1 })?;
            if !rest.is_zero() {
                return Err("months and years are counted in whole numbers".to_owned());
            }
            Ok(Duration {
                months,
                ..Duration::ZERO
            })
        }
        Unit::Week | Unit::Day => {
            let number = if unit == Unit::Week {
                number.mul(Decimal::from_i64(7)).map_err(|_| TOO_LONG)?
            } else {
                number
            };
            split_days(number)
        }
        Unit::Hour => exact(number, 3_600_000),
        Unit::Minute => exact(number, 60_000),
        Unit::Second => exact(number, 1_000),
        Unit::Millisecond => exact(number, 1),
    }
}

/// Whole days, and the fraction of one as whole seconds, both with the number's sign.
fn split_days(number: Decimal) -> Result<Duration, String> {
    let whole = if number.is_negative() {
        number.ceil()
    } else {
        number.floor()
    };
    let seconds = number
        .sub(whole)
        .and_then(|fraction| fraction.mul(Decimal::from_i64(SECONDS_A_DAY)))
        .ok()
        .and_then(Decimal::to_i64)
        .ok_or("a fraction of a day comes to whole seconds")?;
    let days = whole
        .to_i64()
        .and_then(|days| i32::try_from(days).ok())
        .ok_or(TOO_LONG)?;
    Ok(Duration {
        days,
        seconds,
        ..Duration::ZERO
    })
}

fn exact(number: Decimal, milliseconds: i64) -> Result<Duration, String> {
    let seconds = number
        .mul(Decimal::from_i64(milliseconds))
        .and_then(|product| product.div(Decimal::from_i64(1_000)))
        .map_err(|_| TOO_LONG)?
        .0;
    if seconds != seconds.round(9) {
        return Err("a nanosecond is the smallest step of time".to_owned());
    }
    Duration::from_decimal_seconds(seconds).map_err(|_| TOO_LONG.to_owned())
}

impl Unit {
    fn from_word(word: &str) -> Result<Unit, String> {
        Ok(match word {
            "year" | "years" => Unit::Year,
            "month" | "months" => Unit::Month,
            "w" | "week" | "weeks" => Unit::Week,
            "d" | "day" | "days" => Unit::Day,
            "h" | "hour" | "hours" => Unit::Hour,
            "min" | "minute" | "minutes" => Unit::Minute,
            "s" | "sec" | "second" | "seconds" => Unit::Second,
            "ms" | "millisecond" | "milliseconds" => Unit::Millisecond,
            "" => return Err(SHAPE.to_owned()),
            "m" | "M" => {
                return Err("`m` may be minutes or months: write `min` or `months`".to_owned());
            }
            other => {
                return Err(format!(
                    "`{other}` is no unit of time: write seconds, minutes, hours, days, weeks, months or years"
                ));
            }
        })
    }

    fn from_letter(letter: char, in_time: bool) -> Option<Unit> {
        Some(match (letter, in_time) {
            ('Y', false) => Unit::Year,
            ('M', false) => Unit::Month,
            ('W', false) => Unit::Week,
            ('D', false) => Unit::Day,
            ('H', true) => Unit::Hour,
            ('M', true) => Unit::Minute,
            ('S', true) => Unit::Second,
            _ => return None,
        })
    }
}

/// The text up to the first character, after `from` bytes, that does not belong; and what follows.
fn run(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|(at, c)| *at >= from && !belongs(*c))
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

pub(super) fn write(f: &mut fmt::Formatter<'_>, length: Duration) -> fmt::Result {
    let nanos_a_second = i128::from(NANOS_A_SECOND);
    let nanos = i128::from(length.seconds) * nanos_a_second + i128::from(length.nanos);
    let seconds = nanos / nanos_a_second;
    let whole = [
        (i128::from(length.months / 12), "year"),
        (i128::from(length.months % 12), "month"),
        (i128::from(length.days), "day"),
        (seconds / 3_600, "hour"),
        (seconds / 60 % 60, "minute"),
    ];
    let mut separator = "";
    for (count, unit) in whole {
        if count != 0 {
            let plural = if count.abs() == 1 { "" } else { "s" };
            write!(f, "{separator}{count} {unit}{plural}")?;
            separator = " ";
        }
    }
    let (second, fraction) = (seconds % 60, (nanos % nanos_a_second).abs());
    if second == 0 && fraction == 0 && !separator.is_empty() {
        return Ok(());
    }
    let sign = if nanos < 0 { "-" } else { "" };
    write!(f, "{separator}{sign}{}", second.abs())?;
    if fraction != 0 {
        let digits = format!("{fraction:09}");
        write!(f, ".{}", digits.trim_end_matches('0'))?;
    }
    let one = second.abs() == 1 && fraction == 0;
    f.write_str(if one { " second" } else { " seconds" })
}
