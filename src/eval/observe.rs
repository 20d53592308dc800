//! Which conditions an evaluation met, and how each came out: what condition coverage is made of.
//!
//! Only the explaining pass observes: it looks at every part of an `and` and at every element of a list, so that nothing
//! is hidden because something before it had decided already; and the pass that only wants verdicts pays nothing.

use std::collections::BTreeSet;

use crate::ir::op::{Node, Op};
use crate::ir::program::Row;
use crate::source::span::Span;
use crate::value::Value;
use crate::value::outcome::Truth;

use super::machine::Machine;
use super::trace::Kleene;

/// A condition, by its place in the policy, and how it came out once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    pub span: Span,
    pub truth: Truth,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// Keeps how conditions come out from here on. Without `EXPLAIN` nothing is kept.
    pub fn observe(&mut self) {
        self.observed = Some(BTreeSet::new());
    }

    /// What was kept since [`Machine::observe`].
    pub fn observed(&mut self) -> BTreeSet<Observed> {
        self.observed.take().unwrap_or_default()
    }

    pub(super) fn observe_node(&mut self, node: &Node, value: Value<'a>) {
        let Some(observed) = &mut self.observed else {
            return;
        };
        // What only joins conditions is none; a negated one stands at the same place as the `not` before it.
        if matches!(node.op, Op::And(_) | Op::Or(_) | Op::Not(_) | Op::If(..)) {
            return;
        }
        let truth = match value {
            Value::Bool(true) => Truth::True,
            Value::Bool(false) => Truth::False,
            Value::Unknown(_) => Truth::Unknown,
            _ => return,
        };
        observed.insert(Observed {
            span: node.span,
            truth,
        });
    }

    pub(super) fn observe_row(&mut self, row: &Row, applies: Kleene<'a>) {
        if let Some(observed) = &mut self.observed {
            let truth = match applies {
                Kleene::True => Truth::True,
                Kleene::False => Truth::False,
                Kleene::Unknown(_) => Truth::Unknown,
            };
            observed.insert(Observed {
                span: row.span,
                truth,
            });
        }
    }
}
