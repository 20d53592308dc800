//! Whether each folder of the corpus is named by some source.

use super::rules::Source;
use super::tokens::{Kind, tokens};

/// The folders that no string literal names. A literal that ends with a folder, or with `/**`, names all below it too;
/// one that goes on to a file names that folder alone.
pub fn forgotten(folders: &[String], sources: &[Source]) -> Vec<String> {
    let literals: Vec<&str> = sources
        .iter()
        .filter(|source| source.text.contains("corpus/"))
        .flat_map(|source| tokens(&source.text))
        .filter(|token| token.kind == Kind::Text)
        .filter_map(|token| token.text.find("corpus/").map(|at| &token.text[at..]))
        .collect();
    folders
        .iter()
        .filter(|folder| !literals.iter().any(|literal| names(literal, folder)))
        .map(|folder| format!("{folder}: no test names this folder"))
        .collect()
}

fn names(literal: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("tests/");
    let literal = literal.trim_end_matches("**").trim_end_matches('/');
    folder == literal
        || folder
            .strip_prefix(literal)
            .is_some_and(|below| below.starts_with('/') && literal != "corpus")
        || literal
            .strip_prefix(folder)
            .and_then(|behind| behind.strip_prefix('/'))
            .is_some_and(|file| !file.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missed(literal: &str) -> Vec<String> {
        let source = Source {
            path: "tests/it/x.rs".to_owned(),
            text: format!("// \"corpus/other\"\nfn f() {{ glob!(\"{literal}\") }}"),
        };
        let folders = ["tests/corpus/bad/yaml", "tests/corpus/badly"].map(str::to_owned);
        forgotten(&folders, &[source])
            .into_iter()
            .map(|fault| fault.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn a_folder_is_named_by_itself_its_parent_or_a_file() {
        for literal in [
            "../corpus/bad",
            "tests/corpus/bad/**",
            "corpus/bad/yaml/",
            "corpus/bad/yaml/*.yaml",
        ] {
            assert_eq!(missed(literal), ["tests/corpus/badly"], "{literal}");
        }
    }

    #[test]
    fn a_folder_is_not_named_by_a_file_beside_it_or_by_a_comment() {
        for literal in [
            "corpus/bad/known.txt",
            "corpus/other",
            "corpus/",
            "corpus/bad/yaml/deep/a.yaml",
        ] {
            assert_eq!(
                missed(literal),
                ["tests/corpus/bad/yaml", "tests/corpus/badly"],
                "{literal}"
            );
        }
    }
}
