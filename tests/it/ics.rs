//! iCalendar files, and what is read of them. `UPDATE_ICS=1` writes down what is read, to be looked at.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tollgate::calendar::entry::{Entry, Pattern};
use tollgate::calendar::ics::read::read;
use tollgate::calendar::ics::write::{Item, write};
use tollgate::calendar::model::{Calendar, Calendars};
use tollgate::calendar::question::View;
use tollgate::calendar::words::{Effect, InFlight};
use tollgate::value::CalendarId;
use tollgate::value::instant::Instant;
use tollgate::value::window::Window;
use tollgate::value::zone::Zone;

fn corpus(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ics"))
        .collect();
    files.sort();
    files
}

/// Compares with the text beside a file, or writes it.
fn hold(path: &Path, found: &str) {
    let beside = path.with_extension("txt");
    if std::env::var_os("UPDATE_ICS").is_some() {
        fs::write(&beside, found).unwrap();
    }
    assert_eq!(
        found,
        fs::read_to_string(&beside).unwrap(),
        "{}",
        path.display()
    );
}

fn closed_by(bytes: &[u8], zone: Zone) -> Calendars {
    let events = read(bytes, zone).unwrap_or_else(|errors| panic!("{errors:?}"));
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
    let calendar = Calendar::new("c".to_owned(), zone, InFlight::Stop, vec![entry]);
    Calendars::new(vec![calendar])
}

#[test]
fn good_files_give_these_windows() {
    for path in corpus("tests/corpus/ics/good") {
        let beside = fs::read_to_string(path.with_extension("txt")).unwrap();
        let mut lines = beside.lines();
        let zone = lines
            .next()
            .and_then(|line| line.strip_prefix("zone "))
            .unwrap();
        let over = lines
            .next()
            .and_then(|line| line.strip_prefix("over "))
            .unwrap();
        let calendars = closed_by(&fs::read(&path).unwrap(), Zone::parse(zone).unwrap());
        let view = View::new(&calendars, CalendarId(0), &[]);
        let mut found = format!("zone {zone}\nover {over}\n");
        for period in view.periods(Window::parse(over).unwrap()) {
            let label = period.label.as_deref().unwrap_or_default();
            writeln!(found, "{} {label}", period.window).unwrap();
        }
        hold(&path, &found);
    }
}

#[test]
fn bad_files_say_where_and_what_to_do() {
    for path in corpus("tests/corpus/ics/bad") {
        let errors = read(&fs::read(&path).unwrap(), Zone::UTC).unwrap_err();
        let mut found = String::new();
        for error in errors {
            writeln!(found, "{error}").unwrap();
        }
        hold(&path, &found);
    }
}

#[test]
fn files_that_are_damaged_are_read_or_refused() {
    for path in corpus("tests/corpus/ics/good") {
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let _ = read(&bytes[..at], Zone::UTC);
            let mut damaged = bytes.clone();
            damaged[at] = b":;,\n\r \xff0TZ-"[at % 11];
            let _ = read(&damaged, Zone::UTC);
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    let window = |text: &str| Window::parse(text).unwrap();
    let item = |text: &str, summary: &str| Item {
        window: window(text),
        summary: summary.to_owned(),
        description: Some("rules: FRZ-1;\nsee \\docs, please".to_owned()),
        source: "peak/Black Friday".to_owned(),
        busy: true,
    };
    let long = "Schließzeit, weil viele; sehr viele Menschen einkaufen und niemand gestört werden möchte – überhaupt niemand";
    let items = [
        item("2026-11-23T00:00:00Z/2026-12-01T08:00:00Z", "Black Friday"),
        item("2026-12-18T17:30:00Z/2027-01-04T00:00:00Z", long),
    ];
    let stamp = Instant::parse("2026-11-01T12:00:00Z").unwrap();
    let file = write("peak; trading", &items, stamp);
    assert!(
        file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains(['\r', '\n'])
    );
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    for line in [
        "X-WR-CALNAME:peak\\; trading\r\n",
        "DTSTAMP:20261101T120000Z\r\n",
        "DTSTART:20261123T000000Z\r\n",
        "DTEND:20261201T080000Z\r\n",
        "DESCRIPTION:rules: FRZ-1\\;\\nsee \\\\docs\\, please\r\n",
        "UID:20261123T000000Z-72a4445d10a786d9@tollgate\r\n",
    ] {
        assert!(file.contains(line), "{line} in {file}");
    }
    let calendars = closed_by(file.as_bytes(), Zone::UTC);
    let view = View::new(&calendars, CalendarId(0), &[]);
    let found: Vec<(Window, String)> = view
        .periods(window("2026-01-01T00:00:00Z/P2Y"))
        .into_iter()
        .map(|period| (period.window, period.label.unwrap().to_string()))
        .collect();
    let given = items.map(|item| (item.window, item.summary));
    assert_eq!(found, given);
}
