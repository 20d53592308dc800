use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use super::complaint::Complaint;
use super::each::Pattern;
use super::read::STANDARD_INPUT;
use super::walk::{self, name};

/// One file of descriptors.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Descriptor {
    /// As reports name it.
    pub name: String,
    pub path: PathBuf,
    /// What the braces of `--each` stand for in its path, by param.
    pub bound: Vec<(String, String)>,
}

/// A file, or why it cannot be had: said in its turn, so that one bad name does not stop the rest.
pub(super) type Item = Result<Descriptor, Complaint>;

/// The files that arguments name, in the order of the arguments and sorted within each; none of them twice.
pub(super) fn named(arguments: &[PathBuf]) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    arguments
        .iter()
        .flat_map(|argument| expand(argument))
        .filter(|item| match item {
            Ok(descriptor) => seen.insert(descriptor.path.clone()),
            Err(_) => true,
        })
        .collect()
}

/// The files that match the pattern of `--each`, sorted.
pub(super) fn each(pattern: &Pattern) -> Vec<Item> {
    let base = pattern.base();
    if !base.as_os_str().is_empty() && !base.is_dir() {
        return vec![Err(no_folder(base))];
    }
    let found = walk::files(base, pattern.depth(), &|path| pattern.bind(path).is_some());
    let mut items: Vec<Item> = found.complaints.into_iter().map(Err).collect();
    items.extend(found.files.into_iter().map(|path| {
        let bound = pattern.bind(&path).unwrap_or_default();
        match path.to_str() {
            Some(shown) => Ok(Descriptor {
                name: shown.to_owned(),
                bound,
                path,
            }),
            None => Err(Complaint::missing(
                name(&path),
                "the name of this file is not UTF-8, so no param can be read from it",
                Some("rename the file".to_owned()),
            )),
        }
    }));
    if items.is_empty() {
        items.push(Err(no_match(pattern.written())));
    }
    items
}

fn expand(argument: &Path) -> Vec<Item> {
    if argument == Path::new(STANDARD_INPUT) {
        return vec![Ok(descriptor(argument.to_path_buf()))];
    }
    if argument.is_dir() {
        return below(argument);
    }
    if !argument.exists()
        && let Some(pattern) = argument.to_str()
        && pattern.contains(['*', '?', '[', '{'])
    {
        return matching(pattern);
    }
    // What is not there is found out when it is opened.
    vec![Ok(descriptor(argument.to_path_buf()))]
}

/// Every document below a folder.
fn below(folder: &Path) -> Vec<Item> {
    let is_document = |path: &Path| {
        path.extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| {
                ["yaml", "yml", "json"]
                    .iter()
                    .any(|known| ending.eq_ignore_ascii_case(known))
            })
    };
    let found = walk::files(folder, None, &is_document);
    items(found).unwrap_or_else(|| {
        vec![Err(Complaint::missing(
            name(folder),
            "there is no .yaml, .yml or .json file below this folder",
            None,
        ))]
    })
}

/// Every file that a pattern of the shell's kind matches.
fn matching(pattern: &str) -> Vec<Item> {
    let glob = match GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            return vec![Err(Complaint::usage(
                format!("`{pattern}` is no pattern of file names: {}", error.kind()),
                None,
            ))];
        }
    };
    let parts: Vec<&str> = pattern.split('/').collect();
    let fixed = parts
        .iter()
        .position(|part| part.contains(['*', '?', '[', '{', '\\']))
        .unwrap_or(0);
    let base = PathBuf::from(match fixed {
        0 => String::new(),
        1 if pattern.starts_with('/') => "/".to_owned(),
        _ => parts.get(..fixed).unwrap_or_default().join("/"),
    });
    if fixed > 0 && !base.is_dir() {
        return vec![Err(no_folder(&base))];
    }
    // A brace may hold a slash, and two stars any number of them.
    let deepest = (!pattern.contains("**") && !pattern.contains('{')).then(|| parts.len() - fixed);
    let found = walk::files(&base, deepest, &|path| glob.is_match(path));
    items(found).unwrap_or_else(|| vec![Err(no_match(pattern))])
}

