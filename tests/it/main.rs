//! The one integration binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests may fail, read files, and measure nothing that a decision rests on"
)]

mod analyses;
mod architecture;
mod argo;
mod builtins;
mod calendars;
mod cli;
mod damage;
mod deciding;
mod derived;
mod docs;
mod documents;
mod expressions;
mod fixtures {
    pub mod decisions;
}
mod ics;
mod ics_differential;
mod laws;
mod loading;
mod openstack;
mod payments;
mod policy_tests;
mod recurrence;
mod reports;
mod roles;
mod syntax;
mod when;
mod years;
