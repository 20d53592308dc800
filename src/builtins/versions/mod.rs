//! What became of a version.

pub mod bump;
