//! Policies and what the analyses say of them. A comment `#~ CODE ‹text›: message` under a line expects a diagnostic
//! that begins in that line and marks that text; nothing else may be said. `#> RULE: …` lists what a rule reads, `?`
//! behind what is optional and `!` behind what may decide; `#> RULE over: …` lists what it ranges over.

use std::fmt::Write as _;

use tollgate::check::analysis::evidence;
use tollgate::engine::facade::{Engine, Outcome};
use tollgate::source::loader::MemoryLoader;

use crate::deciding::here;

#[test]
fn each_policy_of_the_corpus_is_said_to_be_what_its_comments_say() {
    let mut tried = 0;
    let mut wrong = String::new();
    let folder = std::fs::read_dir(here("tests/corpus/check")).expect("the corpus");
    let mut paths: Vec<_> = folder
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if !["table-", "class-", "lint-", "evidence-"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
        {
            continue;
        }
        tried += 1;
        let text = std::fs::read_to_string(&path).expect("a policy");
        compare(name, &expected(&text), &said(name, &text), &mut wrong);
        if name.starts_with("evidence-") {
            let got = evidence_of(name, &text);
            compare(name, &expected_evidence(&text), &got, &mut wrong);
        }
    }
    assert!(tried > 0, "no corpus");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Notes what was wanted and not said, and what was said and not wanted.
fn compare<T: PartialEq + std::fmt::Debug>(name: &str, wanted: &[T], got: &[T], out: &mut String) {
    for one in wanted.iter().filter(|one| !got.contains(one)) {
        let _ = writeln!(out, "{name}: not said: {one:?}");
    }
    for one in got.iter().filter(|one| !wanted.contains(one)) {
        let _ = writeln!(out, "{name}: said: {one:?}");
    }
    if wanted.len() != got.len() {
        let _ = writeln!(out, "{name}: {} wanted, {} said", wanted.len(), got.len());
    }
}

/// Line and expectation, for each `#~`.
fn expected(text: &str) -> Vec<(u32, String)> {
    let mut wanted = Vec::new();
    let mut line = 0;
    for (number, written) in (1u32..).zip(text.lines()) {
        match written.trim_start().strip_prefix("#~ ") {
            Some(expectation) => wanted.push((line, expectation.to_owned())),
            None => line = number,
        }
    }
    wanted.sort();
    wanted
}

fn expected_evidence(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("#> "))
        .map(str::to_owned)
        .collect()
}

fn evidence_of(name: &str, text: &str) -> Vec<String> {
    let (engine, _) = loaded(name, text);
    let checked = &engine.policies.first().expect("a policy").checked;
    let found = evidence::of_program(checked);
    let mut lines = Vec::new();
    for (rule, evidence) in checked.rules.iter().zip(found.rules) {
        let reads: Vec<String> = evidence
            .reads
            .iter()
            .map(|(path, read)| {
                let optional = if read.optional { "?" } else { "" };
                let decides = if read.decides { "!" } else { "" };
                format!("{path}{optional}{decides}")
            })
            .collect();
        let lists: Vec<String> = evidence
            .quantified
            .iter()
            .map(ToString::to_string)
            .collect();
        lines.push(
            format!("{}: {}", rule.id, reads.join(", "))
                .trim_end()
                .to_owned(),
        );
        lines.push(
            format!("{} over: {}", rule.id, lists.join(", "))
                .trim_end()
                .to_owned(),
        );
    }
    lines
}

fn loaded(name: &str, text: &str) -> (Engine, Outcome) {
    let mut loader = MemoryLoader::default();
    loader.insert(name, text);
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, name, &[]).expect("a readable policy");
    (engine, outcome)
}

fn said(name: &str, text: &str) -> Vec<(u32, String)> {
    let (_, outcome) = loaded(name, text);
    let mut got: Vec<(u32, String)> = outcome
        .diagnostics
        .iter()
        .map(|one| {
            let span = one.span().expect("a place");
            let marked: String = outcome.sources.text(span).split('\n').take(1).collect();
            (
                outcome.sources.position(span).line,
                format!("{} ‹{marked}›: {}", one.code.id, one.message),
            )
        })
        .collect();
    got.sort();
    got
}
