//! When a release could go, as text, as data, and as a calendar to import.
//!
//! A format is one file with one [`WhenRenderer`] and one line in [`ALL`].

mod ics;
mod json;
mod strip;
mod text;

use std::io;

use crate::decision::when::When;

use super::Options;

/// One format of the answer.
pub trait WhenRenderer: std::fmt::Debug + Sync {
    /// As `--format` names it.
    fn name(&self) -> &'static str;

    /// Writes the answer. The same answer and options give the same bytes.
    ///
    /// # Errors
    /// What the writer says.
    fn render(&self, when: &When, options: &Options, out: &mut dyn io::Write) -> io::Result<()>;
}

/// Every format; the first is the one for people.
pub const ALL: &[&dyn WhenRenderer] = &[&text::Text, &json::Json, &ics::Ics];

/// The format of that name.
pub fn find(name: &str) -> Option<&'static dyn WhenRenderer> {
    ALL.iter().copied().find(|renderer| renderer.name() == name)
}
