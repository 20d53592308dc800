//! The house's rules, held: floors, what may be used where, and how files look.

mod corpus;
mod paths;
mod rules;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use rules::Source;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, paths from the package's root with `/` between.
fn sources(folder: &str) -> Vec<Source> {
    let mut found: Vec<Source> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| {
            entry
                .expect("the package's own folders can be read")
                .into_path()
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("sources are UTF-8"),
            path: from_root(&path),
        })
        .collect();
    found.sort_by(|left, right| left.path.cmp(&right.path));
    assert!(!found.is_empty(), "no sources below {folder}");
    found
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root())
        .expect("only files of the package are walked")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_module_imports_only_from_floors_below() {
    assert_none(sources("src").iter().flat_map(rules::floors).collect());
}

#[test]
fn what_is_confined_stays_where_it_belongs() {
    assert_none(sources("src").iter().flat_map(rules::confinement).collect());
}

#[test]
fn nothing_is_imported_by_glob() {
    assert_none(sources("src").iter().flat_map(rules::globs).collect());
}

#[test]
fn nothing_is_left_to_do() {
    assert_none(sources("src").iter().flat_map(rules::unfinished).collect());
}

#[test]
fn files_have_names_that_say_something() {
    let mut all = sources("src");
    all.extend(sources("tests"));
    assert_none(all.iter().flat_map(rules::names).collect());
}

#[test]
fn files_are_short_enough_to_read() {
    assert_none(rules::lengths(&sources("src"), rules::LONG));
}

#[test]
fn no_corpus_file_is_forgotten() {
    let corpus = root().join("tests/corpus");
    let mut folders: Vec<String> = walkdir::WalkDir::new(&corpus)
        .min_depth(1)
        .into_iter()
        .map(|entry| entry.expect("the corpus can be read").into_path())
        .filter(|path| path.is_file())
        .filter_map(|path| path.parent().map(from_root))
        .collect();
    folders.sort();
    folders.dedup();
    assert!(!folders.is_empty(), "no corpus");
    let mut all = sources("src");
    all.extend(sources("tests"));
    assert_none(corpus::forgotten(&folders, &all));
}
