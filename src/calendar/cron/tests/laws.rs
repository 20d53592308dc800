//! What holds for all schedules, against counting each firing one by one.

use proptest::prelude::*;

use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::super::interval::{clipped, merged};
use super::super::parse::parse;
use super::super::schedule::Cron;
use super::super::windows::{between, lasting};

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kolkata",
];

/// Days of changes of clocks: Apia's, Lord Howe's, Santiago's, New York's, London's.
const DAYS: [&str; 7] = [
    "2011-12-29",
    "2026-04-04",
    "2026-10-03",
    "2026-09-05",
    "2026-03-07",
    "2026-10-31",
    "2026-03-28",
];

fn schedule() -> impl Strategy<Value = Cron> {
    let minute = prop_oneof![
        Just("*"),
        Just("0"),
        Just("*/7"),
        Just("15,45"),
        Just("30-59/10")
    ];
    let hour = prop_oneof![
        Just("*"),
        Just("0"),
        Just("1-3"),
        Just("2"),
        Just("*/5"),
        Just("23")
    ];
    let day = prop_oneof![Just("*"), Just("*/2"), Just("30,31"), Just("L")];
    let weekday = prop_oneof![Just("*"), Just("0"), Just("mon-fri"), Just("5")];
    (minute, hour, day, weekday).prop_map(|(minute, hour, day, weekday)| {
        parse(&format!("{minute} {hour} {day} * {weekday}")).unwrap()
    })
}

fn place() -> impl Strategy<Value = (Zone, Window)> {
    (0usize..ZONES.len(), 0usize..DAYS.len(), 1u32..4).prop_map(|(zone, day, days)| {
        let over = Window::parse(&format!("{}T00:00Z/P{days}D", DAYS[day])).unwrap();
        (Zone::parse(ZONES[zone]).unwrap(), over)
    })
}

/// Every firing from some days before a window to some after it, in order.
fn firings(cron: &Cron, zone: Zone, over: Window, days: i64) -> Vec<Instant> {
    let first = over.start.date_in(zone).plus_days(-days).unwrap();
    let last = over.end.date_in(zone).days_since(first) + days;
    let days = (0..=last).filter_map(|ahead| first.plus_days(ahead));
    let mut firings: Vec<Instant> = days.flat_map(|day| cron.firings(day, zone)).collect();
    firings.sort_unstable();
    firings.dedup();
    firings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn joined_periods_cover_what_each_firing_covers(cron in schedule(), (zone, over) in place(), length in 1i64..400) {
        let length = Duration::from_seconds(length * 300);
        let each = firings(&cron, zone, over, 5).into_iter();
        let each = each.map(|start| Window::new(start, start.plus(length, zone).unwrap()).unwrap());
        let joined = merged(lasting(&cron, length, zone, over));
        prop_assert_eq!(clipped(&joined, over), clipped(&merged(each.collect()), over));
    }

    #[test]
    fn the_next_and_the_last_firing_are_among_all_of_them(cron in schedule(), (zone, over) in place(), ahead in 0i64..86_400) {
        let at = Instant { seconds: over.start.seconds + ahead, nanos: 0 };
        let all = firings(&cron, zone, over, 70);
        prop_assert_eq!(cron.next_from(at, zone), all.iter().copied().find(|firing| *firing >= at));
        prop_assert_eq!(cron.last_through(at, zone), all.iter().rev().copied().find(|firing| *firing <= at));
    }

    #[test]
    fn a_pair_is_closed_from_a_start_until_an_end_passes(starts in schedule(), ends in schedule(), (zone, over) in place()) {
        let found = merged(between(&starts, &ends, zone, over));
        let (starts, ends) = (firings(&starts, zone, over, 70), firings(&ends, zone, over, 70));
        for minute in (0..(over.end.seconds - over.start.seconds) / 60).step_by(5) {
            let at = Instant { seconds: over.start.seconds + minute * 60, nanos: 0 };
            let started = starts.iter().rev().find(|start| **start <= at);
            let closed = started.is_some_and(|start| !ends.iter().any(|end| start < end && *end <= at));
            prop_assert_eq!(found.iter().any(|window| window.contains(at)), closed, "{}", at);
        }
    }
}
