//! The parser: what reads as which tree, what is said of what does not read, and that no text brings it down.

mod bombs;
mod dump;
mod soup;

use std::path::{Path, PathBuf};

use tollgate::diagnostic::Diagnostic;
use tollgate::source::file::{SourceFile, Sources};
use tollgate::source::span::{FileId, Span};
use tollgate::syntax::ast::{File, Item};
use tollgate::syntax::parser::parse;

use crate::deciding::here;

const FILE: FileId = FileId(0);

/// Each file of a folder of the corpus, by name.
fn corpus(folder: &str) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(here(folder))
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "gate")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder} is empty");
    paths
        .into_iter()
        .map(|path| (stem(&path), std::fs::read_to_string(&path).expect("UTF-8")))
        .collect()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .expect("a name")
        .to_owned()
}

fn good() -> Vec<(String, String)> {
    corpus("tests/corpus/syntax/good")
}

fn bad() -> Vec<(String, String)> {
    corpus("tests/corpus/syntax/bad")
}

fn assert_snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(here("tests/corpus/syntax").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// What is said of a file, with what it is said of, and what of the file is kept.
fn said(name: &str, text: &str) -> String {
    let (file, diagnostics) = parse(FILE, text);
    let mut sources = Sources::default();
    sources.add(name, text);
    let mut out = String::new();
    for diagnostic in &diagnostics {
        out.push_str(&one(&sources, diagnostic));
    }
    let kept: Vec<String> = dump::file(&File {
        items: file.items,
        broken: Vec::new(),
    })
    .lines()
    .filter(|line| !line.starts_with(' '))
    .map(str::to_owned)
    .collect();
    let broken: Vec<&str> = file.broken.iter().map(|name| name.text.as_str()).collect();
    format!("{out}\nkept: {kept:#?}\nbroken: {broken:?}\n")
}

fn one(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let at = sources.position(label.span);
        let marked = sources.text(label.span).escape_debug().to_string();
        let place = format!("{}:{} `{marked}`", at.line, at.column);
        if index == 0 {
            out.push_str(&format!(
                "{place} {} {}\n",
                diagnostic.code.id, diagnostic.message
            ));
        }
        if !label.text.is_empty() {
            out.push_str(&format!("    {place}: {}\n", label.text));
        }
    }
    let help = diagnostic.help.as_deref().expect("each diagnostic helps");
    out.push_str(&format!("    help: {help}\n"));
    out
}

/// That every span of what is said lies in the text, at the bounds of characters, and that nothing of the machine shows.
fn assert_sound(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        for label in &diagnostic.labels {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(
                text.get(start..end).is_some(),
                "{start}..{end} of {text:?}: {diagnostic:?}"
            );
        }
        let help = diagnostic.help.as_deref().unwrap_or_default();
        assert!(!help.is_empty(), "no help: {diagnostic:?} in {text:?}");
        for part in [&diagnostic.message, help] {
            assert!(!part.contains("kw_") && !part.contains("Rule::"), "{part}");
        }
    }
}

#[test]
fn good_files_read_as_their_snapshots_say() {
    for (name, text) in good() {
        let (file, diagnostics) = parse(FILE, &text);
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:#?}");
        assert_snapshot("good", &name, &dump::file(&file));
    }
}

#[test]
fn bad_files_are_answered_as_their_snapshots_say() {
    for (name, text) in bad() {
        let (_, diagnostics) = parse(FILE, &text);
        assert!(!diagnostics.is_empty(), "{name} reads");
        assert_sound(&text, &diagnostics);
        assert_snapshot("bad", &name, &said(&name, &text));
    }
}

