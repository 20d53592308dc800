//! Test results as JUnit's XML, the way Jenkins and GitLab read it: one suite for each policy.

use std::io::{self, Write};

use crate::policy_test::result::{Came, Run, SuiteResult, TestResult};

use super::super::Options;
use super::super::text::page::Page;
use super::{TrialRenderer, failure};

/// For continuous integration.
#[derive(Debug)]
pub struct Junit;

impl TrialRenderer for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn render(&self, run: &Run, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let (passed, failed, errors) = run.counts();
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tollgate\" tests=\"{}\" failures=\"{failed}\" errors=\"{errors}\">",
            passed + failed + errors
        )?;
        for suite in &run.suites {
            self::suite(suite, options, out)?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn suite(suite: &SuiteResult, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let count =
        |wanted: fn(&Came) -> bool| suite.tests.iter().filter(|test| wanted(&test.came)).count();
    writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">",
        escaped(&suite.file),
        suite.tests.len(),
        count(|came| matches!(came, Came::Failed(_))),
        count(|came| matches!(came, Came::Error(_))),
    )?;
    for test in &suite.tests {
        case(suite, test, options, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(
    suite: &SuiteResult,
    test: &TestResult,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"",
        escaped(&test.name),
        escaped(&suite.policy),
        escaped(&test.place.file),
        test.place.line
    )?;
    let (element, kind, message, body) = match &test.came {
        Came::Passed => return writeln!(out, "/>"),
        Came::Failed(failed) => {
            let said: Vec<String> = failed
                .failures
                .iter()
                .map(|one| format!("expected {}, got {}", one.expected, one.got))
                .collect();
            let mut page = Page::new(options.width, false);
            failure::tell(failed, options.explain, &mut page);
            ("failure", "expectation", said.join("; "), page.take())
        }
        Came::Error(why) => ("error", "input", why.clone(), String::new()),
    };
    writeln!(
        out,
        ">\n      <{element} type=\"{kind}\" message=\"{}\">{}</{element}>\n    </testcase>",
        escaped(&message),
        escaped(&body)
    )
}

/// Text as it may stand in XML, in attributes too; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push('\n'),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
