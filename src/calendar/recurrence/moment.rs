//! Reading a DATE or DATE-TIME of iCalendar (RFC 5545, 3.3.4 and 3.3.5).

use std::ops::Range;

use super::rule::Moment;
use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

/// Reads `20261123`, `20261123T080000`, `20261123T080000Z`. Second 60 is second 59.
///
/// # Errors
/// What is wrong, in a few words: `November 2026 has 30 days`.
pub fn parse(value: &str) -> Result<Moment, String> {
    let (date, time) = match value.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let shape = "a date is written like 20261123, a time like 20261123T080000Z";
    let piece = |text: &str, range: Range<usize>| {
        text.get(range).map(str::to_owned).ok_or(shape.to_owned())
    };
    if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(shape.to_owned());
    }
    let (year, month, day) = (piece(date, 0..4)?, piece(date, 4..6)?, piece(date, 6..8)?);
    let date = Date::parse(&format!("{year}-{month}-{day}"))?;
    let Some(time) = time else {
        return Ok(Moment::Date(date));
    };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    if time.len() != 6 || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(shape.to_owned());
    }
    let (hour, minute, second) = (piece(time, 0..2)?, piece(time, 2..4)?, piece(time, 4..6)?);
    // RFC 5545, 3.3.12: without leap seconds, second 60 is second 59.
    let second = if second == "60" {
        "59"
    } else {
        second.as_str()
    };
    let time = TimeOfDay::parse(&format!("{hour}:{minute}:{second}"))?;
    if time == TimeOfDay::END {
        return Err("there is no hour 24".to_owned());
    }
    let local = LocalDateTime::new(date, time).ok_or(shape)?;
    if utc {
        let instant = Instant::from_local(date, time, Zone::UTC).ok_or(shape)?;
        return Ok(Moment::Utc(instant));
    }
    Ok(Moment::Local(local))
}
