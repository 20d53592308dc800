use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const LAST: Builtin = Builtin {
    name: "last",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::Any("T"),
    },
    doc: "The last element.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "it is in doubt whether an element belongs to the list",
    ],
    examples: &[
        Example::new("last([3, 1, 2])", "2"),
        Example::new(
            "last([])",
            "unknown (no value for the last element of an empty list)",
        ),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, last),
};

fn last<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    call.certain_at(0)?
        .last()
        .copied()
        .ok_or(Stop::absent("the last element of an empty list"))
}
