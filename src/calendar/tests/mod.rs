//! Calendars asked from end to end.

mod asking;
mod build;
mod clocks;
mod cycles;
mod laws;
