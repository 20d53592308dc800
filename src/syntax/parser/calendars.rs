//! Calendars and their periods.

use crate::calendar::words::{Effect, InFlight};
use crate::diagnostic::{codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::calendar::{CalendarDecl, CalendarEntry, When};
use crate::syntax::ast::{Name, Text};

use super::grammar::{Pair, Rule, parts};
use super::once::Once;
use super::periods;
use super::reading::Reading;
use super::texts;

/// `calendar peak { zone "…" in flight continue closed "Black Friday" from … }`
pub(super) fn calendar(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<CalendarDecl> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let mut found = CalendarParts::default();
    for pair in inside {
        part(reading, &mut found, pair);
    }
    refuse_no_periods(reading, &found, &name);
    Some(CalendarDecl {
        name,
        zone: found.zone,
        in_flight: found.in_flight,
        entries: found.entries,
        span,
    })
}

/// The parts of a calendar so far.
#[derive(Debug, Default)]
pub(super) struct CalendarParts {
    zone: Option<Text>,
    in_flight: Option<(InFlight, Span)>,
    entries: Vec<CalendarEntry>,
    periods: usize,
    once: Once,
}

/// Takes one part.
pub(super) fn part(reading: &mut Reading<'_>, found: &mut CalendarParts, pair: Pair<'_>) {
    let span = reading.extent(&pair);
    match pair.as_rule() {
        Rule::period => {
            found.periods += 1;
            found.entries.extend(period(reading, pair, span));
        }
        Rule::calendar_zone => {
            let help = "keep one, and say `zone \"…\"` behind each period that has its own";
            let is_first = found
                .once
                .is_first(reading, "zone", span, "a calendar", help);
            if is_first && let Some(zone) = parts(pair).next() {
                found.zone = Some(texts::text(reading, &zone));
            }
        }
        _ => {
            let is_first =
                found
                    .once
                    .is_first(reading, "in flight", span, "a calendar", "keep one");
            if found.periods > 0 && !begins_line(reading, span) {
                reading.refuse(
                    codes::SYNTAX,
                    span,
                    "`in flight` is said of the whole calendar, not of one period",
                    "put it on a line of its own, before the periods",
                );
            }
            if let Some(word) = parts(pair).next()
                && is_first
            {
                found.in_flight = in_flight(reading, &word);
            }
        }
    }
}

fn in_flight(reading: &mut Reading<'_>, word: &Pair<'_>) -> Option<(InFlight, Span)> {
    let span = reading.span(word);
    match word.as_str() {
        "continue" => Some((InFlight::Continue, span)),
        "stop" => Some((InFlight::Stop, span)),
        other => {
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("a release in flight does not `{other}`"),
                "write `in flight continue` if one that has begun may finish, or `in flight stop`",
            );
            None
        }
    }
}

fn refuse_no_periods(reading: &mut Reading<'_>, found: &CalendarParts, name: &Name) {
    if found.periods == 0 {
        reading.refuse(
            codes::CLAUSE_MISSING,
            name.span,
            format!("calendar `{}` has no periods", name.text),
            "add one, like `closed \"Weekend\" every sat, sun`",
        );
    }
}

