use proptest::prelude::*;

use super::*;

const LOCAL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/corpus/time/local.txt"
));

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn length(text: &str) -> Duration {
    Duration::parse(text).unwrap()
}

fn local(text: &str, name: &str) -> String {
    Instant::parse_local(text, zone(name)).map_or_else(|error| error, |instant| instant.to_string())
}

#[test]
fn local_times_agree_with_the_known_answers() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in LOCAL.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let [name, written, _, expected, kind] = words[..] else {
            panic!("{line}")
        };
        let got = Instant::parse_local(written, zone(name)).unwrap();
        if got != instant(expected) {
            wrong.push(format!("{line}, got {got}"));
        }
        if kind == "plain" {
            let (date, time) = (got.date_in(zone(name)), got.time_in(zone(name)));
            assert!(
                written.starts_with(&format!("{date}T{time}")),
                "{line}: {date} {time}"
            );
        }
        checked += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 800, "only {checked} answers in the table");
}

#[test]
fn a_skipped_time_moves_forward_and_a_repeated_one_is_the_first() {
    for (name, written, expected) in [
        // Forward at 01:00, back at 02:00.
        ("Europe/London", "2026-03-29 01:30", "2026-03-29T01:30:00Z"),
        ("Europe/London", "2026-10-25 01:30", "2026-10-25T00:30:00Z"),
        (
            "America/New_York",
            "2026-03-08 02:30",
            "2026-03-08T07:30:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01 01:30",
            "2026-11-01T05:30:00Z",
        ),
        // Half an hour only.
        (
            "Australia/Lord_Howe",
            "2026-10-04 02:15",
            "2026-10-03T15:45:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04 02:30",
            "2026-10-03T15:30:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05 01:45",
            "2026-04-04T14:45:00Z",
        ),
        (
            "Australia/Sydney",
            "2026-10-04 02:30",
            "2026-10-03T16:30:00Z",
        ),
        (
            "Australia/Sydney",
            "2026-04-05 02:30",
            "2026-04-04T15:30:00Z",
        ),
        // A whole day that never was: read as 24 hours later.
        ("Pacific/Apia", "2011-12-30 10:00", "2011-12-30T20:00:00Z"),
        ("Pacific/Apia", "2011-12-31 10:00", "2011-12-30T20:00:00Z"),
        ("Pacific/Apia", "2011-12-29 24:00", "2011-12-30T10:00:00Z"),
        // Midnight itself is skipped.
        (
            "America/Santiago",
            "2026-09-06 00:00",
            "2026-09-06T04:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-09-05 24:00",
            "2026-09-06T04:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-04-04 23:30",
            "2026-04-05T02:30:00Z",
        ),
        ("AoE", "2026-12-15 24:00", "2026-12-16T12:00:00Z"),
        ("+05:45", "2026-12-15 05:00", "2026-12-14T23:15:00Z"),
    ] {
        assert_eq!(local(written, name), expected, "{name} {written}");
    }
}

