//! The facade: policies loaded, checked and compiled once; documents decided any number of times.

pub mod almanac;
mod beside;
mod calendars;
pub mod conflict;
pub mod facade;
pub mod input;
pub mod load;
pub mod parameter;
pub mod plan;
pub mod rehearse;
pub mod run;
pub mod trial;

pub mod assemble;
mod digest;
mod itself;
mod standard;
