//! What came of tests, as plain data for reports.

use crate::decision::explanation::PolicyPlace;
use crate::decision::finding::Clause;
use crate::decision::run::Decision;

use super::coverage::result::Coverage;

/// The tests of a run, by the policies that they test.
#[derive(Debug, Default)]
pub struct Run {
    pub suites: Vec<SuiteResult>,
    /// Where it was asked for.
    pub coverage: Option<Coverage>,
}

/// The tests of one policy, in the order in which they stand.
#[derive(Debug)]
pub struct SuiteResult {
    /// The policy's file.
    pub file: String,
    pub policy: String,
    pub tests: Vec<TestResult>,
}

/// One test, or one row of a table of cases.
#[derive(Debug)]
pub struct TestResult {
    pub name: String,
    pub place: PolicyPlace,
    pub came: Came,
}

/// What came of a test.
#[derive(Debug)]
pub enum Came {
    Passed,
    Failed(Box<Failed>),
    /// It could not be run: why, in a sentence.
    Error(String),
}

/// Every expectation that was not met, and the decision that met the others.
#[derive(Debug)]
pub struct Failed {
    pub failures: Vec<Failure>,
    pub decision: Decision,
    /// The test does not say when it is, and is judged at an instant of Tollgate's own.
    pub at_no_time: bool,
}

/// One expectation that was not met.
#[derive(Debug)]
pub struct Failure {
    pub place: PolicyPlace,
    /// As the test writes it, blanks folded.
    pub text: String,
    pub expected: String,
    pub got: String,
    /// A few words more, each a line.
    pub hints: Vec<String>,
    pub about: About,
}

/// What led elsewhere.
#[derive(Debug)]
pub enum About {
    Nothing,
    /// Places in the decision's findings.
    Findings(Vec<usize>),
    /// The condition that a test expects to hold.
    Condition(Box<Clause>),
}

impl Run {
    pub fn tests(&self) -> impl Iterator<Item = &TestResult> {
        self.suites.iter().flat_map(|suite| &suite.tests)
    }

    /// How many passed, failed and could not be run.
    pub fn counts(&self) -> (usize, usize, usize) {
        let mut counts = (0, 0, 0);
        for test in self.tests() {
            match test.came {
                Came::Passed => counts.0 += 1,
                Came::Failed(_) => counts.1 += 1,
                Came::Error(_) => counts.2 += 1,
            }
        }
        counts
    }
}
