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

/// Where they differ, the new text is written beside the build's files, so that making `docs/builtins.md` anew is one
/// copy.
#[test]
fn the_reference_is_the_one_in_docs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (made, kept) = (reference(), root.join("docs/builtins.md"));
    if std::fs::read_to_string(&kept).ok().as_deref() == Some(made.as_str()) {
        return;
    }
    let fresh = root.join("target/builtins.md");
    std::fs::write(&fresh, made).unwrap();
    panic!(
        "docs/builtins.md is not what the functions say; run: cp target/builtins.md docs/builtins.md"
    );
}
