//! From trees to a checked program: names resolved, every expression typed, every finding of the checks reported.

pub mod analysis;
pub mod prelude;
pub mod program;
pub mod typed;
pub mod unit;

mod arguments;
mod calendar;
mod calendar_when;
mod classify;
mod compare;
mod constant;
mod declare;
mod define;
mod expr;
mod field;
mod fit;
mod name;
mod operate;
mod over;
mod params;
mod rule;
mod scope;
mod signature;
mod table;
mod typename;
