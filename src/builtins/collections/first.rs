use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const FIRST: Builtin = Builtin {
    name: "first",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::Any("T"),
    },
    doc: "The first element.",
    unknown_when: &[
        "the list is empty: absent, so that `default` may stand in",
        "it is in doubt whether an element belongs to the list",
    ],
    examples: &[
        Example::new("first([3, 1, 2])", "3"),
        Example::new(
            "first([])",
            "unknown (no value for the first element of an empty list)",
        ),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, first),
};

fn first<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    call.certain_at(0)?
        .first()
        .copied()
        .ok_or(Stop::absent("the first element of an empty list"))
}
