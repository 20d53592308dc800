//! Days and hours where clocks change.

use chrono::Weekday::{Fri, Mon, Sat, Sun};

use super::super::entry::Pattern;
use super::build::{daily, dates, found, lasting, to, to_day, weekly};

fn check(place: &str, pattern: Pattern, over: &str, expected: &[&str]) {
    assert_eq!(found(place, pattern, over), expected, "{place} {over}");
}

#[test]
fn whole_days_run_from_midnight_to_midnight() {
    for (place, day, expected) in [
        (
            "Europe/London",
            "2026-03-29",
            "2026-03-29T00:00:00Z/2026-03-29T23:00:00Z",
        ),
        (
            "Europe/London",
            "2026-10-25",
            "2026-10-24T23:00:00Z/2026-10-26T00:00:00Z",
        ),
        (
            "America/New_York",
            "2026-03-08",
            "2026-03-08T05:00:00Z/2026-03-09T04:00:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01",
            "2026-11-01T04:00:00Z/2026-11-02T05:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-04-05",
            "2026-04-05T04:00:00Z/2026-04-06T04:00:00Z",
        ),
        // Midnight is skipped: the day begins at 01:00.
        (
            "America/Santiago",
            "2026-09-06",
            "2026-09-06T04:00:00Z/2026-09-07T03:00:00Z",
        ),
        (
            "Australia/Sydney",
            "2026-10-04",
            "2026-10-03T14:00:00Z/2026-10-04T13:00:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "2026-10-03T13:30:00Z/2026-10-04T13:00:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "2026-04-04T13:00:00Z/2026-04-05T13:30:00Z",
        ),
        (
            "Asia/Kolkata",
            "2026-03-29",
            "2026-03-28T18:30:00Z/2026-03-29T18:30:00Z",
        ),
        (
            "Asia/Tehran",
            "2022-03-22",
            "2022-03-21T20:30:00Z/2022-03-22T19:30:00Z",
        ),
        (
            "AoE",
            "2026-12-15",
            "2026-12-15T12:00:00Z/2026-12-16T12:00:00Z",
        ),
        (
            "Pacific/Apia",
            "2011-12-29",
            "2011-12-29T10:00:00Z/2011-12-30T10:00:00Z",
        ),
        (
            "Pacific/Apia",
            "2011-12-31",
            "2011-12-30T10:00:00Z/2011-12-31T10:00:00Z",
        ),
    ] {
        let over = "2000-01-01T00:00Z/2030-01-01T00:00Z";
        check(place, dates(&[(day, "")]), over, &[expected]);
    }
    // The day that Apia skipped has no time in it.
    let over = "2011-01-01T00:00Z/2013-01-01T00:00Z";
    check("Pacific/Apia", dates(&[("2011-12-30", "")]), over, &[]);
}

#[test]
fn hours_over_night_take_what_the_clocks_show() {
    // 22:00 to 06:00 is 7 hours in the night to 29 March, and 9 in the one to 25 October.
    check(
        "Europe/London",
        daily(to("22:00", "06:00")),
        "2026-03-28T12:00Z/P1D",
        &["2026-03-28T22:00:00Z/2026-03-29T05:00:00Z"],
    );
    check(
        "Europe/London",
        daily(to("22:00", "06:00")),
        "2026-10-24T12:00Z/P1D",
        &["2026-10-24T21:00:00Z/2026-10-25T06:00:00Z"],
    );
    // A length is exact.
    check(
        "Europe/London",
        daily(lasting("22:00", "8 hours")),
        "2026-03-28T12:00Z/P1D",
        &["2026-03-28T22:00:00Z/2026-03-29T06:00:00Z"],
    );
    // Days of a length are days of the clock.
    check(
        "Europe/London",
        daily(lasting("22:00", "1 day")),
        "2026-03-29T12:00Z/PT1H",
        &["2026-03-28T22:00:00Z/2026-03-29T21:00:00Z"],
    );
    // The end at or before the start is the next day's; the end of the day is the day's.
    check(
        "UTC",
        daily(to("08:00", "08:00")),
        "2026-03-29T12:00Z/PT1H",
        &["2026-03-29T08:00:00Z/2026-03-30T08:00:00Z"],
    );
    check(
        "UTC",
        daily(to("18:00", "24:00")),
        "2026-03-29T12:00Z/PT12H",
        &["2026-03-29T18:00:00Z/2026-03-30T00:00:00Z"],
    );
}

