//! Asking a calendar of 200 recurring periods about ten years.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark has no user"
)]

use std::hint::black_box;

use chrono::Weekday;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

use tollgate::calendar::cron::parse::parse;
use tollgate::calendar::entry::{Entry, Given, Pattern};
use tollgate::calendar::model::{Calendar, Calendars};
use tollgate::calendar::question::View;
use tollgate::calendar::words::{Cycle, Effect, Hours, HoursEnd, InFlight, Nth};
use tollgate::value::CalendarId;
use tollgate::value::date::TimeOfDay;
use tollgate::value::duration::Duration;
use tollgate::value::instant::Instant;
use tollgate::value::window::Window;
use tollgate::value::zone::Zone;

const ZONES: [&str; 4] = [
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
];

/// Short periods of every kind, so that windows between them are open.
fn entry(number: u32) -> Entry {
    let weekday = Weekday::try_from(u8::try_from(number % 7).unwrap()).unwrap();
    let from = TimeOfDay((number * 613) % 1_440 * 60);
    let hours = Some(Hours {
        from,
        end: HoursEnd::For(Duration::from_seconds(1_200)),
    });
    let cycle = |cycle| Pattern::Cycle {
        cycle,
        hours,
        starting: None,
        until: None,
    };
    let pattern = match number % 4 {
        0 => cycle(Cycle::Weeks {
            every: 1,
            on: vec![weekday],
        }),
        1 => cycle(Cycle::Months {
            every: 1,
            on: vec![Nth::Workday(-1), Nth::Weekday(2, weekday)],
        }),
        2 => Pattern::Cron {
            schedule: parse(&format!("*/5 {} * * {}", number % 24, number % 7)).unwrap(),
            length: Duration::from_seconds(600),
        },
        _ => cycle(Cycle::Quarters {
            on: vec![Nth::Day(-1)],
        }),
    };
    Entry {
        effect: Effect::Closed,
        name: format!("period {number}"),
        reason: None,
        owner: None,
        ticket: None,
        zone: Zone::parse(ZONES[number as usize % ZONES.len()]).unwrap(),
        pattern,
        except: Vec::new(),
        also: Vec::new(),
        span: None,
    }
}

fn calendars(given: bool) -> Calendars {
    let mut entries: Vec<Entry> = (0..200).map(entry).collect();
    if given {
        entries.push(Entry {
            pattern: Pattern::Given {
                slot: 0,
                hours: None,
            },
            ..entry(0)
        });
    }
    let calendar = Calendar::new("busy".to_owned(), Zone::UTC, InFlight::Stop, entries);
    Calendars::new(vec![calendar])
}

/// So many minutes each, spread over ten years.
fn windows(minutes: i64) -> Vec<Window> {
    let start = Instant::parse("2026-01-01T00:00:00Z").unwrap().seconds;
    let at = |seconds| Instant { seconds, nanos: 0 };
    (0..3_650)
        .map(|day| start + day * 86_400 + day * 7_919 % 86_400)
        .map(|start| Window::new(at(start), at(start + minutes * 60)).unwrap())
        .collect()
}

fn ask(c: &mut Criterion) {
    let (windows, short) = (windows(240), windows(5));
    let mut turn = (0..windows.len()).cycle();
    let mut next = || windows[turn.next().unwrap()];
    let mut turn = (0..short.len()).cycle();
    let mut next_short = || short[turn.next().unwrap()];
    let ten_years = Window::new(windows[0].start, windows[3_649].end).unwrap();
    let plain = calendars(false);
    let view = View::new(&plain, CalendarId(0), &[]);
    view.business_time(ten_years);
    c.bench_function("closed_during, 200 recurring periods, ten years", |b| {
        b.iter(|| view.closed_during(black_box(next())));
    });
    c.bench_function("closed_during of windows that are mostly open", |b| {
        b.iter(|| view.closed_during(black_box(next_short())));
    });
    c.bench_function("next_open, 200 recurring periods", |b| {
        b.iter(|| view.next_open(black_box(next())));
    });
    c.bench_function("business_time of ten years", |b| {
        b.iter(|| view.business_time(black_box(ten_years)));
    });
    let holidays = (0..100).map(|n| (windows[n * 36].start.date_in(Zone::UTC), None));
    let given = [Given::dates(holidays.collect())];
    let with_dates = calendars(true);
    let view = View::new(&with_dates, CalendarId(0), &given);
    view.business_time(ten_years);
    c.bench_function(
        "closed_during, with dates that come with the question",
        |b| {
            b.iter(|| view.closed_during(black_box(next_short())));
        },
    );
    c.bench_function("the first question of a calendar", |b| {
        b.iter_batched(
            || calendars(false),
            |calendars| View::new(&calendars, CalendarId(0), &[]).closed_during(windows[0]),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, ask);
criterion_main!(benches);
