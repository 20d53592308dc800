//! Evaluation: a compiled program and decoded inputs to findings. One interpreter serves the pass that only wants
//! verdicts and the pass that explains them: `EXPLAIN` turns the tracing on and never changes a value.

pub mod explain;
pub mod judge;
pub mod machine;
pub mod observe;
pub mod trace;
pub mod watch;

mod calendar;
mod collection;
mod count;
mod decide;
mod invoke;
mod operate;
mod quantify;
mod say;
mod witness;
