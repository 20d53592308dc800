//! The rules as functions from a source to what is wrong with it.

use super::paths::paths;
use super::tokens::{Kind, tokens};

/// A file of the package, by its path from the root.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The floors of the house. A module imports from itself and from what stands lower, nothing else.
pub const FLOORS: &[(u8, &[&str])] = &[
    (0, &["source", "value"]),
    (1, &["diagnostic", "types", "calendar"]),
    (2, &["syntax", "decision", "builtins"]),
    (3, &["check", "ir", "document", "plugin", "waiver"]),
    (4, &["compile", "eval"]),
    (5, &["engine"]),
    (6, &["remedy", "policy_test"]),
    (7, &["report"]),
    (8, &["cli", "lsp", "server"]),
];

/// Modules that may use less than what stands below them.
const ONLY: &[(&str, &[&str])] = &[
    (
        "eval",
        &[
            "source",
            "value",
            "diagnostic",
            "types",
            "calendar",
            "decision",
            "builtins",
            "ir",
            "document",
            "plugin",
            "waiver",
        ],
    ),
    (
        "report",
        &[
            "source",
            "value",
            "calendar",
            "diagnostic",
            "decision",
            "policy_test",
        ],
    ),
];

/// What only some files may name: a path's beginning, and the paths of the files that may.
const CONFINED: &[(&[&str], &[&str])] = &[
    (&["pest", "pest_derive"], &["src/syntax/parser"]),
    (&["wasmtime", "wit_component"], &["src/plugin/"]),
    (&["clap", "indicatif"], &["src/cli/", "src/main.rs"]),
    (
        &[
            "std::io::IsTerminal",
            "std::io::stdout",
            "std::io::stderr",
            "std::io::stdin",
        ],
        &["src/cli/"],
    ),
    (&["miette"], &["src/diagnostic/report.rs"]),
    (
        &["saphyr_parser", "serde_yaml", "jiter"],
        &["src/document/"],
    ),
    (
        &["serde", "serde_json"],
        &[
            "src/document/",
            "src/report/json_v1",
            "src/report/trial/json.rs",
            "src/report/when/json.rs",
            "src/report/almanac/json.rs",
        ],
    ),
];

/// What the core reads nowhere; its tests may.
const OUTSIDE: &[(&[&str], &[&str])] = &[
    (
        &["std::fs", "std::env", "std::process", "std::net"],
        &["src/cli/", "src/main.rs", "src/plugin/cache.rs"],
    ),
    (
        &[
            "std::time::SystemTime",
            "std::time::Instant",
            "chrono::Utc",
            "chrono::Local",
        ],
        &["src/cli/"],
    ),
];

/// Words that say nothing of what a file holds.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

/// A file of more lines is split.
const MOST_LINES: usize = 900;
/// A file of more lines gets a second look, and a line in [`LONG`].
const MANY_LINES: usize = 600;

/// Files past the second look, and why they are one thing.
pub const LONG: &[(&str, &str)] = &[
    (
        "src/syntax/parser/cycles.rs",
        "the forms of `every …`, each beside what is said where it is not right",
    ),
    (
        "src/syntax/parser/periods.rs",
        "the forms of a period, each beside what is said where it is not right",
    ),
];

/// Imports that do not go strictly downwards.
pub fn floors(source: &Source) -> Vec<String> {
    let place = module(&source.path);
    let Some(own) = place
        .first()
        .filter(|_| source.path != "src/lib.rs" && source.path != "src/main.rs")
    else {
        return Vec::new();
    };
    let Some(floor) = floor(own) else {
        return vec![format!("{}: `{own}` has no floor", source.path)];
    };
    let only = ONLY.iter().find(|(name, _)| name == own);
    paths(&source.text, &place)
        .iter()
        .filter(|named| named.path.first().is_some_and(|first| first == "crate"))
        .filter_map(|named| {
            let other = named.path.get(1).map_or("", String::as_str);
            let fault = if other == own {
                return None;
            } else {
                match self::floor(other) {
                    None => format!("`crate::{other}` has no floor"),
                    Some(below) if below >= floor => {
                        format!("`{own}` (floor {floor}) imports `{other}` (floor {below})")
                    }
                    Some(_) if only.is_some_and(|(_, allowed)| !allowed.contains(&other)) => {
                        format!("`{own}` never imports `{other}`")
                    }
                    Some(_) => return None,
                }
            };
            Some(format!("{}:{}: {fault}", source.path, named.line))
        })
        .collect()
}

/// Libraries and parts of the standard library named where they do not belong.
pub fn confinement(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for named in paths(&source.text, &module(&source.path)) {
        let path = named.path.join("::");
        let in_test = named.test || is_test(&source.path);
        let rules = CONFINED.iter().chain(OUTSIDE.iter().filter(|_| !in_test));
        for (what, allowed) in rules {
            let named_here = what.iter().any(|start| {
                path.strip_prefix(start)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            });
            if named_here && !allowed.iter().any(|start| source.path.starts_with(start)) {
                faults.push(format!(
                    "{}:{}: `{path}` belongs in {}",
                    source.path,
                    named.line,
                    allowed.join(", ")
                ));
            }
        }
    }
    faults
}

/// `use x::*` outside tests.
pub fn globs(source: &Source) -> Vec<String> {
    paths(&source.text, &module(&source.path))
        .iter()
        .filter(|named| named.imported && !named.test && !is_test(&source.path))
        .filter(|named| named.path.last().is_some_and(|last| last == "*"))
        .map(|named| {
            format!(
                "{}:{}: `{}`",
                source.path,
                named.line,
                named.path.join("::")
            )
        })
        .collect()
}

/// Bodies that are still to be written.
pub fn unfinished(source: &Source) -> Vec<String> {
    tokens(&source.text)
        .windows(2)
        .filter(|pair| {
            pair[0].kind == Kind::Word && matches!(pair[0].text, "todo" | "unimplemented")
        })
        .filter(|pair| pair[1].text == "!")
        .map(|pair| format!("{}:{}: `{}!`", source.path, pair[0].line, pair[0].text))
        .collect()
}

/// Files and folders named for nothing.
pub fn names(source: &Source) -> Vec<String> {
    source
        .path
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("{}: `{part}` does not say what it holds", source.path))
        .collect()
}

/// Files that are too long, and reasons that are no longer needed.
pub fn lengths(sources: &[Source], reasons: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        let reason = reasons.iter().find(|(path, _)| *path == source.path);
        if lines > MOST_LINES {
            faults.push(format!(
                "{}: {lines} lines, at most {MOST_LINES}",
                source.path
            ));
        } else if lines > MANY_LINES && reason.is_none_or(|(_, reason)| reason.is_empty()) {
            faults.push(format!(
                "{}: {lines} lines and no reason given",
                source.path
            ));
        } else if lines <= MANY_LINES && reason.is_some() {
            faults.push(format!("{}: {lines} lines need no reason", source.path));
        }
    }
    for (path, _) in reasons {
        if !sources.iter().any(|source| source.path == *path) {
            faults.push(format!("{path}: a reason for a file that is not there"));
        }
    }
    faults
}

fn floor(module: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(_, modules)| modules.contains(&module))
        .map(|(floor, _)| *floor)
}

/// `src/value/date.rs` is `["value", "date"]`, `src/value/mod.rs` is `["value"]`.
fn module(path: &str) -> Vec<String> {
    path.trim_start_matches("src/")
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"))
        .map(str::to_owned)
        .collect()
}

fn is_test(path: &str) -> bool {
    path.trim_end_matches(".rs")
        .split('/')
        .any(|part| part == "tests")
}

#[cfg(test)]
mod tests;
