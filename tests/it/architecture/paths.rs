//! The paths that a source file names, resolved against the crate's root.

use super::tokens::{Kind, Token, tokens};

/// One path as far as it goes: `["crate", "value", "date"]` for what the crate holds, `["serde", "Serialize"]` for
/// what another does. A glob ends in `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
    /// In a `use` item.
    pub imported: bool,
    /// Inside a `#[cfg(test)]` module.
    pub test: bool,
}

/// Where the reading of a file stands.
struct Scope {
    name: String,
    depth: usize,
    test: bool,
}

/// Every path of a file; `module` is the file's own place, `["value", "date"]` for `src/value/date.rs`.
pub fn paths(source: &str, module: &[String]) -> Vec<Named> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut scopes: Vec<Scope> = Vec::new();
    let mut depth = 0usize;
    let mut test_next = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = |n: usize| tokens.get(at + n).map_or("", |token| token.text);
        match token.text {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                scopes.retain(|scope| scope.depth <= depth);
            }
            ";" => test_next = false,
            "#" if (1..7).map(next).eq(["[", "cfg", "(", "test", ")", "]"]) => {
                test_next = true;
                at += 6;
            }
            "mod" if next(2) == "{" => {
                scopes.push(Scope {
                    name: next(1).to_owned(),
                    depth: depth + 1,
                    test: test_next,
                });
                test_next = false;
                at += 1;
            }
            _ if token.kind == Kind::Word && begins_path(&tokens, at) => {
                let imported = at > 0 && matches!(tokens[at - 1].text, "use" | "crate")
                    || at > 1 && tokens[at - 1].text == "::" && tokens[at - 2].text == "use";
                let mut written = Vec::new();
                at = read(&tokens, at, &mut Vec::new(), &mut written);
                let mut here = module.to_vec();
                here.extend(scopes.iter().map(|scope| scope.name.clone()));
                for path in written {
                    if path.len() > 1 || imported {
                        found.push(Named {
                            path: resolve(&path, &here),
                            line: token.line,
                            imported,
                            test: scopes.iter().any(|scope| scope.test),
                        });
                    }
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A word that no path holds before it.
fn begins_path(tokens: &[Token<'_>], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|index| tokens.get(index));
    match before(1).map(|token| token.text) {
        Some("::") => !before(2).is_some_and(|token| {
            token.kind == Kind::Word && token.text != "use" || token.text == ">"
        }),
        Some(".") => false,
        _ => true,
    }
}

/// Reads one path or tree of paths; gives the index behind it.
fn read<'s>(
    tokens: &[Token<'s>],
    mut at: usize,
    prefix: &mut Vec<&'s str>,
    found: &mut Vec<Vec<&'s str>>,
) -> usize {
    let held = prefix.len();
    loop {
        match tokens.get(at) {
            Some(token) if token.kind == Kind::Word || token.text == "*" => {
                prefix.push(token.text);
                at += 1;
            }
            Some(token) if token.text == "{" => {
                at += 1;
                while let Some(token) = tokens.get(at) {
                    match token.text {
                        "}" => {
                            at += 1;
                            break;
                        }
                        "," => at += 1,
                        _ => at = read(tokens, at, prefix, found).max(at + 1),
                    }
                }
                prefix.truncate(held);
                return at;
            }
            _ => {}
        }
        let goes_on = tokens.get(at).is_some_and(|token| token.text == "::")
            && tokens
                .get(at + 1)
                .is_some_and(|token| token.kind == Kind::Word || matches!(token.text, "{" | "*"));
        if !goes_on {
            break;
        }
        at += 1;
    }
    found.push(prefix.clone());
    prefix.truncate(held);
    if tokens.get(at).is_some_and(|token| token.text == "as") {
        at += 2;
    }
    at
}

fn resolve(path: &[&str], here: &[String]) -> Vec<String> {
    let mut base: Option<Vec<String>> = None;
    let mut rest = path;
    while let Some((first, behind)) = rest.split_first() {
        match *first {
            "crate" if base.is_none() => base = Some(Vec::new()),
            "self" if base.is_none() && !behind.is_empty() => base = Some(here.to_vec()),
            "super" => {
                base.get_or_insert_with(|| here.to_vec()).pop();
            }
            _ => break,
        }
        rest = behind;
    }
    let mut resolved: Vec<String> = Vec::new();
    if let Some(base) = base {
        resolved.push("crate".to_owned());
        resolved.extend(base);
    }
    resolved.extend(rest.iter().map(|segment| (*segment).to_owned()));
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(source: &str) -> Vec<String> {
        let here = ["value".to_owned(), "date".to_owned()];
        paths(source, &here)
            .into_iter()
            .map(|named| named.path.join("::"))
            .collect()
    }

    #[test]
    fn trees_are_spread_out() {
        assert_eq!(
            named("use crate::{check, eval::{self, run::{go, stop as halt}}, ir::*};"),
            [
                "crate::check",
                "crate::eval::self",
                "crate::eval::run::go",
                "crate::eval::run::stop",
                "crate::ir::*"
            ]
        );
    }

    #[test]
    fn climbing_paths_are_followed_to_the_root() {
        assert_eq!(named("use super::super::check::x;"), ["crate::check::x"]);
        assert_eq!(
            named("use super::zone::Zone;"),
            ["crate::value::zone::Zone"]
        );
        assert_eq!(
            named(
                "mod inner { fn f() { super::super::super::eval::run() } } fn g() { super::zone::x() }"
            ),
            ["crate::eval::run", "crate::value::zone::x"]
        );
    }

    #[test]
    fn expressions_and_types_name_paths_too() {
        assert_eq!(
            named(
                "fn f(x: &crate::eval::Frame) -> Vec<::pest::Span> { ::clap::x(a.b, Self::c::<u8>()) }"
            ),
            ["crate::eval::Frame", "pest::Span", "clap::x", "Self::c"]
        );
        assert_eq!(named("use miette; extern crate pest;"), ["miette", "pest"]);
        assert_eq!(
            named("/// crate::eval::x\nlet s = \"crate::eval::y\";"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn test_modules_are_known() {
        let source =
            "fn a() { x::y() }\n#[cfg(test)]\nmod tests { fn b() { x::y() } }\nfn c() { x::y() }";
        let tests: Vec<bool> = paths(source, &[]).iter().map(|named| named.test).collect();
        assert_eq!(tests, [false, true, false]);
    }
}
