//! From the checked program to the compiled one.

pub mod lower;

mod closed;
mod rules;
mod shapes;
