use std::path::{Component, Path, PathBuf};

/// The pattern of `--each`: a path in which `{param}` matches some of a name and binds a param to it, `*` and `?` match
/// without binding, and `**` stands for any number of folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    /// The folder below which everything that matches lies; empty for the one that the command runs in.
    base: PathBuf,
    parts: Vec<Part>,
    /// Each param once, in the order of their first braces.
    params: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Name(Vec<Token>),
    /// Any number of folders, none too.
    Folders,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Text(String),
    /// Any characters, none too.
    Some,
    One,
    /// At least one character; the same ones wherever the param stands.
    Param(usize),
}

impl Pattern {
    /// # Errors
    /// What is wrong with the pattern, in a few words.
    pub fn parse(written: &str) -> Result<Pattern, String> {
        let mut params = Vec::new();
        let mut base = String::new();
        let mut parts = Vec::new();
        let mut names = written.split('/').peekable();
        if written.starts_with('/') {
            base.push('/');
        }
        while let Some(name) = names.next() {
            let last = names.peek().is_none();
            if name.is_empty() && last {
                return Err("it ends in `/` and so names no file".to_owned());
            }
            if name.is_empty() || name == "." {
                continue;
            }
            let fixed = parts.is_empty() && !last && !name.contains(['{', '}', '*', '?']);
            if fixed {
                if !base.is_empty() && !base.ends_with('/') {
                    base.push('/');
                }
                base.push_str(name);
            } else if name == ".." {
                return Err("`..` can only stand before the first brace".to_owned());
            } else if name == "**" {
                parts.push(Part::Folders);
            } else {
                parts.push(Part::Name(tokens(name, &mut params)?));
            }
        }
        if params.is_empty() {
            return Err("it has no `{param}`; a pattern without one is a descriptor".to_owned());
        }
        Ok(Pattern {
            written: written.to_owned(),
            base: base.into(),
            parts,
            params,
        })
    }

    pub(super) fn written(&self) -> &str {
        &self.written
    }

    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    pub(super) fn params(&self) -> &[String] {
        &self.params
    }

    /// How far below its base a match can lie; `None` where `**` stands in it.
    pub(super) fn depth(&self) -> Option<usize> {
        (!self.parts.contains(&Part::Folders)).then_some(self.parts.len())
    }

    /// What the params are in a path; `None` if the path does not match. A brace takes as much of a name as it can.
    pub(super) fn bind(&self, path: &Path) -> Option<Vec<(String, String)>> {
        let below = path.strip_prefix(&self.base).ok()?;
        let names: Vec<String> = below
            .components()
            .filter(|component| *component != Component::CurDir)
            .map(|component| component.as_os_str().to_string_lossy().into_owned())
            .collect();
        let mut bound = vec![None; self.params.len()];
        if !path_matches(&self.parts, &names, &mut bound) {
            return None;
        }
        let values = bound.into_iter().map(Option::unwrap_or_default);
        Some(
            self.params
                .iter()
                .cloned()
                .zip(values.map(str::to_owned))
                .collect(),
        )
    }
}

fn tokens(name: &str, params: &mut Vec<String>) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut text = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        let token = match first {
            '*' => Token::Some,
            '?' => Token::One,
            '{' => {
                let Some((param, after)) = rest.split_once('}') else {
                    return Err(format!("`{{{rest}` has no closing brace"));
                };
                rest = after;
                if !is_name(param) {
                    return Err(format!("`{{{param}}}` does not name a param"));
                }
                let known = params.iter().position(|other| other == param);
                Token::Param(known.unwrap_or_else(|| {
                    params.push(param.to_owned());
                    params.len() - 1
                }))
            }
            '}' => return Err(format!("a brace in `{name}` closes nothing")),
            other => {
                text.push(other);
                continue;
            }
        };
        if !text.is_empty() {
            tokens.push(Token::Text(std::mem::take(&mut text)));
        }
        tokens.push(token);
    }
    if !text.is_empty() {
        tokens.push(Token::Text(text));
    }
    Ok(tokens)
}

/// `param` or `policy.param`.
fn is_name(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    })
}

fn path_matches<'n>(parts: &[Part], names: &'n [String], bound: &mut [Option<&'n str>]) -> bool {
    let Some((part, parts)) = parts.split_first() else {
        return names.is_empty();
    };
    match part {
        Part::Folders => (0..=names.len()).any(|skipped| {
            attempt(bound, |bound| {
                path_matches(parts, names.get(skipped..).unwrap_or_default(), bound)
            })
        }),
        Part::Name(tokens) => names.split_first().is_some_and(|(name, names)| {
            name_matches(tokens, name, bound, &mut |bound| {
                path_matches(parts, names, bound)
            })
        }),
    }
}

