use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const PERCENTAGE_OF: Builtin = Builtin {
    name: "percentage_of",
    group: Group::Numbers,
    signature: Signature {
        params: &[Param::new("x", SigTy::Number)],
        result: SigTy::Percentage,
    },
    doc: "The number as a percentage: 1 is 100%. For a part of a whole see `percent_of`.",
    unknown_when: &[],
    examples: &[
        Example::new("percentage_of(0.875)", "87.5%"),
        Example::new("percentage_of(1)", "100%"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, percentage_of),
};

fn percentage_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Percentage(call.number_at(0)?))
}
