use crate::value::identity::IdentityMap;

use super::read::Syntax;
use super::refusal::Refusal;

/// Reads a list of `{id, names, emails, bot}`.
///
/// # Errors
/// Whatever [`super::read::scan`] refuses, and an entry without an id, an unknown member, or a name claimed twice.
pub fn read(_text: &[u8], _syntax: Syntax) -> Result<IdentityMap, Refusal> {
    todo!()
}
