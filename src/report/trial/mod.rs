//! What came of tests: as text, as data, and as other tools read it.
//!
//! A format is one file with one [`TrialRenderer`] and one line in [`list::ALL`].

pub mod list;

mod coverage;
mod failure;
mod json;
mod junit;
mod lcov;
mod text;

use std::io;

use crate::policy_test::result::Run;

use super::Options;

/// One format.
pub trait TrialRenderer: std::fmt::Debug + Sync {
    /// As `--format` names it.
    fn name(&self) -> &'static str;

    /// Whether it has something to say about coverage alone, and so asks for it.
    fn wants_coverage(&self) -> bool {
        false
    }

    /// Writes what came of a run. The same run and options give the same bytes.
    ///
    /// # Errors
    /// What the writer says.
    fn render(&self, run: &Run, options: &Options, out: &mut dyn io::Write) -> io::Result<()>;
}
