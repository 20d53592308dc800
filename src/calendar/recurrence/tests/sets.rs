//! Rules, dates and exceptions together.

use super::*;

fn all(recurrence: &Recurrence, from: &str) -> Vec<String> {
    recurrence
        .starts(instant(from))
        .take(9)
        .map(|one| one.start.to_string())
        .collect()
}

fn moment(text: &str) -> Moment {
    moment::parse(text).unwrap()
}

#[test]
fn dates_add_and_exceptions_take_away() {
    let mut set = recurrence("FREQ=DAILY;COUNT=4", "20261123T090000", "Europe/London");
    set.dates = vec![
        moment("20261130T090000"),
        moment("20261124T090000"),
        moment("20261122T120000Z"),
        moment("20261201"),
    ];
    set.except = vec![moment("20261123T090000"), moment("20261126")];
    assert_eq!(
        all(&set, "2026-01-01T00:00:00Z"),
        [
            "2026-11-22T12:00:00Z",
            "2026-11-24T09:00:00Z",
            "2026-11-25T09:00:00Z",
            "2026-11-30T09:00:00Z",
            "2026-12-01T00:00:00Z",
        ]
    );
    assert_eq!(
        all(&set, "2026-11-25T09:00:00.000000001Z"),
        ["2026-11-30T09:00:00Z", "2026-12-01T00:00:00Z"]
    );
}

#[test]
fn an_exception_in_utc_meets_the_local_time() {
    let mut set = recurrence("FREQ=DAILY;COUNT=3", "20260701T090000", "Europe/London");
    set.except = vec![moment("20260702T080000Z")];
    assert_eq!(
        all(&set, "2026-01-01T00:00:00Z"),
        ["2026-07-01T08:00:00Z", "2026-07-03T08:00:00Z"]
    );
}

#[test]
fn several_rules_add_up() {
    let mut set = recurrence(
        "FREQ=MONTHLY;BYMONTHDAY=13;COUNT=2",
        "20261101T090000",
        "UTC",
    );
    set.rules.push(rule("FREQ=WEEKLY;BYDAY=FR;COUNT=3"));
    assert_eq!(
        all(&set, "2026-01-01T00:00:00Z"),
        [
            "2026-11-06T09:00:00Z",
            "2026-11-13T09:00:00Z",
            "2026-11-20T09:00:00Z",
            "2026-12-13T09:00:00Z",
        ]
    );
}

#[test]
fn a_rule_may_take_away() {
    let mut set = recurrence("FREQ=DAILY;COUNT=8", "20261123T090000", "UTC");
    set.except_rules = vec![
        rule("FREQ=WEEKLY;BYDAY=SA,SU"),
        rule("FREQ=DAILY;INTERVAL=3"),
    ];
    assert_eq!(
        all(&set, "2026-11-24T00:00:00Z"),
        [
            "2026-11-24T09:00:00Z",
            "2026-11-25T09:00:00Z",
            "2026-11-27T09:00:00Z",
            "2026-11-30T09:00:00Z",
        ]
    );
}

#[test]
fn what_never_happens_is_empty() {
    let is_empty = |text: &str| recurrence(text, "20261123T090000", "Europe/London").is_empty();
    assert!(is_empty("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
    assert!(is_empty("FREQ=DAILY;UNTIL=20261122T000000"));
    assert!(!is_empty("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"));

    let mut set = recurrence("FREQ=DAILY;COUNT=2", "20261123T090000", "UTC");
    set.except = vec![moment("20261123T090000"), moment("20261124T090000")];
    assert!(set.is_empty());
    set.except_rules = vec![rule("FREQ=HOURLY")];
    set.dates = vec![moment("20261123T093000")];
    assert!(!set.is_empty());
    set.rules = vec![rule("FREQ=SECONDLY")];
    set.except_rules = set.rules.clone();
    set.dates.clear();
    assert!(set.is_empty());
}
