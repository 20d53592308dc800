//! From trees to a checked program: names resolved, every expression typed, every finding of the checks reported.

pub mod typed;
pub mod unit;
