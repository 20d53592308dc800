//! Who needs what, and when.

pub mod booking;
pub mod fit;
pub mod overloads;
