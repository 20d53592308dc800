//! One value from many.

pub mod correlation;
pub mod extreme;
pub mod max;
pub mod mean;
pub mod median;
pub mod min;
pub mod percentile;
pub mod stddev;
pub mod sum;
pub mod variance;
pub mod weighted_mean;
