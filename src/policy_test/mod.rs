//! `test` blocks: what a policy must decide, tried; and which of its conditions the tests saw come out how.

pub mod coverage;
pub mod result;
pub mod run;
pub mod suite;

mod cases;
mod compare;
mod conditions;
mod expecting;
mod given;
mod path;
mod plan;
mod planning;
mod read;
mod written;
