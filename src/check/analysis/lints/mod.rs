//! Lints, one a file: what is allowed, and most often not what was meant.

pub mod always;
pub mod braces_in_text;
pub mod free_conjunct;
pub mod missing_helps;
pub mod optional_not_equal;
pub mod phases;
pub mod rank_order;
pub mod unused;
pub mod unused_binder;

mod polarity;
mod written;
