use super::percentile;
use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::decimal::Decimal;

pub const MEDIAN: Builtin = Builtin {
    name: "median",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Amount("T")))],
        result: SigTy::Amount("T"),
    },
    doc: "The element in the middle once they are sorted; of an even number of elements the mean of the two in the middle. Durations count a day as 24 hours.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "a duration is of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("median([5, 1, 3])", "3"),
        Example::new("median([4, 1, 3, 2])", "2.5"),
        Example::new(
            "median([])",
            "unknown (no value for the median of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, median),
};

fn median<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut xs = Amounts::at(call, 0)?;
    if xs.decimals.is_empty() {
        return Err(Stop::absent("the median of an empty list"));
    }
    let half = percentile::at(
        &mut xs.decimals,
        Decimal::from_i64(5).div(Decimal::from_i64(10))?.0,
    )?;
    amount(xs.kind, half)
}
