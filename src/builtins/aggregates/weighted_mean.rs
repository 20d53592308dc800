use num_bigint::BigInt;

use super::correlation::same_length;
use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, quotient};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const WEIGHTED_MEAN: Builtin = Builtin {
    name: "weighted_mean",
    group: Group::Aggregates,
    signature: Signature {
        params: &[
            Param::new("xs", SigTy::List(&SigTy::Amount("T"))),
            Param::new("weights", SigTy::List(&SigTy::Amount("U"))),
        ],
        result: SigTy::Amount("T"),
    },
    doc: "The mean of `xs` in which each counts as much as its weight, rounded half-even at 34 digits. Weights need not add up to 1.",
    unknown_when: &[
        "the lists differ in length",
        "the lists are empty: absent, so that `default` may stand in",
        "a weight is negative",
        "the weights add up to 0",
        "a duration is of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("weighted_mean([80, 90], [3, 1])", "82.5"),
        Example::new("weighted_mean([80, 90], [75%, 25%])", "82.5"),
        Example::new("weighted_mean([1], [0])", "unknown (division by zero)"),
        Example::new(
            "weighted_mean([1, 2], [-1, 2])",
            "unknown (a weight below zero)",
        ),
        Example::new(
            "weighted_mean([], [])",
            "unknown (no value for the weighted mean of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, weighted_mean),
};

fn weighted_mean<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (xs, weights) = (Amounts::at(call, 0)?, Amounts::at(call, 1)?);
    same_length(call.arena, &xs, &weights)?;
    if xs.decimals.is_empty() {
        return Err(Stop::absent("the weighted mean of an empty list"));
    }
    if weights.decimals.iter().any(|weight| weight.is_negative()) {
        return Err(Stop::invalid("a weight below zero"));
    }
    let (scaled, weights) = (Scaled::of(&xs.decimals)?, Scaled::of(&weights.decimals)?);
    let products = scaled.integers.iter().zip(&weights.integers);
    let weighted: BigInt = products.map(|(x, weight)| x * weight).sum();
    amount(xs.kind, quotient(&weighted, &weights.sum(), scaled.scale)?)
}
