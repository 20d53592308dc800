//! The tests of one policy: found, checked against it, and made ready to be run.

use std::collections::BTreeMap;

use crate::check::typed::Program;
use crate::diagnostic::{Diagnostic, Level, codes};
use crate::engine::facade::Engine;
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::source::span::{FileId, Span};

use super::plan::Test;
use super::planning::plan;
use super::read::Read;

/// A policy and its tests.
#[derive(Debug)]
pub struct Suite {
    /// The policy's file.
    pub file: String,
    /// The policy's name; its file's for a module that is tested by itself.
    pub policy: String,
    /// The policy's files and the test file.
    pub sources: Sources,
    pub tests: Vec<Test>,
    /// What is wrong with the policy or the tests. With an error in it nothing is run.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the policy's own file stands among the sources.
    pub(super) own: FileId,
    /// The file has a `policy` block.
    pub is_policy: bool,
    /// The policy, and again with the calendars that a test puts in place of its own. None if it is broken.
    pub(super) engines: Vec<Engine>,
}

/// The ending of a file with the tests of the policy beside it.
pub const TEST_FILE: &str = ".test.gate";

/// The test file that belongs to a policy's file.
pub fn test_file(policy: &str) -> Option<String> {
    if policy.ends_with(TEST_FILE) {
        return None;
    }
    policy
        .strip_suffix(".gate")
        .map(|stem| format!("{stem}{TEST_FILE}"))
}

/// The policy's file that a test file belongs to.
pub fn tested_file(test: &str) -> Option<String> {
    test.strip_suffix(TEST_FILE)
        .map(|stem| format!("{stem}.gate"))
}

/// When a test is judged that does not say when: the same instant for ever.
pub const NO_TIME: &str = "2026-01-01T00:00:00Z";

impl Suite {
    pub fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|one| one.level == Level::Error)
    }

    /// The checked policy.
    pub(super) fn checked(&self) -> Option<&Program> {
        self.engines
            .first()
            .and_then(|engine| engine.policies.first())
            .map(|policy| &policy.checked)
    }
}

/// Reads a policy with its tests: those in its own file, then those in the test file beside it.
///
/// # Errors
/// The policy's file cannot be read: one sentence.
pub fn load(loader: &dyn Loader, path: &str, roots: &[String]) -> Result<Suite, String> {
    let mut read = Read::new(loader, path, roots)?;
    let is_policy = read.is_policy();
    let mut suite = Suite {
        file: path.to_owned(),
        policy: read.policy_name(path),
        sources: read.loaded.sources.clone(),
        tests: Vec::new(),
        diagnostics: Vec::new(),
        own: read.own(),
        is_policy,
        engines: Vec::new(),
    };
    suite.diagnostics.append(&mut read.diagnostics);
    suite.diagnostics.retain(|one| one.level == Level::Error);
    // What is wrong in the test file hides nothing of its other tests; without its policy none of them means anything.
    let is_broken = suite
        .diagnostics
        .iter()
        .any(|one| one.span().map(|span| span.file) != read.test_file);
    if is_broken || (read.tests.is_empty() && !is_policy) {
        suite.diagnostics.sort_by_key(Diagnostic::span);
        return Ok(suite);
    }
    let (made, _) = read.engine(loader, None, true, &mut suite.diagnostics);
    let engine = match made {
        Some(engine) => engine,
        None => {
            // A condition that is no good hides nothing of the other tests.
            let mut again = Read::new(loader, path, roots)?;
            let Some(engine) = again.engine(loader, None, false, &mut Vec::new()).0 else {
                suite.diagnostics.sort_by_key(Diagnostic::span);
                return Ok(suite);
            };
            engine
        }
    };
    suite.engines.push(engine);
    for (index, test) in read.tests.iter().enumerate() {
        let mut engine = 0;
        if !test.calendars.is_empty() {
            // Trees are made to be read once; the same files read again have the same places.
            let mut again = Read::new(loader, path, roots)?;
            let (made, unknown) =
                again.engine(loader, Some(&test.calendars), true, &mut suite.diagnostics);
            suite.diagnostics.extend(unknown);
            let Some(made) = made else { continue };
            engine = suite.engines.len();
            suite.engines.push(made);
        }
        plan(&mut suite, &read, loader, (index, engine), test);
    }
    same_names(&mut suite);
    suite.diagnostics.sort_by_key(Diagnostic::span);
    suite.diagnostics.dedup();
    Ok(suite)
}

/// Tests are told apart by their names, in reports and in what reads them.
fn same_names(suite: &mut Suite) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut doubled = Vec::new();
    for test in &suite.tests {
        if let Some(first) = seen.insert(&test.name, test.span) {
            doubled.push(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    test.span,
                    format!("two tests are named `{}`", test.name),
                )
                .and(first, "the first of them")
                .help("give each a name that says what it tries"),
            );
        }
    }
    suite.diagnostics.append(&mut doubled);
}
