//! The readers of documents: what they refuse, what they read, and where they say it stands.

mod decoding;
mod identities;
mod locating;
mod properties;
mod refusals;
mod sample;
