//! Documents: YAML and JSON text to inputs, by the declared types.

pub mod identities;
pub mod locate;
pub mod read;
pub mod refusal;
