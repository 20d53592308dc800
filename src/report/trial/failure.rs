//! A test that failed: each expectation that was not met, and the derivation that led elsewhere.

use std::collections::BTreeSet;

use crate::decision::explanation::PolicyPlace;
use crate::policy_test::result::{About, Failed, Failure};

use super::super::text::excerpt::Lines;
use super::super::text::finding::{self, Scene};
use super::super::text::page::{Page, Style, plain};
use super::super::text::words;

/// Findings told about one expectation; the decision of a policy with fifty rules is not read to its end.
const MOST_FINDINGS: usize = 5;

/// Everything about a test that failed.
pub fn tell(failed: &Failed, explain: bool, page: &mut Page) {
    let mut told = BTreeSet::new();
    if failed.at_no_time {
        let when = format!(
            "The test has no `at`, so it is judged at {}.",
            failed.decision.evaluated_at
        );
        page.text("  ", "  ", &[Style::Faint.of(when)]);
    }
    for failure in &failed.failures {
        expectation(failure, page);
        match &failure.about {
            About::Nothing => {}
            About::Condition(clause) => {
                page.gap();
                finding::condition(clause, &scene(failed, explain), page);
            }
            About::Findings(places) => findings(failed, places, explain, &mut told, page),
        }
    }
}

/// The findings that an expectation is about, each told once for a test.
fn findings(
    failed: &Failed,
    places: &[usize],
    explain: bool,
    told: &mut BTreeSet<usize>,
    page: &mut Page,
) {
    let fresh: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| told.insert(*place))
        .collect();
    let again = places.len() - fresh.len();
    if again > 0 {
        let above = format!("{} is told above", words::count(again, "finding"));
        page.text("      ", "      ", &[Style::Faint.of(above)]);
    }
    for place in fresh.iter().take(MOST_FINDINGS) {
        let Some(found) = failed.decision.findings.get(*place) else {
            continue;
        };
        // Of a rule that passed, why it did is what a reader wants to know.
        let fully = explain || !words::needs_attention(found.outcome);
        finding::full(found, &scene(failed, fully), page);
    }
    let more = fresh.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        let more = format!("… and {}", words::count(more, "more finding"));
        page.gap();
        page.text("  ", "  ", &[Style::Faint.of(more)]);
    }
}

fn scene(failed: &Failed, explain: bool) -> Scene<'_> {
    Scene {
        decision: &failed.decision,
        lines: Lines::of(&failed.decision),
        explain,
        derive: true,
        whole: "in the JSON report of `tollgate check`",
    }
}

fn expectation(failure: &Failure, page: &mut Page) {
    page.gap();
    page.exact("  ", &[Style::Faint.of(at(&failure.place))]);
    page.text("    ", "      ", &[plain(failure.text.as_str())]);
    page.text(
        "      expected  ",
        "                ",
        &[plain(failure.expected.as_str())],
    );
    page.text(
        "      got       ",
        "                ",
        &[Style::Strong.of(failure.got.as_str())],
    );
    for hint in &failure.hints {
        page.text("      ", "      ", &[Style::Faint.of(hint.as_str())]);
    }
}

/// `payments.test.gate:12:3`.
pub fn at(place: &PolicyPlace) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}
