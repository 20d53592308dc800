//! One field of a schedule.

use chrono::Weekday;

use super::parse::CronError;

/// What a field may say.
pub(super) struct Kind {
    /// `minute`, as an error calls it.
    pub(super) name: &'static str,
    pub(super) least: u32,
    pub(super) most: u32,
    /// Names for numbers, the first for `least`.
    pub(super) names: &'static [&'static str],
    pub(super) days: DayKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DayKind {
    No,
    OfMonth,
    OfWeek,
}

/// What a field said.
#[derive(Default)]
pub(super) struct Field {
    /// Bit n is number n. Sunday is 0.
    pub(super) bits: u64,
    /// A plain `*` or `?`.
    pub(super) any: bool,
    pub(super) last: bool,
    pub(super) nth: Vec<(Weekday, i8)>,
}

const SUNDAY_AGAIN: u32 = 7;

/// Reads a field that begins at a byte of the schedule.
pub(super) fn read(text: &str, at: usize, kind: &Kind) -> Result<Field, CronError> {
    let mut field = Field {
        any: text == "*" || text == "?" && kind.days != DayKind::No,
        ..Field::default()
    };
    let mut start = at;
    for part in text.split(',') {
        let end = start + part.len();
        read_part(part, kind, &mut field).map_err(|message| CronError {
            start,
            end: end.max(start + 1),
            message,
        })?;
        start = end + 1;
    }
    Ok(field)
}

fn read_part(part: &str, kind: &Kind, field: &mut Field) -> Result<(), String> {
    if part.is_empty() {
        return Err(format!("a {} is missing beside a comma", kind.name));
    }
    if kind.days == DayKind::OfMonth && part.eq_ignore_ascii_case("L") {
        field.last = true;
        return Ok(());
    }
    if kind.days == DayKind::OfWeek {
        if let Some((day, nth)) = part.split_once('#') {
            let nth = nth.parse::<i8>().ok().filter(|nth| (1..=5).contains(nth));
            let nth = nth.ok_or_else(|| format!("`{part}`: a month has 1 to 5 of a weekday"))?;
            field.nth.push((weekday(number(day, kind)?), nth));
            return Ok(());
        }
        if let Some(day) = part.strip_suffix(['L', 'l']).filter(|day| !day.is_empty()) {
            field.nth.push((weekday(number(day, kind)?), -1));
            return Ok(());
        }
    }
    let (range, step) = match part.split_once('/') {
        Some((range, step)) => (range, Some(step_of(step, part)?)),
        None => (part, None),
    };
    let (first, last) = if range == "*" || range == "?" && kind.days != DayKind::No {
        (kind.least, kind.most)
    } else if let Some((first, last)) = range.split_once('-') {
        let (first, mut last) = (number(first, kind)?, number(last, kind)?);
        if kind.days == DayKind::OfWeek && last == 0 && first > 0 {
            last = SUNDAY_AGAIN;
        }
        if last < first {
            return Err(format!(
                "`{range}` ends before it begins: write it as two ranges"
            ));
        }
        (first, last)
    } else {
        let first = number(range, kind)?;
        (first, if step.is_some() { kind.most } else { first })
    };
    let step = usize::try_from(step.unwrap_or(1)).unwrap_or(usize::MAX);
    for value in (first..=last).step_by(step) {
        let sunday = kind.days == DayKind::OfWeek && value == SUNDAY_AGAIN;
        field.bits |= 1 << if sunday { 0 } else { value };
    }
    Ok(())
}

fn step_of(step: &str, part: &str) -> Result<u32, String> {
    digits(step)
        .filter(|step| *step > 0)
        .ok_or_else(|| format!("`{part}`: a step is a number from 1 on"))
}

fn number(text: &str, kind: &Kind) -> Result<u32, String> {
    let named = || {
        let at = kind
            .names
            .iter()
            .position(|name| text.eq_ignore_ascii_case(name))?;
        u32::try_from(at).ok()?.checked_add(kind.least)
    };
    let Some(number) = digits(text).or_else(named) else {
        let names = match (kind.names.first(), kind.names.last()) {
            (Some(first), Some(last)) => format!(" or {first} to {last}"),
            _ => String::new(),
        };
        let (name, least, most) = (kind.name, kind.least, kind.most);
        return Err(format!(
            "`{text}` is no {name}: write {least} to {most}{names}"
        ));
    };
    let most = if kind.days == DayKind::OfWeek {
        SUNDAY_AGAIN
    } else {
        kind.most
    };
    if number < kind.least || number > most {
        let (name, least) = (kind.name, kind.least);
        return Err(format!(
            "there is no {name} {number}: write {least} to {most}"
        ));
    }
    Ok(number)
}

fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn weekday(number: u32) -> Weekday {
    match number {
        1 => Weekday::Mon,
        2 => Weekday::Tue,
        3 => Weekday::Wed,
        4 => Weekday::Thu,
        5 => Weekday::Fri,
        6 => Weekday::Sat,
        _ => Weekday::Sun,
    }
}
