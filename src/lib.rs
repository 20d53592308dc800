//! Tollgate decides whether a release may go, and says why.
//!
//! The floors of the house, and what may import what, are in `docs/architecture.md`.

pub mod builtins;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compile;
pub mod decision;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod eval;
pub mod ir;
pub mod policy_test;
pub mod remedy;
pub mod report;
pub mod source;
pub mod syntax;
pub mod types;
pub mod value;
