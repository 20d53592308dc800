//! Random recurrences against python-dateutil and zoneinfo: `tests/differential/recurrence.py` makes the cases and what
//! they give.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tollgate::calendar::recurrence::moment;
use tollgate::calendar::recurrence::occurrences::Recurrence;
use tollgate::calendar::recurrence::parse::parse;
use tollgate::calendar::recurrence::rule::Moment;
use tollgate::value::instant::Instant;
use tollgate::value::zone::{Zone, database_version};

use crate::deciding::here;

const CASES: usize = 20_000;
/// Other cases: `RECURRENCE_SEED=2 cargo test --test it differential`.
const SEED: &str = "5545";

#[test]
fn random_recurrences_agree_with_dateutil_and_zoneinfo() {
    let Some(python) = python(
        "recurrence",
        &["python-dateutil==2.9.0.post0", &time_zone_data()],
    ) else {
        return;
    };
    let seed = std::env::var("RECURRENCE_SEED").unwrap_or_else(|_| SEED.to_owned());
    let mut script = Command::new(python)
        .arg(here("tests/differential/recurrence.py"))
        .args([CASES.to_string(), seed])
        // The data of the package, not that of the machine.
        .env("PYTHONTZPATH", "")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the script starts");
    let lines = BufReader::new(script.stdout.take().expect("a pipe")).lines();
    let (mut cases, mut occurrences, mut wrong) = (0, 0, Vec::new());
    for line in lines {
        let case: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        cases += 1;
        let expected: Vec<i64> = case["expected"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_i64)
            .collect();
        occurrences += expected.len();
        let found = found(&case);
        if found != expected {
            let at = found
                .iter()
                .zip(&expected)
                .take_while(|(ours, theirs)| ours == theirs)
                .count();
            wrong.push(format!(
                "{} from {} in {}, {}..{}: at {at} of {} found {:?}, expected {:?}",
                case["rule"],
                case["start"],
                case["zone"],
                case["from"],
                case["to"],
                expected.len(),
                found.get(at).map(|second| shown(*second)),
                expected.get(at).map(|second| shown(*second)),
            ));
        }
    }
    assert!(script.wait().expect("the script ends").success());
    assert_eq!(
        wrong.len(),
        0,
        "{}",
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert_eq!(cases, CASES);
    // Rules that never match agree easily; most of these do match.
    assert!(occurrences > 25 * CASES, "{occurrences} occurrences");
}

/// What we make of a case: seconds since 1970.
fn found(case: &Value) -> Vec<i64> {
    let text = |name: &str| case[name].as_str().expect("text");
    let second = |name: &str| case[name].as_i64().expect("a number");
    let start = match moment::parse(&text("start").replace(['-', ':'], "")) {
        Ok(Moment::Local(start)) => start,
        other => panic!("{other:?}"),
    };
    let rule = parse(text("rule")).unwrap_or_else(|error| panic!("{case}: {error:?}"));
    let zone = Zone::parse(text("zone")).expect("a zone");
    Recurrence::of(rule, start, zone)
        .starts(Instant {
            seconds: second("from"),
            nanos: 0,
        })
        .map(|one| one.start.seconds)
        .take_while(|start| *start < second("to"))
        .collect()
}

fn shown(seconds: i64) -> String {
    Instant { seconds, nanos: 0 }.to_string()
}

/// The package with the data that this build carries: `2026b` is tzdata 2026.2.
fn time_zone_data() -> String {
    let (year, letter) = database_version().split_at(4);
    let release = letter.bytes().next().map_or(1, |letter| letter - b'a' + 1);
    format!("tzdata=={year}.{release}")
}

/// A Python that has some packages, in an environment of its own below `target`. `None`, and a printed reason, where there
/// is none to be had.
fn python(name: &str, requirements: &[&str]) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("python-{name}"));
    let made = Command::new("python3")
        .arg(here("tests/differential/environment.py"))
        .arg(folder)
        .args(requirements)
        .output();
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            eprintln!("skipped: no python3 on this machine: {error}");
            return None;
        }
    };
    if made.status.code() == Some(3) {
        let reason = String::from_utf8_lossy(&made.stderr);
        eprintln!("skipped: no Python environment: {}", reason.trim());
        return None;
    }
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let path = String::from_utf8(made.stdout).expect("a path in UTF-8");
    Some(PathBuf::from(path.trim()))
}
