//! What is asked of a calendar, and exact answers.

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use crate::value::CalendarId;
use crate::value::duration::Duration;
use crate::value::instant::Instant;

use super::super::entry::{Given, Pattern};
use super::super::model::Calendars;
use super::super::question::View;
use super::super::question::periods::Cause;
use super::super::words::{Effect, InFlight};
use super::build::{
    at, calendars, closed, date, dates, entry, labelled, once, to, to_day, view, weekly, window,
};

const WORKDAYS: [chrono::Weekday; 5] = [Mon, Tue, Wed, Thu, Fri];

/// The calendar of the language's own example, in London.
fn peak() -> Calendars {
    let place = "Europe/London";
    let mut friday = closed(
        "Black Friday",
        place,
        once("2026-11-23T00:00Z/2026-12-01T08:00Z"),
    );
    friday.reason = Some("peak trading".to_owned());
    calendars(
        place,
        vec![
            friday,
            closed(
                "Weekend",
                place,
                weekly(&[Fri], to_day("15:00", Mon, "08:00")),
            ),
            closed(
                "Bank holidays",
                place,
                dates(&[
                    ("2026-12-25", "Christmas Day"),
                    ("2026-12-28", "Boxing Day"),
                ]),
            ),
        ],
    )
}

fn in_flight(mut calendars: Calendars, in_flight: InFlight) -> Calendars {
    let mut all: Vec<_> = calendars
        .iter()
        .map(|(_, calendar)| calendar.clone())
        .collect();
    all[0].in_flight = in_flight;
    calendars = Calendars::new(all);
    calendars
}

#[test]
fn periods_are_half_open() {
    let calendars = peak();
    let view = view(&calendars);
    assert!(view.closed_at(at("2026-11-23T00:00:00Z")));
    assert!(!view.closed_at(at("2026-12-01T08:00:00Z")));
    assert!(view.closed_at(Instant {
        nanos: 999_999_999,
        ..at("2026-12-01T07:59:59Z")
    }));
    assert!(!view.closed_during(window("2026-12-01T08:00Z/PT4H")));
    assert!(view.closed_during(window("2026-12-01T07:59Z/PT4H")));
    assert!(!view.closed_during(window("2026-12-04T10:00Z/2026-12-04T15:00Z")));
    assert!(view.closed_during(window("2026-12-04T10:00Z/2026-12-04T15:01Z")));
}

#[test]
fn reasons_name_what_closes() {
    let calendars = peak();
    let view = view(&calendars);
    assert_eq!(
        view.reason(window("2026-11-24T10:00Z/PT1H")).as_deref(),
        Some("Black Friday (peak trading)")
    );
    assert_eq!(
        view.reason(window("2026-11-27T15:00Z/PT1H")).as_deref(),
        Some("Black Friday (peak trading); Weekend")
    );
    assert_eq!(
        view.reason(window("2026-12-25T10:00Z/P4D")).as_deref(),
        Some("Bank holidays: Christmas Day; Weekend; Bank holidays: Boxing Day")
    );
    assert_eq!(view.reason(window("2026-12-02T10:00Z/PT1H")), None);
}

#[test]
fn the_next_open_window_has_the_same_length() {
    let calendars = peak();
    let view = view(&calendars);
    let next = |text: &str| view.next_open(window(text)).map(|found| found.to_string());
    assert_eq!(
        next("2026-11-24T10:00Z/PT4H").as_deref(),
        Some("2026-12-01T08:00:00Z/2026-12-01T12:00:00Z")
    );
    assert_eq!(
        next("2026-12-02T10:00Z/PT4H").as_deref(),
        Some("2026-12-02T10:00:00Z/2026-12-02T14:00:00Z")
    );
    // Four days fit into no week's open part but 103 hours do: Monday 08:00 to Friday 15:00.
    assert_eq!(
        next("2026-12-04T10:00Z/PT103H").as_deref(),
        Some("2026-12-07T08:00:00Z/2026-12-11T15:00:00Z")
    );
    assert_eq!(next("2026-12-04T10:00Z/PT104H"), None);
    assert_eq!(
        view.runway(at("2026-12-04T10:00:00Z")),
        Some(Duration::from_seconds(5 * 3_600))
    );
    assert_eq!(
        view.runway(at("2026-11-24T10:00:00Z")),
        Some(Duration::ZERO)
    );
    // Black Friday's last weekend is one closed stretch with it.
    assert_eq!(
        view.next_closing(at("2026-11-24T10:00:00Z")),
        Some(at("2026-12-04T15:00:00Z"))
    );
}

