//! The standard library: modules that are inside the binary.

/// The text of a module of `std`, by its name after `std.`.
pub(super) fn module(name: &str) -> Option<&'static str> {
    MODULES
        .iter()
        .find(|(module, _)| *module == name)
        .map(|(_, text)| *text)
}

/// The names of all modules of `std`, for a "did you mean".
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|(name, _)| *name)
}

const MODULES: &[(&str, &str)] = &[
    ("release", include_str!("../../policies/std/release.gate")),
    ("people", include_str!("../../policies/std/people.gate")),
    ("versions", include_str!("../../policies/std/versions.gate")),
];
