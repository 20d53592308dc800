//! Small houses that break a rule, or just do not.

use super::*;

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn check(rule: fn(&Source) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
    rule(&source(path, text))
}

#[test]
fn imports_go_down_only() {
    assert_eq!(
        check(
            floors,
            "src/types/ty.rs",
            "use crate::value::Value;\nuse crate::types::shape::Shape;"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        check(
            floors,
            "src/value/date.rs",
            "use crate::source::span::Span;"
        ),
        ["src/value/date.rs:1: `value` (floor 0) imports `source` (floor 0)"]
    );
    assert_eq!(
        check(
            floors,
            "src/syntax/ast.rs",
            "\nuse crate::{value::Value, engine::Engine};"
        ),
        ["src/syntax/ast.rs:2: `syntax` (floor 2) imports `engine` (floor 5)"]
    );
    assert_eq!(
        check(floors, "src/engine.rs", "fn f() { crate::cli::run() }"),
        ["src/engine.rs:1: `engine` (floor 5) imports `cli` (floor 8)"]
    );
    assert_eq!(
        check(floors, "src/value/mod.rs", "use super::eval::run;"),
        ["src/value/mod.rs:1: `value` (floor 0) imports `eval` (floor 4)"]
    );
}

#[test]
fn some_modules_may_use_less() {
    assert_eq!(
        check(
            floors,
            "src/eval/run.rs",
            "use crate::check::program::Program;"
        ),
        ["src/eval/run.rs:1: `eval` never imports `check`"]
    );
    assert_eq!(
        check(floors, "src/eval/run.rs", "use crate::syntax::ast::File;"),
        ["src/eval/run.rs:1: `eval` never imports `syntax`"]
    );
    assert_eq!(
        check(
            floors,
            "src/report/text.rs",
            "use crate::eval::run;\nuse crate::decision::run::Decision;"
        ),
        ["src/report/text.rs:1: `report` never imports `eval`"]
    );
}

#[test]
fn a_module_without_a_floor_is_a_fault() {
    assert_eq!(
        check(floors, "src/extra/x.rs", ""),
        ["src/extra/x.rs: `extra` has no floor"]
    );
    assert_eq!(
        check(floors, "src/cli/run.rs", "use crate::extra::x;"),
        ["src/cli/run.rs:1: `crate::extra` has no floor"]
    );
    assert_eq!(
        check(floors, "src/cli/run.rs", "use crate::*;"),
        ["src/cli/run.rs:1: `crate::*` has no floor"]
    );
    assert_eq!(
        check(floors, "src/lib.rs", "pub mod value;"),
        Vec::<String>::new()
    );
}

#[test]
fn libraries_stay_in_their_rooms() {
    let cases = [
        ("src/syntax/parser/rules.rs", "use pest::Parser;", true),
        ("src/syntax/ast.rs", "use pest::Parser;", false),
        (
            "src/syntax/ast.rs",
            "#[derive(pest_derive::Parser)] struct X;",
            false,
        ),
        ("src/plugin/run.rs", "use wasmtime::Engine;", true),
        ("src/eval/run.rs", "use wasmtime::Engine;", false),
        ("src/cli/args.rs", "use clap::Parser;", true),
        (
            "src/engine.rs",
            "fn f() { indicatif::ProgressBar::new(1); }",
            false,
        ),
        (
            "src/report/text.rs",
            "use std::io::{self, IsTerminal};",
            false,
        ),
        ("src/report/text.rs", "use std::io::{self, Write};", true),
        ("src/diagnostic/report.rs", "use miette::Diagnostic;", true),
        ("src/diagnostic/mod.rs", "use miette::Diagnostic;", false),
        (
            "src/document/read.rs",
            "use jiter::Jiter; use serde_yaml::x; use saphyr_parser::y;",
            true,
        ),
        ("src/check/data.rs", "use serde_yaml::Value;", false),
        ("src/report/json_v1.rs", "use serde::Serialize;", true),
        (
            "src/report/json_v1/wire.rs",
            "use serde_json::to_string;",
            true,
        ),
        (
            "src/decision/run.rs",
            "#[derive(serde::Serialize)] struct X;",
            false,
        ),
    ];
    for (path, text, allowed) in cases {
        assert_eq!(
            check(confinement, path, text).is_empty(),
            allowed,
            "{path}: {text}"
        );
    }
}

#[test]
fn the_core_reads_no_world_but_its_tests_may_read_files() {
    let reads = "fn f() { std::fs::read(p) }";
    assert_eq!(
        check(confinement, "src/eval/run.rs", reads),
        [
            "src/eval/run.rs:1: `std::fs::read` belongs in src/cli/, src/main.rs, src/plugin/cache.rs"
        ]
    );
    let in_test = format!("#[cfg(test)] mod tests {{ {reads} }}");
    assert_eq!(
        check(confinement, "src/eval/run.rs", &in_test),
        Vec::<String>::new()
    );
    assert_eq!(
        check(confinement, "src/eval/run/tests.rs", reads),
        Vec::<String>::new()
    );
    assert_eq!(
        check(
            confinement,
            "src/eval/run.rs",
            "use std::time::{Duration, SystemTime};"
        ),
        ["src/eval/run.rs:1: `std::time::SystemTime` belongs in src/cli/"]
    );
    let confined_in_test = "#[cfg(test)] mod tests { use miette::Report; }";
    assert_eq!(
        check(confinement, "src/eval/run.rs", confined_in_test).len(),
        1
    );
}

#[test]
fn globs_are_for_tests() {
    assert_eq!(
        check(globs, "src/eval/run.rs", "use crate::ir::{a, b::*};"),
        ["src/eval/run.rs:1: `crate::ir::b::*`"]
    );
    assert_eq!(
        check(
            globs,
            "src/eval/run.rs",
            "#[cfg(test)]\nmod tests { use super::*; }\nfn f() { a * b }"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn bodies_are_written() {
    assert_eq!(
        check(
            unfinished,
            "src/a.rs",
            "// todo!()\nfn f() { let s = \"todo!\"; todo!() }\nfn g() { unimplemented!(\"later\") }"
        ),
        ["src/a.rs:2: `todo!`", "src/a.rs:3: `unimplemented!`"]
    );
}

#[test]
fn names_say_something() {
    assert_eq!(
        check(names, "src/eval/utils.rs", ""),
        ["src/eval/utils.rs: `utils` does not say what it holds"]
    );
    assert_eq!(check(names, "src/common/x.rs", "").len(), 1);
    assert_eq!(
        check(names, "src/eval/commons.rs", ""),
        Vec::<String>::new()
    );
}

#[test]
fn long_files_need_a_reason_and_short_ones_none() {
    let of = |lines: usize| [source("src/a.rs", &"x\n".repeat(lines))];
    let reason = [("src/a.rs", "one table")];
    assert_eq!(lengths(&of(600), &[]), Vec::<String>::new());
    assert_eq!(
        lengths(&of(601), &[]),
        ["src/a.rs: 601 lines and no reason given"]
    );
    assert_eq!(lengths(&of(900), &reason), Vec::<String>::new());
    assert_eq!(
        lengths(&of(901), &reason),
        ["src/a.rs: 901 lines, at most 900"]
    );
    assert_eq!(
        lengths(&of(600), &reason),
        ["src/a.rs: 600 lines need no reason"]
    );
    assert_eq!(
        lengths(&[], &reason),
        ["src/a.rs: a reason for a file that is not there"]
    );
}

#[test]
fn each_module_stands_on_one_floor() {
    let mut seen: Vec<&str> = FLOORS
        .iter()
        .flat_map(|(_, modules)| *modules)
        .copied()
        .collect();
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), all);
    for (name, allowed) in ONLY {
        for other in *allowed {
            assert!(
                floor(other) < floor(name),
                "{other} does not stand below {name}"
            );
        }
    }
}
