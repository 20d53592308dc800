use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const IS_BOT: Builtin = Builtin {
    name: "is_bot",
    group: Group::People,
    signature: Signature {
        params: &[Param::new("person", SigTy::Person)],
        result: SigTy::Bool,
    },
    doc: "Whether the identity map, or else the name, says that this is no human being.",
    unknown_when: &[],
    examples: &[
        Example::new("is_bot(\"dependabot[bot]\")", "true"),
        Example::new("is_bot(\"alice@example.org\")", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, is_bot),
};

fn is_bot<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(call.person_at(0)?.bot))
}
