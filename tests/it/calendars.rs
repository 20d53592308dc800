//! Calendars in policies, from the text to the decision.

use tollgate::decision::explanation::Node;
use tollgate::decision::run::Decision;
use tollgate::diagnostic::Diagnostic;
use tollgate::engine::facade::Engine;
use tollgate::source::loader::MemoryLoader;
use tollgate::value::outcome::Outcome;

use crate::deciding::{document, request};

const HEAD: &str = r#"
policy p { title "t" owner "o" version "1" zone "Europe/London" }
type Release { id : text  start : instant  end : instant  days : list of date  window = window(start, end) }
input release : Release
"#;

fn loaded(files: &[(&str, &str)], body: &str) -> (Engine, Vec<Diagnostic>) {
    let mut loader = MemoryLoader::default();
    for (name, text) in files {
        loader.insert(*name, *text);
    }
    loader.insert("p.gate", format!("{HEAD}\n{body}\n"));
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, "p.gate", &[]).unwrap();
    (engine, outcome.diagnostics)
}

fn decided(files: &[(&str, &str)], body: &str, release: &str) -> Decision {
    let (engine, diagnostics) = loaded(files, body);
    let said: Vec<String> = diagnostics
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect();
    assert_eq!(engine.policies.len(), 1, "{said:?}");
    let release = document("release.yaml", release);
    engine
        .explain(&request(&release, "2026-11-10T12:00:00Z", None))
        .unwrap()
}

fn outcome(decision: &Decision) -> Outcome {
    decision.findings[0].outcome
}

const RULE: &str = "rule FRZ-1 \"no freeze\" { severity block forbid peak.closed_during(release.window) because \"{peak.reason(release.window)}\" }";
const FRIDAY: &str = "id: R-1\nstart: 2026-11-27T19:00:00Z\nend: 2026-11-27T21:00:00Z\n";

fn notes(node: &Node, found: &mut Vec<String>) {
    found.extend(node.note.clone());
    for child in &node.children {
        notes(child, found);
    }
}

#[test]
fn the_explanation_names_the_period_in_local_time_and_in_utc() {
    let body = format!(
        "calendar peak {{ zone \"America/New_York\" closed \"Weekend\" every fri from 15:00 to mon 08:00 reason \"nobody is here\" owner \"ops@example.org\" ticket \"CHG-1\" }}\n{RULE}"
    );
    let decision = decided(&[], &body, FRIDAY);
    assert_eq!(outcome(&decision), Outcome::Fail);
    assert_eq!(decision.findings[0].message, "Weekend (nobody is here)");
    let mut found = Vec::new();
    notes(&decision.findings[0].clauses[0].node, &mut found);
    assert_eq!(
        found,
        [
            "asked of 2026-11-27 14:00 to 2026-11-27 16:00 EST (America/New_York), in UTC 2026-11-27T19:00:00Z to 2026-11-27T21:00:00Z; closed by `Weekend (nobody is here)`, 2026-11-27 15:00 to 2026-11-30 08:00 EST (America/New_York), in UTC 2026-11-27T20:00:00Z to 2026-11-30T13:00:00Z, owner ops@example.org, CHG-1"
        ]
    );
    // What offends are the ends of the release's window.
    let shown: Vec<&str> = decision.findings[0]
        .witnesses
        .iter()
        .filter_map(|one| one.place.as_ref())
        .map(|place| place.path.as_str())
        .collect();
    assert_eq!(shown, ["release.start", "release.end"]);
}

#[test]
fn in_flight_continue_lets_a_release_run_into_a_period() {
    let calendar = |in_flight: &str| {
        format!(
            "calendar peak {{ in flight {in_flight} closed \"Evening\" every day from 20:00 to 22:00 }}\n{RULE}"
        )
    };
    assert_eq!(
        outcome(&decided(&[], &calendar("stop"), FRIDAY)),
        Outcome::Fail
    );
    assert_eq!(
        outcome(&decided(&[], &calendar("continue"), FRIDAY)),
        Outcome::Pass
    );
    let inside = "id: R-1\nstart: 2026-11-27T20:30:00Z\nend: 2026-11-27T23:00:00Z\n";
    assert_eq!(
        outcome(&decided(&[], &calendar("continue"), inside)),
        Outcome::Fail
    );
}

#[test]
fn modules_share_calendars() {
    let module = "calendar peak { closed \"Fridays\" every fri }\n";
    let files = [("freezes.gate", module)];
    let body = format!("import \"freezes.gate\"\n{RULE}");
    assert_eq!(outcome(&decided(&files, &body, FRIDAY)), Outcome::Fail);
    let body = "import \"freezes.gate\" as shared\nrule FRZ-1 \"no freeze\" { severity block forbid shared.peak.closed_during(release.window) }";
    assert_eq!(outcome(&decided(&files, body, FRIDAY)), Outcome::Fail);
}

#[test]
fn a_calendar_goes_into_a_definition() {
    let body = "calendar peak { closed \"Fridays\" every fri }\ncalendar other { closed \"Mondays\" every mon }\n\
        define free(c: calendar, w: window) = not c.closed_during(w)\n\
        rule A-1 \"one\" { severity block require free(peak, release.window) }\nrule A-2 \"two\" { severity block require free(other, release.window) }";
    let decision = decided(&[], body, FRIDAY);
    assert_eq!(decision.findings[0].outcome, Outcome::Fail);
    assert_eq!(decision.findings[1].outcome, Outcome::Pass);
    let (_, diagnostics) = loaded(
        &[],
        "type T { c : calendar }\nrule A-1 \"a\" { severity block require true }",
    );
    assert!(
        diagnostics
            .iter()
            .any(|one| one.message.contains("cannot be read from elsewhere"))
    );
}

