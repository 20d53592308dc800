//! Calendars made of real data: the weeks of OpenStack's series, and public holidays, day by day over years.

use bumpalo::Bump;
use chrono::NaiveDate;

use tollgate::engine::facade::Engine;
use tollgate::source::loader::MemoryLoader;
use tollgate::value::date::{Date, TimeOfDay};
use tollgate::value::instant::Instant;
use tollgate::value::outcome::Verdict;
use tollgate::value::zone::Zone;

use crate::deciding::{document, request, shared};

fn engine(loader: &MemoryLoader) -> Engine {
    let mut engine = Engine::default();
    let outcome = engine.add(loader, "p.gate", &[]).unwrap();
    let faults: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect();
    assert!(outcome.ready, "{faults:?}");
    engine
}

const SCHEDULE: &str = r#"
policy series { title "t" owner "o" version "1" zone "UTC" }
type Schedule open { cycle : list of Week }
type Week open {
  start            : date
  end              : date
  x_project        named "x-project"        : list of text
  project_specific named "project-specific" : list of text
}
input schedule : Schedule

define marks(w: Week) = concat(w.x_project default [], w.project_specific default [])
define frozen = [w for w in schedule.cycle where (some m in marks(w): contains(m, "freeze"))]

calendar freezes {
  closed "Freeze" in windows [window(at_local(w.start, 00:00), at_local(w.end, 00:00) + 1 day) for w in frozen]
}

rule FRZ-1 "Outside the weeks of a freeze" {
  severity block
  forbid freezes.closed_at(now)
}
"#;

#[test]
fn the_series_of_openstack_freeze_in_their_weeks() {
    let mut loader = MemoryLoader::default();
    loader.insert("p.gate", SCHEDULE);
    let engine = engine(&loader);
    let Some(folder) = shared("openstack-releases/schedules") else {
        return;
    };
    let (mut frozen_days, mut days) = (0, 0);
    for series in ["antelope", "caracal", "epoxy", "queens", "train", "wallaby"] {
        let text = std::fs::read_to_string(folder.join(format!("{series}.yaml"))).unwrap();
        // What the test itself reads of the file, by no part of what it tests.
        let yaml: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let day =
            |value: &serde_yaml::Value| -> NaiveDate { value.as_str().unwrap().parse().unwrap() };
        let weeks: Vec<(NaiveDate, NaiveDate, bool)> = yaml["cycle"]
            .as_sequence()
            .unwrap()
            .iter()
            .map(|week| {
                let marks = ["x-project", "project-specific"]
                    .into_iter()
                    .filter_map(|key| week[key].as_sequence())
                    .flatten();
                let frozen = marks
                    .clone()
                    .any(|mark| mark.as_str().unwrap().contains("freeze"));
                (day(&week["start"]), day(&week["end"]), frozen)
            })
            .collect();
        let descriptor = document("schedule.yaml", &text);
        let asked = request(&descriptor, "2020-01-01T00:00:00Z", None);
        let arena = Bump::new();
        let rehearsal = engine.rehearse(&arena, &asked, None).unwrap();
        let (first, last) = (weeks[0].0, weeks[weeks.len() - 1].1);
        for date in first.iter_days().take_while(|date| *date <= last) {
            let frozen = weeks
                .iter()
                .any(|(start, end, frozen)| *frozen && *start <= date && date <= *end);
            for second in [0, 43_200, 86_399] {
                let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
                let at = Instant {
                    seconds: midnight + second,
                    nanos: 0,
                };
                let inner = Bump::new();
                let verdict = rehearsal.at(&inner, at).verdict;
                assert_eq!(verdict == Verdict::NoGo, frozen, "{series} {at}");
            }
            days += 1;
            frozen_days += usize::from(frozen);
        }
    }
    assert!(
        days > 1_000 && frozen_days > 100,
        "{days} days, {frozen_days} frozen"
    );
}

#[test]
fn public_holidays_close_their_own_days() {
    let files = [
        ("GB_ENG", "Europe/London"),
        ("DE_BY", "Europe/Berlin"),
        ("US_COMMON", "America/New_York"),
        ("JP_COMMON", "Asia/Tokyo"),
        ("XNYS", "America/New_York"),
    ];
    for (name, zone_name) in files {
        let Some(path) = shared(&format!("holidays/{name}.json")) else {
            return;
        };
        let bytes = std::fs::read(path).unwrap();
        let known: std::collections::BTreeMap<String, String> =
            serde_json::from_slice(&bytes).unwrap();
        let mut loader = MemoryLoader::default();
        loader.insert("holidays.json", bytes);
        loader.insert(
            "p.gate",
            format!(
                "policy p {{ title \"t\" owner \"o\" version \"1\" zone \"UTC\" }}\n\
                 type Release {{ id : text }}\ninput release : Release\n\
                 data holidays : map of date to text from \"holidays.json\"\n\
                 calendar shut {{ zone \"{zone_name}\"  closed \"Holiday\" on dates in holidays }}\n\
                 rule H-1 \"no holiday\" {{ severity block forbid shut.closed_at(now) because \"{{shut.reason(window(now, now + 1 second))}}\" }}\n"
            ),
        );
        let engine = engine(&loader);
        let release = document("release.yaml", "id: R-1\n");
        let asked = request(&release, "2020-01-01T00:00:00Z", None);
        let arena = Bump::new();
        let rehearsal = engine.rehearse(&arena, &asked, None).unwrap();
        let zone = Zone::parse(zone_name).unwrap();
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        for date in first.iter_days().take(3 * 365) {
            let holiday = known.get(&date.to_string());
            let start = Instant::from_local(Date(date), TimeOfDay(0), zone).unwrap();
            let end =
                Instant::from_local(Date(date.succ_opt().unwrap()), TimeOfDay(0), zone).unwrap();
            for seconds in [start.seconds, start.seconds + 40_000, end.seconds - 1] {
                let inner = Bump::new();
                let answer = rehearsal.told(&inner, Instant { seconds, nanos: 0 });
                assert_eq!(
                    answer.verdict == Verdict::NoGo,
                    holiday.is_some(),
                    "{name} {date} {seconds}"
                );
                if let Some(holiday) = holiday {
                    let because = answer.against[0].because.clone().unwrap();
                    assert_eq!(because, format!("Holiday: {holiday}"), "{name} {date}");
                }
            }
        }
    }
}
