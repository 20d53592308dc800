//! The one integration binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail, and reads the package's own files"
)]

mod architecture;
mod fixtures {
    pub mod decisions;
}
mod reports;
