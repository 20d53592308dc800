use std::path::Path;

use crate::builtins::list::ALL;
use crate::builtins::reference::reference;

#[test]
fn names_are_words_and_stand_once() {
    let mut names: Vec<&str> = ALL.iter().map(|builtin| builtin.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    for name in names {
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
            "{name}"
        );
    }
}

/// Where they differ, the new text is written among the build's files, so that making `docs/builtins.md` anew is one
/// copy.
#[test]
fn the_reference_is_the_one_in_docs() {
    let made = reference();
    if include_str!("../../../docs/builtins.md") != made {
        let fresh = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/builtins.md");
        std::fs::write(&fresh, made).unwrap();
        panic!("the functions say something else; run: cp target/builtins.md docs/builtins.md");
    }
}
