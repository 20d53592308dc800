//! Clauses that may stand once in their block.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::source::span::Span;

use super::reading::Reading;

/// The clauses seen so far that may stand once, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Once {
    seen: Vec<(&'static str, Span)>,
}

impl Once {
    /// Whether this is the first clause of its kind; a second one is refused. `whose` is like `a calendar`.
    pub fn is_first(
        &mut self,
        reading: &mut Reading<'_>,
        word: &'static str,
        span: Span,
        whose: &str,
        help: &str,
    ) -> bool {
        let before = self.seen.iter().find(|(seen, _)| *seen == word);
        let Some((_, before)) = before else {
            self.seen.push((word, span));
            return true;
        };
        reading.diagnostics.push(
            Diagnostic::new(
                codes::CLAUSE_TWICE,
                span,
                format!("{whose} has at most one `{word}`"),
            )
            .label("again here")
            .and(*before, "first here")
            .help(help),
        );
        false
    }
}
