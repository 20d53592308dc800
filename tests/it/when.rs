//! When a release could go: held against answers known beforehand, and against asking at a great many instants.

use bumpalo::Bump;
use proptest::prelude::*;

use tollgate::decision::when::When;
use tollgate::engine::facade::Engine;
use tollgate::remedy::when::when;
use tollgate::source::loader::Loader;
use tollgate::value::duration::Duration;
use tollgate::value::instant::Instant;
use tollgate::value::outcome::Verdict;
use tollgate::value::window::Window;

use crate::deciding::{document, request};

struct One(String);

impl Loader for One {
    fn load(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }
}

fn engine(body: &str) -> Engine {
    let text = format!(
        "policy p {{ title \"t\" owner \"o\" version \"1\" zone \"Europe/London\" }}\n{TYPES}\n{body}\n"
    );
    let mut engine = Engine::default();
    let outcome = engine.add(&One(text), "p.gate", &[]).unwrap();
    let faults: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect();
    assert!(outcome.ready, "{faults:?}");
    engine
}

const TYPES: &str = r#"
type Release {
  id       : text
  schedule : Schedule
  approved : instant
  expires  : instant
  legal    : date
  zone     : zone
  checks   : list of Check
}
type Schedule { planned_start : instant  planned_end : instant  window = window(planned_start, planned_end) }
type Check { name : text  at : instant  planned_start : instant }
input release : Release
"#;

const RELEASE: &str = r#"
id: R-1
schedule: {planned_start: 2026-11-10T18:00:00Z, planned_end: 2026-11-10T22:00:00Z}
approved: 2026-11-09T10:00:00Z
expires: 2026-11-20T12:30:00Z
legal: 2026-11-12
zone: Asia/Singapore
checks:
- {name: unit, at: 2026-11-08T09:15:30Z, planned_start: 2026-11-10T20:00:00Z}
- {name: load, at: 2026-10-20T00:00:00Z, planned_start: 2026-11-11T20:00:00Z}
"#;

fn asked(from: &str, to: &str) -> Window {
    Window::new(Instant::parse(from).unwrap(), Instant::parse(to).unwrap()).unwrap()
}

fn answer(body: &str, from: &str, to: &str, length: Option<&str>) -> When {
    let engine = engine(body);
    let release = document("release.yaml", RELEASE);
    let length = length.map(|length| Duration::parse(length).unwrap());
    when(
        &engine,
        &request(&release, from, None),
        asked(from, to),
        length,
    )
    .unwrap()
}

/// The windows in which it may begin.
fn open(when: &When) -> Vec<String> {
    when.stretches
        .iter()
        .filter(|stretch| stretch.verdict <= Verdict::ConditionalGo)
        .map(|stretch| stretch.window.to_string())
        .collect()
}

const FROM: &str = "2026-11-01T00:00:00Z";
const TO: &str = "2026-12-01T00:00:00Z";

#[test]
fn an_expiry_ends_the_window_to_the_second() {
    let rule = "rule A-1 \"in date\" { severity block require now <= release.expires }";
    let found = answer(rule, FROM, TO, None);
    // `<=` holds at that second still.
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-20T12:30:01Z"]);
    let rule = "rule A-1 \"in date\" { severity block require now < release.expires }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-20T12:30:00Z"]);
}

#[test]
fn the_whole_plan_moves_with_its_beginning() {
    // The window's end, four hours after its start, is what must come before the expiry.
    let rule = "rule A-1 \"done in time\" { severity block require release.schedule.planned_end <= release.expires }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-20T08:30:01Z"]);
    // With a length of its own.
    let found = answer(rule, FROM, TO, Some("30 min"));
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-20T12:00:01Z"]);
    // What is planned beside the window keeps its distance to it: the second check begins 26 hours after it.
    let rule = "rule A-1 \"late ones too\" { severity block require every c in release.checks: c.planned_start <= release.expires }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-19T10:30:01Z"]);
}

