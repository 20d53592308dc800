//! The standard library: modules that are inside the binary, as their texts and as what checking these texts gave.

use std::sync::LazyLock;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::builtins::list;
use crate::check::prelude::Prelude;
use crate::source::file::Sources;
use crate::source::span::FileId;

/// A module of `std`, in [`MODULES`] at the place that its file has in every [`Sources`] of a policy.
#[derive(Debug)]
pub(super) struct Module {
    /// Behind `std.`.
    pub name: &'static str,
    pub path: &'static str,
    pub text: &'static str,
}

/// The library, checked.
#[derive(Debug)]
pub(super) struct Checked {
    pub prelude: Prelude,
    /// The SHA-256 of each text.
    pub digests: Vec<String>,
}

/// What stands before the stored modules.
#[derive(BorshSerialize, BorshDeserialize)]
struct Head {
    /// See [`stamp`].
    stamp: u64,
    digests: Vec<String>,
}

/// Made by the test at the end of this file, and held by it.
static CHECKED: &[u8] = include_bytes!("standard/checked.bin");

/// The library as it was checked when it was last stored. `None` if a text has changed since, so that whoever works on
/// the library sees what they wrote: the texts are then parsed and checked like any module.
pub(super) fn checked() -> Option<Checked> {
    let mut bytes = CHECKED;
    let head = Head::deserialize(&mut bytes).ok()?;
    if head.stamp != stamp() || head.digests.len() != MODULES.len() {
        return None;
    }
    Some(Checked {
        prelude: Prelude::read(bytes)?,
        digests: head.digests,
    })
}

/// The files of the library, before any of a policy.
pub(super) fn sources() -> Sources {
    let mut sources = Sources::default();
    for module in MODULES {
        sources.add_standing(module.path, module.text);
    }
    sources
}

/// Whether a file is one of the library's own.
pub(super) fn has(file: FileId) -> bool {
    module(file).is_some()
}

pub(super) fn module(file: FileId) -> Option<&'static Module> {
    MODULES.get(file.0 as usize)
}

/// The file of a module of `std`, by its name after `std.`.
pub(super) fn file(name: &str) -> Option<FileId> {
    let place = MODULES.iter().position(|module| module.name == name)?;
    u32::try_from(place).ok().map(FileId)
}

/// The names of all modules of `std`, for a "did you mean".
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|module| module.name)
}

static MODULES: &[Module] = &[
    Module {
        name: "release",
        path: "std/release.gate",
        text: include_str!("../../policies/std/release.gate"),
    },
    Module {
        name: "people",
        path: "std/people.gate",
        text: include_str!("../../policies/std/people.gate"),
    },
    Module {
        name: "versions",
        path: "std/versions.gate",
        text: include_str!("../../policies/std/versions.gate"),
    },
];

/// What the stored library was made of: the texts, and the builtins in their order, which stored calls cite by place.
fn stamp() -> u64 {
    static BUILTINS: LazyLock<u64> = LazyLock::new(|| {
        let names = list::ALL.iter().map(|builtin| builtin.name.as_bytes());
        names.fold(TEXTS, |hash, name| fnv(fnv(hash, name), b"\n"))
    });
    *BUILTINS
}

/// Computed when the program is built: a start has no time to read the library, not even for its hash.
const TEXTS: u64 = {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut rest = MODULES;
    while let Some((module, behind)) = rest.split_first() {
        hash = fnv(fnv(hash, module.name.as_bytes()), module.text.as_bytes());
        rest = behind;
    }
    hash
};

/// The hash of Fowler, Noll and Vo: it tells texts apart and protects nothing.
const fn fnv(mut hash: u64, mut bytes: &[u8]) -> u64 {
    while let Some((byte, rest)) = bytes.split_first() {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::prelude::store;
    use crate::check::unit::{self, Link, Unit};
    use crate::engine::digest::sha256;
    use crate::syntax::ast::Item;
    use crate::syntax::parser;

    const PATH: &str = "src/engine/standard/checked.bin";

    /// The library from its texts.
    fn made() -> Vec<u8> {
        let mut unit = Unit::default();
        for (place, module) in (0u32..).zip(MODULES) {
            let (tree, diagnostics) = parser::parse(FileId(place), module.text);
            assert_eq!(diagnostics, [], "{}", module.path);
            let imports = tree.items.iter().filter_map(|item| match item {
                Item::Import(import) => Some(import),
                _ => None,
            });
            let links = imports.map(|import| Link {
                span: import.path.span,
                target: file(import.path.text.strip_prefix("std.").unwrap())
                    .unwrap()
                    .0 as usize,
                alias: import.alias.as_ref().map(|alias| alias.text.clone()),
                include: false,
            });
            unit.modules.push(unit::Module {
                name: format!("std.{}", module.name),
                file: FileId(place),
                text: module.text.into(),
                links: links.collect(),
                tree,
                stored: None,
            });
        }
        let head = Head {
            stamp: stamp(),
            digests: MODULES
                .iter()
                .map(|module| sha256(module.text.as_bytes()))
                .collect(),
        };
        let mut bytes = borsh::to_vec(&head).unwrap();
        bytes.extend(store(&unit).unwrap());
        bytes
    }

    #[test]
    fn the_checked_library_is_what_its_texts_say() {
        let made = made();
        if std::env::var_os("TOLLGATE_WRITE_STD").is_some() {
            std::fs::write(PATH, made).unwrap();
            return;
        }
        assert!(
            made == CHECKED,
            "{PATH} is older than the library or the checker: \
             `TOLLGATE_WRITE_STD=1 cargo test --lib checked_library` writes it anew"
        );
        let checked = checked().unwrap();
        let stored = checked.prelude.modules.iter();
        let stored: Vec<&str> = stored.map(|module| module.name.as_str()).collect();
        let written: Vec<String> = names().map(|name| format!("std.{name}")).collect();
        assert_eq!(stored, written);
    }
}
