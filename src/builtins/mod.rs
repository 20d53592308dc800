//! The functions of the language: one file each, its documentation and its examples as data beside its code.
//!
//! [`list`] names them all. Beside the functions stand what several of them rest on: how they read their arguments
//! ([`arguments`]), how they stop without an answer ([`stop`]), sets under three values ([`membership`], [`numbering`]),
//! and statistics without rounding on the way ([`exact`], [`amount`]).

pub mod amount;
pub mod arguments;
pub mod call;
pub mod exact;
pub mod limits;
pub mod list;
pub mod membership;
pub mod numbering;
pub mod pattern;
pub mod reference;
pub mod stop;

pub mod calendars;

mod aggregates;
mod collections;
mod graphs;
mod numbers;
mod people;
mod planning;
mod text;
mod time;
mod versions;

#[cfg(test)]
mod harness;
#[cfg(test)]
mod tests;

use crate::types::signature::Signature;
use crate::value::Value;
use call::Call;

/// A function as the checker, the evaluator, the tests and the reference see it.
#[derive(Debug, Clone, Copy)]
pub struct Builtin {
    pub name: &'static str,
    pub group: Group,
    pub signature: Signature,
    /// What it gives, in a sentence or two.
    pub doc: &'static str,
    /// When its answer is unknown, besides an argument that is.
    pub unknown_when: &'static [&'static str],
    /// Run as tests, printed in the reference.
    pub examples: &'static [Example],
    /// How unknown arguments reach it.
    pub strictness: Strictness,
    pub call: for<'a> fn(&Call<'a, '_>) -> Value<'a>,
}

/// Where a function stands in the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Numbers,
    Text,
    Time,
    Calendars,
    Collections,
    Aggregates,
    Graphs,
    Planning,
    People,
    Versions,
}

/// What the evaluator does before it calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// An unknown argument, or a list argument with an unknown or doubtful element, makes the answer unknown without
    /// a call.
    Exact,
    /// An unknown argument makes the answer unknown without a call; elements of lists are the function's business.
    Arguments,
}

/// An expression of the language and the value it has, as the language writes it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub call: &'static str,
    pub answer: &'static str,
}

impl Example {
    pub const fn new(call: &'static str, answer: &'static str) -> Example {
        Example { call, answer }
    }
}
