//! The parts of a rule, and the values that each may have.

use chrono::Weekday;

use super::{ParseError, Part};
use crate::calendar::recurrence::moment;
use crate::calendar::recurrence::rule::{ByDay, Freq, Moment, Rule};

const NAMES: [&str; 14] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYSECOND",
    "BYMINUTE",
    "BYHOUR",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
];

const FREQUENCIES: [(&str, Freq); 7] = [
    ("YEARLY", Freq::Yearly),
    ("MONTHLY", Freq::Monthly),
    ("WEEKLY", Freq::Weekly),
    ("DAILY", Freq::Daily),
    ("HOURLY", Freq::Hourly),
    ("MINUTELY", Freq::Minutely),
    ("SECONDLY", Freq::Secondly),
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

/// Sets what one part says.
pub(super) fn read(part: Part<'_>, rule: &mut Rule) -> Result<(), ParseError> {
    let name = part.name.to_ascii_uppercase();
    let signed = |most: i32| items(part, |item| signed(item, most, &name));
    let unsigned = |least: u32, most: u32| items(part, |item| unsigned(item, least, most, &name));
    match name.as_str() {
        "FREQ" => rule.freq = one(part, |value| named(value, &FREQUENCIES, "a frequency"))?,
        "INTERVAL" => rule.interval = one(part, |value| unsigned_any(value, "an interval"))?,
        "COUNT" => rule.count = Some(one(part, |value| unsigned_any(value, "a count"))?),
        "UNTIL" => rule.until = Some(one(part, until)?),
        "WKST" => rule.week_start = one(part, |value| named(value, &WEEKDAYS, "a weekday"))?,
        "BYSECOND" => rule.by_second = unsigned(0, 60)?,
        "BYMINUTE" => rule.by_minute = unsigned(0, 59)?,
        "BYHOUR" => rule.by_hour = unsigned(0, 23)?,
        "BYDAY" => rule.by_day = items(part, by_day)?,
        "BYMONTHDAY" => rule.by_month_day = signed(31)?,
        "BYYEARDAY" => rule.by_year_day = signed(366)?,
        "BYWEEKNO" => rule.by_week_no = signed(53)?,
        "BYMONTH" => rule.by_month = unsigned(1, 12)?,
        "BYSETPOS" => rule.by_set_pos = signed(366)?,
        _ => return Err(unknown(part)),
    }
    Ok(())
}

/// What is wrong with a value, and what to do.
struct Wrong {
    message: String,
    help: String,
}

fn wrong(message: String, help: &str) -> Wrong {
    Wrong {
        message,
        help: help.to_owned(),
    }
}

fn one<T>(part: Part<'_>, read: impl Fn(&str) -> Result<T, Wrong>) -> Result<T, ParseError> {
    read(part.value).map_err(|wrong| ParseError {
        offset: part.value_at()..part.value_at() + part.value.len(),
        message: wrong.message,
        help: wrong.help,
    })
}

fn items<T>(part: Part<'_>, read: impl Fn(&str) -> Result<T, Wrong>) -> Result<Vec<T>, ParseError> {
    let mut at = part.value_at();
    let mut found = Vec::new();
    for item in part.value.split(',') {
        found.push(read(item).map_err(|wrong| ParseError {
            offset: at..at + item.len(),
            message: wrong.message,
            help: wrong.help,
        })?);
        at += item.len() + 1;
    }
    Ok(found)
}

fn named<T: Copy>(value: &str, names: &[(&str, T)], what: &str) -> Result<T, Wrong> {
    let found = names
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(value));
    found.map(|(_, meant)| *meant).ok_or_else(|| {
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        Wrong {
            message: format!("`{value}` is not {what}"),
            help: format!("write one of {}", all.join(", ")),
        }
    })
}

/// A whole number from 1.
fn unsigned_any(value: &str, what: &str) -> Result<u32, Wrong> {
    match digits(value) {
        Some(0) => Err(wrong(
            format!("{what} of 0 never happens"),
            "write 1 or more",
        )),
        Some(number) => Ok(number),
        None => Err(wrong(
            format!("`{value}` is not {what}"),
            "write a whole number from 1 to 4294967295, without a sign",
        )),
    }
}

fn unsigned(item: &str, least: u32, most: u32, part: &str) -> Result<u32, Wrong> {
    digits(item)
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| Wrong {
            message: format!("`{item}` is not in {part}'s range"),
            help: format!("write a number from {least} to {most}"),
        })
}

fn signed(item: &str, most: i32, part: &str) -> Result<i32, Wrong> {
    signed_number(item)
        .filter(|number| *number != 0 && (-most..=most).contains(number))
        .ok_or_else(|| Wrong {
            message: format!("`{item}` is not in {part}'s range"),
            help: format!(
                "write a number from 1 to {most}, or from -1 to -{most} to count from the end"
            ),
        })
}

fn by_day(item: &str) -> Result<ByDay, Wrong> {
    let split = item.len().saturating_sub(2);
    let (ordinal, weekday) = item.split_at_checked(split).unwrap_or(("", item));
    let weekday = named(weekday, &WEEKDAYS, "a weekday")?;
    let nth = match ordinal {
        "" => None,
        _ => Some(signed(ordinal, 53, "BYDAY")?),
    };
    Ok(ByDay { nth, weekday })
}

fn until(value: &str) -> Result<Moment, Wrong> {
    moment::parse(value).map_err(|reason| {
        wrong(
            format!("`{value}` is not a date or time: {reason}"),
            "write the last day like `20261123`, or the last time like `20261123T080000Z`",
        )
    })
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn signed_number(text: &str) -> Option<i32> {
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = i32::try_from(digits(number)?).ok()?;
    Some(if negative { -number } else { number })
}

fn unknown(part: Part<'_>) -> ParseError {
    let upper = part.name.to_ascii_uppercase();
    let near = NAMES
        .iter()
        .map(|name| (strsim::osa_distance(&upper, name), *name))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    ParseError {
        offset: part.at..part.at + part.name.len(),
        message: format!("`{}` is not a part of a recurrence rule", part.name),
        help: match near {
            Some((_, name)) => format!("did you mean `{name}`?"),
            None => "leave it out: RFC 5545 has no such part".to_owned(),
        },
    }
}
