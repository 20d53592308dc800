use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const STARTS_WITH: Builtin = Builtin {
    name: "starts_with",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("start", SigTy::Text),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether `text` begins with `start`, to the letter.",
    unknown_when: &[],
    examples: &[
        Example::new("starts_with(\"stable/2026.1\", \"stable/\")", "true"),
        Example::new("starts_with(\"Stable\", \"stable\")", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, starts_with),
};

fn starts_with<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(call.text_at(0)?.starts_with(call.text_at(1)?)))
}
