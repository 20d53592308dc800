//! When it is open and when it is closed: periods, their recurrence, and what is asked of them.
//!
//! A [`model::Calendars`] is built once from what a policy says and never changes; a [`question::View`] of one of them
//! answers. Nothing here knows what time it is.

pub mod cron;
pub mod entry;
mod expand;
pub mod faults;
pub mod ics;
mod interval;
pub mod model;
mod prepared;
pub mod question;
pub mod recurrence;
pub mod words;

#[cfg(test)]
mod tests;
