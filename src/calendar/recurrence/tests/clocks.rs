//! Local times that the clocks skip or show twice, in zones of all kinds.

use super::*;

fn starts(text: &str, start: &str, zone: &str, most: usize) -> Vec<String> {
    recurrence(text, start, zone)
        .starts(instant("0001-01-01T00:00:00Z"))
        .take(most)
        .map(|one| one.start.to_string())
        .collect()
}

#[test]
fn london_skips_and_repeats_an_hour() {
    assert_eq!(
        shown("FREQ=DAILY", "20260328T013000", "Europe/London", 3),
        [
            "2026-03-28 01:30 GMT (Europe/London)",
            "2026-03-29 02:30 BST (Europe/London)",
            "2026-03-30 01:30 BST (Europe/London)",
        ]
    );
    assert_eq!(
        starts("FREQ=DAILY", "20261024T013000", "Europe/London", 3),
        [
            "2026-10-24T00:30:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-26T01:30:00Z",
        ]
    );
}

#[test]
fn an_hourly_rule_names_each_hour_of_the_clock_once() {
    // 01:00 moves onto 02:00, which comes once.
    assert_eq!(
        shown("FREQ=HOURLY", "20260329T000000", "Europe/London", 3),
        [
            "2026-03-29 00:00 GMT (Europe/London)",
            "2026-03-29 02:00 BST (Europe/London)",
            "2026-03-29 03:00 BST (Europe/London)",
        ]
    );
    // Between the two instants at which clocks show 01:00 and the one at which they show 02:00 lie two hours.
    assert_eq!(
        starts("FREQ=HOURLY", "20261025T000000", "Europe/London", 3),
        [
            "2026-10-24T23:00:00Z",
            "2026-10-25T00:00:00Z",
            "2026-10-25T02:00:00Z",
        ]
    );
}

#[test]
fn a_skipped_time_may_come_after_a_later_one() {
    // 01:20 and 01:40 become 02:20 and 02:40; 02:00 comes before them, 02:20 is the same.
    let found: Vec<_> = recurrence(
        "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=20,40,0;COUNT=6",
        "20260329T000000",
        "Europe/London",
    )
    .starts(instant("2026-01-01T00:00:00Z"))
    .map(|one| (one.start.to_string(), one.local.to_string()))
    .collect();
    let pairs: Vec<(&str, &str)> = found
        .iter()
        .map(|(start, local)| (start.as_str(), local.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("2026-03-29T01:00:00Z", "2026-03-29 02:00"),
            ("2026-03-29T01:20:00Z", "2026-03-29 02:20"),
            ("2026-03-29T01:40:00Z", "2026-03-29 02:40"),
        ]
    );
}

#[test]
fn new_york_skips_and_repeats_an_hour() {
    assert_eq!(
        starts(
            "FREQ=WEEKLY;BYDAY=SU",
            "20260301T023000",
            "America/New_York",
            3
        ),
        [
            "2026-03-01T07:30:00Z",
            "2026-03-08T07:30:00Z",
            "2026-03-15T06:30:00Z",
        ]
    );
    assert_eq!(
        starts(
            "FREQ=WEEKLY;BYDAY=SU",
            "20261025T013000",
            "America/New_York",
            3
        ),
        [
            "2026-10-25T05:30:00Z",
            "2026-11-01T05:30:00Z",
            "2026-11-08T06:30:00Z",
        ]
    );
}

#[test]
fn lord_howe_shifts_by_half_an_hour() {
    assert_eq!(
        shown("FREQ=DAILY", "20261003T021500", "Australia/Lord_Howe", 3),
        [
            "2026-10-03 02:15 +10:30 (Australia/Lord_Howe)",
            "2026-10-04 02:45 +11:00 (Australia/Lord_Howe)",
            "2026-10-05 02:15 +11:00 (Australia/Lord_Howe)",
        ]
    );
    assert_eq!(
        starts("FREQ=DAILY", "20260404T014500", "Australia/Lord_Howe", 3),
        [
            "2026-04-03T14:45:00Z",
            "2026-04-04T14:45:00Z",
            "2026-04-05T15:15:00Z",
        ]
    );
}

