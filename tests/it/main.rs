//! The one integration binary.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read files and measure nothing that a decision rests on"
)]

mod analyses;
mod architecture;
mod builtins;
mod damage;
mod deciding;
mod docs;
mod expressions;
mod laws;
mod openstack;
