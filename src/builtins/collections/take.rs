use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const TAKE: Builtin = Builtin {
    name: "take",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("xs", SigTy::List(&SigTy::Any("T"))),
            Param::new("n", SigTy::Number),
        ],
        result: SigTy::List(&SigTy::Any("T")),
    },
    doc: "The first `n` elements, or all where there are fewer.",
    unknown_when: &[
        "`n` is not a whole number from 0 up",
        "it is in doubt whether an element belongs to the list",
    ],
    examples: &[
        Example::new("take([1, 2, 3], 2)", "[1, 2]"),
        Example::new("take([1, 2, 3], 9)", "[1, 2, 3]"),
        Example::new("take([1, 2, 3], 0)", "[]"),
        Example::new(
            "take([1], -1)",
            "unknown (a number of elements that is not whole, or below 0)",
        ),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, take),
};

fn take<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let n = call.whole_at(
        1,
        0,
        i64::MAX,
        "a number of elements that is not whole, or below 0",
    )?;
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    Ok(call.list(call.certain_at(0)?.iter().take(n).copied()))
}
