use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const ENDS_WITH: Builtin = Builtin {
    name: "ends_with",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("end", SigTy::Text),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether `text` ends with `end`, to the letter.",
    unknown_when: &[],
    examples: &[
        Example::new("ends_with(\"2026.1-eol\", \"-eol\")", "true"),
        Example::new("ends_with(\"2026.1-eol\", \"-eom\")", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, ends_with),
};

fn ends_with<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(call.text_at(0)?.ends_with(call.text_at(1)?)))
}
