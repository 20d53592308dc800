use std::cmp::Ordering;

use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::equality::compare;

pub const CLAMP: Builtin = Builtin {
    name: "clamp",
    group: Group::Numbers,
    signature: Signature {
        params: &[
            Param::new("x", SigTy::Ordered("T")),
            Param::new("low", SigTy::Ordered("T")),
            Param::new("high", SigTy::Ordered("T")),
        ],
        result: SigTy::Ordered("T"),
    },
    doc: "`x`, or the nearer end where it lies outside `low` to `high`.",
    unknown_when: &["`low` is greater than `high`"],
    examples: &[
        Example::new("clamp(7, 1, 5)", "5"),
        Example::new("clamp(-1, 1, 5)", "1"),
        Example::new("clamp(3, 1, 5)", "3"),
        Example::new("clamp(120%, 0%, 100%)", "100%"),
        Example::new(
            "clamp(3, 5, 1)",
            "unknown (a lower end above the upper one)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, clamp),
};

fn clamp<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (x, low, high) = (call.known_at(0)?, call.known_at(1)?, call.known_at(2)?);
    let order = |left, right| compare(left, right).ok_or(Stop::invalid("values without an order"));
    if order(low, high)? == Ordering::Greater {
        return Err(Stop::invalid("a lower end above the upper one"));
    }
    if order(x, low)? == Ordering::Less {
        return Ok(low);
    }
    Ok(if order(x, high)? == Ordering::Greater {
        high
    } else {
        x
    })
}
