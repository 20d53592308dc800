use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const KEYS: Builtin = Builtin {
    name: "keys",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new(
            "map",
            SigTy::Map(&SigTy::Any("K"), &SigTy::Any("V")),
        )],
        result: SigTy::Set(&SigTy::Any("K")),
    },
    doc: "The keys, in the order of the map.",
    unknown_when: &[],
    examples: &[
        Example::new("keys({\"b\": 1, \"a\": 2})", "[\"b\", \"a\"]"),
        Example::new("keys({:})", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, keys),
};

fn keys<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(call.list(call.map_at(0)?.entries.iter().map(|(key, _)| *key)))
}