/// Whether the tokens match a name so that what comes after, `then`, matches too.
fn name_matches<'n>(
    tokens: &[Token],
    name: &'n str,
    bound: &mut [Option<&'n str>],
    then: &mut dyn FnMut(&mut [Option<&'n str>]) -> bool,
) -> bool {
    let Some((token, tokens)) = tokens.split_first() else {
        return name.is_empty() && then(bound);
    };
    match token {
        Token::Text(text) => name
            .strip_prefix(text.as_str())
            .is_some_and(|rest| name_matches(tokens, rest, bound, then)),
        Token::One => {
            let mut rest = name.chars();
            rest.next().is_some() && name_matches(tokens, rest.as_str(), bound, then)
        }
        Token::Some => cuts(name)
            .any(|(_, rest)| attempt(bound, |bound| name_matches(tokens, rest, bound, then))),
        Token::Param(param) => match bound.get(*param).copied().flatten() {
            Some(value) => name
                .strip_prefix(value)
                .is_some_and(|rest| name_matches(tokens, rest, bound, then)),
            None => cuts(name)
                .filter(|(taken, _)| !taken.is_empty())
                .any(|(taken, rest)| {
                    attempt(bound, |bound| {
                        if let Some(slot) = bound.get_mut(*param) {
                            *slot = Some(taken);
                        }
                        name_matches(tokens, rest, bound, then)
                    })
                }),
        },
    }
}

/// A name cut in two at each of its characters, the longest first part first.
fn cuts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    (0..=name.len())
        .rev()
        .filter_map(|at| name.split_at_checked(at))
}

/// Tries a way to match, and forgets what it bound if it is none.
fn attempt<'n>(
    bound: &mut [Option<&'n str>],
    way: impl FnOnce(&mut [Option<&'n str>]) -> bool,
) -> bool {
    let before = bound.to_vec();
    let matched = way(bound);
    if !matched {
        bound.copy_from_slice(&before);
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bind(pattern: &str, path: &str) -> Option<String> {
        let bound = Pattern::parse(pattern).unwrap().bind(Path::new(path))?;
        let shown: Vec<String> = bound
            .iter()
            .map(|(param, value)| format!("{param}={value}"))
            .collect();
        Some(shown.join(" "))
    }

    #[test]
    fn braces_bind_parts_of_names() {
        for (pattern, path, bound) in [
            (
                "d/{series}/*.yaml",
                "d/havana/nova.yaml",
                Some("series=havana"),
            ),
            ("d/{series}/*.yaml", "d/havana/nova.yml", None),
            ("d/{series}/*.yaml", "d/nova.yaml", None),
            ("d/{series}/*.yaml", "d/a/b/nova.yaml", None),
            ("./d/{s}/{n}.yaml", "d/a/b.yaml", Some("s=a n=b")),
            ("{n}-{v}.yaml", "my-app-1.2.yaml", Some("n=my-app v=1.2")),
            ("{n}-{v}.yaml", "-1.yaml", None),
            ("{v}/{v}.yaml", "1/1.yaml", Some("v=1")),
            ("{v}/{v}.yaml", "1/2.yaml", None),
            ("**/{n}.yaml", "a/b/c.yaml", Some("n=c")),
            ("**/{n}.yaml", "c.yaml", Some("n=c")),
            ("{team}/**/r.yaml", "a/b/c/r.yaml", Some("team=a")),
            ("{n}.y?ml", "ä.yaml", Some("n=ä")),
            ("/abs/{n}.yaml", "/abs/x.yaml", Some("n=x")),
            ("../{p.q}/x", "../1/x", Some("p.q=1")),
            ("*{n}b*/x", "aab/x", Some("n=a")),
        ] {
            assert_eq!(bind(pattern, path).as_deref(), bound, "{pattern} {path}");
        }
    }

    #[test]
    fn what_does_not_read_says_why() {
        for (pattern, why) in [
            (
                "a/*.yaml",
                "it has no `{param}`; a pattern without one is a descriptor",
            ),
            ("{a/b", "`{a` has no closing brace"),
            ("a}/{b}", "a brace in `a}` closes nothing"),
            ("{}/b", "`{}` does not name a param"),
            ("{a,b}.yaml", "`{a,b}` does not name a param"),
            ("{a}/../b", "`..` can only stand before the first brace"),
            ("{a}/", "it ends in `/` and so names no file"),
        ] {
            assert_eq!(Pattern::parse(pattern), Err(why.to_owned()), "{pattern}");
        }
    }

    #[test]
    fn the_base_is_what_stands_before_the_first_brace() {
        for (pattern, base, depth) in [
            ("d/e/{s}/*.yaml", "d/e", Some(2)),
            ("/{s}.yaml", "/", Some(1)),
            ("{s}.yaml", "", Some(1)),
            ("./{s}.yaml", "", Some(1)),
            ("../x/**/{s}.yaml", "../x", None),
            ("/a/b/{s}", "/a/b", Some(1)),
        ] {
            let parsed = Pattern::parse(pattern).unwrap();
            assert_eq!(parsed.base(), Path::new(base), "{pattern}");
            assert_eq!(parsed.depth(), depth, "{pattern}");
        }
    }
}
