//! Argo CD's own cases of sync windows as calendars.
//!
//! `allow` is `open` and `deny` is `closed`. What Argo CD allows by hand (`manualSync`) is a second calendar, the one that
//! an emergency release is held to: without the denials that a hand may pass, and without the allowances where it may
//! pass them all. What it lets run over (`syncOverrun`) is a calendar that lets releases in flight continue; denials
//! that do not are a second one that stops them, with the allowances where any of these does not.

use std::path::Path;

use serde_json::Value;

use tollgate::calendar::cron::parse::parse;
use tollgate::calendar::entry::{Entry, Pattern};
use tollgate::calendar::model::{Calendar, Calendars};
use tollgate::calendar::question::View;
use tollgate::calendar::words::{Effect, InFlight};
use tollgate::value::CalendarId;
use tollgate::value::duration::Duration;
use tollgate::value::instant::Instant;
use tollgate::value::window::Window;
use tollgate::value::zone::Zone;

const CASES: &str = "shared/data/argocd-syncwindows/cases.json";

/// Cases that are meant differently here, or cannot be asked, and why.
const APART: [(&str, &str, &str); 3] = [
    (
        "TestSyncWindows_InactiveAllows",
        "MatchNone-InvalidSchedule",
        "7 is Sunday here, as in Vixie's cron and GitLab's; Argo CD's reader knows 0 to 6",
    ),
    (
        "TestSyncWindow_Active",
        "Allow-inactive-InvalidSchedule",
        "7 is Sunday here, as in Vixie's cron and GitLab's; Argo CD's reader knows 0 to 6",
    ),
    (
        "TestSyncWindows_CanSync",
        "will return error when inactive-allow has invalid duration",
        "the case names no windows",
    ),
];

