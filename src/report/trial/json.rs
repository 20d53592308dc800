//! Test results as one JSON document.

use std::io::{self, Write};

use serde::Serialize;

use crate::decision::explanation::PolicyPlace;
use crate::policy_test::coverage::result::{Coverage, Share};
use crate::policy_test::result::{About, Came, Failed, Run};
use crate::value::outcome::Truth;

use super::super::Options;
use super::TrialRenderer;

/// For tools of one's own.
#[derive(Debug)]
pub struct Json;

impl TrialRenderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(&self, run: &Run, _options: &Options, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &wire(run)).map_err(io::Error::other)?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct WireRun<'r> {
    schema: &'static str,
    passed: usize,
    failed: usize,
    errors: usize,
    suites: Vec<WireSuite<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<WireCoverage<'r>>,
}

#[derive(Serialize)]
struct WireSuite<'r> {
    file: &'r str,
    policy: &'r str,
    tests: Vec<WireTest<'r>>,
}

#[derive(Serialize)]
struct WireTest<'r> {
    name: &'r str,
    place: Place<'r>,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<WireFailure<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'r str>,
}

#[derive(Serialize)]
struct WireFailure<'r> {
    place: Place<'r>,
    text: &'r str,
    expected: &'r str,
    got: &'r str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    hints: &'r [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<WireFinding<'r>>,
}

/// A finding that came out otherwise than the test expects.
#[derive(Serialize)]
struct WireFinding<'r> {
    rule: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'r str>,
    outcome: &'static str,
    message: &'r str,
    place: Place<'r>,
}

#[derive(Serialize)]
struct Place<'r> {
    file: &'r str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct WireCoverage<'r> {
    seen: usize,
    all: usize,
    files: Vec<WireFile<'r>>,
}

#[derive(Serialize)]
struct WireFile<'r> {
    file: &'r str,
    seen: usize,
    all: usize,
    parts: Vec<WirePart<'r>>,
}

#[derive(Serialize)]
struct WirePart<'r> {
    name: &'r str,
    line: u32,
    seen: usize,
    all: usize,
    conditions: Vec<WireCondition<'r>>,
}

#[derive(Serialize)]
struct WireCondition<'r> {
    text: &'r str,
    kind: &'static str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    seen: Vec<&'static str>,
    never: Vec<&'static str>,
}

fn wire(run: &Run) -> WireRun<'_> {
    let (passed, failed, errors) = run.counts();
    WireRun {
        schema: "tollgate/tests/v1",
        passed,
        failed,
        errors,
        suites: run
            .suites
            .iter()
            .map(|suite| WireSuite {
                file: &suite.file,
                policy: &suite.policy,
                tests: suite
                    .tests
                    .iter()
                    .map(|test| {
                        let (outcome, failures, error) = match &test.came {
                            Came::Passed => ("passed", Vec::new(), None),
                            Came::Failed(failed) => ("failed", failures(failed), None),
                            Came::Error(why) => ("error", Vec::new(), Some(why.as_str())),
                        };
                        WireTest {
                            name: &test.name,
                            place: place(&test.place),
                            outcome,
                            failures,
                            error,
                        }
                    })
                    .collect(),
            })
            .collect(),
        coverage: run.coverage.as_ref().map(coverage),
    }
}

fn failures(failed: &Failed) -> Vec<WireFailure<'_>> {
    failed
        .failures
        .iter()
        .map(|failure| WireFailure {
            place: place(&failure.place),
            text: &failure.text,
            expected: &failure.expected,
            got: &failure.got,
            hints: &failure.hints,
            findings: match &failure.about {
                About::Findings(places) => places
                    .iter()
                    .filter_map(|index| failed.decision.findings.get(*index))
                    .map(|finding| WireFinding {
                        rule: &finding.rule,
                        key: finding.key.as_deref(),
                        outcome: finding.outcome.name(),
                        message: &finding.message,
                        place: place(&finding.place),
                    })
                    .collect(),
                About::Nothing | About::Condition(_) => Vec::new(),
            },
        })
        .collect()
}

fn place(place: &PolicyPlace) -> Place<'_> {
    Place {
        file: &place.file,
        line: place.line,
        column: place.column,
    }
}

fn coverage(coverage: &Coverage) -> WireCoverage<'_> {
    let Share { seen, all } = coverage.share();
    WireCoverage {
        seen,
        all,
        files: coverage
            .files
            .iter()
            .map(|file| {
                let Share { seen, all } = file.share();
                WireFile {
                    file: &file.file,
                    seen,
                    all,
                    parts: file
                        .parts
                        .iter()
                        .map(|part| {
                            let Share { seen, all } = part.share();
                            WirePart {
                                name: &part.name,
                                line: part.place.line,
                                seen,
                                all,
                                conditions: part.conditions.iter().map(condition).collect(),
                            }
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}

fn condition(condition: &crate::policy_test::coverage::result::Condition) -> WireCondition<'_> {
    let which = |wanted: bool| {
        condition
            .outcomes
            .iter()
            .filter(|(_, seen)| *seen == wanted)
            .map(|(truth, _)| match truth {
                Truth::True => "true",
                Truth::False => "false",
                Truth::Unknown => "unknown",
            })
            .collect()
    };
    WireCondition {
        text: &condition.text,
        kind: if condition.is_row { "row" } else { "condition" },
        line: condition.place.line,
        column: condition.place.column,
        end_line: condition.place.end_line,
        end_column: condition.place.end_column,
        seen: which(true),
        never: which(false),
    }
}
