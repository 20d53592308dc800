//! The command line: the one place that reads files, the clock, the environment and the terminal.

pub mod answer;
pub mod arguments;
pub mod calendar;
pub mod check;
pub mod disk;
pub mod lint;
pub mod reference;
pub mod start;
pub mod status;
pub mod test;
pub mod when;

mod ahead;
mod clock;
mod complaint;
mod console;
mod delivery;
mod descriptors;
mod each;
mod judging;
mod named;
mod nothing;
mod policies;
mod read;
mod sink;
mod terminal;
mod walk;