#[test]
fn the_span_of_a_definition_holds_exactly_what_defines_it() {
    let mut tried = 0;
    for (name, text) in good() {
        let (file, _) = parse(FILE, &text);
        for item in &file.items {
            let Item::Define(define) = item else { continue };
            let written = slice(&text, define.body.span);
            let (again, diagnostics) = parse(FILE, &format!("define again = {written}"));
            assert!(
                diagnostics.is_empty(),
                "{name}: {written}: {diagnostics:#?}"
            );
            let [Item::Define(other)] = again.items.as_slice() else {
                panic!("{written} is not one definition");
            };
            assert_eq!(
                dump::expr(&other.body),
                dump::expr(&define.body),
                "{written}"
            );
            assert!(slice(&text, define.span).ends_with(written), "{written}");
            tried += 1;
        }
    }
    assert!(tried > 50, "only {tried} definitions");
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .expect("a span in the text")
}

/// The items of a file as they stand in it: from one line that begins in column one to the next.
fn items_of(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text
        .match_indices('\n')
        .map(|(at, _)| at + 1)
        .filter(|at| text[*at..].starts_with(|first: char| first.is_ascii_alphabetic()))
        .collect();
    starts.insert(0, 0);
    starts.push(text.len());
    starts
        .windows(2)
        .filter_map(|ends| text.get(ends[0]..ends[1]))
        .collect()
}

#[test]
fn every_prefix_of_every_item_is_answered() {
    for (_, text) in good().into_iter().chain(bad()) {
        for item in items_of(&text) {
            for end in (0..=item.len()).filter(|end| item.is_char_boundary(*end)) {
                let (_, diagnostics) = parse(FILE, &item[..end]);
                assert_sound(&item[..end], &diagnostics);
            }
        }
        for (end, _) in text.match_indices('\n') {
            let (_, diagnostics) = parse(FILE, &text[..end]);
            assert_sound(&text[..end], &diagnostics);
        }
    }
}

#[test]
fn a_broken_item_hides_nothing_of_the_others() {
    let bad_items = [
        "rule BAD-1 \"t\" {\n  require (\n}\n",
        "rule BAD-2 \"t\" {\n  require x\n  because \"open\n}\n",
        "define bad = \"open\n",
        "define bad =\n",
        "type Bad {\n  x : \n}\n",
        "table bad(x: text) -> text {\n  hit unique\n  | a | b\n}\n",
        "enum Bad {\n",
        "}\n",
    ];
    for (name, text) in good() {
        let (whole, _) = parse(FILE, &text);
        if whole.items.is_empty() || !text.ends_with('\n') {
            continue; // nothing to hide, or nothing can follow
        }
        for bad in bad_items {
            let (file, diagnostics) = parse(FILE, &format!("{bad}{text}\n{bad}"));
            let lines = SourceFile::new(name.clone(), format!("{bad}{text}\n{bad}"));
            let outside = |at: Span| {
                let line = lines.position(at.start as usize).line as usize;
                line <= bad.lines().count() || line > bad.lines().count() + text.lines().count()
            };
            assert!(
                diagnostics.len() >= 2,
                "{name} with {bad:?}: {diagnostics:#?}"
            );
            for diagnostic in &diagnostics {
                let at = diagnostic.span().expect("a place");
                assert!(outside(at), "{name} with {bad:?}: {diagnostic:#?}");
            }
            let kept = File {
                items: file.items,
                broken: Vec::new(),
            };
            assert_eq!(dump::file(&kept), dump::file(&whole), "{name} with {bad:?}");
        }
    }
}

#[test]
fn what_a_broken_item_declares_is_known() {
    let text =
        "define a = (\ninput b : \nrule C-1 \"t\" {\n  require (\n}\ntype D {\nimport\ntable e(";
    let (file, _) = parse(FILE, text);
    let broken: Vec<(&str, &str)> = file
        .broken
        .iter()
        .map(|name| (name.text.as_str(), slice(text, name.span)))
        .collect();
    assert_eq!(
        broken,
        [
            ("a", "a"),
            ("b", "b"),
            ("C-1", "C-1"),
            ("D", "D"),
            ("e", "e")
        ]
    );
}
