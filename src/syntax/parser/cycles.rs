//! `every …`: days of the week, of the month, of the quarter, of the year.

use chrono::Weekday;

use crate::calendar::words::{Cycle, Hours, Nth, YearDay};
use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::calendar::WhenKind;
use crate::value::date::Date;

use super::days;
use super::grammar::{Pair, Rule, parts};
use super::literals;
use super::once::Once;
use super::periods::{self, Ends};
use super::reading::Reading;

/// `every fri from 15:00 to mon 08:00 starting 2026-01-02 until 2026-12-31`
pub(super) fn every(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<WhenKind> {
    let mut steps = Vec::new();
    let mut behind = Behind::default();
    let mut once = Once::default();
    for part in parts(pair) {
        let at = reading.extent(&part);
        let mut first = |reading: &mut Reading<'_>, word| {
            once.is_first(reading, word, at, "what is said with `every`", "keep one")
        };
        match part.as_rule() {
            Rule::step => steps.push((part, at)),
            Rule::on => {
                if first(reading, "on") {
                    behind.on = Some((part, at));
                }
            }
            Rule::span => {
                if first(reading, "from") {
                    behind.hours = Some(Ends::of(reading, part)?);
                }
            }
            Rule::starting => {
                if first(reading, "starting") {
                    behind.starting = Some(bound(reading, part)?);
                }
            }
            _ => {
                if first(reading, "until") {
                    behind.until = Some(bound(reading, part)?);
                }
            }
        }
    }
    let (cycle, hours) = cycle(reading, steps, &mut behind, span)?;
    Some(WhenKind::Every {
        cycle,
        hours,
        starting: behind.starting,
        until: behind.until,
    })
}

/// What stands behind the days.
#[derive(Debug, Default)]
struct Behind<'p> {
    on: Option<(Pair<'p>, Span)>,
    hours: Option<Ends<'p>>,
    starting: Option<(Date, Span)>,
    until: Option<(Date, Span)>,
}

fn bound(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<(Date, Span)> {
    let token = parts(pair).next()?;
    let span = reading.span(&token);
    literals::date(reading, token.as_str(), span).map(|date| (date, span))
}

/// What a cycle counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    fn read(word: &str) -> Option<Unit> {
        match word.strip_suffix('s').unwrap_or(word) {
            "day" => Some(Unit::Day),
            "week" => Some(Unit::Week),
            "month" => Some(Unit::Month),
            "quarter" => Some(Unit::Quarter),
            "year" => Some(Unit::Year),
            _ => None,
        }
    }
}

fn cycle<'p>(
    reading: &mut Reading<'_>,
    steps: Vec<(Pair<'p>, Span)>,
    behind: &mut Behind<'p>,
    span: Span,
) -> Option<(Cycle<Name>, Option<Hours>)> {
    if let [(step, at)] = steps.as_slice()
        && let Some((unit, every)) = counted(reading, step, *at)?
    {
        if every > 1 && behind.starting.is_none() {
            let written = reading.quoted(*at);
            reading.refuse(
                codes::CLAUSE_MISSING,
                *at,
                format!("`every {written}` does not say from when on they are counted"),
                "add a first day, like `starting 2026-01-06`",
            );
        }
        if unit == Unit::Year && behind.on.is_none() {
            return year_range(reading, behind.hours.as_ref(), span).map(|cycle| (cycle, None));
        }
        let cycle = by_unit(reading, unit, every, behind.on.take(), *at);
        let hours = hours(reading, behind);
        return Some((cycle?, hours?));
    }
    let mut on = Vec::new();
    let mut is_whole = true;
    for (step, at) in steps {
        match weekdays(reading, &step, at) {
            Some(days) => add_days(reading, &mut on, days, at),
            None => is_whole = false,
        }
    }
    if let Some((_, at)) = behind.on.take() {
        let written = reading.quoted(at);
        reading.refuse(
            codes::SYNTAX,
            at,
            format!("`{written}` says a second time on which days this is"),
            "leave it out, or write `every month on …`",
        );
    }
    let hours = hours(reading, behind);
    is_whole.then_some((Cycle::Weeks { every: 1, on }, hours?))
}

