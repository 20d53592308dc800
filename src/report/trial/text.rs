//! Test results as text: what failed and why, then what was never seen, then the count.

use std::io;

use crate::policy_test::result::{Came, Run, SuiteResult, TestResult};

use super::super::Options;
use super::super::text::page::{Page, Style, plain};
use super::super::text::words;
use super::{TrialRenderer, coverage, failure};

/// For people at a terminal, and for a pipeline's log.
#[derive(Debug)]
pub struct Text;

impl TrialRenderer for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn render(&self, run: &Run, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page::new(options.width, options.colour);
        for suite in &run.suites {
            self::suite(suite, options.explain, &mut page);
        }
        out.write_all(page.take().as_bytes())?;
        for suite in &run.suites {
            for test in &suite.tests {
                detail(suite, test, options.explain, &mut page);
                out.write_all(page.take().as_bytes())?;
            }
        }
        if let Some(coverage) = &run.coverage {
            coverage::tell(coverage, &mut page);
        }
        page.gap();
        ending(run, &mut page);
        out.write_all(page.take().as_bytes())
    }
}

/// A policy in a line, and its tests each in one if they are asked for.
fn suite(suite: &SuiteResult, all: bool, page: &mut Page) {
    let count =
        |wanted: fn(&Came) -> bool| suite.tests.iter().filter(|test| wanted(&test.came)).count();
    let passed = count(|came| matches!(came, Came::Passed));
    let others = suite.tests.len() - passed;
    let (head, style) = if others == 0 {
        ("✓ ", Style::Good)
    } else {
        ("✗ ", Style::Bad)
    };
    let mut told = format!("  {passed} passed");
    if others > 0 {
        told.push_str(&format!(", {others} not"));
    }
    page.styled(
        style,
        head,
        "  ",
        &[
            Style::Strong.of(suite.file.as_str()),
            Style::Plain.whole(told),
        ],
    );
    if all {
        for test in &suite.tests {
            let (mark, style) = sign(&test.came);
            page.styled(
                style,
                &format!("  {mark} "),
                "    ",
                &[plain(test.name.as_str())],
            );
        }
    }
}

fn sign(came: &Came) -> (&'static str, Style) {
    match came {
        Came::Passed => ("✓", Style::Good),
        Came::Failed(_) => ("✗", Style::Bad),
        Came::Error(_) => ("!", Style::Care),
    }
}

fn detail(suite: &SuiteResult, test: &TestResult, explain: bool, page: &mut Page) {
    let (head, style) = match &test.came {
        Came::Passed => return,
        Came::Failed(_) => ("✗ FAILED  ", Style::Bad),
        Came::Error(_) => ("! NOT RUN  ", Style::Care),
    };
    page.rule("═");
    page.text(
        "",
        "  ",
        &[
            style.whole(head),
            plain(format!("{}: ", suite.policy)),
            Style::Strong.of(test.name.as_str()),
        ],
    );
    match &test.came {
        Came::Passed => {}
        Came::Failed(failed) => failure::tell(failed, explain, page),
        Came::Error(why) => {
            page.exact("  ", &[Style::Faint.of(failure::at(&test.place))]);
            page.text("    ", "    ", &[plain(why.as_str())]);
        }
    }
}

/// `12 tests passed`, `1 of 12 tests failed`.
fn ending(run: &Run, page: &mut Page) {
    let (passed, failed, broken) = run.counts();
    let all = passed + failed + broken;
    if run.suites.iter().any(|suite| !suite.tests.is_empty()) && failed + broken > 0 {
        page.rule("─");
        for (suite, test) in run
            .suites
            .iter()
            .flat_map(|suite| suite.tests.iter().map(move |test| (suite, test)))
        {
            if !matches!(test.came, Came::Passed) {
                let (mark, style) = sign(&test.came);
                page.styled(
                    style,
                    &format!("{mark} "),
                    "  ",
                    &[
                        plain(format!("{}: ", suite.policy)),
                        plain(test.name.as_str()),
                        Style::Faint.of(format!("  {}", failure::at(&test.place))),
                    ],
                );
            }
        }
        page.gap();
    }
    let mut told = if failed + broken == 0 {
        format!("{} passed", words::count(all, "test"))
    } else {
        format!("{failed} of {} failed", words::count(all, "test"))
    };
    if broken > 0 {
        told.push_str(&format!(", {broken} could not be run"));
    }
    if let Some(coverage) = &run.coverage {
        told.push_str(&format!(
            "; {} of conditions covered",
            coverage.share().percent()
        ));
    }
    let style = if failed + broken == 0 {
        Style::Good
    } else {
        Style::Bad
    };
    page.text("", "", &[style.of(told)]);
}
