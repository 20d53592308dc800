use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const CEIL: Builtin = Builtin {
    name: "ceil",
    group: Group::Numbers,
    signature: Signature {
        params: &[Param::new("x", SigTy::Number)],
        result: SigTy::Number,
    },
    doc: "The least whole number that is not less than `x`.",
    unknown_when: &[],
    examples: &[
        Example::new("ceil(2.1)", "3"),
        Example::new("ceil(-2.7)", "-2"),
        Example::new("ceil(2)", "2"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, ceil),
};

fn ceil<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Number(call.number_at(0)?.ceil()))
}
