use std::cmp::Ordering;

use super::extreme::extreme;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const MIN: Builtin = Builtin {
    name: "min",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Ordered("T")))],
        result: SigTy::Ordered("T"),
    },
    doc: "The least element: of numbers, dates, instants, versions, members of an ordered enum and whatever else has an order.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "two of them have no order, such as a month and 30 days",
    ],
    examples: &[
        Example::new("min([3, 1, 2])", "1"),
        Example::new("min([2026-11-27, 2026-01-05])", "2026-01-05"),
        Example::new(
            "min([])",
            "unknown (no value for the least of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, min),
};

fn min<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    extreme(call.exact_at(0)?, Ordering::Less)?.ok_or(Stop::absent("the least of an empty list"))
}