#[test]
fn reads_rfc_3339() {
    for (text, shown) in [
        ("2026-11-27T10:00:00Z", "2026-11-27T10:00:00Z"),
        ("2026-11-27T10:00Z", "2026-11-27T10:00:00Z"),
        ("2026-11-27t10:00:00z", "2026-11-27T10:00:00Z"),
        ("2026-11-27 10:00:00+02:00", "2026-11-27T08:00:00Z"),
        ("2026-11-27T00:30:00-03:30", "2026-11-27T04:00:00Z"),
        ("2026-11-27T10:00:00.25Z", "2026-11-27T10:00:00.25Z"),
        (
            "1969-12-31T23:59:59.999999999Z",
            "1969-12-31T23:59:59.999999999Z",
        ),
        ("2026-11-27T10:00:00-00:00", "2026-11-27T10:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        (
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59.999999999Z",
        ),
    ] {
        assert_eq!(instant(text).to_string(), shown, "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    let shape = "an instant is written as date, time and offset, like 2026-11-27T10:00:00Z";
    let years = "years run from 0001 to 9999";
    for (text, wrong) in [
        ("", shape),
        ("TBD", shape),
        ("yesterday at noon", shape),
        ("2026-11-27", "has no time of day"),
        ("2026-11-27T10:00:00", "has no offset"),
        ("2026-11-31T10:00:00Z", "November 2026 has 30 days"),
        ("2026-13-01T10:00:00Z", "there is no month 13"),
        ("2026-11-27T25:00:00Z", "there is no hour 25"),
        ("2026-11-27T24:00:00Z", "hour 24 is 00:00 of the next day"),
        ("2026-11-27T10:60:00Z", "there is no minute 60"),
        (
            "2026-12-31T23:59:60Z",
            "leap seconds are not kept: write second 59",
        ),
        ("2026-11-27T10:00:00.Z", shape),
        (
            "2026-11-27T10:00:00.1234567890Z",
            "a nanosecond is the smallest step of time",
        ),
        (
            "2026-11-27T10:00:00+0200",
            "`+0200` is no offset: write `Z` or hours and minutes, like `+02:00`",
        ),
        (
            "2026-11-27T10:00:00 Z",
            "` Z` is no offset: write `Z` or hours and minutes, like `+02:00`",
        ),
        (
            "2026-11-27T10:00:00Z ",
            "`Z ` is no offset: write `Z` or hours and minutes, like `+02:00`",
        ),
        (
            "2026-11-27T10:00:00+19:00",
            "`+19:00` is no offset: write `Z` or hours and minutes, like `+02:00`",
        ),
        ("2026-11-27T10Z", shape),
        ("2026-11-27  10:00Z", shape),
        ("2026-11-27T1:00:00Z", shape),
        (" 2026-11-27T10:00:00Z", shape),
        ("0001-01-01T00:00:00+01:00", years),
        ("9999-12-31T23:59:59-01:00", years),
        ("0000-12-31T00:00:00Z", years),
    ] {
        assert_eq!(Instant::parse(text), Err(wrong.to_owned()), "{text}");
    }
}

#[test]
fn a_moment_of_a_policy_may_name_its_zone() {
    for (written, expected) in [
        ("2026-11-27 10:00", "2026-11-27T15:00:00Z"),
        ("2026-11-27   10:00", "2026-11-27T15:00:00Z"),
        ("2026-11-27T10:00Z", "2026-11-27T10:00:00Z"),
        ("2026-07-01T10:00[Europe/London]", "2026-07-01T09:00:00Z"),
        (
            "2026-07-01T10:00+01:00[Europe/London]",
            "2026-07-01T09:00:00Z",
        ),
        ("2026-07-01T10:00Z[Europe/London]", "2026-07-01T10:00:00Z"),
        ("2026-12-02 00:00[AoE]", "2026-12-02T12:00:00Z"),
        (
            "2026-07-01T10:00+02:00[Europe/London]",
            "says +02:00, but Europe/London is at +01:00 then",
        ),
        (
            "2026-07-01T10:00[Europe/Londn]",
            "there is no time zone `Europe/Londn`: did you mean `Europe/London`?",
        ),
        ("2026-07-01T10:00[Mordor]", "there is no time zone `Mordor`"),
        (
            "2026-07-01T10:00[Europe/London",
            "the zone has no closing bracket",
        ),
        ("2026-07-01", "has no time of day"),
        ("2026-07-01 24:00:00.5", "the day ends at 24:00"),
    ] {
        assert_eq!(local(written, "America/New_York"), expected, "{written}");
    }
}

#[test]
fn calendar_steps_are_taken_in_local_time() {
    for (start, added, name, expected) in [
        (
            "2026-01-31T10:00:00Z",
            "1 month",
            "UTC",
            "2026-02-28T10:00:00Z",
        ),
        (
            "2026-01-31T10:00:00.5Z",
            "1 month 1 day 1 hour",
            "UTC",
            "2026-03-01T11:00:00.5Z",
        ),
        (
            "2024-02-29T00:00:00Z",
            "-1 year",
            "UTC",
            "2023-02-28T00:00:00Z",
        ),
        // 31 January 23:30 in New York is 1 February in UTC.
        (
            "2026-02-01T04:30:00Z",
            "1 month",
            "America/New_York",
            "2026-03-01T04:30:00Z",
        ),
        // A day across a change is not 24 hours.
        (
            "2026-03-28T12:00:00Z",
            "1 day",
            "Europe/London",
            "2026-03-29T11:00:00Z",
        ),
        (
            "2026-03-28T12:00:00Z",
            "24 hours",
            "Europe/London",
            "2026-03-29T12:00:00Z",
        ),
        (
            "2026-03-28T01:30:00Z",
            "1 day",
            "Europe/London",
            "2026-03-29T01:30:00Z",
        ),
        (
            "2026-10-25T01:30:00Z",
            "0 seconds",
            "Europe/London",
            "2026-10-25T01:30:00Z",
        ),
        (
            "2011-12-29T20:00:00Z",
            "1 day",
            "Pacific/Apia",
            "2011-12-30T20:00:00Z",
        ),
        (
            "2026-01-01T00:00:00Z",
            "-0.5 s",
            "UTC",
            "2025-12-31T23:59:59.5Z",
        ),
    ] {
        let sum = instant(start).plus(length(added), zone(name));
        assert_eq!(sum, Some(instant(expected)), "{start} + {added} in {name}");
    }
    let last = instant("9999-12-31T23:59:59.999999999Z");
    assert_eq!(last.plus(length("0.000000001 s"), Zone::UTC), None);
    assert_eq!(last.plus(length("1 day"), Zone::UTC), None);
    let longest = Duration {
        months: i32::MAX,
        days: i32::MAX,
        seconds: i64::MAX,
        nanos: 999_999_999,
    };
    assert_eq!(last.plus(longest, Zone::UTC), None);
    assert_eq!(last.plus(longest.neg(), Zone::UTC), None);
    assert_eq!(
        last.plus(
            Duration {
                months: 0,
                days: 0,
                ..longest
            },
            Zone::UTC
        ),
        None
    );
}

#[test]
fn shows_local_time_with_offset_and_zone() {
    let at = instant("2026-11-27T10:00:00Z");
    for (name, shown) in [
        ("Europe/London", "2026-11-27 10:00 GMT (Europe/London)"),
        (
            "America/New_York",
            "2026-11-27 05:00 EST (America/New_York)",
        ),
        (
            "America/Sao_Paulo",
            "2026-11-27 07:00 -03:00 (America/Sao_Paulo)",
        ),
        ("UTC", "2026-11-27 10:00 UTC"),
        ("+05:45", "2026-11-27 15:45 +05:45"),
        ("AoE", "2026-11-26 22:00 AoE (UTC-12:00)"),
    ] {
        assert_eq!(at.show_in(zone(name)), shown);
    }
    assert_eq!(
        instant("0001-01-01T00:00:00Z").show_in(Zone::Aoe),
        "0000-12-31 12:00 AoE (UTC-12:00)"
    );
}

#[test]
fn an_instant_made_outside_the_years_does_not_panic() {
    for seconds in [i64::MIN, i64::MAX] {
        let odd = Instant {
            seconds,
            nanos: u32::MAX,
        };
        assert!(!odd.to_string().is_empty() && !odd.show_in(zone("Europe/London")).is_empty());
        let _ = odd.plus(length("1 month 1 second"), Zone::Aoe);
        assert_eq!(odd.since(odd), Duration::ZERO);
    }
}

fn any_instant() -> impl Strategy<Value = Instant> {
    (FIRST..=LAST, prop_oneof![Just(0u32), 0..NANOS_A_SECOND])
        .prop_map(|(seconds, nanos)| Instant { seconds, nanos })
}

fn any_zone() -> impl Strategy<Value = Zone> {
    prop_oneof![
        8 => (0..chrono_tz::TZ_VARIANTS.len()).prop_map(|at| Zone::Iana(chrono_tz::TZ_VARIANTS[at])),
        1 => (-1080i32..=1080).prop_map(|minutes| Zone::Fixed(minutes * 60)),
        1 => Just(Zone::Aoe),
    ]
}

proptest! {
    #[test]
    fn reads_what_it_writes(instant in any_instant()) {
        prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant));
    }

    #[test]
    fn the_difference_added_gives_the_later(earlier in any_instant(), later in any_instant(), zone in any_zone()) {
        prop_assert_eq!(earlier.plus(later.since(earlier), zone), Some(later));
    }

    /// Out to local time and back is the same instant, or the first of two that read alike.
    #[test]
    fn local_time_leads_back(seconds in 0i64..4_000_000_000, zone in any_zone()) {
        let start = Instant { seconds, nanos: 0 };
        let (date, time) = (start.date_in(zone), start.time_in(zone));
        let back = Instant::from_local(date, time, zone).unwrap();
        prop_assert!(back <= start);
        prop_assert_eq!((back.date_in(zone), back.time_in(zone)), (date, time));
    }

    #[test]
    fn reading_never_panics(text in "([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{0,12})?\\PC{0,12}") {
        let _ = (Instant::parse(&text), Instant::parse_local(&text, Zone::Aoe));
    }
}

#[test]
fn the_clocks_are_known_through_2099() {
    let july = |year| instant(&format!("{year}-07-01T10:00:00Z")).show_in(zone("Europe/London"));
    assert_eq!(july(2099), "2099-07-01 11:00 BST (Europe/London)");
    assert_eq!(july(2100), "2100-07-01 10:00 GMT (Europe/London)");
}
