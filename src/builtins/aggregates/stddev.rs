use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, root};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const STDDEV: Builtin = Builtin {
    name: "stddev",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Amount("T")))],
        result: SigTy::Amount("T"),
    },
    doc: "The standard deviation of a sample (n - 1), rounded half-even at 34 digits. Durations count a day as 24 hours and are rounded to the nanosecond.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "there is only one value",
        "a duration is of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new(
            "stddev([2, 4, 4, 4, 5, 5, 7, 9])",
            "2.138089935299395077476427847038028",
        ),
        Example::new("stddev([1, 3, 5])", "2"),
        Example::new(
            "stddev([3])",
            "unknown (the standard deviation of a single value)",
        ),
        Example::new(
            "stddev([])",
            "unknown (no value for the standard deviation of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, stddev),
};

fn stddev<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let xs = Amounts::at(call, 0)?;
    match xs.decimals.len() {
        0 => return Err(Stop::absent("the standard deviation of an empty list")),
        1 => return Err(Stop::numeric("the standard deviation of a single value")),
        _ => {}
    }
    let scaled = Scaled::of(&xs.decimals)?;
    let n = scaled.count();
    let under = &n * (&n - 1);
    amount(
        xs.kind,
        root(&scaled.spread(&scaled), &under, scaled.scale)?,
    )
}