#[test]
fn releases_in_flight_may_continue() {
    let calendars = in_flight(peak(), InFlight::Continue);
    let view = view(&calendars);
    assert!(!view.closed_during(window("2026-12-04T14:00Z/PT4H")));
    assert!(view.closed_during(window("2026-12-04T15:00Z/PT4H")));
    assert_eq!(view.reason(window("2026-12-04T14:00Z/PT4H")), None);
    assert!(view.touches(window("2026-12-04T14:00Z/PT4H")));
    let next = view.next_open(window("2026-12-04T16:00Z/P30D")).unwrap();
    assert_eq!(next.start, at("2026-12-07T08:00:00Z"));
}

#[test]
fn outside_opening_hours_is_closed_and_closed_wins() {
    let place = "Europe/London";
    let calendars = calendars(
        place,
        vec![
            entry(
                Effect::Open,
                "Hours",
                place,
                weekly(&WORKDAYS, to("09:00", "17:00")),
            ),
            closed("Lunch", place, weekly(&WORKDAYS, to("12:00", "13:00"))),
            entry(
                Effect::Mark,
                "Sale",
                place,
                once("2026-06-01T00:00Z/2026-06-08T00:00Z"),
            ),
        ],
    );
    let view = view(&calendars);
    // A Monday in summer.
    for (instant, is_closed) in [
        ("2026-06-01T07:59:59Z", true),
        ("2026-06-01T08:00:00Z", false),
        ("2026-06-01T11:00:00Z", true),
        ("2026-06-01T12:00:00Z", false),
        ("2026-06-01T16:00:00Z", true),
        ("2026-06-06T10:00:00Z", true),
    ] {
        assert_eq!(view.closed_at(at(instant)), is_closed, "{instant}");
    }
    let night = view.periods(window("2026-06-05T20:00Z/PT1H"));
    assert_eq!(night.len(), 1);
    assert_eq!(night[0].cause, Cause::OutsideOpeningHours);
    assert_eq!(
        night[0].window,
        window("2026-06-05T16:00:00Z/2026-06-08T08:00:00Z")
    );
    assert_eq!(
        view.reason(window("2026-06-01T11:00Z/PT6H")).as_deref(),
        Some("Lunch; outside opening hours")
    );
    assert_eq!(
        view.business_time(window("2026-06-01T00:00Z/P7D")),
        Duration::from_seconds(35 * 3_600)
    );
    assert!(
        view.touches(window("2026-06-05T20:00Z/PT1H"))
            && !view.touches(window("2026-06-09T20:00Z/PT1H"))
    );
    let segments = view.segments(window("2026-06-01T07:00Z/2026-06-01T12:30Z"));
    let drawn: Vec<(String, bool, bool)> = segments
        .iter()
        .map(|segment| {
            (
                segment.window.start.to_string()[11..16].to_owned(),
                segment.is_closed(),
                segment.is_contradictory(),
            )
        })
        .collect();
    assert_eq!(
        drawn,
        [
            ("07:00".to_owned(), true, false),
            ("08:00".to_owned(), false, false),
            ("11:00".to_owned(), true, true),
            ("12:00".to_owned(), false, false),
        ]
    );
    assert!(segments.iter().all(|segment| segment.marks.len() == 1));
}

#[test]
fn exceptions_take_out_of_their_entry_alone() {
    let mut weekend = closed("Weekend", "UTC", weekly(&[Sat, Sun], None));
    weekend.except = vec![dates(&[("2026-06-06", ""), ("2026-06-09", "")])];
    weekend.also = vec![dates(&[("2026-06-08", "Whit Monday"), ("2026-06-09", "")])];
    let calendars = calendars(
        "UTC",
        vec![
            weekend,
            closed("Fair", "UTC", once("2026-06-06T10:00Z/PT1H")),
        ],
    );
    let view = view(&calendars);
    let found: Vec<String> = view
        .periods(window("2026-06-05T00:00Z/2026-06-13T00:00Z"))
        .iter()
        .map(|period| format!("{} {}", period.window, view.name_of(period)))
        .collect();
    assert_eq!(
        found,
        [
            "2026-06-06T10:00:00Z/2026-06-06T11:00:00Z Fair",
            "2026-06-07T00:00:00Z/2026-06-08T00:00:00Z Weekend",
            "2026-06-08T00:00:00Z/2026-06-09T00:00:00Z Weekend: Whit Monday",
        ]
    );
}

