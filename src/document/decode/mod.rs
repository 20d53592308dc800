//! Decoding: from a scanned tree to values, by the declared types.

mod collection;
pub(super) mod kind;
pub(super) mod reader;
mod record;
mod scalar;
pub(super) mod show;
mod spot;