/// `closed "Peak" from … zone "…" reason "…" except … also …`. `None`: it does not say when, and that has been said.
fn period(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<CalendarEntry> {
    let mut inside = parts(pair).peekable();
    let word = inside.next()?;
    let effect = match word.as_str() {
        "closed" => Effect::Closed,
        "open" => Effect::Open,
        _ => Effect::Mark,
    };
    let head = reading.span(&word);
    let title = match inside.next_if(|part| part.as_rule() == Rule::string) {
        Some(title) => texts::text(reading, &title),
        None => untitled(reading, word.as_str(), head),
    };
    let mut entry = Period::default();
    let mut occasions = 0;
    for part in inside {
        if part.as_rule() == Rule::modifier {
            modifier(reading, &mut entry, part, head);
            continue;
        }
        occasions += 1;
        let at = reading.extent(&part);
        if occasions > 1 {
            refuse_second(reading, at);
        } else {
            entry.when = periods::when(reading, part, at);
        }
    }
    if occasions == 0 {
        refuse_never(reading, word.as_str(), &title);
    }
    Some(CalendarEntry {
        effect,
        title,
        when: entry.when?,
        zone: entry.zone,
        reason: entry.reason,
        owner: entry.owner,
        ticket: entry.ticket,
        except: entry.except,
        also: entry.also,
        span,
    })
}

/// A period so far.
#[derive(Debug, Default)]
struct Period {
    when: Option<When>,
    zone: Option<Text>,
    reason: Option<Text>,
    owner: Option<Text>,
    ticket: Option<Text>,
    except: Vec<When>,
    also: Vec<When>,
    once: Once,
}

fn modifier(reading: &mut Reading<'_>, entry: &mut Period, pair: Pair<'_>, head: Span) {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let (Some(word), Some(said)) = (inside.next(), inside.next()) else {
        return;
    };
    if word.as_rule() == Rule::apart {
        let at = reading.extent(&said);
        let when = periods::when(reading, said, at);
        match word.as_str() {
            "except" => entry.except.extend(when),
            _ => entry.also.extend(when),
        }
        return;
    }
    let (name, place) = match word.as_str() {
        "zone" => ("zone", &mut entry.zone),
        "reason" => ("reason", &mut entry.reason),
        "owner" => ("owner", &mut entry.owner),
        _ => ("ticket", &mut entry.ticket),
    };
    if name == "zone"
        && begins_line(reading, span)
        && column(reading, span) <= column(reading, head)
    {
        reading.refuse(
            codes::SYNTAX,
            span,
            "this `zone` looks like the calendar's and would be that of the last period alone",
            "put the calendar's zone before its periods, and a period's own behind it on its line",
        );
    }
    if entry
        .once
        .is_first(reading, name, span, "a period", "keep one")
    {
        *place = Some(texts::text(reading, &said));
    }
}

fn untitled(reading: &mut Reading<'_>, word: &str, span: Span) -> Text {
    reading.refuse(
        codes::CLAUSE_MISSING,
        span,
        format!("this `{word}` has no title"),
        format!("write what it is, like `{word} \"Year end\" from …`: reports call it by that"),
    );
    Text {
        text: String::new(),
        span,
    }
}

fn refuse_second(reading: &mut Reading<'_>, span: Span) {
    let written = reading.quoted(span);
    reading.refuse(
        codes::CLAUSE_TWICE,
        span,
        format!("`{written}` is a second answer to when this is"),
        format!("write `also {written}` to add it, or give it a line and a title of its own"),
    );
}

fn refuse_never(reading: &mut Reading<'_>, word: &str, title: &Text) {
    let help = match did_you_mean(&title.text, ["weekend", "weekends"]) {
        Some(_) => "say it, like `every sat, sun`".to_owned(),
        None => format!(
            "say it, like `{word} \"…\" from 2026-12-18 through 2027-01-03` or `every fri from 15:00 to mon 08:00`"
        ),
    };
    let written = reading.quoted(title.span);
    reading.refuse(
        codes::CLAUSE_MISSING,
        title.span,
        format!(
            "`{word} {}` does not say when",
            written.trim_start_matches(word).trim()
        ),
        help,
    );
}

fn begins_line(reading: &Reading<'_>, span: Span) -> bool {
    line_before(reading, span).trim().is_empty()
}

/// Characters before a place on its line.
fn column(reading: &Reading<'_>, span: Span) -> usize {
    line_before(reading, span).chars().count()
}

fn line_before<'t>(reading: &Reading<'t>, span: Span) -> &'t str {
    let before = reading.text.get(..span.start as usize).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    before.get(line..).unwrap_or("")
}
