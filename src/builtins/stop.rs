use bumpalo::Bump;

use super::call::Call;
use crate::value::Value;
use crate::value::decimal::NumericFault;
use crate::value::unknown::{Reason, Unknown};

/// Why a function stops without an answer.
#[derive(Debug, Clone, Copy)]
pub enum Stop<'a> {
    /// A reason of its own.
    Because(Reason<'a>),
    /// Something it needs is unknown.
    For(&'a Unknown<'a>),
}

/// What the inside of a function gives.
pub type Answer<'a> = Result<Value<'a>, Stop<'a>>;

/// Runs the inside of a function; where it stops, the answer is unknown.
pub fn answer<'a, 'c>(
    call: &Call<'a, 'c>,
    inside: impl FnOnce(&Call<'a, 'c>) -> Answer<'a>,
) -> Value<'a> {
    inside(call).unwrap_or_else(|stop| Value::Unknown(stop.unknown(call.arena)))
}

/// Stops: the arguments do not hold together.
pub fn invalid<'a>(arena: &'a Bump, why: &str) -> Stop<'a> {
    Stop::Because(Reason::Invalid(arena.alloc_str(why)))
}

impl<'a> Stop<'a> {
    pub fn unknown(self, arena: &'a Bump) -> &'a Unknown<'a> {
        match self {
            Stop::Because(reason) => Unknown::one(arena, reason),
            Stop::For(unknown) => unknown,
        }
    }

    /// Stops: there is no such thing, and `default` may stand in for it.
    pub const fn absent(what: &'a str) -> Stop<'a> {
        Stop::Because(Reason::Absent { what })
    }

    pub const fn invalid(why: &'a str) -> Stop<'a> {
        Stop::Because(Reason::Invalid(why))
    }

    pub const fn numeric(why: &'a str) -> Stop<'a> {
        Stop::Because(Reason::Numeric(why))
    }
}

impl<'a> From<&'a Unknown<'a>> for Stop<'a> {
    fn from(unknown: &'a Unknown<'a>) -> Stop<'a> {
        Stop::For(unknown)
    }
}

impl From<NumericFault> for Stop<'_> {
    fn from(fault: NumericFault) -> Self {
        Stop::numeric(fault.words())
    }
}
