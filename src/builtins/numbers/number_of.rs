use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const NUMBER_OF: Builtin = Builtin {
    name: "number_of",
    group: Group::Numbers,
    signature: Signature {
        params: &[Param::new("p", SigTy::Percentage)],
        result: SigTy::Number,
    },
    doc: "The percentage as a number: 100% is 1.",
    unknown_when: &[],
    examples: &[
        Example::new("number_of(87.5%)", "0.875"),
        Example::new("number_of(100%)", "1"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, number_of),
};

fn number_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Number(call.percentage_at(0)?))
}
