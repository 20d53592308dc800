//! The text of a policy as a tree.

pub mod ast;
pub mod parser;
