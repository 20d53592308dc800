use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const CONTAINS: Builtin = Builtin {
    name: "contains",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("part", SigTy::Text),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether `part` stands somewhere in `text`, to the letter: capitals count. The empty text stands everywhere.",
    unknown_when: &[],
    examples: &[
        Example::new("contains(\"1.0.0rc2\", \"rc\")", "true"),
        Example::new("contains(\"1.0.0RC2\", \"rc\")", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, contains),
};

fn contains<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(call.text_at(0)?.contains(call.text_at(1)?)))
}
