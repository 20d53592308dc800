//! What holds for every rule.

use chrono::Weekday;
use proptest::prelude::*;

use super::*;
use crate::calendar::recurrence::expand;
use crate::calendar::recurrence::rule::{ByDay, Freq};

const FREQUENCIES: [Freq; 7] = [
    Freq::Yearly,
    Freq::Monthly,
    Freq::Weekly,
    Freq::Daily,
    Freq::Hourly,
    Freq::Minutely,
    Freq::Secondly,
];

/// The steps of each frequency that are looked at, and the seconds that a seek leaps.
const LOOK: usize = 300;

prop_compose! {
    fn any_rule()(
        freq in prop::sample::select(&FREQUENCIES),
        interval in prop_oneof![Just(1u32), 2u32..9, 1u32..100_000],
        count in prop::option::weighted(0.3, 1u32..400),
        week_start in 0u8..7,
        months in few(1u32..=12, 0.3),
        month_days in few(signed(31), 0.3),
        year_days in few(signed(366), 0.1),
        weeks in few(signed(53), 0.1),
        days in few((prop::option::weighted(0.4, signed(5)), 0u8..7), 0.3),
        hours in few(0u32..24, 0.2),
        minutes in few(0u32..60, 0.2),
        (seconds, positions) in (few(0u32..=60, 0.2), few(signed(5), 0.2)),
    ) -> Rule {
        let weekday = |day: u8| Weekday::try_from(day).unwrap();
        Rule {
            interval,
            count,
            week_start: weekday(week_start),
            by_set_pos: positions,
            by_month: months,
            by_month_day: month_days,
            by_year_day: year_days,
            by_week_no: weeks,
            by_day: days
                .into_iter()
                .map(|(nth, day)| ByDay { nth, weekday: weekday(day) })
                .collect(),
            by_hour: hours,
            by_minute: minutes,
            by_second: seconds,
            ..Rule::every(freq)
        }
    }
}

fn few<T: Strategy>(one: T, how_often: f64) -> impl Strategy<Value = Vec<T::Value>>
where
    T::Value: Clone,
{
    prop::option::weighted(how_often, prop::collection::vec(one, 1..5))
        .prop_map(Option::unwrap_or_default)
}

fn signed(most: i32) -> impl Strategy<Value = i32> {
    (1..=most, any::<bool>()).prop_map(|(value, end)| if end { -value } else { value })
}

/// A start in a few centuries around now.
fn any_start() -> impl Strategy<Value = LocalDateTime> {
    (-6_000_000_000i64..10_000_000_000).prop_map(|at| LocalDateTime::from_seconds(at).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn occurrences_ascend_from_the_start(rule in any_rule(), start in any_start()) {
        let found: Vec<_> = expand::local(&rule, start, LocalDateTime::FIRST).take(LOOK).collect();
        prop_assert!(found.iter().all(|time| *time >= start));
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        if let Some(count) = rule.count {
            let all = expand::local(&rule, start, start).take(count as usize + 1).count();
            prop_assert!(all <= count as usize);
        }
    }

    #[test]
    fn seeking_gives_what_filtering_gives(rule in any_rule(), start in any_start(), place in 0..LOOK, off in -1i64..=1) {
        let all: Vec<_> = expand::local(&rule, start, start).take(LOOK).collect();
        let Some(near) = all.get(place.min(all.len().saturating_sub(1))) else { return Ok(()) };
        let from = LocalDateTime::from_seconds(near.seconds() + off).unwrap_or(*near);
        let expected: Vec<_> = all.iter().copied().filter(|time| *time >= from).collect();
        let found: Vec<_> = expand::local(&rule, start, from).take(expected.len()).collect();
        prop_assert_eq!(&found, &expected);
        // Where the list ends before it was cut, so does the search.
        if all.len() < LOOK {
            prop_assert_eq!(expand::local(&rule, start, from).count(), expected.len());
        }
    }

    #[test]
    fn seeking_far_agrees_with_seeking_near(rule in any_rule(), start in any_start(), years in 0i64..3_000, days in 0i64..40) {
        let rule = Rule { count: None, ..rule };
        let Some(far) = LocalDateTime::from_seconds(start.seconds() + years * 31_556_952) else { return Ok(()) };
        let Some(near) = LocalDateTime::from_seconds(far.seconds() - days * 86_400) else { return Ok(()) };
        // Where the nearer seek sees all that lies between.
        let seen: Vec<_> = expand::local(&rule, start, near).take(LOOK).collect();
        let beyond: Vec<_> = seen.iter().copied().filter(|time| *time >= far).collect();
        let found: Vec<_> = expand::local(&rule, start, far).take(beyond.len()).collect();
        prop_assert_eq!(found, beyond);
    }

    #[test]
    fn instants_ascend_and_seeking_agrees(
        rule in any_rule(),
        seconds in 946_684_800i64..1_900_000_000,
        zone in prop::sample::select(&["Europe/London", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"][..]),
        place in 0usize..LOOK,
    ) {
        let start = LocalDateTime::from_seconds(seconds).unwrap();
        let set = Recurrence::of(rule, start, Zone::parse(zone).unwrap());
        let all: Vec<_> = set.starts(instant("0001-01-01T00:00:00Z")).take(LOOK).collect();
        prop_assert!(all.windows(2).all(|pair| pair[0].start < pair[1].start));
        if let Some(one) = all.get(place) {
            let found: Vec<_> = set.starts(one.start).take(all.len() - place).collect();
            prop_assert_eq!(found.as_slice(), &all[place..]);
        }
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,40}") {
        let _ = parse(&text);
        let _ = moment::parse(&text);
    }

    #[test]
    fn reading_nearly_a_rule_never_panics(
        parts in prop::collection::vec(
            ("(RRULE:|)(FREQ|INTERVAL|COUNT|UNTIL|WKST|BY(DAY|MONTH|MONTHDAY|YEARDAY|WEEKNO|HOUR|MINUTE|SECOND|SETPOS))",
             "[=;,]{0,2}", "(YEARLY|DAILY|-?[0-9]{1,12}|[+-]?[0-9]?(MO|TU|é)|[0-9]{8}(T[0-9]{6}Z?)?){0,2}"), 0..5)
    ) {
        let text: Vec<String> = parts.into_iter().map(|(name, sign, value)| format!("{name}{sign}{value}")).collect();
        let text = text.join(";");
        match parse(&text) {
            Ok(rule) => {
                let _ = expand::local(&rule, LocalDateTime::FIRST, LocalDateTime::FIRST).nth(3);
            }
            Err(error) => prop_assert!(text.get(error.offset).is_some()),
        }
    }
}