#[test]
fn ages_of_evidence_run_out_one_by_one() {
    let rule = "rule A-1 \"fresh\" for each c in release.checks keyed by c.name { severity block require now - c.at <= 30 days }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-19T00:00:01Z"]);
    let closed = &found.stretches[1];
    assert_eq!(closed.against.len(), 1);
    assert_eq!(closed.against[0].key.as_deref(), Some("load"));
}

#[test]
fn local_dates_turn_at_their_own_midnight() {
    let rule = "rule A-1 \"legal\" { severity block require date_of(release.schedule.planned_start, zone: release.zone) is on or after release.legal }";
    let found = answer(rule, FROM, TO, None);
    // 12 November begins in Singapore at 16:00 UTC of the 11th.
    assert_eq!(open(&found), ["2026-11-11T16:00:00Z/2026-12-01T00:00:00Z"]);
}

#[test]
fn times_of_day_open_every_day() {
    let rule = "rule A-1 \"at night\" { severity block require time_of(release.schedule.planned_start) >= 22:00 }";
    let found = answer(rule, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", None);
    // London leaves summer time on the 25th.
    assert_eq!(
        open(&found),
        [
            "2026-10-24T21:00:00Z/2026-10-24T23:00:00Z",
            "2026-10-25T22:00:00Z/2026-10-26T00:00:00Z",
            "2026-10-26T22:00:00Z/2026-10-27T00:00:00Z"
        ]
    );
}

#[test]
fn calendar_steps_jump_where_clocks_change() {
    // A day's notice is a step of the calendar: across the change it has 25 hours.
    let rule = "rule A-1 \"notice\" { severity block require 2026-10-25T00:30:00Z + 1 day <= now }";
    let found = answer(rule, "2026-10-24T00:00:00Z", "2026-10-28T00:00:00Z", None);
    assert_eq!(open(&found), ["2026-10-26T01:30:00Z/2026-10-28T00:00:00Z"]);
    let rule = "rule A-1 \"notice\" { severity block require now + 1 day >= 2026-10-25T12:00:00Z }";
    let found = answer(rule, "2026-10-24T00:00:00Z", "2026-10-28T00:00:00Z", None);
    assert_eq!(open(&found), ["2026-10-24T11:00:00Z/2026-10-28T00:00:00Z"]);
}

#[test]
fn effective_dates_are_turns() {
    let rule = "rule A-1 \"later\" { severity block effective from 2026-11-10 until 2026-11-15 require false }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(
        open(&found),
        [
            "2026-11-01T00:00:00Z/2026-11-10T00:00:00Z",
            "2026-11-16T00:00:00Z/2026-12-01T00:00:00Z"
        ]
    );
}

#[test]
fn a_release_without_a_plan_moves_in_time_alone() {
    let engine = engine("rule A-1 \"in date\" { severity block require now <= release.expires }");
    let release = document("release.yaml", "id: R-2\nexpires: 2026-11-05T00:00:00Z\n");
    let found = when(
        &engine,
        &request(&release, FROM, None),
        asked(FROM, TO),
        None,
    )
    .unwrap();
    assert_eq!(found.planned, None);
    assert_eq!(open(&found), ["2026-11-01T00:00:00Z/2026-11-05T00:00:01Z"]);
}

#[test]
fn stretches_follow_each_other_and_differ() {
    let rule = "rule A-1 \"a\" { severity block require now <= release.expires }\nrule A-2 \"b\" { severity warn require now >= release.approved }";
    let found = answer(rule, FROM, TO, None);
    assert_eq!(
        found.stretches.first().unwrap().window.start,
        asked(FROM, TO).start
    );
    assert_eq!(
        found.stretches.last().unwrap().window.end,
        asked(FROM, TO).end
    );
    for pair in found.stretches.windows(2) {
        assert_eq!(pair[0].window.end, pair[1].window.start);
        assert!(pair[0].verdict != pair[1].verdict || pair[0].against != pair[1].against);
    }
    let verdicts: Vec<Verdict> = found.stretches.iter().map(|one| one.verdict).collect();
    assert_eq!(
        verdicts,
        [Verdict::ConditionalGo, Verdict::Go, Verdict::NoGo]
    );
}

