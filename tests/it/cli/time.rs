//! `tollgate when` and `tollgate calendar`, as a pipeline and a person would run them.

use serde_json::Value;

use super::bench::Bench;

const POLICY: &str = r#"
policy trade {
  title "Trading" owner "team@example.org" version "1" zone "Europe/London"
}
type Release { id : text  schedule : Schedule }
type Schedule { planned_start : instant  planned_end : instant  window = window(planned_start, planned_end) }
input release : Release

calendar peak {
  open   "Working days" every weekday from 08:00 to 20:00
  closed "Black Friday" from 2026-11-26 through 2026-11-30 reason "peak trading" owner "trade@example.org" ticket "CHG-7"
  closed "Fridays"      every fri from 15:00 to 20:00
  mark   "Audit"        on 2026-12-02
}

rule FRZ-1 "No deployment inside a freeze" {
  severity block
  forbid peak.closed_during(release.schedule.window)
  because "Closed: {peak.reason(release.schedule.window)}."
}
"#;

const RELEASE: &str =
    "id: R-1\nschedule: {planned_start: 2026-11-27T10:00:00Z, planned_end: 2026-11-27T14:00:00Z}\n";

fn bench() -> Bench {
    Bench::empty()
        .with("trade.gate", POLICY)
        .with("release.yaml", RELEASE)
}

fn when(arguments: &[&str]) -> super::bench::Ran {
    let given = [
        "when",
        "--policy",
        "trade.gate",
        "--from",
        "2026-11-24T00:00:00Z",
    ];
    bench().run(&[&given, arguments].concat())
}

#[track_caller]
fn keeps_to(schema: &str, out: &str) -> Value {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let found: Value = serde_json::from_str(out).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&found)
        .map(|fault| format!("{fault} at {}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    found
}

#[test]
fn when_says_the_windows_and_what_closes_the_rest() {
    let ran = when(&["--horizon", "10d", "release.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    insta::assert_snapshot!(ran.out);
}

#[test]
fn when_is_data_too() {
    let ran = when(&["--horizon", "10d", "--format", "json", "release.yaml"]);
    let found = keeps_to(
        include_str!("../../../docs/schema/when-v1.schema.json"),
        &ran.out,
    );
    let open: Vec<(&str, &str)> = found["stretches"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["may_begin"] == true)
        .map(|one| (one["from"].as_str().unwrap(), one["to"].as_str().unwrap()))
        .collect();
    // Four hours have to fit between 08:00 and 20:00, to the second.
    assert_eq!(
        open,
        [
            ("2026-11-24T08:00:00Z", "2026-11-24T16:00:01Z"),
            ("2026-11-25T08:00:00Z", "2026-11-25T16:00:01Z"),
            ("2026-12-01T08:00:00Z", "2026-12-01T16:00:01Z"),
            ("2026-12-02T08:00:00Z", "2026-12-02T16:00:01Z"),
            ("2026-12-03T08:00:00Z", "2026-12-03T16:00:01Z"),
        ]
    );
}

#[test]
fn when_is_a_calendar_to_import() {
    let ran = when(&["--horizon", "10d", "--format", "ics", "release.yaml"]);
    let events =
        tollgate::calendar::ics::read::read(ran.out.as_bytes(), tollgate::value::zone::Zone::UTC)
            .unwrap();
    assert_eq!(events.len(), 5, "{}", ran.out);
    assert!(ran.out.contains("TRANSP:TRANSPARENT"), "{}", ran.out);
}

#[test]
fn when_ends_with_the_status_of_the_best_that_can_be_had() {
    let ran = when(&["--horizon", "10d", "--duration", "13 hours", "release.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.told());
    let bench = bench().with("bare.yaml", "id: R-2\n");
    let given = [
        "when",
        "--policy",
        "trade.gate",
        "--from",
        "2026-11-24T00:00:00Z",
        "bare.yaml",
    ];
    let ran = bench.run(&given);
    assert_eq!(ran.status, 3, "{}", ran.told());
    let ran = bench.run(&[&given[..], &["--duration", "0h"]].concat());
    assert_eq!(ran.status, 2, "{}", ran.told());
    assert!(
        ran.err.contains("a release takes some time"),
        "{}",
        ran.told()
    );
}

fn calendar(arguments: &[&str]) -> super::bench::Ran {
    let given = [
        "calendar",
        "--policy",
        "trade.gate",
        "--from",
        "2026-11-23",
        "--to",
        "2026-12-06",
    ];
    bench().run(&[&given, arguments].concat())
}

#[test]
fn calendars_are_drawn_by_months() {
    let ran = calendar(&[]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn calendars_are_data_and_mark_their_contradictions() {
    let ran = calendar(&["--format", "json"]);
    let found = keeps_to(
        include_str!("../../../docs/schema/calendar-v1.schema.json"),
        &ran.out,
    );
    let stretches = found["calendars"][0]["stretches"].as_array().unwrap();
    let first = stretches
        .iter()
        .find(|one| one["contradiction"] == true)
        .unwrap();
    // Open by the working day, closed by Black Friday.
    assert_eq!(first["from"], "2026-11-26T08:00:00Z");
    assert_eq!(first["to"], "2026-11-26T20:00:00Z");
    let overlap = stretches.iter().find(|one| one["overlap"] == true).unwrap();
    assert_eq!(overlap["from"], "2026-11-27T15:00:00Z");
}

#[test]
fn the_page_of_calendars_needs_nothing_else() {
    let hostile = POLICY.replace("peak trading", "<script>alert(1)</script>&amp;");
    let bench = Bench::empty().with("trade.gate", hostile);
    let ran = bench.run(&[
        "calendar",
        "--policy",
        "trade.gate",
        "--from",
        "2026-11-23",
        "--to",
        "2026-12-06",
        "--format",
        "html",
        "--output",
        "page.html",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    let page = bench.read("page.html");
    for outside in ["http:", "https:", "<script", "url(", "@import", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
    assert!(page.contains("contradiction"));
}

#[test]
fn calendars_can_be_imported() {
    let ran = calendar(&["--format", "ics"]);
    let zone = tollgate::value::zone::Zone::UTC;
    let events = tollgate::calendar::ics::read::read(ran.out.as_bytes(), zone).unwrap();
    assert_eq!(events.len(), ran.out.matches("BEGIN:VEVENT").count());
    assert!(
        ran.out.contains("SUMMARY:closed: Black Friday\r\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_policy_without_calendars_has_none_to_show() {
    let ran = Bench::new().run(&["calendar", "--policy", "demo.gate"]);
    assert_eq!(ran.status, 2, "{}", ran.told());
    assert!(
        ran.err.contains("these policies have no calendar"),
        "{}",
        ran.told()
    );
}
