use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const TRIM: Builtin = Builtin {
    name: "trim",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("text", SigTy::Text)],
        result: SigTy::Text,
    },
    doc: "`text` without the blanks and line ends around it.",
    unknown_when: &[],
    examples: &[
        Example::new("trim(\"  a b \")", "\"a b\""),
        Example::new("trim(\"   \")", "\"\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, trim),
};

fn trim<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Text(call.text_at(0)?.trim()))
}
