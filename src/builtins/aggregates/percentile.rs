use num_bigint::BigInt;

use crate::builtins::amount::{Amounts, amount};
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, quotient};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::decimal::Decimal;

pub const PERCENTILE: Builtin = Builtin {
    name: "percentile",
    group: Group::Aggregates,
    signature: Signature {
        params: &[
            Param::new("xs", SigTy::List(&SigTy::Amount("T"))),
            Param::new("p", SigTy::Percentage),
        ],
        result: SigTy::Amount("T"),
    },
    doc: "The value below which `p` of the sorted elements lie, in a straight line between the two nearest (the method called R-7, or linear). Durations count a day as 24 hours.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "`p` lies outside 0% to 100%",
        "a duration is of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("percentile([15, 20, 35, 40, 50], 40%)", "29"),
        Example::new("percentile([1, 2, 3, 4], 50%)", "2.5"),
        Example::new("percentile([7], 95%)", "7"),
        Example::new(
            "percentile([1, 2], 101%)",
            "unknown (a percentile outside 0% to 100%)",
        ),
        Example::new(
            "percentile([], 95%)",
            "unknown (no value for a percentile of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, percentile),
};

fn percentile<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let p = call.percentage_at(1)?;
    if p.is_negative() || p > Decimal::ONE {
        return Err(Stop::invalid("a percentile outside 0% to 100%"));
    }
    let mut xs = Amounts::at(call, 0)?;
    if xs.decimals.is_empty() {
        return Err(Stop::absent("a percentile of an empty list"));
    }
    let value = at(&mut xs.decimals, p)?;
    amount(xs.kind, value)
}

/// The value at the fraction `p` (0 to 1) of the values, which are sorted and not empty.
pub fn at<'a>(values: &mut [Decimal], p: Decimal) -> Result<Decimal, Stop<'a>> {
    values.sort_unstable();
    let fraction = Scaled::of(&[p])?;
    let unit = BigInt::from(10u32).pow(fraction.scale);
    let last = values.len().saturating_sub(1);
    // The place (n - 1) p, in whole steps and what is left of one, over `unit`.
    let place = BigInt::from(last) * fraction.sum();
    let below = usize::try_from(&place / &unit).unwrap_or(last).min(last);
    let rest = &place % &unit;
    let above = below.saturating_add(1).min(last);
    let (Some(low), Some(high)) = (values.get(below), values.get(above)) else {
        return Err(Stop::absent("a percentile of an empty list"));
    };
    let step = Scaled::of(&[*low, *high])?;
    let [low, high] = step.integers.as_slice() else {
        return Err(Stop::absent("a percentile of an empty list"));
    };
    let reached = low * &unit + rest * (high - low);
    Ok(quotient(&reached, &unit, step.scale)?)
}
