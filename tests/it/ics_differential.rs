//! Random iCalendar files read here and by Python's `icalendar` and `recurring-ical-events`: the same windows.
//!
//! Skipped where these are not installed; `python3 tests/differential/ics_install.py` puts them under `target/`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use tollgate::calendar::entry::{Entry, Pattern};
use tollgate::calendar::ics::read::read;
use tollgate::calendar::model::{Calendar, Calendars};
use tollgate::calendar::question::View;
use tollgate::calendar::words::{Effect, InFlight};
use tollgate::value::CalendarId;
use tollgate::value::window::Window;
use tollgate::value::zone::Zone;

const FILES: usize = 150;
const EVENTS: u64 = 8;
const OVER: &str = "2026-01-01T00:00:00Z/2027-01-01T00:00:00Z";
const ZONES: [&str; 7] = [
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Australia/Lord_Howe",
];
const RULES: [&str; 12] = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=2TU,-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=YEARLY",
];

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// How an event writes its times.
#[derive(Clone, Copy, PartialEq)]
enum Kind<'z> {
    Days,
    Floating,
    Utc,
    In(&'z str),
}

impl Kind<'_> {
    fn write(self, name: &str, day: u64, minute: u64) -> String {
        let date = chrono::NaiveDate::from_ymd_opt(2025, 9, 1).unwrap() + chrono::Days::new(day);
        let date = date.format("%Y%m%d");
        let time = format!("T{:02}{:02}00", minute / 60, minute % 60);
        match self {
            Kind::Days => format!("{name};VALUE=DATE:{date}\r\n"),
            Kind::Floating => format!("{name}:{date}{time}\r\n"),
            Kind::Utc => format!("{name}:{date}{time}Z\r\n"),
            Kind::In(zone) => format!("{name};TZID={zone}:{date}{time}\r\n"),
        }
    }
}

fn event(number: u64, random: &mut Numbers) -> String {
    let kind = match random.below(6) {
        0 | 1 => Kind::Days,
        2 => Kind::Floating,
        3 => Kind::Utc,
        _ => Kind::In(random.of(&ZONES)),
    };
    let (day, minute) = (random.below(480), random.below(96) * 15);
    let mut text =
        format!("BEGIN:VEVENT\r\nUID:{number}@example.org\r\nSUMMARY:event {number}\r\n");
    text += &kind.write("DTSTART", day, minute);
    match (kind, random.below(3)) {
        (_, 0) => text += &format!("DURATION:P{}D\r\n", random.below(3) + 1),
        (Kind::Days, _) => text += &kind.write("DTEND", day + 1 + random.below(3), 0),
        (_, 1) => text += &format!("DURATION:PT{}M\r\n", random.below(2_000) + 1),
        _ => {
            text += &kind.write(
                "DTEND",
                day + random.below(3),
                minute + (1_439 - minute) / 2 + 1,
            )
        }
    }
    if random.below(4) > 0 {
        let rule = random.of(&RULES);
        // An UNTIL before the start is no rule that the RFC knows.
        let bound = if day < 320 {
            random.below(3)
        } else {
            random.below(2) * 2
        };
        let end = match (bound, kind) {
            (0, _) => format!(";COUNT={}", random.below(30) + 1),
            (1, Kind::Days) => ";UNTIL=20260731".to_owned(),
            (1, Kind::Floating) => ";UNTIL=20260731T120000".to_owned(),
            (1, _) => ";UNTIL=20260731T120000Z".to_owned(),
            _ => String::new(),
        };
        writeln!(text, "RRULE:{rule}{end}\r").unwrap();
        // Not of the start, which may be moved below: Python drops what is both moved and excepted.
        for _ in 0..random.below(4) {
            text += &kind.write("EXDATE", day + 1 + random.below(60), minute);
        }
        if random.below(3) == 0 {
            text += &kind.write("RDATE", day + random.below(90), (minute + 75) % 1_440);
        }
        if random.below(3) == 0 {
            // The event itself is always an occurrence.
            let cancelled = random.below(2) == 0;
            text += &format!(
                "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:{number}@example.org\r\nSUMMARY:moved {number}\r\n"
            );
            text += &kind.write("RECURRENCE-ID", day, minute);
            text += &kind.write("DTSTART", day + random.below(3), (minute + 30) % 1_440);
            text += "DURATION:P1D\r\n";
            text += if cancelled {
                "STATUS:CANCELLED\r\n"
            } else {
                ""
            };
        }
    }
    text + "END:VEVENT\r\n"
}

