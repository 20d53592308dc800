//! What people and pipelines read: decisions as text and as data.
//!
//! A format is one file with one [`Renderer`] and one line in [`list::ALL`].

pub mod almanac;
pub mod json_v1;
pub mod list;
pub mod text;
pub mod trial;
pub mod when;

use std::io;

use crate::decision::run::Decision;

/// One format.
pub trait Renderer: std::fmt::Debug + Sync {
    /// As `--format` names it.
    fn name(&self) -> &'static str;

    /// Whether it shows the derivation of findings that pass, unasked.
    fn shows_every_step(&self) -> bool {
        true
    }

    /// Writes all decisions of a run, in their order. The same decisions and options give the same bytes.
    ///
    /// # Errors
    /// What the writer says.
    fn render(
        &self,
        decisions: &[Decision],
        options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()>;
}

/// How a report is to look; a format made for machines heeds none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Terminal columns to a line; less than 40 counts as 40.
    pub width: usize,
    /// Escape sequences for colour.
    pub colour: bool,
    /// Show what passed as fully as what failed.
    pub explain: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            width: 80,
            colour: false,
            explain: false,
        }
    }
}
