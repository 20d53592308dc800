//! Arithmetic beside the operators.

pub mod abs;
pub mod ceil;
pub mod clamp;
pub mod floor;
pub mod holds;
pub mod modulo;
pub mod number_of;
pub mod percent_of;
pub mod percentage_of;
pub mod round;
