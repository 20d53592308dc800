//! What comes out, as plain data: the waist of the house. Evaluation fills it, reports read it.

pub mod almanac;
pub mod explanation;
pub mod finding;
pub mod note;
pub mod remedy;
pub mod run;
pub mod waiver;
pub mod when;
