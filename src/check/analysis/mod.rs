//! What can be said of a checked program without running it: tables that leave gaps, classes that nothing reaches,
//! conditions that are always one thing, and what each rule reads. Every analysis is bounded; where it cannot tell, it
//! says nothing.

pub mod evidence;
pub mod fields_read;
pub mod path;
pub mod reach;
pub mod run;
pub mod tables;

mod axis;
mod classes;
mod condition;
mod cover;
mod handed;
mod hands_on;
mod lints;
mod places;
mod point;
mod same;
mod shape;
mod show_const;
mod solve;
mod summary;
pub mod walk;

#[cfg(test)]
mod tests;