/// `None`: nothing was found.
fn items(found: walk::Found) -> Option<Vec<Item>> {
    if found.files.is_empty() && found.complaints.is_empty() {
        return None;
    }
    let mut items: Vec<Item> = found.complaints.into_iter().map(Err).collect();
    items.extend(found.files.into_iter().map(|path| Ok(descriptor(path))));
    Some(items)
}

fn descriptor(path: PathBuf) -> Descriptor {
    Descriptor {
        name: name(&path),
        path,
        bound: Vec::new(),
    }
}

fn no_folder(folder: &Path) -> Complaint {
    Complaint::missing(name(folder), "there is no such folder", None)
}

fn no_match(pattern: &str) -> Complaint {
    Complaint::missing(pattern, "no file matches this pattern", None)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> tempfile::TempDir {
        let at = tempfile::tempdir().unwrap();
        fs::create_dir_all(at.path().join("x/deep")).unwrap();
        for file in ["x/b.yaml", "x/a.YML", "x/deep/c.json", "x/d.txt"] {
            fs::write(at.path().join(file), "a: 1").unwrap();
        }
        at
    }

    fn shown(at: &Path, items: &[Item]) -> Vec<String> {
        items
            .iter()
            .map(|item| match item {
                Ok(descriptor) => descriptor.path.strip_prefix(at).map_or_else(
                    |_| descriptor.name.clone(),
                    |path| path.to_string_lossy().into_owned(),
                ),
                Err(Complaint::Document { refusal, .. }) => format!("! {}", refusal.message),
                Err(other) => format!("! {other:?}"),
            })
            .collect()
    }

    #[test]
    fn folders_patterns_and_files_become_files() {
        let at = folder();
        for (argument, files) in [
            ("x", vec!["x/a.YML", "x/b.yaml", "x/deep/c.json"]),
            ("x/d.txt", vec!["x/d.txt"]),
            ("x/none.yaml", vec!["x/none.yaml"]),
            ("x/*", vec!["x/a.YML", "x/b.yaml", "x/d.txt"]),
            ("x/?.yaml", vec!["x/b.yaml"]),
            ("**/c.json", vec!["x/deep/c.json"]),
            ("x/{b.yaml,deep/c.json}", vec!["x/b.yaml", "x/deep/c.json"]),
            ("x/*.toml", vec!["! no file matches this pattern"]),
            ("y/*.yaml", vec!["! there is no such folder"]),
        ] {
            let items = named(&[at.path().join(argument)]);
            assert_eq!(shown(at.path(), &items), files, "{argument}");
        }
    }

    #[test]
    fn no_file_is_taken_twice_and_arguments_keep_their_order() {
        let at = folder();
        let arguments = ["x/b.yaml", "x", "x/b.yaml"].map(|argument| at.path().join(argument));
        let items = named(&arguments);
        assert_eq!(
            shown(at.path(), &items),
            ["x/b.yaml", "x/a.YML", "x/deep/c.json"]
        );
    }

    #[test]
    fn an_empty_folder_is_worth_a_word() {
        let at = tempfile::tempdir().unwrap();
        assert_eq!(
            shown(at.path(), &named(&[at.path().to_path_buf()])),
            ["! there is no .yaml, .yml or .json file below this folder"]
        );
    }

    #[test]
    fn each_binds_what_its_braces_matched() {
        let at = folder();
        let written = format!("{}/{{folder}}/{{name}}.yaml", at.path().to_str().unwrap());
        let items = each(&Pattern::parse(&written).unwrap());
        let [Ok(only)] = items.as_slice() else {
            panic!("{items:?}");
        };
        assert_eq!(
            only.bound,
            [
                ("folder".to_owned(), "x".to_owned()),
                ("name".to_owned(), "b".to_owned())
            ]
        );
    }
}