#[test]
fn apia_left_out_a_day() {
    assert_eq!(
        shown("FREQ=DAILY", "20111228T090000", "Pacific/Apia", 4),
        [
            "2011-12-28 09:00 -10:00 (Pacific/Apia)",
            "2011-12-29 09:00 -10:00 (Pacific/Apia)",
            // The 30th moves forward by the day that was skipped, onto the 31st.
            "2011-12-31 09:00 +14:00 (Pacific/Apia)",
            "2012-01-01 09:00 +14:00 (Pacific/Apia)",
        ]
    );
    let from_within: Vec<String> = recurrence("FREQ=HOURLY", "20111230T000000", "Pacific/Apia")
        .starts(instant("2011-12-30T10:30:00Z"))
        .take(2)
        .map(|one| one.start.to_string())
        .collect();
    assert_eq!(
        from_within,
        ["2011-12-30T11:00:00Z", "2011-12-30T12:00:00Z"]
    );
}

#[test]
fn a_day_may_begin_at_one_in_sao_paulo() {
    assert_eq!(
        shown("FREQ=DAILY", "20181103T000000", "America/Sao_Paulo", 3),
        [
            "2018-11-03 00:00 -03:00 (America/Sao_Paulo)",
            "2018-11-04 01:00 -02:00 (America/Sao_Paulo)",
            "2018-11-05 00:00 -02:00 (America/Sao_Paulo)",
        ]
    );
    // The clocks showed 23:30 twice on 17 February 2018.
    assert_eq!(
        starts("FREQ=DAILY", "20180217T233000", "America/Sao_Paulo", 2),
        ["2018-02-18T01:30:00Z", "2018-02-19T02:30:00Z"]
    );
}

#[test]
fn casablanca_goes_back_for_ramadan() {
    // 15 February 2026: from +01 to +00 at 03:00; 22 March 2026: back at 02:00.
    assert_eq!(
        shown(
            "FREQ=DAILY;BYHOUR=2;BYMINUTE=30",
            "20260321T000000",
            "Africa/Casablanca",
            3
        ),
        [
            "2026-03-21 02:30 +00:00 (Africa/Casablanca)",
            "2026-03-22 03:30 +01:00 (Africa/Casablanca)",
            "2026-03-23 02:30 +01:00 (Africa/Casablanca)",
        ]
    );
    assert_eq!(
        starts("FREQ=DAILY", "20260214T023000", "Africa/Casablanca", 3),
        [
            "2026-02-14T01:30:00Z",
            "2026-02-15T01:30:00Z",
            "2026-02-16T02:30:00Z",
        ]
    );
}

#[test]
fn santiago_skips_the_first_hour_of_a_spring_day() {
    assert_eq!(
        shown("FREQ=DAILY", "20260905T003000", "America/Santiago", 2),
        [
            "2026-09-05 00:30 -04:00 (America/Santiago)",
            "2026-09-06 01:30 -03:00 (America/Santiago)",
        ]
    );
}

#[test]
fn fixed_offsets_and_anywhere_on_earth_have_no_gaps() {
    assert_eq!(
        starts("FREQ=DAILY", "20260328T013000", "+05:45", 2),
        ["2026-03-27T19:45:00Z", "2026-03-28T19:45:00Z"]
    );
    assert_eq!(
        starts("FREQ=DAILY", "20260328T235959", "AoE", 2),
        ["2026-03-29T11:59:59Z", "2026-03-30T11:59:59Z"]
    );
}

#[test]
fn an_end_in_utc_is_compared_as_an_instant() {
    // 01:30 is moved to 01:30 UTC, behind 02:00 by the clock, which is 01:00 UTC.
    let until = |last: &str| {
        starts(
            &format!("FREQ=DAILY;BYHOUR=1,2;BYMINUTE=0,30;UNTIL={last}"),
            "20260329T000000",
            "Europe/London",
            9,
        )
    };
    assert_eq!(until("20260329T011500Z"), ["2026-03-29T01:00:00Z"]);
    assert_eq!(
        until("20260329T013000Z"),
        ["2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]
    );
}
