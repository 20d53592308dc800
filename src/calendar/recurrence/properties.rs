//! Reading a recurrence as it is pasted out of an iCalendar file: its properties, each behind a blank or on a line of
//! its own (RFC 5545, 3.8.5 and 3.8.2.4).

use super::moment;
use super::parse::{ParseError, parse as rule};
use super::rule::{Moment, Rule};
use crate::value::zone::Zone;

/// What a text says of a recurrence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// DTSTART.
    pub start: Option<Moment>,
    /// Its TZID.
    pub zone: Option<Zone>,
    pub rules: Vec<Rule>,
    pub dates: Vec<Moment>,
    pub except: Vec<Moment>,
    pub except_rules: Vec<Rule>,
}

/// Reads `FREQ=WEEKLY;BYDAY=TU`, or `DTSTART;TZID=Europe/London:20260106T023000 RRULE:FREQ=… EXDATE:…`. Times without a
/// zone are meant on the clocks of the start's.
///
/// # Errors
/// The first thing that is wrong, with its place in the text.
pub fn parse(text: &str) -> Result<Properties, ParseError> {
    let mut found = Properties::default();
    let mut at = 0;
    for written in text.split_inclusive(char::is_whitespace) {
        let property = written.trim_end();
        if !property.is_empty() {
            one(property, &mut found).map_err(|error| ParseError {
                offset: at + error.offset.start..at + error.offset.end,
                ..error
            })?;
        }
        at += written.len();
    }
    if found.rules.is_empty() && found.dates.is_empty() {
        return Err(ParseError {
            offset: 0..text.len(),
            message: "this says no time at all".to_owned(),
            help: "write a rule, like `FREQ=WEEKLY;BYDAY=FR`".to_owned(),
        });
    }
    Ok(found)
}

fn one(property: &str, found: &mut Properties) -> Result<(), ParseError> {
    let Some((head, value)) = property.split_once(':') else {
        found.rules.push(rule(property)?);
        return Ok(());
    };
    let begin = head.len() + 1;
    let within = |error: ParseError| ParseError {
        offset: begin + error.offset.start..begin + error.offset.end,
        ..error
    };
    let (name, zone) = name(head)?;
    match name.as_str() {
        "RRULE" => found.rules.push(rule(value).map_err(within)?),
        "EXRULE" => found.except_rules.push(rule(value).map_err(within)?),
        "RDATE" => found.dates.extend(moments(value, begin)?),
        "EXDATE" => found.except.extend(moments(value, begin)?),
        "DTSTART" => {
            found.start = moments(value, begin)?.into_iter().next();
            found.zone = zone;
        }
        _ => {
            return Err(ParseError {
                offset: 0..head.len(),
                message: format!("`{head}` is no property of a recurrence"),
                help: "write DTSTART, RRULE, RDATE, EXDATE or EXRULE".to_owned(),
            });
        }
    }
    Ok(())
}

/// A property's name, and its TZID if it has one.
fn name(head: &str) -> Result<(String, Option<Zone>), ParseError> {
    let mut parts = head.split(';');
    let name = parts.next().unwrap_or_default().to_ascii_uppercase();
    let mut zone = None;
    let mut at = name.len() + 1;
    for part in parts {
        let wrong = |message: String, help: &str| ParseError {
            offset: at..at + part.len(),
            message,
            help: help.to_owned(),
        };
        match part.split_once('=') {
            Some((key, value)) if key.eq_ignore_ascii_case("TZID") => {
                let read = Zone::parse(value.trim_matches('"'));
                zone = Some(read.ok_or_else(|| {
                    wrong(
                        format!("there is no time zone `{value}`"),
                        "use a name of the IANA database such as `Europe/London`",
                    )
                })?);
            }
            Some((key, value))
                if key.eq_ignore_ascii_case("VALUE")
                    && (value.eq_ignore_ascii_case("DATE")
                        || value.eq_ignore_ascii_case("DATE-TIME")) => {}
            _ => {
                return Err(wrong(
                    format!("`{part}` means nothing here"),
                    "leave it out, or write dates and times",
                ));
            }
        }
        at += part.len() + 1;
    }
    Ok((name, zone))
}

fn moments(value: &str, begin: usize) -> Result<Vec<Moment>, ParseError> {
    let mut at = begin;
    let mut found = Vec::new();
    for written in value.split(',') {
        let moment = moment::parse(written).map_err(|why| ParseError {
            offset: at..at + written.len(),
            message: format!("`{written}` is no time: {why}"),
            help: "write it like 20261123T080000".to_owned(),
        })?;
        found.push(moment);
        at += written.len() + 1;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_rule_is_a_rule() {
        let read = parse("FREQ=WEEKLY;BYDAY=TU").unwrap();
        assert_eq!(read.rules.len(), 1);
        assert_eq!(read.start, None);
    }

    #[test]
    fn what_an_icalendar_file_says_can_be_pasted() {
        let read = parse(
            "DTSTART;TZID=Europe/London:20260106T023000\nRRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE:20260113T023000,20260120T023000 RDATE;VALUE=DATE:20260201",
        )
        .unwrap();
        assert_eq!(read.zone, Zone::parse("Europe/London"));
        assert!(matches!(read.start, Some(Moment::Local(_))));
        assert_eq!(
            (read.rules.len(), read.except.len(), read.dates.len()),
            (1, 2, 1)
        );
    }

    #[test]
    fn errors_have_their_place_in_the_whole_text() {
        let text = "RRULE:FREQ=DAILY EXDATE:20260230T000000";
        let error = parse(text).unwrap_err();
        assert_eq!(text.get(error.offset), Some("20260230T000000"));
        let text = "DTSTART;TZID=Europe/Londn:20260106T023000";
        let error = parse(text).unwrap_err();
        assert_eq!(text.get(error.offset), Some("TZID=Europe/Londn"));
        assert_eq!(error.message, "there is no time zone `Europe/Londn`");
        let error = parse("DTEND:20260106T023000").unwrap_err();
        assert_eq!(error.message, "`DTEND` is no property of a recurrence");
        assert!(parse("").is_err());
        assert!(parse("EXDATE:20260101").is_err());
    }
}
