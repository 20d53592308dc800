//! The readers of documents: what they refuse, what they read, and where they say it stands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by a panic, and reads its corpus itself"
)]

mod decoding;
mod identities;
mod locating;
mod properties;
mod refusals;
mod sample;
