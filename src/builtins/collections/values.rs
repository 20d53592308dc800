use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const VALUES: Builtin = Builtin {
    name: "values",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new(
            "map",
            SigTy::Map(&SigTy::Any("K"), &SigTy::Any("V")),
        )],
        result: SigTy::List(&SigTy::Any("V")),
    },
    doc: "The values, in the order of the map, repeats included.",
    unknown_when: &[],
    examples: &[
        Example::new("values({\"b\": 1, \"a\": 1})", "[1, 1]"),
        Example::new("values({:})", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, values),
};

fn values<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(call.list(call.map_at(0)?.entries.iter().map(|(_, value)| *value)))
}
