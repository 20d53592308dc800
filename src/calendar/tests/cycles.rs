//! The days that cycles name.

use chrono::Weekday::{Fri, Mon, Tue};

use crate::value::CalendarId;
use crate::value::zone::Zone;

use super::super::entry::Pattern;
use super::super::model::{Calendar, Calendars};
use super::super::question::View;
use super::super::words::{Cycle, InFlight, MonthDay, Nth, YearDay};
use super::build::{closed, cycle, date, dates, found, lasting, weekly, window};

/// The first days of the whole-day periods of a cycle.
fn days(what: Cycle<CalendarId>, over: &str) -> Vec<String> {
    let found = found("UTC", cycle(what, None), over);
    found.iter().map(|window| window[..10].to_owned()).collect()
}

fn months(nth: Nth<CalendarId>) -> Cycle<CalendarId> {
    Cycle::Months {
        every: 1,
        on: vec![nth],
    }
}

#[test]
fn days_of_months() {
    let over = "2026-01-01T00:00Z/2026-05-01T00:00Z";
    for (nth, expected) in [
        (Nth::Day(31), vec!["2026-01-31", "2026-03-31"]),
        (
            Nth::Day(-1),
            vec!["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
        ),
        (Nth::Day(-31), vec!["2026-01-01", "2026-03-01"]),
        (
            Nth::Weekday(2, Tue),
            vec!["2026-01-13", "2026-02-10", "2026-03-10", "2026-04-14"],
        ),
        (Nth::Weekday(5, Fri), vec!["2026-01-30"]),
        (
            Nth::Weekday(-1, Fri),
            vec!["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"],
        ),
        // 31 January and 28 February 2026 are Saturdays.
        (
            Nth::Workday(-1),
            vec!["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30"],
        ),
        (
            Nth::Workday(1),
            vec!["2026-01-01", "2026-02-02", "2026-03-02", "2026-04-01"],
        ),
    ] {
        assert_eq!(days(months(nth.clone()), over), expected, "{nth:?}");
    }
}

#[test]
fn month_ends_from_an_hour_for_a_length() {
    let ends = cycle(months(Nth::Workday(-1)), lasting("18:00", "36 hours"));
    assert_eq!(
        found("Europe/London", ends, "2026-03-20T00:00Z/2026-05-03T00:00Z"),
        [
            "2026-03-31T17:00:00Z/2026-04-02T05:00:00Z",
            "2026-04-30T17:00:00Z/2026-05-02T05:00:00Z"
        ]
    );
}

#[test]
fn days_of_quarters_and_years() {
    let quarters = |nth| Cycle::Quarters { on: vec![nth] };
    let over = "2026-01-01T00:00Z/2027-01-01T00:00Z";
    assert_eq!(
        days(quarters(Nth::Day(-1)), over),
        ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    );
    assert_eq!(
        days(quarters(Nth::Workday(-2)), over),
        ["2026-03-30", "2026-06-29", "2026-09-29", "2026-12-30"]
    );
    assert_eq!(
        days(quarters(Nth::Day(92)), over),
        ["2026-09-30", "2026-12-31"]
    );
    let yearly = |day| Cycle::Years { on: vec![day] };
    let on = |month, day| YearDay::On(MonthDay { month, day });
    let years = "2026-01-01T00:00Z/2033-01-01T00:00Z";
    assert_eq!(days(yearly(on(2, 29)), years), ["2028-02-29", "2032-02-29"]);
    assert_eq!(
        days(
            yearly(YearDay::In(5, Nth::Weekday(-1, Mon))),
            "2026-01-01T00:00Z/2028-01-01T00:00Z"
        ),
        ["2026-05-25", "2027-05-31"]
    );
    // A century that is no leap year, and one that is.
    assert_eq!(
        days(yearly(on(2, 29)), "1896-01-01T00:00Z/1905-01-01T00:00Z"),
        ["1896-02-29", "1904-02-29"]
    );
}

#[test]
fn ranges_of_days_across_the_new_year() {
    let range = |from: (u8, u8), through: (u8, u8)| {
        let day = |(month, day)| MonthDay { month, day };
        let (from, through) = (day(from), day(through));
        cycle(Cycle::YearRange { from, through }, None)
    };
    // The whole range, whichever of its years one looks at.
    for over in ["2026-12-31T00:00Z/PT1H", "2027-01-03T23:00Z/PT1H"] {
        assert_eq!(
            found("UTC", range((12, 18), (1, 3)), over),
            ["2026-12-18T00:00:00Z/2027-01-04T00:00:00Z"]
        );
    }
    assert_eq!(
        found(
            "UTC",
            range((2, 27), (2, 29)),
            "2027-01-01T00:00Z/2029-01-01T00:00Z"
        ),
        [
            "2027-02-27T00:00:00Z/2027-03-01T00:00:00Z",
            "2028-02-27T00:00:00Z/2028-03-01T00:00:00Z"
        ]
    );
    assert_eq!(
        found(
            "UTC",
            range((2, 29), (3, 1)),
            "2027-01-01T00:00Z/2029-01-01T00:00Z"
        ),
        [
            "2027-03-01T00:00:00Z/2027-03-02T00:00:00Z",
            "2028-02-29T00:00:00Z/2028-03-02T00:00:00Z"
        ]
    );
}

#[test]
fn steps_are_counted_from_the_first_day() {
    let starting = |cycle, starting: &str, until: Option<&str>| Pattern::Cycle {
        cycle,
        hours: None,
        starting: Some(date(starting)),
        until: until.map(date),
    };
    let first = |pattern, over| -> Vec<String> {
        let found = found("UTC", pattern, over);
        found.iter().map(|window| window[..10].to_owned()).collect()
    };
    let tuesdays = Cycle::Weeks {
        every: 2,
        on: vec![Tue],
    };
    assert_eq!(
        first(
            starting(tuesdays.clone(), "2026-01-06", None),
            "2026-01-01T00:00Z/2026-02-10T00:00Z"
        ),
        ["2026-01-06", "2026-01-20", "2026-02-03"]
    );
    // The week of the first day counts, though its Tuesday is past.
    assert_eq!(
        first(
            starting(tuesdays, "2026-01-07", None),
            "2026-01-01T00:00Z/2026-02-10T00:00Z"
        ),
        ["2026-01-20", "2026-02-03"]
    );
    assert_eq!(
        first(
            starting(Cycle::Days { every: 3 }, "2025-12-31", Some("2026-01-06")),
            "2026-01-01T00:00Z/2027-01-01T00:00Z"
        ),
        ["2026-01-03", "2026-01-06"]
    );
    let fourth = Cycle::Months {
        every: 5,
        on: vec![Nth::Day(15)],
    };
    assert_eq!(
        first(
            starting(fourth, "2025-11-16", None),
            "2025-01-01T00:00Z/2027-03-01T00:00Z"
        ),
        ["2026-04-15", "2026-09-15", "2027-02-15"]
    );
}

#[test]
fn open_days_are_those_of_another_calendar() {
    let business = Calendar::new(
        "business".to_owned(),
        Zone::UTC,
        InFlight::Stop,
        vec![
            closed(
                "Weekend",
                "UTC",
                weekly(&[chrono::Weekday::Sat, chrono::Weekday::Sun], None),
            ),
            closed(
                "Holidays",
                "UTC",
                dates(&[("2026-12-31", "Year end"), ("2026-01-30", "")]),
            ),
        ],
    );
    let month_end = Calendar::new(
        "month end".to_owned(),
        Zone::UTC,
        InFlight::Stop,
        vec![closed(
            "Last",
            "UTC",
            cycle(months(Nth::OpenDay(-1, CalendarId(1))), None),
        )],
    );
    let calendars = Calendars::new(vec![month_end, business]);
    let view = View::new(&calendars, CalendarId(0), &[]);
    let ends: Vec<String> = view
        .occurrences(window("2026-01-01T00:00Z/2027-01-01T00:00Z"))
        .iter()
        .map(|period| period.window.to_string()[..10].to_owned())
        .collect();
    assert_eq!(
        ends,
        [
            "2026-01-29",
            "2026-02-27",
            "2026-03-31",
            "2026-04-30",
            "2026-05-29",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-30",
            "2026-11-30",
            "2026-12-30"
        ]
    );
}
