//! The compiled program: plain data, ready to be evaluated any number of times.

pub mod op;
pub mod program;
