//! Rules that never match, that match hardly ever, or that reach the ends of the years: none may take long.

use super::*;
use crate::calendar::recurrence::expand;
use crate::calendar::recurrence::rule::Freq;

#[test]
fn a_rule_that_never_matches_ends() {
    for text in [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;INTERVAL=7;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=-31;BYMONTH=6",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=4",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=HOURLY;INTERVAL=168;BYDAY=TU",
        "FREQ=HOURLY;INTERVAL=2;BYHOUR=8",
        "FREQ=SECONDLY;INTERVAL=60;BYSECOND=30",
        "FREQ=SECONDLY;INTERVAL=86400;BYHOUR=8",
        "FREQ=SECONDLY;INTERVAL=75600;BYDAY=MO;BYHOUR=10",
        "FREQ=SECONDLY;BYSETPOS=2",
        "FREQ=YEARLY;BYSETPOS=-2",
        "FREQ=YEARLY;INTERVAL=4294967295;BYMONTHDAY=31;BYMONTH=4",
    ] {
        assert_eq!(
            times(text, "20261123T090000", 1),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

#[test]
fn what_happens_hardly_ever_is_found() {
    assert_eq!(
        times(
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;BYHOUR=3;BYMINUTE=14;BYSECOND=15",
            "20260101T000000",
            2
        ),
        ["2032-02-29 03:14:15", "2060-02-29 03:14:15"]
    );
    assert_eq!(
        times("FREQ=YEARLY;INTERVAL=100", "20000229T000000", 3),
        ["2000-02-29 00:00", "2400-02-29 00:00", "2800-02-29 00:00"]
    );
    assert_eq!(
        times("FREQ=DAILY;INTERVAL=146097", "20260101T000000", 2),
        ["2026-01-01 00:00", "2426-01-01 00:00"]
    );
}

#[test]
fn nothing_happens_after_the_year_9999() {
    assert_eq!(
        times("FREQ=MONTHLY", "99991031T120000", 9),
        ["9999-10-31 12:00", "9999-12-31 12:00"]
    );
    for freq in [
        "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY",
    ] {
        assert_eq!(
            times(&format!("FREQ={freq}"), "99991231T235959", 9),
            ["9999-12-31 23:59:59"],
            "{freq}"
        );
        assert_eq!(
            times(
                &format!("FREQ={freq};INTERVAL=4294967295"),
                "00010101T000000",
                1
            ),
            ["0001-01-01 00:00"],
            "{freq}"
        );
    }
    // Where clocks are behind, the last day of the years ends in the next.
    assert_eq!(
        shown("FREQ=HOURLY", "99991231T185900", "America/New_York", 9),
        ["9999-12-31 18:59 EST (America/New_York)"]
    );
}

#[test]
fn counting_far_ahead_takes_no_longer_than_a_day_takes_a_look() {
    // 86,400 a day, and the count ends in the year 2162.
    let rule = rule("FREQ=SECONDLY;COUNT=4294967295");
    let from = |text: &str| expand::local(&rule, local("20260101T000000"), local(text)).next();
    assert_eq!(from("21620207T062814"), Some(local("21620207T062814")));
    assert_eq!(from("21620207T062815"), None);

    // Once in an hour and so many days, or never.
    for (text, expected) in [
        (
            "FREQ=SECONDLY;INTERVAL=59;BYMINUTE=29;BYSECOND=38;COUNT=4294967295",
            Some("8000-01-02 19:29:38"),
        ),
        (
            "FREQ=SECONDLY;INTERVAL=2;BYMINUTE=24;BYSECOND=53;COUNT=4294967295",
            None,
        ),
        ("FREQ=DAILY;COUNT=2181960", Some("8000-01-02 00:00")),
        ("FREQ=DAILY;COUNT=2181959", None),
    ] {
        let rule = super::rule(text);
        let found = expand::local(&rule, local("20260101T000000"), local("80000101T000001"))
            .next()
            .map(|time| time.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_rule_made_by_hand_may_say_what_cannot_be() {
    let mut odd = Rule::every(Freq::Hourly);
    odd.interval = 0;
    odd.by_hour = vec![u32::MAX, 64, 25, 3];
    odd.by_month = vec![0, 13, u32::MAX, 5];
    odd.by_month_day = vec![i32::MIN, i32::MAX, 0, 7];
    odd.by_set_pos = vec![i32::MIN, i32::MAX, 0, 1];
    odd.by_second = vec![61, u32::MAX, 2];
    let found: Vec<String> =
        expand::local(&odd, local("20260101T000000"), local("20260101T000000"))
            .take(2)
            .map(|time| time.to_string())
            .collect();
    assert_eq!(found, ["2026-05-07 03:00:02", "2027-05-07 03:00:02"]);
}
