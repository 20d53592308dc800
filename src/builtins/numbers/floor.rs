use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const FLOOR: Builtin = Builtin {
    name: "floor",
    group: Group::Numbers,
    signature: Signature {
        params: &[Param::new("x", SigTy::Number)],
        result: SigTy::Number,
    },
    doc: "The greatest whole number that is not greater than `x`.",
    unknown_when: &[],
    examples: &[
        Example::new("floor(2.7)", "2"),
        Example::new("floor(-2.1)", "-3"),
        Example::new("floor(2)", "2"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, floor),
};

fn floor<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Number(call.number_at(0)?.floor()))
}