/// Conditions that turn in all the ways that time can turn one. `{}` holds a number.
const CONDITIONS: &[&str] = &[
    "now >= release.approved + {} hours",
    "now - release.approved <= {} hours",
    "release.schedule.planned_end <= release.expires - {} min",
    "release.schedule.planned_start in window(release.approved, release.expires)",
    "release.schedule.window within window(release.approved, release.expires + {} hours)",
    "not overlaps(release.schedule.window, window(release.approved + {} hours, release.expires))",
    "time_of(release.schedule.planned_start) >= 20:00",
    "time_of(release.schedule.planned_end, zone: release.zone) < 09:00",
    "date_of(now, zone: release.zone) >= release.legal",
    "date_of(release.schedule.planned_start) != date_of(release.schedule.planned_end)",
    "week_of(release.schedule.planned_start) == week_of(release.expires)",
    "hours_of(release.expires - now) >= {}",
    "count(c for c in release.checks where now - c.at <= {} hours) >= 1",
    "min(c.at + {} hours for c in release.checks) <= now",
    "now + {} days >= release.expires",
    "peak.closed_during(release.schedule.window)",
    "not peak.closed_at(now + {} hours)",
    "peak.runway(now) >= {} hours",
    "peak.business_time(release.schedule.window) >= {} min",
    "peak.next_open(release.schedule.window).start <= release.expires",
    "peak.is_open_day(date_of(release.schedule.planned_start))",
];

const CALENDAR: &str = r#"
calendar peak {
  zone "America/New_York"
  closed "Weekend" every fri from 15:00 to mon 08:00
  closed "Night"   every weekday from 23:00 to 06:00 zone "Asia/Tokyo"
  closed "Payday"  every month on last weekday from 18:00 for 20 hours
}
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever turns an answer is found: asked at instants all over the time, the policy says what the stretch says.
    #[test]
    fn no_turn_is_missed(
        first in 0..CONDITIONS.len(),
        second in 0..CONDITIONS.len(),
        number in 1..200_u32,
        negate in any::<bool>(),
        start in 0..2_000_000_i64,
        steps in proptest::collection::vec(1..1_000_000_i64, 200),
    ) {
        let condition = |index: usize| CONDITIONS[index].replace("{}", &number.to_string());
        let not = if negate { "not " } else { "" };
        let body = format!(
            "{CALENDAR}rule A-1 \"a\" {{ severity block require {not}({}) }}\nrule A-2 \"b\" {{ severity block unless {} require now < 2026-11-01T00:00Z }}",
            condition(first), condition(second),
        );
        let engine = engine(&body);
        let release = document("release.yaml", RELEASE);
        let from = Instant { seconds: 1_792_800_000 + start, nanos: 0 };
        let to = Instant { seconds: from.seconds + 30 * 86_400, nanos: 0 };
        let window = Window::new(from, to).unwrap();
        let request = request(&release, &from.to_string(), None);
        let found = when(&engine, &request, window, None).unwrap();
        prop_assert_eq!(found.cut_short_at, None);
        let arena = Bump::new();
        let rehearsal = engine.rehearse(&arena, &request, None).unwrap();
        let mut instants: Vec<i64> = steps.iter().map(|step| from.seconds + step % (30 * 86_400)).collect();
        for stretch in &found.stretches {
            instants.push(stretch.window.start.seconds);
            instants.push(stretch.window.end.seconds - 1);
        }
        for seconds in instants {
            let at = Instant { seconds, nanos: 0 };
            let inner = Bump::new();
            let verdict = rehearsal.at(&inner, at).verdict;
            let stretch = found.stretches.iter().find(|one| one.window.contains(at)).unwrap();
            prop_assert_eq!(verdict, stretch.verdict, "at {} in {}", at, body);
        }
    }
}
