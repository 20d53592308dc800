use crate::check::analysis;
use crate::check::program;
use crate::check::typed;
use crate::compile::lower;
use crate::decision::run::Digest;
use crate::diagnostic::{Diagnostic, Level, codes};
use crate::document::read::{Document, Limits};
use crate::ir::program::Program;
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::source::span::Span;
use crate::value::zone::Zone;

use super::beside;
use super::input::{self, syntax_of};
use super::load::{self, Loaded};
use super::parameter::Override;
use super::standard;

/// Policies, ready to decide.
#[derive(Debug, Default)]
pub struct Engine {
    pub policies: Vec<Policy>,
}

/// One policy, ready to decide.
#[derive(Debug)]
pub struct Policy {
    pub program: Program,
    /// What the analyses read, and what `rules` and the tests ask of it.
    pub checked: typed::Program,
    pub sources: Sources,
    /// Of its files, the standard library's included, and of its data files.
    pub digests: Vec<Digest>,
    pub(super) data: Vec<Document>,
    pub(super) overrides: Vec<Override>,
}

/// What loading a policy gave.
#[derive(Debug)]
pub struct Outcome {
    /// The policy's files, for drawing the diagnostics.
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the policy was added: nothing in it is an error.
    pub ready: bool,
    /// Whether the file has a `policy` block, or may have had one that did not parse.
    pub is_policy: bool,
}

impl Engine {
    /// The zone of the first policy: the one in which instants are shown where several policies speak.
    pub fn zone(&self) -> Zone {
        self.policies
            .first()
            .map_or(Zone::UTC, |policy| policy.program.policy.zone)
    }

    /// Loads, checks and compiles one policy file, and adds it if nothing in it is wrong.
    ///
    /// # Errors
    /// The file itself cannot be read: one sentence.
    pub fn add(
        &mut self,
        loader: &dyn Loader,
        path: &str,
        roots: &[String],
    ) -> Result<Outcome, String> {
        let loaded = load::load(loader, path, roots)?;
        let is_policy = loaded.unit.modules.first().is_some_and(|module| {
            !module.tree.broken.is_empty()
                || module
                    .tree
                    .items
                    .iter()
                    .any(|item| matches!(item, crate::syntax::ast::Item::Policy(_)))
        });
        let (mut checked, mut diagnostics) = program::check(&loaded.unit, loaded.prelude);
        let mut all = loaded.diagnostics;
        if is_broken(&all) {
            // What does not read may be the very block that is missing.
            diagnostics.retain(|one| one.code != codes::NO_POLICY);
        }
        all.append(&mut diagnostics);
        let mut digests = loaded.digests;
        if !is_broken(&all) {
            super::calendars::complete(
                loader,
                &mut checked,
                &loaded.sources,
                &mut digests,
                &mut all,
            );
        }
        if is_broken(&all) {
            // What is wrong elsewhere does not hide a table that leaves a gap.
            analysis::tables::check(&checked, &mut all);
        } else {
            let own = loaded.unit.modules.first().map(|module| module.file);
            let is_own = |span: Span| Some(span.file) == own;
            let mut found = analysis::run::run(&checked, &is_own);
            // The standard library's own lints are its tests' business, not its users'.
            found.retain(|one| {
                one.level == Level::Error || one.span().is_none_or(|span| !standard::has(span.file))
            });
            all.append(&mut found);
        }
        let mut ready = false;
        if !is_broken(&all)
            && let Some(policy) = compiled(loader, checked, &loaded.sources, digests, &mut all)
        {
            ready = true;
            self.policies.push(policy);
        }
        all.sort_by_key(Diagnostic::span);
        Ok(Outcome {
            sources: loaded.sources,
            diagnostics: all,
            ready,
            is_policy,
        })
    }
}

/// Checks and compiles what was loaded, for trying it: nothing is said of it but what keeps it from being compiled.
pub fn prepare(loader: &dyn Loader, loaded: &mut Loaded) -> (Option<Policy>, Vec<Diagnostic>) {
    let (mut checked, mut diagnostics) = program::check(&loaded.unit, loaded.prelude.take());
    if is_broken(&diagnostics) {
        return (None, diagnostics);
    }
    super::calendars::complete(
        loader,
        &mut checked,
        &loaded.sources,
        &mut loaded.digests,
        &mut diagnostics,
    );
    analysis::tables::check(&checked, &mut diagnostics);
    if is_broken(&diagnostics) {
        return (None, diagnostics);
    }
    let digests = std::mem::take(&mut loaded.digests);
    let policy = compiled(loader, checked, &loaded.sources, digests, &mut diagnostics);
    (policy, diagnostics)
}

fn is_broken(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|one| one.level == Level::Error)
}

/// The policy, unless one of its data files is no good.
fn compiled(
    loader: &dyn Loader,
    checked: typed::Program,
    sources: &Sources,
    mut digests: Vec<Digest>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Policy> {
    let read = analysis::fields_read::fields_read(&checked);
    let program = lower::compile(&checked, sources, &read);
    let data = data_files(loader, &program, sources, &mut digests, diagnostics);
    (!is_broken(diagnostics)).then(|| Policy {
        overrides: vec![Override::None; program.params.len()],
        program,
        checked,
        sources: sources.clone(),
        digests,
        data,
    })
}

/// Reads the data files of a policy; what is wrong with one is said where the policy names it.
fn data_files(
    loader: &dyn Loader,
    program: &Program,
    sources: &Sources,
    digests: &mut Vec<Digest>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let mut documents = Vec::new();
    for data in &program.data {
        let file = beside::Named {
            kind: "data",
            code: codes::DATA_FILE,
            path: &data.path,
            span: data.path_span,
            sha256: data.sha256.as_deref(),
        };
        let (bytes, digest) = match beside::read(loader, sources, file) {
            Ok(read) => read,
            Err(said) => {
                diagnostics.push(said);
                continue;
            }
        };
        let path = digest.name.clone();
        digests.push(digest);
        match input::scan(&path, &bytes, syntax_of(&path), Limits::default()) {
            Ok(scanned) => {
                let mut scanned = scanned.into_iter();
                match (scanned.next(), scanned.next()) {
                    (Some(only), None) => {
                        match super::run::data_remarks(program, data, &only.document) {
                            Ok(remarks) if remarks.is_empty() => documents.push(only.document),
                            Ok(remarks) => {
                                let first = remarks.into_iter().next().unwrap_or_default();
                                diagnostics.push(file.report(
                                    format!("`{}`: {first}", data.path),
                                    "mend the file, or the type that the policy gives it",
                                ));
                            }
                            Err(refusal) => diagnostics.push(file.report(
                                format!("`{}`: {}", data.path, refusal.message),
                                "mend the file, or the type that the policy gives it",
                            )),
                        }
                    }
                    _ => diagnostics.push(file.report(
                        format!("`{}` holds several documents", data.path),
                        "keep one document in a data file",
                    )),
                }
            }
            Err(refusal) => {
                let place = refusal
                    .position
                    .map_or_else(String::new, |(line, column)| format!(" at {line}:{column}"));
                diagnostics.push(file.report(
                    format!("`{}` cannot be read{place}: {}", data.path, refusal.message),
                    "mend the file",
                ));
            }
        }
    }
    documents
}
