mod laws;

use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::parse::parse;
use super::windows::{between, lasting};

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

/// The first firings after an instant, as UTC.
fn firings(cron: &str, place: &str, from: &str, count: usize) -> Vec<String> {
    let (cron, zone) = (parse(cron).unwrap(), zone(place));
    let mut from = at(from);
    (0..count)
        .map_while(|_| {
            let next = cron.next_from(from, zone)?;
            from = Instant {
                seconds: next.seconds + 1,
                nanos: 0,
            };
            Some(next.to_string())
        })
        .collect()
}

fn windows(cron: &str, length: &str, place: &str, over: &str) -> Vec<String> {
    let length = Duration::parse(length).unwrap();
    let over = Window::parse(over).unwrap();
    let windows = lasting(&parse(cron).unwrap(), length, zone(place), over);
    windows.iter().map(Window::to_string).collect()
}

#[test]
fn fires_on_the_days_that_fields_name() {
    for (cron, days) in [
        ("0 0 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("0 0 L * *", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("0 0 * * 5L", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("0 0 * * friL", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("0 0 * * 2#2", ["2026-01-13", "2026-02-10", "2026-03-10"]),
        ("0 0 13 * FRI", ["2026-01-02", "2026-01-09", "2026-01-13"]),
        ("0 0 13 * ?", ["2026-01-13", "2026-02-13", "2026-03-13"]),
        ("0 0 */10 * 1", ["2026-01-01", "2026-01-05", "2026-01-11"]),
        ("0 0 * * 7", ["2026-01-04", "2026-01-11", "2026-01-18"]),
        (
            "0 0 * * sat-sun",
            ["2026-01-03", "2026-01-04", "2026-01-10"],
        ),
        (
            "0 0 1 jan-dec/6 *",
            ["2026-01-01", "2026-07-01", "2027-01-01"],
        ),
        ("0 0 30/1 * *", ["2026-01-30", "2026-01-31", "2026-03-30"]),
        ("@monthly", ["2026-01-01", "2026-02-01", "2026-03-01"]),
        ("@weekly", ["2026-01-04", "2026-01-11", "2026-01-18"]),
        ("@yearly", ["2026-01-01", "2027-01-01", "2028-01-01"]),
    ] {
        let found = firings(cron, "UTC", "2026-01-01T00:00Z", 3);
        let expected: Vec<String> = days.iter().map(|day| format!("{day}T00:00:00Z")).collect();
        assert_eq!(found, expected, "{cron}");
    }
}

#[test]
fn fires_at_the_minutes_that_fields_name() {
    assert_eq!(
        firings(
            " 5/25  8-12/4 * * * ",
            "Asia/Kolkata",
            "2026-01-01T00:00Z",
            4
        ),
        [
            "2026-01-01T02:35:00Z",
            "2026-01-01T03:00:00Z",
            "2026-01-01T03:25:00Z",
            "2026-01-01T06:35:00Z"
        ]
    );
}

#[test]
fn changes_of_clocks_move_what_they_skip_and_take_the_first_of_what_they_repeat() {
    // 02:30 is skipped on 8 March and is 03:30 EDT; 01:30 happens twice on 1 November.
    assert_eq!(
        firings("30 2 8-9 3 *", "America/New_York", "2026-01-01T00:00Z", 2),
        ["2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"]
    );
    assert_eq!(
        firings("30 1 1-2 11 *", "America/New_York", "2026-01-01T00:00Z", 2),
        ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]
    );
    // By half an hour on Lord Howe.
    assert_eq!(
        firings("15 2 4 10 *", "Australia/Lord_Howe", "2026-01-01T00:00Z", 1),
        ["2026-10-03T15:45:00Z"]
    );
    // By a day in Apia: the 30th at 08:00 is the 31st at 08:00.
    assert_eq!(
        firings("0 8 30 12 *", "Pacific/Apia", "2011-01-01T00:00Z", 1),
        ["2011-12-30T18:00:00Z"]
    );
}

#[test]
fn every_hour_means_both_of_a_repeated_hour() {
    assert_eq!(
        firings("30 * 1 11 *", "America/New_York", "2026-11-01T05:00Z", 3),
        [
            "2026-11-01T05:30:00Z",
            "2026-11-01T06:30:00Z",
            "2026-11-01T07:30:00Z"
        ]
    );
    assert_eq!(
        windows(
            "* * 1 11 *",
            "1h",
            "America/New_York",
            "2026-11-01T05:00Z/PT5H"
        ),
        ["2026-11-01T04:00:00Z/2026-11-02T05:59:00Z"]
    );
}

