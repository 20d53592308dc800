//! The types of the language: what the checker reasons about, what decoding is driven by, and signatures of functions.

pub mod constant;
pub mod operator;
pub mod shape;
pub mod signature;
pub mod ty;