/// The hours, if there are any. `None` where they do not read.
#[expect(clippy::option_option, reason = "wrong hours are not no hours")]
fn hours(reading: &mut Reading<'_>, behind: &Behind<'_>) -> Option<Option<Hours>> {
    match &behind.hours {
        Some(ends) => periods::hours(reading, ends).map(Some),
        None => Some(None),
    }
}

/// `3 days`, `month`, `other week`; none if it is a weekday. `None`: refused.
#[expect(
    clippy::option_option,
    reason = "what is refused is not what is no count"
)]
fn counted(reading: &mut Reading<'_>, step: &Pair<'_>, span: Span) -> Option<Option<(Unit, u32)>> {
    let mut inside = parts(step.clone());
    let first = inside.next()?;
    let (number, word) = match first.as_rule() {
        Rule::ordinal => {
            let word = inside.next()?;
            if first.as_str() != "other" {
                refuse_ordinal(reading, first.as_str(), word.as_str(), span);
                return None;
            }
            ("2", word.as_str())
        }
        Rule::numeric => {
            let text = first.as_str();
            let end = text
                .find(|char: char| !char.is_ascii_digit())
                .unwrap_or(text.len());
            let (number, unit) = text.split_at_checked(end)?;
            let word = inside.next();
            (number, word.map_or(unit.trim(), |word| word.as_str()))
        }
        _ => match Unit::read(first.as_str()) {
            Some(unit) if !first.as_str().ends_with('s') => return Some(Some((unit, 1))),
            _ => return Some(None),
        },
    };
    let every = number.parse::<u32>().ok().filter(|every| *every > 0);
    let Some(every) = every else {
        days::refuse_day(
            reading,
            step.as_str().trim(),
            span,
            "count from 1, like `every 3 days` or `every 2 weeks on tue`",
        );
        return None;
    };
    match Unit::read(word) {
        Some(unit @ (Unit::Quarter | Unit::Year)) if every > 1 => {
            let word = if unit == Unit::Year {
                "years"
            } else {
                "quarters"
            };
            let written = reading.quoted(span);
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`every {written}`: {word} are not counted"),
                "write it as a rule: `rrule \"FREQ=MONTHLY;INTERVAL=…\" starting … for …`",
            );
            None
        }
        Some(unit) => Some(Some((unit, every))),
        None => {
            let help = match days::meant(word).and_then(|word| days::weekday(&word)) {
                Some(day) if every > 1 => {
                    format!("write `every {every} weeks on {}`", days::short_of(day))
                }
                Some(day) => format!("write `every {}`", days::short_of(day)),
                None => "write it like `every 3 days`, `every 2 weeks on tue` or `every 3 months on day 15`".to_owned(),
            };
            days::refuse_day(reading, step.as_str().trim(), span, help);
            None
        }
    }
}

/// `every last friday`
fn refuse_ordinal(reading: &mut Reading<'_>, ordinal: &str, word: &str, span: Span) {
    let day = days::meant(word).unwrap_or_else(|| "fri".to_owned());
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("`{ordinal} {word}` does not say of what"),
        format!("write `every month on {ordinal} {day}`, or `every quarter on {ordinal} {day}`"),
    );
}

/// `fri`, `weekday`
fn weekdays(reading: &mut Reading<'_>, step: &Pair<'_>, span: Span) -> Option<Vec<Weekday>> {
    let mut inside = parts(step.clone());
    let first = inside.next()?;
    match first.as_rule() {
        Rule::ordinal => {
            let word = inside.next()?;
            refuse_ordinal(reading, first.as_str(), word.as_str(), span);
            None
        }
        Rule::word => {
            let found = days::weekdays(first.as_str());
            if found.is_none() {
                days::refuse_day(reading, first.as_str(), span, instead(first.as_str()));
            }
            found
        }
        _ => {
            days::refuse_day(
                reading,
                step.as_str().trim(),
                span,
                "only weekdays stand in a list: `every mon, thu`",
            );
            None
        }
    }
}

