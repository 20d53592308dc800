use proptest::prelude::*;

use super::*;

fn length(text: &str) -> Duration {
    Duration::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn parts(months: i32, days: i32, seconds: i64, nanos: u32) -> Duration {
    Duration {
        months,
        days,
        seconds,
        nanos,
    }
}

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn reads_words_and_iso() {
    for (text, expected) in [
        ("36 hours", parts(0, 0, 129_600, 0)),
        ("72h", parts(0, 0, 259_200, 0)),
        ("15min", parts(0, 0, 900, 0)),
        ("30 min", parts(0, 0, 1_800, 0)),
        ("2 weeks", parts(0, 14, 0, 0)),
        ("1.5 hours", parts(0, 0, 5_400, 0)),
        ("1 month", parts(1, 0, 0, 0)),
        ("2 years", parts(24, 0, 0, 0)),
        ("1 hour 30 minutes", parts(0, 0, 5_400, 0)),
        ("1h30min", parts(0, 0, 5_400, 0)),
        ("250ms", parts(0, 0, 0, 250_000_000)),
        ("0.000000001 s", parts(0, 0, 0, 1)),
        ("1.5 days", parts(0, 1, 43_200, 0)),
        ("0.5 weeks", parts(0, 3, 43_200, 0)),
        ("-1.5 days", parts(0, -1, -43_200, 0)),
        ("-0.5 s", parts(0, 0, -1, 500_000_000)),
        ("1 month -3 days", parts(1, -3, 0, 0)),
        ("0 seconds", parts(0, 0, 0, 0)),
        ("PT72H", parts(0, 0, 259_200, 0)),
        ("P1DT12H", parts(0, 1, 43_200, 0)),
        ("P2W", parts(0, 14, 0, 0)),
        ("P1Y2M3DT4H5M6.7S", parts(14, 3, 14_706, 700_000_000)),
        ("PT1,5H", parts(0, 0, 5_400, 0)),
        ("P1M", parts(1, 0, 0, 0)),
        ("PT1M", parts(0, 0, 60, 0)),
        ("-P1DT1H", parts(0, -1, -3_600, 0)),
        ("PT0S", Duration::ZERO),
    ] {
        assert_eq!(Duration::parse(text), Ok(expected), "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    let shape = "a duration is written as a number and a unit, like `36 hours`, or like `PT36H`";
    let order = "units run from the largest to the smallest, each once";
    for (text, wrong) in [
        ("", shape),
        ("TBD", shape),
        ("36", shape),
        ("hours", shape),
        (" 36 hours", shape),
        ("36 hours ", shape),
        ("1..5 hours", shape),
        ("- 3 days", shape),
        ("P", shape),
        ("P1H", shape),
        ("PT1D", shape),
        ("P1", shape),
        ("PD", shape),
        ("P-1D", shape),
        ("p1d", shape),
        ("P1Dx", shape),
        ("P1_0D", shape),
        ("P1DT", "nothing follows the `T`"),
        ("PT1H2H", order),
        ("PT1M1H", order),
        ("30 minutes 1 hour", order),
        ("1 hour 1 hour", order),
        (
            "5m",
            "`m` may be minutes or months: write `min` or `months`",
        ),
        (
            "1.5 months",
            "months and years are counted in whole numbers",
        ),
        ("P0.5Y", "months and years are counted in whole numbers"),
        ("0.00001 days", "a fraction of a day comes to whole seconds"),
        (
            "0.0000000001 s",
            "a nanosecond is the smallest step of time",
        ),
        ("PT1.5H30M", "only the last part may have a fraction"),
        ("99999999999 days", "is too long"),
        (
            "1e3 hours",
            "`e` is no unit of time: write seconds, minutes, hours, days, weeks, months or years",
        ),
        ("99999999999999999999 hours", "is too long"),
        ("2000000000 years", "is too long"),
        (
            "2 fortnights",
            "`fortnights` is no unit of time: write seconds, minutes, hours, days, weeks, months or years",
        ),
        (
            "2 Hours",
            "`Hours` is no unit of time: write seconds, minutes, hours, days, weeks, months or years",
        ),
    ] {
        assert_eq!(Duration::parse(text), Err(wrong.to_owned()), "{text}");
    }
}

#[test]
fn shows_words() {
    for (length, shown) in [
        (parts(0, 3, 0, 0), "3 days"),
        (parts(0, 0, 5_400, 0), "1 hour 30 minutes"),
        (Duration::ZERO, "0 seconds"),
        (parts(0, 0, 259_200, 0), "72 hours"),
        (parts(14, 0, 0, 0), "1 year 2 months"),
        (parts(-14, 0, 0, 0), "-1 year -2 months"),
        (parts(0, 0, 1, 0), "1 second"),
        (parts(0, 0, 1, 500_000_000), "1.5 seconds"),
        (parts(0, 0, -1, 500_000_000), "-0.5 seconds"),
        (parts(0, 0, -3_601, 0), "-1 hour -1 second"),
        (parts(1, -3, 0, 0), "1 month -3 days"),
        (
            parts(0, 0, i64::MIN, 0),
            "-2562047788015215 hours -30 minutes -8 seconds",
        ),
    ] {
        assert_eq!(length.to_string(), shown);
    }
}

#[test]
fn multiplies_calendar_steps_by_whole_numbers_only() {
    assert_eq!(length("1 month").times(number("3")), Ok(parts(3, 0, 0, 0)));
    assert_eq!(
        length("2 days").times(number("1.5")),
        Err(NumericFault::CalendarFraction)
    );
    assert_eq!(
        length("1 hour").times(number("1.5")),
        Ok(parts(0, 0, 5_400, 0))
    );
    assert_eq!(
        length("1 second").times(number("0.3333333333")),
        Ok(parts(0, 0, 0, 333_333_333))
    );
    assert_eq!(
        length("1 second").times(number("-0.25")),
        Ok(parts(0, 0, -1, 750_000_000))
    );
    assert_eq!(
        length("1 day").times(number("1e10")),
        Err(NumericFault::Overflow)
    );
    assert_eq!(
        length("1 day").times(number("1e40")),
        Err(NumericFault::Overflow)
    );
    assert_eq!(
        length("1 hour").times(number("1e30")),
        Err(NumericFault::Overflow)
    );
}

#[test]
fn adding_past_the_end_is_a_fault() {
    let longest = parts(i32::MAX, i32::MAX, i64::MAX, 999_999_999);
    assert_eq!(
        longest.add(length("0.000000001 s")),
        Err(NumericFault::Overflow)
    );
    assert_eq!(longest.add(length("1 day")), Err(NumericFault::Overflow));
    assert_eq!(longest.add(length("1 month")), Err(NumericFault::Overflow));
    assert_eq!(longest.add(longest.neg()), Ok(Duration::ZERO));
    assert_eq!(
        parts(i32::MIN, 0, i64::MIN, 0).neg(),
        parts(i32::MAX, 0, i64::MAX, 0)
    );
}

#[test]
fn lengths_compare_where_they_can() {
    use Ordering::{Equal, Greater, Less};
    for (left, right, expected) in [
        ("24 hours", "1 day", Some(Equal)),
        ("1 day 1 second", "24 hours", Some(Greater)),
        ("-1 day", "1 second", Some(Less)),
        ("0.5 s", "500 ms", Some(Equal)),
        ("12 months", "1 year", Some(Equal)),
        ("1 month", "2 months", Some(Less)),
        ("1 month 3 days", "1 month 72 hours", Some(Equal)),
        ("2 months 1 day", "1 month", Some(Greater)),
        ("1 month 40 days", "2 months", None),
        ("1 month", "30 days", None),
        ("1 month", "0 seconds", None),
    ] {
        assert_eq!(
            length(left).compare(length(right)),
            expected,
            "{left}, {right}"
        );
    }
    assert_eq!(length("1 day 1.5 s").as_seconds(), Some(number("86401.5")));
    assert_eq!(length("-0.5 s").as_seconds(), Some(number("-0.5")));
    assert_eq!(length("1 month").as_seconds(), None);
}

fn any_length() -> impl Strategy<Value = Duration> {
    let seconds = prop_oneof![-200_000i64..200_000, any::<i64>()];
    let nanos = prop_oneof![Just(0u32), 0u32..1_000_000_000];
    (-300i32..300, any::<i32>(), seconds, nanos)
        .prop_map(|(months, days, seconds, nanos)| parts(months, days, seconds, nanos))
}

proptest! {
    #[test]
    fn reads_what_it_writes(length in any_length()) {
        prop_assert_eq!(Duration::parse(&length.to_string()), Ok(length));
    }

    #[test]
    fn the_other_way_undoes(length in any_length()) {
        if length.days > i32::MIN && length.seconds > i64::MIN {
            prop_assert_eq!(length.neg().neg(), length);
            prop_assert_eq!(length.add(length.neg()), Ok(Duration::ZERO));
        }
    }

    #[test]
    fn comparing_is_antisymmetric(left in any_length(), right in any_length()) {
        prop_assert_eq!(left.compare(right), right.compare(left).map(Ordering::reverse));
    }

    #[test]
    fn twice_is_added_to_itself(length in any_length()) {
        prop_assert_eq!(length.times(Decimal::from_i64(2)).ok(), length.add(length).ok());
    }

    #[test]
    fn reading_never_panics(text in "[-+]?P?[0-9.]{0,12}[ a-zA-Zé]{0,5}\\PC{0,4}") {
        let _ = Duration::parse(&text);
    }
}
