//! What leads to what.

pub mod cycles;
pub mod edges;
pub mod order;
pub mod reach;
