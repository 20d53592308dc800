use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, quotient};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const VARIANCE: Builtin = Builtin {
    name: "variance",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Number))],
        result: SigTy::Number,
    },
    doc: "The variance of a sample: squared distances from the mean, divided by one less than their number; rounded half-even at 34 digits.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "there is only one value",
    ],
    examples: &[
        Example::new(
            "variance([2, 4, 4, 4, 5, 5, 7, 9])",
            "4.571428571428571428571428571428571",
        ),
        Example::new("variance([3, 3])", "0"),
        Example::new("variance([3])", "unknown (the variance of a single value)"),
        Example::new(
            "variance([])",
            "unknown (no value for the variance of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, variance),
};

fn variance<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let xs = Amounts::at(call, 0)?;
    match xs.decimals.len() {
        0 => return Err(Stop::absent("the variance of an empty list")),
        1 => return Err(Stop::numeric("the variance of a single value")),
        _ => {}
    }
    let scaled = Scaled::of(&xs.decimals)?;
    let n = scaled.count();
    let under = &n * (&n - 1);
    amount(
        xs.kind,
        quotient(
            &scaled.spread(&scaled),
            &under,
            scaled.scale.saturating_mul(2),
        )?,
    )
}
