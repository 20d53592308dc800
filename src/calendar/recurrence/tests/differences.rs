//! Where RFC 5545 and python-dateutil part, and what is meant where the RFC forbids a rule.

use super::*;

#[test]
fn plain_and_ordinal_days_add_up() {
    assert_eq!(
        times("FREQ=MONTHLY;BYDAY=MO,1TU", "20260901T090000", 6),
        [
            "2026-09-01 09:00",
            "2026-09-07 09:00",
            "2026-09-14 09:00",
            "2026-09-21 09:00",
            "2026-09-28 09:00",
            "2026-10-05 09:00",
        ]
    );
}

#[test]
fn positions_count_within_the_whole_first_week() {
    // 2026-09-02 is a Wednesday, the second of its week's days.
    assert_eq!(
        times(
            "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2",
            "20260902T090000",
            2
        ),
        ["2026-09-02 09:00", "2026-09-09 09:00"]
    );
}

#[test]
fn weeks_have_the_numbers_of_their_own_year() {
    // 1 and 2 January 1994 lie in week 52 of 1993, the last Monday of 1996 in week 1 of 1997, which has 52; 1998
    // has 53.
    assert_eq!(
        times(
            "FREQ=DAILY;BYWEEKNO=52;UNTIL=19940103",
            "19931231T000000",
            9
        ),
        ["1993-12-31 00:00", "1994-01-01 00:00", "1994-01-02 00:00"]
    );
    assert_eq!(
        times("FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO", "19960201T000000", 2),
        ["1996-12-30 00:00", "1998-01-05 00:00"]
    );
    assert_eq!(
        times("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "20210101T000000", 2),
        ["2026-12-28 00:00", "2032-12-27 00:00"]
    );
}

#[test]
fn the_start_counts_only_if_the_rule_matches_it() {
    assert_eq!(
        times("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "20261123T090000", 9),
        ["2026-11-27 09:00", "2026-12-04 09:00"]
    );
}

#[test]
fn an_end_that_is_a_date_is_its_midnight() {
    assert_eq!(
        times("FREQ=DAILY;UNTIL=20261125", "20261123T090000", 9),
        ["2026-11-23 09:00", "2026-11-24 09:00"]
    );
    assert_eq!(
        times("FREQ=DAILY;UNTIL=20261125", "20261123T000000", 9),
        ["2026-11-23 00:00", "2026-11-24 00:00", "2026-11-25 00:00"]
    );
}

#[test]
fn forbidden_parts_limit() {
    assert_eq!(
        times("FREQ=WEEKLY;BYMONTHDAY=13", "20260101T090000", 2),
        ["2026-01-13 09:00", "2026-02-13 09:00"]
    );
    assert_eq!(
        times("FREQ=DAILY;BYWEEKNO=1;BYDAY=3MO", "20260101T090000", 2),
        ["2027-01-04 09:00", "2028-01-03 09:00"]
    );
    assert_eq!(
        times("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "20260101T090000", 9),
        Vec::<String>::new()
    );
    assert_eq!(
        times("FREQ=HOURLY;BYYEARDAY=-1", "20260101T090000", 2),
        ["2026-12-31 00:00", "2026-12-31 01:00"]
    );
}

#[test]
fn a_week_number_alone_is_the_whole_week() {
    assert_eq!(
        times("FREQ=YEARLY;BYWEEKNO=1", "20260101T090000", 6),
        [
            "2026-01-01 09:00",
            "2026-01-02 09:00",
            "2026-01-03 09:00",
            "2026-01-04 09:00",
            "2027-01-04 09:00",
            "2027-01-05 09:00",
        ]
    );
}

#[test]
fn second_sixty_is_second_fifty_nine() {
    assert_eq!(
        times("FREQ=MINUTELY;BYSECOND=59,60", "20261231T235900", 2),
        ["2026-12-31 23:59:59", "2027-01-01 00:00:59"]
    );
}
