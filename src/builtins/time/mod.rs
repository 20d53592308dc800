//! Instants, dates, windows and lengths of time.

pub mod at_local;
pub mod date_of;
pub mod days_between;
pub mod days_of;
pub mod gaps;
pub mod hours_of;
pub mod overlaps;
pub mod pieces;
pub mod seconds_of;
pub mod time_of;
pub mod week_of;
pub mod weekday_of;
pub mod weeks_of;
pub mod window;
pub mod window_from;