#[test]
fn dates_come_from_data_with_their_names() {
    let files = [(
        "days.yaml",
        "2026-11-27: Founders' Day\n2026-12-25: Christmas\n",
    )];
    let body = format!(
        "data holidays : map of date to text from \"days.yaml\"\ncalendar peak {{ closed \"Holiday\" on dates in holidays }}\n{RULE}"
    );
    let decision = decided(&files, &body, FRIDAY);
    assert_eq!(decision.findings[0].message, "Holiday: Founders' Day");
}

#[test]
fn a_calendar_whose_dates_are_missing_answers_nothing() {
    let body = format!(
        "calendar peak {{ closed \"Days\" on dates in release.days  closed \"Xmas\" on 2026-12-25 }}\n{RULE}"
    );
    let decision = decided(&[], &body, FRIDAY);
    assert_eq!(outcome(&decision), Outcome::Indeterminate);
    assert_eq!(
        decision.findings[0].gaps[0].place.as_ref().unwrap().path,
        "release.days"
    );
    let with = format!("{FRIDAY}days: [2026-11-27]\n");
    assert_eq!(outcome(&decided(&[], &body, &with)), Outcome::Fail);
    let with = format!("{FRIDAY}days: []\n");
    assert_eq!(outcome(&decided(&[], &body, &with)), Outcome::Pass);
    let with = format!("{FRIDAY}days: [TBD]\n");
    assert_eq!(outcome(&decided(&[], &body, &with)), Outcome::Indeterminate);
}

#[test]
fn last_open_days_are_counted_in_another_calendar() {
    let body = format!(
        "calendar business {{ closed \"Weekend\" every sat, sun  closed \"Given\" on dates in release.days }}\n\
         calendar peak {{ closed \"Last open day\" every month on last open day of business }}\n{RULE}"
    );
    // 30 November 2026 is a Monday; if it is a holiday, the Friday before is the last.
    let with = format!("{FRIDAY}days: [2026-11-30]\n");
    assert_eq!(outcome(&decided(&[], &body, &with)), Outcome::Fail);
    let with = format!("{FRIDAY}days: []\n");
    assert_eq!(outcome(&decided(&[], &body, &with)), Outcome::Pass);
}

const ICS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//test//EN\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261127\r\nSUMMARY:Founders' Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn an_icalendar_file_stands_beside_the_policy() {
    let body = format!("calendar peak {{ closed \"Holidays\" from ics \"days.ics\" }}\n{RULE}");
    let decision = decided(&[("days.ics", ICS)], &body, FRIDAY);
    assert_eq!(decision.findings[0].message, "Holidays: Founders' Day");
    assert!(
        decision
            .digests
            .iter()
            .any(|one| one.kind == "calendar" && one.name == "days.ics")
    );
    // A digest that pins another file, a file that is not there, one that does not read.
    let pinned = body.replace("\"days.ics\"", "\"days.ics\" sha256 \"00\"");
    for (files, body, says) in [
        (
            &[("days.ics", ICS)][..],
            &pinned,
            "is not the file that was pinned",
        ),
        (&[], &body, "there is no file `days.ics`"),
        (
            &[("days.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")],
            &body,
            "`days.ics` cannot be read",
        ),
    ] {
        let (engine, diagnostics) = loaded(files, body);
        assert!(engine.policies.is_empty());
        assert!(
            diagnostics.iter().any(|one| one.code.id == "TG0216"
                && one.message.contains(says)
                && one.span().is_some()),
            "{diagnostics:?}"
        );
    }
}

#[test]
fn what_cannot_be_meant_is_said_at_its_place() {
    let cases = [
        (
            "closed \"X\" from 2026-12-02 to 2026-12-01 08:00",
            "TG0215",
            "ends before it begins",
        ),
        (
            "closed \"X\" every month on day 31 except every day",
            "TG0215",
            "`X` never happens",
        ),
        (
            "closed \"X\" rrule \"FREQ=WEEKLY;BYDAY=XX\" starting 2026-01-01 for 1 hour",
            "TG0215",
            "`XX` is not a weekday",
        ),
        (
            "closed \"X\" rrule \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\" starting 2026-01-01 for 1 hour",
            "TG0215",
            "`X` never happens",
        ),
        (
            "closed \"X\" rrule \"FREQ=DAILY\" for 1 hour",
            "TG0215",
            "does not say when it starts",
        ),
        (
            "closed \"X\" cron \"61 * * * *\" for 1 hour",
            "TG0215",
            "there is no minute 61",
        ),
        ("closed \"X\" every day", "TG0215", "closed for ever"),
        (
            "closed \"X\" every sat zone \"Europe/Lodnon\"",
            "TG0214",
            "there is no time zone",
        ),
        (
            "closed \"X\" on dates in release.start",
            "TG0301",
            "these are no dates",
        ),
        (
            "closed \"X\" every month on last open day of nobody",
            "TG0201",
            "there is no calendar `nobody`",
        ),
        (
            "closed \"X\" every month on last open day of peak",
            "TG0215",
            "peak",
        ),
    ];
    for (entry, code, says) in cases {
        let (engine, diagnostics) = loaded(&[], &format!("calendar peak {{ {entry} }}\n{RULE}"));
        assert!(engine.policies.is_empty(), "{entry}");
        let found = diagnostics
            .iter()
            .find(|one| one.code.id == code && one.message.contains(says));
        let found = found.unwrap_or_else(|| panic!("{entry}: {diagnostics:?}"));
        assert!(found.span().is_some() && found.help.is_some(), "{entry}");
    }
}