#[test]
fn firings_that_touch_are_one_period() {
    assert_eq!(
        windows("* 10 * * *", "2h", "UTC", "2026-11-25T00:00Z/P2D"),
        [
            "2026-11-25T10:00:00Z/2026-11-25T12:59:00Z",
            "2026-11-26T10:00:00Z/2026-11-26T12:59:00Z"
        ]
    );
    assert_eq!(
        windows(
            "0,30 8 * * 1",
            "30min",
            "Europe/London",
            "2026-06-01T00:00Z/P1D"
        ),
        ["2026-06-01T07:00:00Z/2026-06-01T08:00:00Z"]
    );
    assert_eq!(
        windows(
            "0,30 8 * * 1",
            "29min",
            "Europe/London",
            "2026-06-01T00:00Z/P1D"
        )
        .len(),
        2
    );
    // The whole period comes, also where only its end reaches in.
    assert_eq!(
        windows("0 0 1 * *", "1 month", "UTC", "2026-02-20T00:00Z/PT1H"),
        ["2026-02-01T00:00:00Z/2026-03-01T00:00:00Z"]
    );
}

#[test]
fn a_pair_closes_from_a_start_to_the_first_end_after_it() {
    let pair = |start: &str, end: &str, place: &str, over: &str| -> Vec<String> {
        let over = Window::parse(over).unwrap();
        let found = between(
            &parse(start).unwrap(),
            &parse(end).unwrap(),
            zone(place),
            over,
        );
        found.iter().map(Window::to_string).collect()
    };
    assert_eq!(
        pair(
            "0 23 * * 5",
            "0 8 * * 1",
            "America/New_York",
            "2026-10-31T12:00Z/PT1H"
        ),
        ["2026-10-31T03:00:00Z/2026-11-02T13:00:00Z"]
    );
    assert_eq!(
        pair("0 23 * * 5", "0 8 * * 1", "UTC", "2026-11-23T08:00Z/PT1H"),
        [""; 0]
    );
    // The same instant ends one and begins the next.
    assert_eq!(
        pair("0 0 * * *", "0 0 * * *", "UTC", "2026-01-01T12:00Z/P1D"),
        [
            "2026-01-01T00:00:00Z/2026-01-02T00:00:00Z",
            "2026-01-02T00:00:00Z/2026-01-03T00:00:00Z"
        ]
    );
    // A year long.
    assert_eq!(
        pair("0 0 1 1 *", "0 0 31 12 *", "UTC", "2026-06-01T00:00Z/PT1H"),
        ["2026-01-01T00:00:00Z/2026-12-31T00:00:00Z"]
    );
}

#[test]
fn what_does_not_read_says_where() {
    for (cron, at, message) in [
        (
            "",
            0..0,
            "`` has 0 fields: write five, for minute, hour, day of the month, month and day of the week",
        ),
        (
            "0 0 * *",
            0..7,
            "`0 0 * *` has 4 fields: write five, for minute, hour, day of the month, month and day of the week",
        ),
        ("60 0 * * *", 0..2, "there is no minute 60: write 0 to 59"),
        ("0 24 * * *", 2..4, "there is no hour 24: write 0 to 23"),
        (
            "0 0 0 * *",
            4..5,
            "there is no day of the month 0: write 1 to 31",
        ),
        ("0 0 * 13 *", 6..8, "there is no month 13: write 1 to 12"),
        (
            "0 0 * * 8",
            8..9,
            "there is no day of the week 8: write 0 to 7",
        ),
        (
            "0 0 * * 1,mo",
            10..12,
            "`mo` is no day of the week: write 0 to 6 or sun to sat",
        ),
        (
            "0 0 15W * *",
            4..7,
            "`15W` is no day of the month: write 1 to 31",
        ),
        (
            "0 18-8 * * *",
            2..6,
            "`18-8` ends before it begins: write it as two ranges",
        ),
        ("*/0 * * * *", 0..3, "`*/0`: a step is a number from 1 on"),
        ("1,,2 * * * *", 2..3, "a minute is missing beside a comma"),
        (
            "0 0 * * 1#6",
            8..11,
            "`1#6`: a month has 1 to 5 of a weekday",
        ),
        ("? * * * *", 0..1, "`?` is no minute: write 0 to 59"),
        (
            "0 0 30 2 *",
            0..10,
            "`0 0 30 2 *` never fires: no month it names has such a day; change the day or the month",
        ),
        (
            "TZ=UTC 0 0 * * *",
            0..16,
            "a schedule runs in the zone of its period: write `zone` there, and no `TZ=` here",
        ),
        (
            "@reboot",
            0..7,
            "`@reboot` is no schedule: write five fields or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually",
        ),
    ] {
        let error = parse(cron).unwrap_err();
        assert_eq!(
            (error.start..error.end, error.message.as_str()),
            (at, message),
            "{cron}"
        );
    }
}