fn write_files(folder: &Path) -> Vec<PathBuf> {
    let mut random = Numbers(5_545);
    (0..FILES)
        .map(|number| {
            let mut text =
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//test//EN\r\n".to_owned();
            for event_number in 0..EVENTS {
                text += &event(event_number, &mut random);
            }
            text += "END:VCALENDAR\r\n";
            let path = folder.join(format!("{number}.ics"));
            fs::write(&path, text).unwrap();
            path
        })
        .collect()
}

fn ours(path: &Path, zone: Zone, over: Window) -> Vec<(i64, i64, String)> {
    let events = read(&fs::read(path).unwrap(), zone).unwrap_or_else(|errors| panic!("{errors:?}"));
    let entry = Entry {
        effect: Effect::Closed,
        name: "File".to_owned(),
        reason: None,
        owner: None,
        ticket: None,
        zone,
        pattern: Pattern::Events(events),
        except: Vec::new(),
        also: Vec::new(),
        span: None,
    };
    let calendars = Calendars::new(vec![Calendar::new(
        "c".to_owned(),
        zone,
        InFlight::Stop,
        vec![entry],
    )]);
    let periods = View::new(&calendars, CalendarId(0), &[]).periods(over);
    let found = periods.into_iter().map(|period| {
        let label = period.label.as_deref().unwrap_or_default().to_owned();
        (
            period.window.start.seconds,
            period.window.end.seconds,
            label,
        )
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    found
}

/// Python adds a length to what the clock shows, where an exact length is meant: an end may differ by a change of clocks,
/// which is an hour at most, and an occurrence that ends in the gap is left out there.
fn alike(one: &(i64, i64, String), other: &(i64, i64, String)) -> bool {
    one.0 == other.0 && one.2 == other.2 && (one.1 - other.1).abs() <= 3_600
}

#[test]
fn random_files_are_read_as_python_reads_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/differential-ics/bin/python");
    if !python.exists() {
        eprintln!(
            "skipped: {} is not there; run `python3 tests/differential/ics_install.py`",
            python.display()
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = write_files(folder.path());
    let (place, over) = ("America/New_York", Window::parse(OVER).unwrap());
    let run = Command::new(python)
        .arg(root.join("tests/differential/ics_windows.py"))
        .args([
            place,
            &over.start.seconds.to_string(),
            &over.end.seconds.to_string(),
        ])
        .args(&files)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let theirs: Value = serde_json::from_slice(&run.stdout).unwrap();
    let zone = Zone::parse(place).unwrap();
    let (mut compared, mut ends) = (0, 0);
    for path in &files {
        let ours = ours(path, zone, over);
        let theirs: Vec<(i64, i64, String)> =
            serde_json::from_value(theirs[path.to_str().unwrap()].clone()).unwrap();
        let text = || fs::read_to_string(path).unwrap();
        for one in &ours {
            assert!(
                theirs.iter().any(|other| alike(one, other)),
                "ours alone: {one:?}\n{}",
                text()
            );
            ends += usize::from(theirs.contains(one));
        }
        for one in &theirs {
            assert!(
                ours.iter().any(|other| alike(one, other)),
                "theirs alone: {one:?}\n{}",
                text()
            );
        }
        compared += ours.len();
    }
    assert!(compared > 20_000, "{compared}");
    assert!(ends * 100 > compared * 98, "{ends} of {compared}");
    eprintln!("{compared} windows alike, {ends} to the second");
}
