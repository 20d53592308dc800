//! Who somebody is.

pub mod is_bot;
pub mod person_name;
