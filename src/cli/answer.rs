//! What the commands have in common that give one answer: which policies they ask, and how the answer is written.

use std::io;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::engine::facade::Engine;

use super::arguments::pair;
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::sink::Sink;
use super::{policies, read};

/// The policies that are asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// A policy, or a folder of policies.
    #[arg(
        long,
        short,
        value_name = "FILE_OR_DIR",
        required = true,
        help_heading = "Policies"
    )]
    pub policy: Vec<PathBuf>,

    /// Set a param of a policy.
    #[arg(long, value_name = "PARAM=VALUE", value_parser = pair, help_heading = "Policies")]
    pub set: Vec<(String, String)>,
}

impl Asked {
    /// The policies, loaded, with their params set.
    pub(super) fn engine(&self, console: &Console) -> Result<Engine, Stopped> {
        let mut engine = policies::ready(&self.policy, console)?;
        for (name, text) in &self.set {
            engine
                .set(name, text)
                .map_err(|why| console.complain(&Complaint::usage(why, None)))?;
        }
        Ok(engine)
    }
}

/// A format by its name, of those that there are.
pub(super) fn format_of<F: Clone + Send + Sync + 'static>(
    names: impl IntoIterator<Item = &'static str>,
    find: fn(&str) -> Option<F>,
) -> impl TypedValueParser<Value = F> {
    PossibleValuesParser::new(names)
        .try_map(move |name| find(&name).ok_or("there is no such format"))
}

/// Writes an answer, whole. `what`: as a message calls it, such as `the answer`. That the reader of a pipe has had enough
/// is nothing to complain about.
pub(super) fn deliver(
    mut sink: Sink,
    what: &str,
    console: &Console,
    render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Stopped> {
    match render(sink.writer()).and_then(|()| sink.finish()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("{what} cannot be written: {}", read::says(&error));
            Err(console.complain(&Complaint::usage(message, None)))
        }
        _ => Ok(()),
    }
}
