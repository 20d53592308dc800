//! Documents: YAML and JSON text to inputs, by the declared types.
//!
//! A text is scanned once into a flat tree of positions, kinds and scalar texts; whatever is to be refused is refused
//! there, in parts that no rule reads as well. Decoding walks the tree by the declared types.

mod decode;
pub mod identities;
pub mod locate;
pub mod plain;
pub mod read;
pub mod refusal;
mod root;
mod scan_json;
mod scan_yaml;
mod second_reader;
mod text;
mod tree;
