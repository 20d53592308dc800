//! From the checked program to the compiled one.

pub mod lower;

mod closed;
mod identity;
mod rules;
mod shapes;
