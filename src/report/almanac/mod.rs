//! Calendars on paper: as months in a terminal, as a page, as data, and as a calendar to import.
//!
//! A format is one file with one [`AlmanacRenderer`] and one line in [`ALL`].

mod days;
mod html;
mod ics;
mod json;
mod text;

use std::io;

use crate::decision::almanac::Almanac;

use super::Options;

/// One format of the calendars.
pub trait AlmanacRenderer: std::fmt::Debug + Sync {
    /// As `--format` names it.
    fn name(&self) -> &'static str;

    /// Writes the calendars. The same calendars and options give the same bytes.
    ///
    /// # Errors
    /// What the writer says.
    fn render(
        &self,
        almanac: &Almanac,
        options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()>;
}

/// Every format; the first is the one for people.
pub const ALL: &[&dyn AlmanacRenderer] = &[&text::Text, &html::Html, &ics::Ics, &json::Json];

/// The format of that name.
pub fn find(name: &str) -> Option<&'static dyn AlmanacRenderer> {
    ALL.iter().copied().find(|renderer| renderer.name() == name)
}
