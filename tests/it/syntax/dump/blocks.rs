//! Calendars as text.

use std::fmt::Write;

use tollgate::calendar::words::{Cycle, Effect, Hours, HoursEnd, InFlight, MonthDay, Nth, YearDay};
use tollgate::syntax::ast::calendar::{
    CalendarDecl, CalendarEntry, End, Point, PointKind, When, WhenKind,
};
use tollgate::syntax::ast::{Name, Text};

use super::expr;

pub fn calendar(item: &CalendarDecl) -> String {
    let mut out = format!("calendar {}", item.name.text);
    if let Some(zone) = &item.zone {
        let _ = write!(out, "\n  zone {:?}", zone.text);
    }
    if let Some((in_flight, _)) = item.in_flight {
        let word = match in_flight {
            InFlight::Continue => "continue",
            InFlight::Stop => "stop",
        };
        let _ = write!(out, "\n  in-flight {word}");
    }
    for entry in &item.entries {
        out.push_str(&period(entry));
    }
    out
}

fn period(entry: &CalendarEntry) -> String {
    let effect = match entry.effect {
        Effect::Closed => "closed",
        Effect::Open => "open",
        Effect::Mark => "mark",
    };
    let mut out = format!("\n  {effect} {:?} {}", entry.title.text, when(&entry.when));
    let said: [(&str, &Option<Text>); 4] = [
        ("zone", &entry.zone),
        ("reason", &entry.reason),
        ("owner", &entry.owner),
        ("ticket", &entry.ticket),
    ];
    for (word, text) in said {
        if let Some(text) = text {
            let _ = write!(out, "\n    {word} {:?}", text.text);
        }
    }
    for except in &entry.except {
        let _ = write!(out, "\n    except {}", when(except));
    }
    for also in &entry.also {
        let _ = write!(out, "\n    also {}", when(also));
    }
    out
}

fn when(when: &When) -> String {
    match &when.kind {
        WhenKind::Once { from, end } => {
            let end = match end {
                End::To { moment, .. } => format!("to moment({moment})"),
                End::Through { date, .. } => format!("through date({date})"),
                End::For(length) => format!("for {}", length.duration),
            };
            format!("(once {} {end})", point(from))
        }
        WhenKind::Dates { dates, hours: at } => {
            let dates: Vec<String> = dates.iter().map(|(date, _)| date.to_string()).collect();
            format!("(dates {}{})", dates.join(" "), hours(at.as_ref()))
        }
        WhenKind::DatesIn { dates, hours: at } => {
            format!("(dates-in {}{})", expr(dates), hours(at.as_ref()))
        }
        WhenKind::WindowsIn(windows) => format!("(windows-in {})", expr(windows)),
        WhenKind::Every {
            cycle: of,
            hours: at,
            starting,
            until,
        } => {
            let bound = |word: &str, date: &Option<_>| match date {
                Some((date, _)) => format!(" {word} {date}"),
                None => String::new(),
            };
            format!(
                "({}{}{}{})",
                cycle(of),
                hours(at.as_ref()),
                bound("starting", starting),
                bound("until", until)
            )
        }
        WhenKind::Cron { schedule, length } => {
            format!("(cron {:?} for {})", schedule.text, length.duration)
        }
        WhenKind::CronPair { start, end } => {
            format!("(cron {:?} until {:?})", start.text, end.text)
        }
        WhenKind::Rrule {
            rule,
            starting,
            length,
        } => format!(
            "(rrule {:?} starting {} for {})",
            rule.text,
            starting
                .as_ref()
                .map_or_else(|| "its DTSTART".to_owned(), point),
            length.duration
        ),
        WhenKind::Ics { path, sha256 } => match sha256 {
            Some(digest) => format!("(ics {:?} sha256 {:?})", path.text, digest.text),
            None => format!("(ics {:?})", path.text),
        },
    }
}

fn point(point: &Point) -> String {
    match &point.kind {
        PointKind::Date(date) => format!("date({date})"),
        PointKind::Moment(moment) => format!("moment({moment})"),
    }
}

fn hours(hours: Option<&Hours>) -> String {
    let Some(Hours { from, end }) = hours else {
        return String::new();
    };
    let end = match end {
        HoursEnd::At(time) => format!("to {time}"),
        HoursEnd::On(day, time) => format!("to {day} {time}"),
        HoursEnd::For(length) => format!("for {length}"),
    };
    format!(" from {from} {end}")
}

fn cycle(cycle: &Cycle<Name>) -> String {
    let all = |days: Vec<String>| days.join(" ");
    match cycle {
        Cycle::Days { every } => format!("days {every}"),
        Cycle::Weeks { every, on } => {
            format!(
                "weeks {every}: {}",
                all(on.iter().map(ToString::to_string).collect())
            )
        }
        Cycle::Months { every, on } => {
            format!("months {every}: {}", all(on.iter().map(nth).collect()))
        }
        Cycle::Quarters { on } => format!("quarters: {}", all(on.iter().map(nth).collect())),
        Cycle::Years { on } => {
            let days = on.iter().map(|day| match day {
                YearDay::On(day) => month_day(*day),
                YearDay::In(month, of) => format!("{}/{month}", nth(of)),
            });
            format!("years: {}", all(days.collect()))
        }
        Cycle::YearRange { from, through } => {
            format!(
                "years: {} through {}",
                month_day(*from),
                month_day(*through)
            )
        }
    }
}

fn nth(nth: &Nth<Name>) -> String {
    match nth {
        Nth::Day(count) => format!("day({count})"),
        Nth::Weekday(count, day) => format!("{day}({count})"),
        Nth::Workday(count) => format!("workday({count})"),
        Nth::OpenDay(count, calendar) => format!("open-day({count}, {})", calendar.text),
    }
}

fn month_day(day: MonthDay) -> String {
    format!("{:02}-{:02}", day.month, day.day)
}
