use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, quotient};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const MEAN: Builtin = Builtin {
    name: "mean",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Amount("T")))],
        result: SigTy::Amount("T"),
    },
    doc: "The arithmetic mean, rounded half-even at 34 digits. Durations count a day as 24 hours.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "a duration is of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("mean([1, 2, 4, 5])", "3"),
        Example::new("mean([1, 1, 2])", "1.333333333333333333333333333333333"),
        Example::new("mean([30 min, 90 min])", "1 hour"),
        Example::new(
            "mean([])",
            "unknown (no value for the mean of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, mean),
};

fn mean<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let xs = Amounts::at(call, 0)?;
    if xs.decimals.is_empty() {
        return Err(Stop::absent("the mean of an empty list"));
    }
    let scaled = Scaled::of(&xs.decimals)?;
    amount(
        xs.kind,
        quotient(&scaled.sum(), &scaled.count(), scaled.scale)?,
    )
}