#[test]
fn open_days_are_counted_in_the_calendars_zone() {
    let place = "Europe/London";
    let calendars = calendars(
        place,
        vec![
            closed("Weekend", place, weekly(&[Sat, Sun], None)),
            closed(
                "Easter",
                place,
                dates(&[
                    ("2026-04-03", "Good Friday"),
                    ("2026-04-06", "Easter Monday"),
                ]),
            ),
        ],
    );
    let view = view(&calendars);
    for (n, expected) in [
        (1, "2026-04-07"),
        (2, "2026-04-08"),
        (5, "2026-04-13"),
        (0, "2026-04-02"),
        (-1, "2026-04-01"),
        (-3, "2026-03-30"),
        (-4, "2026-03-27"),
    ] {
        assert_eq!(
            view.plus_open_days(date("2026-04-02"), n),
            Some(date(expected)),
            "{n}"
        );
    }
    assert_eq!(
        view.plus_open_days(date("2026-04-04"), 0),
        Some(date("2026-04-04"))
    );
    let between = |from: &str, to: &str| view.open_days_between(date(from), date(to));
    assert_eq!(between("2026-04-02", "2026-04-08"), Some(2));
    assert_eq!(between("2026-04-08", "2026-04-02"), Some(-2));
    assert_eq!(between("2026-04-04", "2026-04-06"), Some(0));
    assert_eq!(between("2026-01-01", "2027-01-01"), Some(261 - 2));
    assert_eq!(between("0001-01-01", "9999-01-01"), None);
    assert_eq!(view.plus_open_days(date("2026-04-02"), i64::MAX), None);
}

#[test]
fn what_a_policy_computes_comes_with_the_question() {
    let given = |slot, hours| Pattern::Given { slot, hours };
    let mut weekend = closed("Weekend", "UTC", weekly(&[Sat, Sun], None));
    weekend.except = vec![given(1, None)];
    let calendars = calendars(
        "UTC",
        vec![
            weekend,
            closed("Holidays", "UTC", given(0, to("08:00", "20:00"))),
        ],
    );
    let holidays = [
        Given::dates(labelled(&[("2026-06-10", "Fair"), ("2026-06-03", "Feast")])),
        Given::windows(vec![(window("2026-06-06T06:00Z/PT6H"), None)]),
    ];
    let view = View::new(&calendars, CalendarId(0), &holidays);
    assert_eq!(
        view.reason(window("2026-06-03T00:00Z/P1D")).as_deref(),
        Some("Holidays: Feast")
    );
    assert!(
        !view.closed_at(at("2026-06-03T20:00:00Z")) && view.closed_at(at("2026-06-10T08:00:00Z"))
    );
    assert!(
        !view.closed_at(at("2026-06-06T08:00:00Z")) && view.closed_at(at("2026-06-06T12:00:00Z"))
    );
    assert_eq!(
        view.next_open(window("2026-06-10T09:00Z/PT1H"))
            .map(|w| w.start),
        Some(at("2026-06-10T20:00:00Z"))
    );
    // Without them there are none.
    let view = View::new(&calendars, CalendarId(0), &[]);
    assert!(
        !view.closed_at(at("2026-06-10T08:00:00Z")) && view.closed_at(at("2026-06-06T08:00:00Z"))
    );
}

#[test]
fn a_calendar_that_is_not_there_is_always_open() {
    let calendars = peak();
    let view = View::new(&calendars, CalendarId(7), &[]);
    let day = window("2026-11-24T00:00Z/P1D");
    assert!(!view.closed_during(day) && !view.touches(day) && view.reason(day).is_none());
    assert_eq!(view.next_open(day), Some(day));
    assert_eq!(
        (view.runway(day.start), view.business_time(day)),
        (None, Duration::from_seconds(86_400))
    );
}

#[test]
fn the_ends_of_the_years_are_no_trouble() {
    let calendars = peak();
    let view = view(&calendars);
    let last = window("9999-12-24T00:00Z/9999-12-31T23:59:59Z");
    assert!(view.closed_during(last));
    assert_eq!(view.next_open(last), None);
    let first = window("0001-01-01T00:00Z/0001-01-12T00:00Z");
    assert!(view.closed_during(first));
    assert_eq!(view.segments(first).len(), 3);
    assert_eq!(view.edges(first).len(), 2);
}
