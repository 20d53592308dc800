//! When it is open and when it is closed: periods, their recurrence, and what is asked of them.

pub mod recurrence;
pub mod words;
