//! The words for days: weekdays, months, `last`, `12-25`.

use chrono::Weekday;

use crate::calendar::words::MonthDay;
use crate::diagnostic::{codes, did_you_mean};
use crate::source::span::Span;

use super::grammar::Pair;
use super::reading::Reading;

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("mon", "monday", Weekday::Mon),
    ("tue", "tuesday", Weekday::Tue),
    ("wed", "wednesday", Weekday::Wed),
    ("thu", "thursday", Weekday::Thu),
    ("fri", "friday", Weekday::Fri),
    ("sat", "saturday", Weekday::Sat),
    ("sun", "sunday", Weekday::Sun),
];

const MONTHS: [(&str, &str, u8); 12] = [
    ("jan", "january", 31),
    ("feb", "february", 29),
    ("mar", "march", 31),
    ("apr", "april", 30),
    ("may", "may", 31),
    ("jun", "june", 30),
    ("jul", "july", 31),
    ("aug", "august", 31),
    ("sep", "september", 30),
    ("oct", "october", 31),
    ("nov", "november", 30),
    ("dec", "december", 31),
];

pub(super) const ORDINALS: [(&str, i16); 6] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("last", -1),
];

/// `fri`, `friday`.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(short, long, _)| *short == word || *long == word)
        .map(|(_, _, day)| *day)
}

/// The days that a word stands for: `fri`, `weekday`, `weekend`.
pub(super) fn weekdays(word: &str) -> Option<Vec<Weekday>> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match word {
        "weekday" => Some(vec![Mon, Tue, Wed, Thu, Fri]),
        "weekend" => Some(vec![Sat, Sun]),
        word => weekday(word).map(|day| vec![day]),
    }
}

/// A weekday as it is written: `fri`.
pub(super) fn short_of(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, _, other)| *other == day)
        .map_or("", |(short, _, _)| short)
}

/// The month from 1: `may`, `december`.
pub(super) fn month(word: &str) -> Option<u8> {
    MONTHS
        .iter()
        .zip(1_u8..)
        .find(|((short, long, _), _)| *short == word || *long == word)
        .map(|(_, number)| number)
}

/// The word that was meant by one that stands where a weekday should, in the form in which it is written.
pub(super) fn meant(word: &str) -> Option<String> {
    let folded = word.to_lowercase();
    let single = folded.strip_suffix('s').unwrap_or(&folded);
    let units = [
        "day", "week", "month", "quarter", "year", "weekday", "weekend",
    ];
    for candidate in [folded.as_str(), single] {
        if let Some(day) = weekday(candidate) {
            return Some(short_of(day).to_owned());
        }
        if units.contains(&candidate) {
            return Some(candidate.to_owned());
        }
    }
    let words = WEEKDAYS
        .iter()
        .flat_map(|(short, long, _)| [*short, *long])
        .chain(units);
    did_you_mean(&folded, words).map(|near| match weekday(near) {
        Some(day) => short_of(day).to_owned(),
        None => near.to_owned(),
    })
}

/// A weekday, or what was meant.
pub(super) fn weekday_of(reading: &mut Reading<'_>, word: &Pair<'_>) -> Option<Weekday> {
    let found = weekday(word.as_str());
    if found.is_none() {
        let help = match meant(word.as_str()).filter(|near| weekday(near).is_some()) {
            Some(near) => format!("write `{near}`"),
            None => {
                "weekdays are written `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`".to_owned()
            }
        };
        refuse_day(reading, word.as_str(), reading.span(word), help);
    }
    found
}

pub(super) fn refuse_day(
    reading: &mut Reading<'_>,
    word: &str,
    span: Span,
    help: impl Into<String>,
) {
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("`{word}` is no day here"),
        help,
    );
}

/// `12-25`
pub(super) fn month_day(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<MonthDay> {
    let two = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u8>().ok()).flatten()
    };
    let numbers = text
        .split_once('-')
        .and_then(|(month, day)| Some((two(month)?, two(day)?)));
    let Some((month, day)) = numbers else {
        let help = match text.get(5..10).filter(|_| text.len() >= 10) {
            Some(day) if text.contains('-') => {
                format!(
                    "write `{day}` for each year, or `on {text}` without `every year` for that one"
                )
            }
            _ => "a day of each year is written as month and day, like `12-25`".to_owned(),
        };
        refuse_day(reading, text, span, help);
        return None;
    };
    let length = |month: u8| {
        let index = usize::from(month).checked_sub(1)?;
        MONTHS.get(index).map(|(_, long, length)| (*long, *length))
    };
    match length(month) {
        Some((_, length)) if (1..=length).contains(&day) => Some(MonthDay { month, day }),
        Some((name, length)) => {
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!(
                    "`{text}` is no day of a year: {} has {length} days",
                    title_case(name)
                ),
                format!("the last day of that month is `{month:02}-{length:02}`"),
            );
            None
        }
        None => {
            let swapped = length(day).is_some_and(|(_, length)| (1..=length).contains(&month));
            let help = if swapped {
                format!("the month stands first: write `{day:02}-{month:02}`")
            } else {
                "a day of each year is written as month and day, like `12-25`".to_owned()
            };
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no day of a year: there is no month {month:02}"),
                help,
            );
            None
        }
    }
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
