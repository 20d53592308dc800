//! What holds for all calendars.

use chrono::Weekday;
use proptest::prelude::*;

use crate::value::CalendarId;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;

use super::super::entry::{Entry, Given, Pattern};
use super::super::model::{Calendar, Calendars};
use super::super::question::View;
use super::super::words::{Cycle, Effect, Hours, HoursEnd, InFlight, MonthDay, Nth};
use super::build::{at, cycle, entry, zone};
use crate::value::date::TimeOfDay;

const ZONES: [&str; 6] = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "AoE",
];

/// 2011-12-01: Apia's lost day is among the days tried.
const BASE: i64 = 1_322_697_600;
const DAY: i64 = 86_400;

fn seconds(seconds: i64) -> Instant {
    Instant { seconds, nanos: 0 }
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (0u8..7).prop_map(|day| Weekday::try_from(day).unwrap())
}

fn hours() -> impl Strategy<Value = Option<Hours>> {
    let time = || (0u32..48).prop_map(|half| TimeOfDay(half * 1_800));
    let end = prop_oneof![
        time().prop_map(HoursEnd::At),
        (weekday(), time()).prop_map(|(day, time)| HoursEnd::On(day, time)),
        (1i64..200).prop_map(|half| HoursEnd::For(Duration::from_seconds(half * 1_800))),
        (1i32..4).prop_map(|days| HoursEnd::For(Duration::from_days(days))),
    ];
    prop::option::of((time(), end).prop_map(|(from, end)| Hours { from, end }))
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let cycles = prop_oneof![
        (1u32..5).prop_map(|every| Cycle::Days { every: every + 1 }),
        (1u32..3, prop::collection::vec(weekday(), 1..4))
            .prop_map(|(every, on)| Cycle::Weeks { every, on }),
        (-3i16..4, weekday()).prop_map(|(n, day)| Cycle::Months {
            every: 1,
            on: vec![Nth::Weekday(n, day), Nth::Workday(n)]
        }),
        Just(Cycle::YearRange {
            from: MonthDay { month: 12, day: 20 },
            through: MonthDay { month: 1, day: 5 }
        }),
    ];
    let window = (0i64..120 * 24, 1i64..80).prop_map(|(start, length)| {
        let start = BASE + start * 3_600;
        Pattern::Windows(vec![(
            Window::new(seconds(start), seconds(start + length * 3_600)).unwrap(),
            None,
        )])
    });
    let cron = (0u32..24, 0u32..7, 1i64..50).prop_map(|(hour, day, length)| Pattern::Cron {
        schedule: super::super::cron::parse::parse(&format!("*/20 {hour} * * {day}")).unwrap(),
        length: Duration::from_seconds(length * 1_800),
    });
    prop_oneof![
        4 => (cycles, hours()).prop_map(|(what, hours)| cycle(what, hours)),
        2 => window,
        1 => cron,
        1 => (0u16..2).prop_map(|slot| Pattern::Given { slot, hours: None }),
    ]
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let effect =
        prop_oneof![4 => Just(Effect::Closed), 1 => Just(Effect::Open), 1 => Just(Effect::Mark)];
    let some = || prop::collection::vec(pattern(), 0..2);
    (effect, 0usize..6, pattern(), some(), some()).prop_map(
        |(effect, place, pattern, except, also)| Entry {
            except,
            also,
            ..entry(effect, "x", ZONES[place], pattern)
        },
    )
}

fn any_calendars() -> impl Strategy<Value = Calendars> {
    let flight = prop_oneof![Just(InFlight::Stop), Just(InFlight::Continue)];
    (prop::collection::vec(any_entry(), 0..5), flight, 0usize..6).prop_map(
        |(entries, flight, place)| {
            Calendars::new(vec![Calendar::new(
                "c".to_owned(),
                zone(ZONES[place]),
                flight,
                entries,
            )])
        },
    )
}

fn given() -> Vec<Given> {
    let windows = (0..12).map(|week| {
        let start = BASE + week * 7 * DAY + 3_600;
        (
            Window::new(seconds(start), seconds(start + 9 * 3_600)).unwrap(),
            None,
        )
    });
    let dates = (0..12).map(|week| {
        (
            at("2011-12-03T00:00:00Z")
                .date_in(zone("UTC"))
                .plus_days(week * 9)
                .unwrap(),
            None,
        )
    });
    vec![
        Given::dates(dates.collect()),
        Given::windows(windows.collect()),
    ]
}

