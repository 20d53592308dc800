//! How instants are read.

use super::super::date::{self, Date, TimeOfDay};
use super::super::zone::{self, Zone};
use super::Instant;

const SHAPE: &str = "an instant is written as date, time and offset, like 2026-11-27T10:00:00Z";
const NO_OFFSET: &str = "has no offset";
const OUTSIDE: &str = "years run from 0001 to 9999";

/// Date, time and what follows them.
struct Local<'t> {
    date: Date,
    time: TimeOfDay,
    nanos: u32,
    rest: &'t str,
}

/// The instant, and the offset it was written with in seconds east of UTC.
pub(super) fn parse(text: &str) -> Result<(Instant, i32), String> {
    let local = local(text, false)?;
    if local.time == TimeOfDay::END {
        return Err("hour 24 is 00:00 of the next day".to_owned());
    }
    if local.rest.is_empty() {
        return Err(NO_OFFSET.to_owned());
    }
    let offset = offset(local.rest)?;
    Ok((at(&local, Zone::Fixed(offset))?, offset))
}

pub(super) fn parse_local(text: &str, zone: Zone) -> Result<Instant, String> {
    let local = local(text, true)?;
    let (written_offset, written_zone) = match local.rest.split_once('[') {
        None => (local.rest, None),
        Some((offset, rest)) => {
            let name = rest
                .strip_suffix(']')
                .ok_or("the zone has no closing bracket")?;
            (offset, Some(named(name)?))
        }
    };
    if written_offset.is_empty() {
        return at(&local, written_zone.unwrap_or(zone));
    }
    let offset = offset(written_offset)?;
    let instant = at(&local, Zone::Fixed(offset))?;
    match written_zone {
        // RFC 9557: `Z` beside a zone says the instant and nothing of the local offset.
        Some(zone) if !is_z(written_offset) && zone.offset_at(instant.seconds) != offset => {
            let known = Zone::Fixed(zone.offset_at(instant.seconds));
            Err(format!(
                "says {written_offset}, but {zone} is at {known} then"
            ))
        }
        _ => Ok(instant),
    }
}

fn local(text: &str, wide: bool) -> Result<Local<'_>, String> {
    let (day, rest) = text.split_at_checked(10).ok_or(SHAPE)?;
    let day =
        Date::parse(day).map_err(|wrong| if is_day(day) { wrong } else { SHAPE.to_owned() })?;
    if rest.is_empty() {
        return Err("has no time of day".to_owned());
    }
    let rest = match rest.strip_prefix(' ') {
        Some(rest) if wide => rest.trim_start_matches(' '),
        Some(rest) => rest,
        None => rest.strip_prefix(['T', 't']).ok_or(SHAPE)?,
    };
    let (hour, rest) = two_digits(rest).ok_or(SHAPE)?;
    let (minute, rest) = rest.strip_prefix(':').and_then(two_digits).ok_or(SHAPE)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => two_digits(rest).ok_or(SHAPE)?,
        None => (0, rest),
    };
    let (nanos, rest) = match rest.strip_prefix('.') {
        Some(fraction) => nanoseconds(fraction)?,
        None => (0, rest),
    };
    let time = TimeOfDay::from_parts(hour, minute, second)?;
    if time == TimeOfDay::END && nanos != 0 {
        return Err("the day ends at 24:00".to_owned());
    }
    Ok(Local {
        date: day,
        time,
        nanos,
        rest,
    })
}

fn at(local: &Local<'_>, zone: Zone) -> Result<Instant, String> {
    Instant::from_local(local.date, local.time, zone)
        .map(|instant| Instant {
            nanos: local.nanos,
            ..instant
        })
        .ok_or_else(|| OUTSIDE.to_owned())
}

fn offset(text: &str) -> Result<i32, String> {
    if is_z(text) {
        return Ok(0);
    }
    zone::offset(text).ok_or_else(|| {
        format!("`{text}` is no offset: write `Z` or hours and minutes, like `+02:00`")
    })
}

fn named(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| match Zone::nearest(name) {
        Some(nearest) => format!("there is no time zone `{name}`: did you mean `{nearest}`?"),
        None => format!("there is no time zone `{name}`"),
    })
}

fn is_z(text: &str) -> bool {
    matches!(text, "Z" | "z")
}

/// Whether a text has the shape of a date, so that its own error says more than the instant's.
fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    Some((date::digits(digits)?, rest))
}

/// A fraction of a second, and what follows its digits.
fn nanoseconds(text: &str) -> Result<(u32, &str), String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).ok_or(SHAPE)?;
    if digits.is_empty() {
        return Err(SHAPE.to_owned());
    }
    if digits.len() > 9 {
        return Err("a nanosecond is the smallest step of time".to_owned());
    }
    let nanos = date::digits(&format!("{digits:0<9}")).ok_or(SHAPE)?;
    Ok((nanos, rest))
}
