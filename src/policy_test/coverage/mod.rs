//! Condition coverage.

pub mod result;
pub mod tally;

mod atoms;
mod known;
mod lacking;
