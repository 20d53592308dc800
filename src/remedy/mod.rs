//! What would change a decision: when the release could go. Everything here is found by evaluating again.

pub mod when;
