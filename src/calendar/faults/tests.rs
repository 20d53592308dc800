use chrono::Weekday;

use crate::value::CalendarId;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

use super::super::entry::{Entry, Pattern};
use super::super::model::{Calendar, Calendars};
use super::super::recurrence::occurrences::Recurrence;
use super::super::words::{Cycle, Effect, InFlight, MonthDay, Nth, YearDay};
use super::faults;

fn entry(effect: Effect, pattern: Pattern) -> Entry {
    Entry {
        effect,
        name: "Freeze".to_owned(),
        reason: None,
        owner: None,
        ticket: None,
        zone: Zone::UTC,
        pattern,
        except: Vec::new(),
        also: Vec::new(),
        span: None,
    }
}

fn cycle(cycle: Cycle<CalendarId>) -> Pattern {
    Pattern::Cycle {
        cycle,
        hours: None,
        starting: None,
        until: None,
    }
}

fn rule(rule: &str, length: &str) -> Pattern {
    let rule = super::super::recurrence::parse::parse(rule).unwrap();
    let start = LocalDateTime::midnight(Date::parse("2026-01-01").unwrap());
    Pattern::Recurring {
        recurrence: Recurrence::of(rule, start, Zone::UTC),
        length: Duration::parse(length).unwrap(),
    }
}

fn weekly(days: &[Weekday]) -> Pattern {
    cycle(Cycle::Weeks {
        every: 1,
        on: days.to_vec(),
    })
}

fn months(nth: Nth<CalendarId>) -> Pattern {
    cycle(Cycle::Months {
        every: 1,
        on: vec![nth],
    })
}

fn calendar(name: &str, entries: Vec<Entry>) -> Calendar {
    Calendar::new(name.to_owned(), Zone::UTC, InFlight::Stop, entries)
}

fn said(calendars: Vec<Calendar>) -> Vec<(u32, Option<usize>, String)> {
    let faults = faults(&Calendars::new(calendars)).into_iter();
    faults
        .map(|fault| (fault.calendar.0, fault.entry, fault.message))
        .collect()
}

#[test]
fn entries_that_never_happen_are_told() {
    let date = |text: &str| Some(Date::parse(text).unwrap());
    let year_day = |month, day| {
        cycle(Cycle::Years {
            on: vec![YearDay::On(MonthDay { month, day })],
        })
    };
    for (pattern, message) in [
        (year_day(2, 30), "no year has a day `02-30`"),
        (year_day(13, 1), "there is no month 13"),
        (
            months(Nth::Day(32)),
            "there is no day `32` of that kind in a month",
        ),
        (
            months(Nth::Weekday(-6, Weekday::Fri)),
            "there is no day `-6` of that kind in a month",
        ),
        (
            Pattern::Dates {
                dates: Vec::new(),
                hours: None,
            },
            "an entry has no dates",
        ),
        (
            Pattern::Cycle {
                cycle: Cycle::Days { every: 1 },
                hours: None,
                starting: date("2026-02-01"),
                until: date("2026-01-01"),
            },
            "`until 2026-01-01` is before `starting 2026-02-01`",
        ),
        (
            // No 31st begins a period within those days.
            Pattern::Cycle {
                cycle: Cycle::Months {
                    every: 1,
                    on: vec![Nth::Day(31)],
                },
                hours: None,
                starting: date("2026-02-01"),
                until: date("2026-02-28"),
            },
            "`Freeze` never happens",
        ),
        (
            cycle(Cycle::Weeks {
                every: 2,
                on: vec![Weekday::Tue],
            }),
            "a cycle of several days or weeks does not say from when they are counted",
        ),
        (
            rule("FREQ=SECONDLY;INTERVAL=30", "1 hour"),
            "a rule begins more than 60 periods an hour",
        ),
        (
            rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "1 hour"),
            "`Freeze` never happens",
        ),
        (
            rule("FREQ=YEARLY", "11 years"),
            "a period of `11 years` is longer than ten years",
        ),
        (
            Pattern::Cron {
                schedule: super::super::cron::parse::parse("0 0 * * *").unwrap(),
                length: Duration::ZERO,
            },
            "a period of `0 seconds` ends before it begins",
        ),
    ] {
        assert_eq!(
            said(vec![calendar("c", vec![entry(Effect::Closed, pattern)])]),
            [(0, Some(0), message.to_owned())]
        );
    }
}

#[test]
fn what_exceptions_take_whole_never_happens() {
    let mut whole = entry(Effect::Closed, weekly(&[Weekday::Sat]));
    whole.except = vec![weekly(&[Weekday::Sat, Weekday::Sun])];
    assert_eq!(
        said(vec![calendar("c", vec![whole.clone()])]),
        [(0, Some(0), "`Freeze` never happens".to_owned())]
    );
    whole.also = vec![weekly(&[Weekday::Fri])];
    assert_eq!(said(vec![calendar("c", vec![whole])]), []);
}

#[test]
fn leap_days_and_dates_of_questions_are_no_fault() {
    let leap = cycle(Cycle::Years {
        on: vec![YearDay::On(MonthDay { month: 2, day: 29 })],
    });
    let given = Pattern::Given {
        slot: 0,
        hours: None,
    };
    let entries = vec![entry(Effect::Closed, leap), entry(Effect::Open, given)];
    assert_eq!(said(vec![calendar("c", entries)]), []);
}

#[test]
fn closed_for_ever_is_told() {
    let all = entry(Effect::Closed, cycle(Cycle::Days { every: 1 }));
    assert_eq!(
        said(vec![calendar("c", vec![all.clone()])]),
        [(0, None, "`c` is closed for ever".to_owned())]
    );
    let mut but_sundays = all;
    but_sundays.except = vec![weekly(&[Weekday::Sun])];
    assert_eq!(said(vec![calendar("c", vec![but_sundays])]), []);
}

#[test]
fn open_days_that_rest_on_themselves_are_told() {
    let on = |id: u32| entry(Effect::Closed, months(Nth::OpenDay(-1, CalendarId(id))));
    assert_eq!(
        said(vec![
            calendar("a", vec![on(1)]),
            calendar("b", vec![on(0)]),
            calendar("c", vec![on(0)]),
            calendar("d", vec![on(3)]),
            calendar("e", vec![on(5)]),
            calendar("f", Vec::new()),
        ]),
        [
            (
                0,
                None,
                "open days rest on themselves: `a` counts those of `b` counts those of `a`"
                    .to_owned()
            ),
            (
                1,
                None,
                "open days rest on themselves: `b` counts those of `a` counts those of `b`"
                    .to_owned()
            ),
            (
                2,
                None,
                "`c` counts open days of a calendar that cannot count its own, or is too far away"
                    .to_owned()
            ),
            (
                3,
                None,
                "open days rest on themselves: `d` counts those of `d`".to_owned()
            ),
        ]
    );
}
