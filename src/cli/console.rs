use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::codes::Code;
use crate::diagnostic::report::{render, render_refusal};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::file::Sources;

use super::complaint::{Complaint, Stopped};
use super::terminal::{Colour, Place, is_coloured, width};

/// Standard error: diagnostics, complaints and the progress bar, kept out of each other's way.
#[derive(Debug)]
pub(super) struct Console {
    place: Place,
    colour: bool,
    bar: Option<ProgressBar>,
}

/// Fewer documents are done before a bar could be read.
const MANY: usize = 32;

impl Console {
    pub fn new(choice: Colour) -> Console {
        let place = if io::stderr().is_terminal() {
            Place::Terminal
        } else {
            Place::Pipe
        };
        Console {
            place,
            colour: is_coloured(choice, place),
            bar: None,
        }
    }

    /// Writes a text. That standard error cannot be written to is nothing anybody could be told.
    pub fn say(&self, text: &str) {
        let write = || {
            let _ = io::stderr().write_all(text.as_bytes());
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Draws diagnostics of policies.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        if !diagnostics.is_empty() {
            self.say(&render(
                diagnostics,
                sources,
                self.colour,
                width(self.place),
            ));
        }
    }

    /// Says what is wrong.
    pub fn complain(&self, complaint: &Complaint) -> Stopped {
        match complaint {
            Complaint::Run {
                code,
                message,
                help,
            } => {
                let diagnostic = Diagnostic {
                    code: *code,
                    level: Level::Error,
                    message: message.clone(),
                    labels: Vec::new(),
                    help: help.clone(),
                };
                self.diagnostics(&[diagnostic], &Sources::default());
            }
            Complaint::Document {
                name,
                line,
                refusal,
            } => self.document(
                name,
                line.as_deref(),
                refusal.code,
                &refusal.message,
                refusal.position,
                refusal.help.as_deref(),
            ),
            Complaint::Strict { name, notes } => {
                for (note, line) in notes {
                    let place = note.place.as_ref();
                    self.document(
                        place.map_or(name.as_str(), |place| &place.file),
                        line.as_deref(),
                        Code {
                            level: note.level,
                            ..note.code
                        },
                        &note.message,
                        place.and_then(|place| place.line.zip(place.column)),
                        note.help.as_deref(),
                    );
                }
            }
        }
        Stopped
    }

    fn document(
        &self,
        name: &str,
        line: Option<&str>,
        code: Code,
        message: &str,
        position: Option<(u32, u32)>,
        help: Option<&str>,
    ) {
        let mut drawn = render_refusal(name, line, code, message, position, help, self.colour);
        drawn.push('\n');
        self.say(&drawn);
    }

    /// Shows a bar over so many documents, if there are many and somebody can see it.
    pub fn begin(&mut self, documents: usize) {
        if self.place != Place::Terminal || documents < MANY {
            return;
        }
        let count = u64::try_from(documents).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        self.bar = Some(bar);
    }

    /// Moves the bar on by one document.
    pub fn step(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