/// Every instant of a window at which something may change, its start, and one between each two of them.
fn probes(view: View<'_>, window: Window) -> Vec<Instant> {
    let mut edges = vec![window.start];
    edges.extend(view.edges(window));
    edges.push(window.end);
    let between = edges
        .windows(2)
        .map(|pair| seconds(pair[0].seconds.midpoint(pair[1].seconds)));
    let mut probes: Vec<Instant> = between.chain(edges.iter().copied()).collect();
    probes.retain(|probe| window.contains(*probe));
    probes.sort_unstable();
    probes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_instant_is_closed_where_a_period_holds_it(calendars in any_calendars(), start in 0i64..2_000) {
        let given = given();
        let view = View::new(&calendars, CalendarId(0), &given);
        let window = Window::new(seconds(BASE + start * 3_600), seconds(BASE + start * 3_600 + 20 * DAY)).unwrap();
        let segments = view.segments(window);
        for probe in probes(view, window) {
            let moment = Window::new(probe, Instant { nanos: 1, ..probe }).unwrap();
            let closed = view.closed_at(probe);
            prop_assert_eq!(closed, !view.periods(moment).is_empty(), "{}", probe);
            prop_assert_eq!(closed, view.reason(moment).is_some());
            let segment = segments.iter().filter(|segment| segment.window.contains(probe)).collect::<Vec<_>>();
            prop_assert_eq!(segment.len(), 1);
            prop_assert_eq!(segment[0].is_closed(), closed, "{}", probe);
            prop_assert_eq!(view.runway(probe) == Some(Duration::ZERO), closed, "{}", probe);
        }
        prop_assert_eq!(view.closed_during(window), !view.periods(window).is_empty());
    }

    #[test]
    fn open_and_closed_time_add_up(calendars in any_calendars(), start in 0i64..2_000, hours in 1i64..1_000) {
        let given = given();
        let view = View::new(&calendars, CalendarId(0), &given);
        let start = BASE + start * 3_600;
        let window = Window::new(seconds(start), seconds(start + hours * 3_600)).unwrap();
        let (mut open, mut closed) = (0, 0);
        for segment in view.segments(window) {
            let length = segment.window.length().seconds;
            if segment.is_closed() { closed += length } else { open += length }
        }
        prop_assert_eq!(open + closed, hours * 3_600);
        prop_assert_eq!(view.business_time(window), Duration::from_seconds(open));
    }

    #[test]
    fn the_next_open_window_is_open_and_the_earliest(calendars in any_calendars(), start in 0i64..2_000, length in 1i64..60) {
        let given = given();
        let view = View::new(&calendars, CalendarId(0), &given);
        let start = BASE + start * 3_600 + 1_234;
        let at = |start: i64| Window::new(seconds(start), seconds(start + length * 3_600)).unwrap();
        // Only where something closed ends can the earliest open window begin, unless it is the one asked about.
        let search = Window::new(seconds(start), seconds(start + 60 * DAY)).unwrap();
        let first = std::iter::once(search.start)
            .chain(view.edges(search))
            .find(|edge| !view.closed_during(at(edge.seconds)));
        match (view.next_open(at(start)), first) {
            (Some(found), Some(first)) => {
                prop_assert_eq!(found, at(first.seconds));
                prop_assert!(!view.closed_during(found));
            }
            (Some(found), None) => {
                prop_assert!(found.start > search.start && !view.closed_during(found));
                prop_assert!(found.start >= search.end);
            }
            (None, first) => prop_assert_eq!(first, None),
        }
    }

    #[test]
    fn what_is_kept_does_not_change_an_answer(calendars in any_calendars(), hours in prop::collection::vec(0i64..20_000, 1..20)) {
        // The same questions in another order, of a fresh calendar.
        let given = given();
        let fresh = Calendars::new(calendars.iter().map(|(_, calendar)| calendar.clone()).collect());
        let ask = |calendars: &Calendars, hour: i64| {
            let start = BASE + hour * 3_600;
            let window = Window::new(seconds(start), seconds(start + DAY)).unwrap();
            let view = View::new(calendars, CalendarId(0), &given);
            (view.closed_during(window), view.occurrences(window), view.next_open(window))
        };
        let one: Vec<_> = hours.iter().map(|hour| ask(&calendars, *hour)).collect();
        let mut other: Vec<_> = hours.iter().rev().map(|hour| ask(&fresh, *hour)).collect();
        other.reverse();
        prop_assert_eq!(one, other);
    }
}
