//! The built command, driven over folders made for each test.

mod arguments;
mod bench;
mod diagnostics;
mod formats;
mod many;
mod output;
mod policies;
mod portfolio;
mod reference;
mod statuses;
mod time;
