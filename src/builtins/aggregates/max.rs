use std::cmp::Ordering;

use super::extreme::extreme;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const MAX: Builtin = Builtin {
    name: "max",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Ordered("T")))],
        result: SigTy::Ordered("T"),
    },
    doc: "The greatest element: of numbers, dates, instants, versions, members of an ordered enum and whatever else has an order.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "two of them have no order, such as a month and 30 days",
    ],
    examples: &[
        Example::new("max([3, 1, 2])", "3"),
        Example::new("max([2026-11-27, 2026-01-05])", "2026-11-27"),
        Example::new(
            "max([])",
            "unknown (no value for the greatest of an empty list)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, max),
};

fn max<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    extreme(call.exact_at(0)?, Ordering::Greater)?
        .ok_or(Stop::absent("the greatest of an empty list"))
}
