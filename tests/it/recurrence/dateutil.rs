//! The cases of python-dateutil's own tests: a rule and exactly what it gives.

use serde_json::Value;
use tollgate::calendar::recurrence::moment;
use tollgate::calendar::recurrence::occurrences::Recurrence;
use tollgate::calendar::recurrence::parse::parse;
use tollgate::calendar::recurrence::rule::Moment;
use tollgate::value::instant::Instant;
use tollgate::value::local::LocalDateTime;
use tollgate::value::zone::Zone;

use crate::deciding::shared;

/// RFC 5545 has no word for Easter.
const SKIPPED: [&str; 8] = [
    "RRuleTest.testYearlyByEaster",
    "RRuleTest.testYearlyByEasterNeg",
    "RRuleTest.testMonthlyByEasterPos",
    "RRuleTest.testWeeklyByEasterPos",
    "RRuleTest.testDailyByEasterPos",
    "RRuleTest.testHourlyByEasterPos",
    "RRuleTest.testMinutelyByEasterPos",
    "RRuleTest.testSecondlyByEasterPos",
];

#[test]
fn every_case_of_dateutil_gives_exactly_what_it_expects() {
    let Some(path) = shared("dateutil-rrule/cases.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the cases");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert_eq!(cases.len(), 127);
    let mut skipped = Vec::new();
    for case in &cases {
        let name = case["test"].as_str().expect("a name");
        let ical = case["ical"].as_str().expect("a rule");
        if ical.contains("BYEASTER") {
            let refused = parse(ical.rsplit_once("RRULE:").expect("a rule").1).expect_err("Easter");
            assert_eq!(
                refused.message,
                "`BYEASTER` is not a part of a recurrence rule"
            );
            skipped.push(name);
            continue;
        }
        let expected: Vec<&str> = case["expected"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|time| time.as_str().expect("a time"))
            .collect();
        let found: Vec<String> = recurrence(ical)
            .starts(Instant::parse("0001-01-01T00:00:00Z").expect("an instant"))
            .take(expected.len() + 1)
            .map(|one| one.start.to_string().trim_end_matches('Z').to_owned())
            .collect();
        assert_eq!(found, expected, "{name}: {ical}");
    }
    assert_eq!(skipped, SKIPPED);
}

/// Reads the lines of a case in UTC. A case without DTSTART hands the same start over apart.
fn recurrence(ical: &str) -> Recurrence {
    let mut found = Recurrence {
        start: local("19970902T090000"),
        zone: Zone::UTC,
        rules: Vec::new(),
        dates: Vec::new(),
        except: Vec::new(),
        except_rules: Vec::new(),
    };
    // One case folds a line, another writes its lines side by side.
    let unfolded = ical.replace("\n ", "").replace("  ", "\n");
    for line in unfolded
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let moment = |text: &str| moment::parse(text).expect("a time");
        match line.split_once(':') {
            Some(("DTSTART", time)) => found.start = local(time),
            Some(("RDATE", time)) => found.dates.push(moment(time)),
            Some(("EXDATE", time)) => found.except.push(moment(time)),
            Some(("EXRULE", rule)) => found.except_rules.push(parse(rule).expect("a rule")),
            _ => found.rules.push(parse(line).expect("a rule")),
        }
    }
    found
}

fn local(text: &str) -> LocalDateTime {
    match moment::parse(text) {
        Ok(Moment::Local(local)) => local,
        other => panic!("{other:?}"),
    }
}
