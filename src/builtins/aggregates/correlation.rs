use bumpalo::Bump;
use num_bigint::Sign;

use crate::builtins::amount::Amounts;
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, root};
use crate::builtins::stop::{Answer, Stop, answer, invalid};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const CORRELATION: Builtin = Builtin {
    name: "correlation",
    group: Group::Aggregates,
    signature: Signature {
        params: &[
            Param::new("xs", SigTy::List(&SigTy::Amount("T"))),
            Param::new("ys", SigTy::List(&SigTy::Amount("U"))),
        ],
        result: SigTy::Number,
    },
    doc: "Pearson's coefficient of the pairs that the two lists make, from -1 to 1, rounded half-even at 34 digits.",
    unknown_when: &[
        "the lists differ in length",
        "the lists are empty: absent, so that `default` may stand in",
        "all values of a list are the same, as those of a single pair are",
    ],
    examples: &[
        Example::new("correlation([1, 2, 3], [2, 4, 6])", "1"),
        Example::new("correlation([1, 2, 3], [3, 2, 1])", "-1"),
        Example::new("correlation([1, 2, 3, 4], [1, 3, 2, 4])", "0.8"),
        Example::new(
            "correlation([1, 2], [5, 5])",
            "unknown (the correlation of values that are all the same)",
        ),
        Example::new(
            "correlation([1, 2], [1])",
            "unknown (lists of unequal length, 2 and 1)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, correlation),
};

fn correlation<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (xs, ys) = (Amounts::at(call, 0)?, Amounts::at(call, 1)?);
    same_length(call.arena, &xs, &ys)?;
    if xs.decimals.is_empty() {
        return Err(Stop::absent("the correlation of empty lists"));
    }
    let (xs, ys) = (Scaled::of(&xs.decimals)?, Scaled::of(&ys.decimals)?);
    let under = xs.spread(&xs) * ys.spread(&ys);
    if under.sign() == Sign::NoSign {
        return Err(Stop::numeric(
            "the correlation of values that are all the same",
        ));
    }
    let together = xs.spread(&ys);
    let size = root(&together.pow(2), &under, 0)?;
    Ok(Value::Number(if together.sign() == Sign::Minus {
        size.neg()
    } else {
        size
    }))
}

/// Stops where two lists that belong together differ in length.
pub fn same_length<'a>(arena: &'a Bump, left: &Amounts, right: &Amounts) -> Result<(), Stop<'a>> {
    let (left, right) = (left.decimals.len(), right.decimals.len());
    if left != right {
        return Err(invalid(
            arena,
            &format!("lists of unequal length, {left} and {right}"),
        ));
    }
    Ok(())
}