#[test]
fn skipped_times_move_forward_and_repeated_ones_are_the_first() {
    for (place, from, end, over, expected) in [
        // 02:30 is 03:30 EDT.
        (
            "America/New_York",
            "02:30",
            "04:00",
            "2026-03-08T06:00Z/PT6H",
            "2026-03-08T07:30:00Z/2026-03-08T08:00:00Z",
        ),
        (
            "America/New_York",
            "00:30",
            "02:30",
            "2026-03-08T05:00Z/PT6H",
            "2026-03-08T05:30:00Z/2026-03-08T07:30:00Z",
        ),
        // 01:30 is the first of two, as a start and as an end.
        (
            "America/New_York",
            "01:30",
            "03:00",
            "2026-11-01T05:00Z/PT6H",
            "2026-11-01T05:30:00Z/2026-11-01T08:00:00Z",
        ),
        (
            "America/New_York",
            "00:30",
            "01:30",
            "2026-11-01T04:00Z/PT6H",
            "2026-11-01T04:30:00Z/2026-11-01T05:30:00Z",
        ),
        // Lord Howe skips half an hour: 02:15 is 02:45.
        (
            "Australia/Lord_Howe",
            "02:15",
            "03:00",
            "2026-10-03T15:00Z/PT6H",
            "2026-10-03T15:45:00Z/2026-10-03T16:00:00Z",
        ),
        // And repeats 01:30 to 02:00.
        (
            "Australia/Lord_Howe",
            "01:45",
            "02:15",
            "2026-04-04T14:00Z/PT6H",
            "2026-04-04T14:45:00Z/2026-04-04T15:45:00Z",
        ),
        (
            "Europe/London",
            "01:15",
            "03:00",
            "2026-03-29T00:00Z/PT6H",
            "2026-03-29T01:15:00Z/2026-03-29T02:00:00Z",
        ),
    ] {
        check(place, daily(to(from, end)), over, &[expected]);
    }
    // 02:30 to 03:00 is swallowed: it would begin at 03:30.
    check(
        "America/New_York",
        daily(to("02:30", "03:00")),
        "2026-03-08T05:00Z/PT12H",
        &[],
    );
    // Apia's 30 December is its 31st: two periods in one place.
    check(
        "Pacific/Apia",
        daily(to("08:00", "10:00")),
        "2011-12-30T00:00Z/2011-12-31T00:00Z",
        &["2011-12-30T18:00:00Z/2011-12-30T20:00:00Z"],
    );
}

#[test]
fn weekends_hold_across_changes_of_clocks() {
    check(
        "America/New_York",
        weekly(&[Fri], to_day("15:00", Mon, "08:00")),
        "2026-03-07T00:00Z/PT1H",
        &["2026-03-06T20:00:00Z/2026-03-09T12:00:00Z"],
    );
    check(
        "America/New_York",
        weekly(&[Fri], to_day("15:00", Mon, "08:00")),
        "2026-10-31T00:00Z/PT1H",
        &["2026-10-30T19:00:00Z/2026-11-02T13:00:00Z"],
    );
    // Days that follow each other are one period, whole wherever one looks.
    check(
        "Europe/London",
        weekly(&[Sat, Sun], None),
        "2026-03-28T12:00Z/PT1H",
        &["2026-03-28T00:00:00Z/2026-03-29T23:00:00Z"],
    );
    check(
        "UTC",
        weekly(&[Sat, Sun], None),
        "2027-01-02T00:00Z/P8D",
        &[
            "2027-01-02T00:00:00Z/2027-01-04T00:00:00Z",
            "2027-01-09T00:00:00Z/2027-01-11T00:00:00Z",
        ],
    );
    // To the same weekday: at once if later that day, else in a week.
    check(
        "UTC",
        weekly(&[Fri], to_day("15:00", Fri, "16:00")),
        "2026-01-02T00:00Z/P1D",
        &["2026-01-02T15:00:00Z/2026-01-02T16:00:00Z"],
    );
    check(
        "UTC",
        weekly(&[Fri], to_day("15:00", Fri, "15:00")),
        "2026-01-03T00:00Z/P1D",
        &["2026-01-02T15:00:00Z/2026-01-09T15:00:00Z"],
    );
}