/// What to write instead of a word that is no day of the week.
fn instead(word: &str) -> String {
    if let Some(month) = days::month(&word.to_lowercase()) {
        return format!(
            "write `every year on {month:02}-01`, or `every year on first mon of {word}`"
        );
    }
    match days::meant(word) {
        Some(near) if near != word => format!("write `every {near}`"),
        Some(near) => format!("`every {near}` stands alone; only weekdays stand in a list"),
        None => "write `every day`, `every fri`, `every weekday`, `every 2 weeks on tue`, `every month on day 15`, `every quarter on …` or `every year on 12-25`".to_owned(),
    }
}

fn add_days(reading: &mut Reading<'_>, on: &mut Vec<Weekday>, days: Vec<Weekday>, span: Span) {
    let is_again = days.iter().any(|day| on.contains(day));
    if is_again {
        let written = reading.quoted(span);
        reading.refuse(
            codes::SYNTAX,
            span,
            format!("`{written}` is in the list already"),
            "leave it out",
        );
    }
    for day in days {
        if !on.contains(&day) {
            on.push(day);
        }
    }
}

fn by_unit(
    reading: &mut Reading<'_>,
    unit: Unit,
    every: u32,
    on: Option<(Pair<'_>, Span)>,
    span: Span,
) -> Option<Cycle<Name>> {
    let written = reading.quoted(span);
    if unit == Unit::Day {
        if let Some((_, at)) = on {
            reading.refuse(
                codes::SYNTAX,
                at,
                "each day is one of its own: there is nothing to choose",
                "leave this out, or write `every week on …`",
            );
        }
        return Some(Cycle::Days { every });
    }
    let Some((on, at)) = on else {
        let help = match unit {
            Unit::Week if every == 1 => "write `every mon`".to_owned(),
            Unit::Week => format!("write `every {written} on mon`"),
            _ => format!("write `every {written} on day 1`, `on last weekday` or `on first mon`"),
        };
        reading.refuse(
            codes::CLAUSE_MISSING,
            span,
            format!("`every {written}` does not say on which day"),
            help,
        );
        return None;
    };
    let days: Vec<Pair<'_>> = parts(on).collect();
    if days.iter().any(|day| day.as_rule() != Rule::day) {
        reading.refuse(
            codes::SYNTAX,
            at,
            "dates of a file come but once",
            "write `on dates in …` without `every`",
        );
        return None;
    }
    match unit {
        Unit::Week => {
            let mut on = Vec::new();
            let mut is_whole = true;
            for day in days {
                let at = reading.extent(&day);
                match weekday_of(reading, day, at) {
                    Some(days) => add_days(reading, &mut on, days, at),
                    None => is_whole = false,
                }
            }
            is_whole.then_some(Cycle::Weeks { every, on })
        }
        Unit::Year => {
            let on = all(days, |day| year_day(reading, day))?;
            Some(Cycle::Years { on })
        }
        _ => {
            let on = all(days, |day| nth(reading, day, unit))?;
            Some(match unit {
                Unit::Quarter => Cycle::Quarters { on },
                _ => Cycle::Months { every, on },
            })
        }
    }
}

/// Each of them, so that all that is wrong is said; nothing if one is wrong.
fn all<'p, T>(days: Vec<Pair<'p>>, mut read: impl FnMut(Pair<'p>) -> Option<T>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = days.into_iter().map(&mut read).collect();
    read.into_iter().collect()
}

/// `every 2 weeks on tue`
fn weekday_of(reading: &mut Reading<'_>, day: Pair<'_>, span: Span) -> Option<Vec<Weekday>> {
    let written = day.as_str().trim();
    let found = days::weekdays(written);
    if found.is_none() {
        let help = match days::meant(written).filter(|near| days::weekdays(near).is_some()) {
            Some(near) => format!("write `{near}`"),
            None => {
                "weekdays are written `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`".to_owned()
            }
        };
        days::refuse_day(reading, written, span, help);
    }
    found
}

/// `last weekday`, `day 15`, `last open day of business`
fn nth(reading: &mut Reading<'_>, day: Pair<'_>, unit: Unit) -> Option<Nth<Name>> {
    let (nth, month) = counted_day(reading, day, unit)?;
    if let Some((_, at)) = month {
        let written = reading.quoted(at);
        reading.refuse(
            codes::SYNTAX,
            at,
            format!("`{written}` goes with `every year`"),
            "write `every year on … of …`, or leave it out",
        );
        return None;
    }
    Some(nth)
}

/// `12-25`, `last mon of may`
fn year_day(reading: &mut Reading<'_>, day: Pair<'_>) -> Option<YearDay<Name>> {
    let span = reading.extent(&day);
    let tokens: Vec<Pair<'_>> = parts(day.clone()).collect();
    if let [only] = tokens.as_slice()
        && only.as_rule() == Rule::numeric
    {
        return days::month_day(reading, only.as_str(), span).map(YearDay::On);
    }
    let (nth, month) = counted_day(reading, day, Unit::Year)?;
    let Some((month, _)) = month else {
        let written = reading.quoted(span);
        reading.refuse(
            codes::CLAUSE_MISSING,
            span,
            format!("`{written}` does not say of which month"),
            format!("write `{written} of may`, or a day like `12-25`"),
        );
        return None;
    };
    Some(YearDay::In(month, nth))
}

/// The month behind `of`, from 1, and where it stands.
type OfMonth = Option<(u8, Span)>;

/// A day by its count, and the month behind `of`.
fn counted_day(
    reading: &mut Reading<'_>,
    day: Pair<'_>,
    unit: Unit,
) -> Option<(Nth<Name>, OfMonth)> {
    let span = reading.extent(&day);
    let mut inside = parts(day);
    let first = inside.next()?;
    let nth = match first.as_rule() {
        Rule::ordinal => {
            let count = ordinal(reading, &first)?;
            by_ordinal(reading, count, inside.next()?, first.as_str(), span)?
        }
        Rule::day_word => {
            let number = inside.next()?;
            let at = reading.span(&number);
            Nth::Day(day_number(reading, number.as_str(), at, unit)?)
        }
        _ => {
            refuse_uncounted(reading, &first, inside.next().as_ref(), span, unit);
            return None;
        }
    };
    let month = match inside.next() {
        Some(of) => {
            let whole = reading.extent(&of);
            let word = parts(of).next()?;
            let at = reading.span(&word);
            Some((month(reading, word.as_str(), at)?, whole))
        }
        None => None,
    };
    Some((nth, month))
}

fn ordinal(reading: &mut Reading<'_>, word: &Pair<'_>) -> Option<i16> {
    let found = days::ORDINALS
        .iter()
        .find(|(ordinal, _)| *ordinal == word.as_str())
        .map(|(_, count)| *count);
    if found.is_none() {
        let span = reading.span(word);
        days::refuse_day(
            reading,
            word.as_str(),
            span,
            "count with `first`, `second`, `third`, `fourth`, `fifth` or `last`",
        );
    }
    found
}

fn by_ordinal(
    reading: &mut Reading<'_>,
    count: i16,
    what: Pair<'_>,
    ordinal: &str,
    span: Span,
) -> Option<Nth<Name>> {
    if what.as_rule() == Rule::open_day {
        let calendar = parts(what).find(|part| part.as_rule() == Rule::word)?;
        return Some(Nth::OpenDay(count, reading.name(&calendar)));
    }
    match what.as_str() {
        "day" => Some(Nth::Day(count)),
        "weekday" => Some(Nth::Workday(count)),
        word => {
            if let Some(day) = days::weekday(word) {
                return Some(Nth::Weekday(count, day));
            }
            let help = match word {
                "open" => format!(
                    "write `{ordinal} open day of business`, with the calendar that says which days are open"
                ),
                _ => match days::meant(word) {
                    Some(near) => format!("write `{ordinal} {near}`"),
                    None => format!(
                        "write `{ordinal} day`, `{ordinal} weekday`, `{ordinal} mon` or `{ordinal} open day of business`"
                    ),
                },
            };
            let written = reading.quoted(span);
            days::refuse_day(reading, &written, span, help);
            None
        }
    }
}

/// The 15 of `day 15`.
fn day_number(reading: &mut Reading<'_>, text: &str, span: Span, unit: Unit) -> Option<i16> {
    let (longest, what) = match unit {
        Unit::Quarter => (92, "quarter"),
        _ => (31, "month"),
    };
    let number = text
        .parse::<i16>()
        .ok()
        .filter(|number| (1..=longest).contains(number));
    if number.is_none() {
        reading.refuse(
            codes::BAD_LITERAL,
            span,
            format!("no {what} has a day `{text}`"),
            format!("the days of a {what} run from 1 to {longest}; its last is `last day`"),
        );
    }
    number
}

/// `every month on 31`, `on fri`, `on 1st`, `on may 1`
fn refuse_uncounted(
    reading: &mut Reading<'_>,
    first: &Pair<'_>,
    second: Option<&Pair<'_>>,
    span: Span,
    unit: Unit,
) {
    let written = reading.quoted(span);
    let word = first.as_str();
    let number = word.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let month = [Some(first), second]
        .into_iter()
        .flatten()
        .find_map(|token| days::month(&token.as_str().to_lowercase()));
    let day = [Some(first), second]
        .into_iter()
        .flatten()
        .find_map(|token| token.as_str().parse::<u8>().ok());
    let help = match (unit, month, day) {
        (Unit::Year, Some(month), Some(day)) => format!("write `{month:02}-{day:02}`"),
        (Unit::Year, Some(month), None) => {
            format!("write a day of it: `{month:02}-01`, or `first mon of {word}`")
        }
        _ if is_number => format!("write `day {number}`"),
        _ => match days::meant(word) {
            Some(near) if matches!(near.as_str(), "day" | "weekday") || days::weekday(&near).is_some() => {
                format!("say which one: `first {near}` or `last {near}`; each week it is `every {near}`")
            }
            _ if unit == Unit::Year => "write `12-25` or `last mon of may`".to_owned(),
            _ => "write `day 15`, `last day`, `first mon`, `last weekday` or `last open day of business`".to_owned(),
        },
    };
    days::refuse_day(reading, &written, span, help);
}

fn month(reading: &mut Reading<'_>, word: &str, span: Span) -> Option<u8> {
    let found = days::month(word);
    if found.is_none() {
        let help = match days::month(&word.to_lowercase()) {
            Some(_) => format!("write `{}`", word.to_lowercase()),
            None => "months are written `jan`, `feb`, … `dec`, or in full".to_owned(),
        };
        reading.refuse(codes::SYNTAX, span, format!("`{word}` is no month"), help);
    }
    found
}

/// `every year from 12-18 through 01-03`
fn year_range(
    reading: &mut Reading<'_>,
    ends: Option<&Ends<'_>>,
    span: Span,
) -> Option<Cycle<Name>> {
    let tokens = ends.and_then(|ends| Some((ends, ends.tokens()?)));
    let Some((ends, (from, through))) = tokens else {
        reading.refuse(
            codes::CLAUSE_MISSING,
            span,
            "`every year` does not say on which day",
            "write `every year on 12-25`, `every year on last mon of may` or `every year from 12-18 through 01-03`",
        );
        return None;
    };
    let (from_at, through_at) = (reading.span(&from), reading.span(&through));
    let first = days::month_day(reading, from.as_str(), from_at);
    let last = if ends.word() == "for" {
        None
    } else {
        days::month_day(reading, through.as_str(), through_at)
    };
    if ends.word() != "through" {
        let help = if ends.word() == "for" {
            "write its last day: `every year from 12-18 through 01-03`".to_owned()
        } else {
            format!("write `through {}`: that day is in it", through.as_str())
        };
        reading.refuse(
            codes::SYNTAX,
            ends.span,
            format!("days of a year do not end with `{}`", ends.word()),
            help,
        );
        return None;
    }
    Some(Cycle::YearRange {
        from: first?,
        through: last?,
    })
}
