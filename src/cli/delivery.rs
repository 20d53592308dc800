use std::io;

use crate::decision::run::Decision;
use crate::engine::assemble::applied;
use crate::report::{Options, Renderer};

use super::complaint::Complaint;
use super::nothing::Nothing;
use super::sink::Sink;

/// The decisions of a run on their way to the report: written as they come where the format has a line for each, else
/// gathered. Nothing is seen before some rule applied: a run in which none did has decided nothing.
#[derive(Debug)]
pub(super) struct Delivery {
    renderer: &'static dyn Renderer,
    options: Options,
    sink: Sink,
    gathered: Vec<Decision>,
    decided: usize,
    /// Descriptors to which no rule applied.
    untouched: Vec<String>,
    /// Why none applied to the first of them.
    nothing: Option<Nothing>,
}

/// What was delivered.
#[derive(Debug)]
pub(super) enum Delivered {
    /// Every decision; of `decided` descriptors those named were touched by no rule.
    All {
        decided: usize,
        untouched: Vec<String>,
    },
    /// There is no decision to deliver: every document was refused, and that has been said.
    None,
    /// No rule applied.
    Nothing(Complaint),
}

/// The format whose lines stand for themselves.
const BY_LINE: &str = "ndjson";

impl Delivery {
    pub fn new(renderer: &'static dyn Renderer, options: Options, sink: Sink) -> Delivery {
        Delivery {
            renderer,
            options,
            sink,
            gathered: Vec::new(),
            decided: 0,
            untouched: Vec::new(),
            nothing: None,
        }
    }

    /// Whether reports are written while the run goes on.
    pub fn is_by_line(&self) -> bool {
        self.renderer.name() == BY_LINE
    }

    /// As messages name where the report goes.
    pub fn destination(&self) -> String {
        self.sink.name()
    }

    /// # Errors
    /// What the writer says.
    pub fn take(&mut self, decision: Decision) -> io::Result<()> {
        self.decided += 1;
        if !applied(&decision) {
            self.nothing.get_or_insert_with(|| Nothing::of(&decision));
            self.untouched.push(decision.descriptor.clone());
        }
        if !self.is_by_line() {
            self.gathered.push(decision);
            return Ok(());
        }
        self.renderer
            .render(&[decision], &self.options, self.sink.writer())?;
        if self.is_void() {
            return Ok(());
        }
        self.sink.release()
    }

    /// Writes what was gathered, and all that was held back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<Delivered> {
        if self.decided == 0 {
            return Ok(Delivered::None);
        }
        if self.is_void()
            && let Some(nothing) = &self.nothing
        {
            return Ok(Delivered::Nothing(nothing.complaint(self.decided)));
        }
        if !self.is_by_line() {
            self.renderer
                .render(&self.gathered, &self.options, self.sink.writer())?;
        }
        self.sink.finish()?;
        Ok(Delivered::All {
            decided: self.decided,
            untouched: self.untouched,
        })
    }

    /// Whether no rule applied so far.
    fn is_void(&self) -> bool {
        self.untouched.len() == self.decided
    }
}