/// A Wednesday, an ordinary day for all zones of the cases.
fn at(hour: i64, minutes: i64) -> Instant {
    let midnight = Instant::parse("2026-06-03T00:00:00Z").unwrap();
    Instant {
        seconds: midnight.seconds + hour * 3_600 + minutes * 60,
        nanos: 0,
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn is(value: &Value, name: &str) -> bool {
    value[name].as_bool().unwrap_or(false)
}

/// `30m` of Go as ours.
fn length(text: &str) -> Result<Duration, String> {
    let ours = text
        .strip_suffix('m')
        .map(|minutes| format!("{minutes}min"));
    Duration::parse(&ours.unwrap_or_else(|| text.to_owned()))
}

/// `-25 * time.Minute` in minutes.
fn minutes(text: &str) -> i64 {
    let Some((count, unit)) = text.split_once('*') else {
        return text.trim().parse().unwrap();
    };
    let unit = match unit.trim() {
        "time.Minute" => 1,
        "time.Hour" => 60,
        unit => panic!("{unit}"),
    };
    count.trim().parse::<i64>().unwrap() * unit
}

fn entry(effect: Effect, zone: Zone, pattern: Pattern) -> Entry {
    Entry {
        effect,
        name: "window".to_owned(),
        reason: None,
        owner: None,
        ticket: None,
        zone,
        pattern,
        except: Vec::new(),
        also: Vec::new(),
        span: None,
    }
}

/// A window of a case, its moments counted from noon.
fn read(window: &Value, effect: Effect) -> Result<Entry, String> {
    if is(window, "invalid") {
        return Err("invalid".to_owned());
    }
    let noon = at(12, 0);
    let lasting = |start: Instant, length: Duration| {
        let end = start.plus(length, Zone::UTC).unwrap();
        Pattern::Windows(vec![(Window::new(start, end).unwrap(), None)])
    };
    let pattern = if let Some(offset) = window["starts_at_offset"].as_str() {
        lasting(at(12, minutes(offset)), length(text(window, "duration"))?)
    } else if let Some(active) = window["active"].as_bool() {
        let start = if active { noon } else { at(0, 0) };
        lasting(start, Duration::from_seconds(3_600))
    } else {
        Pattern::Cron {
            schedule: parse(text(window, "schedule")).map_err(|error| error.message)?,
            length: length(text(window, "duration"))?,
        }
    };
    let zone = match text(window, "timeZone") {
        "" => Zone::UTC,
        name => Zone::parse(name).unwrap(),
    };
    Ok(entry(effect, zone, pattern))
}

fn effect(window: &Value) -> Effect {
    match text(window, "kind") {
        "allow" => Effect::Open,
        _ => Effect::Closed,
    }
}

/// Whether a calendar of these windows bars a release.
fn bars(
    windows: &[&Value],
    in_flight: InFlight,
    always: bool,
    release: Window,
) -> Result<bool, String> {
    let entries = windows.iter().map(|window| read(window, effect(window)));
    let mut entries = entries.collect::<Result<Vec<Entry>, String>>()?;
    if always {
        let schedule = parse("* * * * *").unwrap();
        let length = Duration::from_seconds(3_600);
        entries.push(entry(
            Effect::Open,
            Zone::UTC,
            Pattern::Cron { schedule, length },
        ));
    }
    let calendars = Calendars::new(vec![Calendar::new(
        "c".to_owned(),
        Zone::UTC,
        in_flight,
        entries,
    )]);
    Ok(View::new(&calendars, CalendarId(0), &[]).closed_during(release))
}

/// The places of the windows that are active at an instant.
fn active(windows: &[Value], instant: Instant) -> Result<Vec<usize>, String> {
    let entries = windows.iter().map(|window| read(window, Effect::Mark));
    let entries = entries.collect::<Result<Vec<Entry>, String>>()?;
    let calendars = Calendars::new(vec![Calendar::new(
        "c".to_owned(),
        Zone::UTC,
        InFlight::Stop,
        entries,
    )]);
    let view = View::new(&calendars, CalendarId(0), &[]);
    let moment = Window::new(
        instant,
        Instant {
            nanos: 1,
            ..instant
        },
    )
    .unwrap();
    let mut active: Vec<usize> = view
        .occurrences(moment)
        .iter()
        .filter_map(|period| period.cause.entry())
        .collect();
    active.dedup();
    Ok(active)
}

fn can_sync(case: &Value, windows: &[&Value]) -> Result<bool, String> {
    let release = Window::new(at(12, 0), at(12, 1)).unwrap();
    let hand = |window: &&&Value| is(window, "manualSync");
    let held: Vec<&Value> = if is(case, "is_manual") {
        let allows = || {
            windows
                .iter()
                .filter(|window| effect(window) == Effect::Open)
        };
        let pass_all = allows().all(|window| hand(&window));
        let denies = windows
            .iter()
            .filter(|window| effect(window) == Effect::Closed);
        let denies = denies.filter(|window| !hand(window));
        denies
            .chain(allows().filter(|_| !pass_all))
            .copied()
            .collect()
    } else {
        windows.to_vec()
    };
    bars(&held, InFlight::Stop, false, release).map(|barred| !barred)
}

fn can_go_on(case: &Value, windows: &[&Value]) -> bool {
    let started = case["operation_start_offset"].as_str().map_or(0, minutes);
    let release = Window::new(at(12, started), at(12, 1)).unwrap();
    let always = is(case, "base_allow_always_active");
    let runs_over = |window: &&&Value| is(window, "syncOverrun");
    let allows = || {
        windows
            .iter()
            .filter(|window| effect(window) == Effect::Open)
    };
    let strict_allows = allows().any(|window| !runs_over(&window));
    let denies = windows
        .iter()
        .filter(|window| effect(window) == Effect::Closed);
    let strict: Vec<&Value> = denies
        .filter(|window| !runs_over(window))
        .chain(allows().filter(|_| strict_allows))
        .copied()
        .collect();
    let lenient = bars(windows, InFlight::Continue, always, release).unwrap();
    !lenient && !bars(&strict, InFlight::Stop, false, release).unwrap()
}

#[test]
fn argo_sync_windows_give_the_answers_asserted_there() {
    // Beside the repository, or beside what holds its worktrees.
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let cases = above
        .map(|folder| folder.join(CASES))
        .find(|path| path.exists());
    let Some(cases) = cases else {
        eprintln!("skipped: ../{CASES} is not there");
        return;
    };
    let cases = std::fs::read_to_string(cases).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&cases).unwrap();
    assert_eq!(cases.len(), 43);
    let mut apart = 0;
    for case in &cases {
        let (function, test) = (text(case, "fn"), text(case, "test"));
        if let Some((.., why)) = APART.iter().find(|(f, t, _)| (*f, *t) == (function, test)) {
            eprintln!("apart: {function}/{test}: {why}");
            apart += 1;
            continue;
        }
        let windows = case["windows"].as_array().unwrap();
        let all: Vec<&Value> = windows.iter().collect();
        let hour = at(case["at_hour_utc"].as_i64().unwrap_or(12), 0);
        let name = format!("{function}/{test}");
        match text(case, "what") {
            "overrun" => {
                assert_eq!(
                    can_go_on(case, &all),
                    is(case, "expected_can_sync"),
                    "{name}"
                );
            }
            "canSync" => match can_sync(case, &all) {
                Ok(can) => assert_eq!(
                    (can, false),
                    (is(case, "expected_can_sync"), is(case, "error")),
                    "{name}"
                ),
                Err(error) => assert!(is(case, "error"), "{name}: {error}"),
            },
            what => match active(windows, hour) {
                Err(error) => assert!(is(case, "error"), "{name}: {error}"),
                Ok(active) => {
                    assert!(!is(case, "error"), "{name}");
                    let inactive = (0..windows.len())
                        .filter(|place| !active.contains(place))
                        .collect();
                    let found: Vec<usize> = if what == "inactiveAllows" {
                        inactive
                    } else {
                        active
                    };
                    if let Some(expected) = case["expected_active"].as_bool() {
                        assert_eq!(!found.is_empty(), expected, "{name}");
                    } else {
                        assert_eq!(
                            Some(found.len() as u64),
                            case["expected_count"].as_u64(),
                            "{name}"
                        );
                        if let Some(place) = case["matching_index"].as_u64() {
                            assert_eq!(found, [place as usize], "{name}");
                        }
                    }
                }
            },
        }
    }
    assert_eq!(apart, APART.len());
}
