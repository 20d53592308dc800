//! The list of every builtin: one line each.

use super::Builtin;

/// Every function, by name.
pub const ALL: &[&Builtin] = &[];

/// The function of that name.
pub fn find(name: &str) -> Option<(usize, &'static Builtin)> {
    ALL.iter()
        .position(|builtin| builtin.name == name)
        .and_then(|index| ALL.get(index).map(|builtin| (index, *builtin)))
}
