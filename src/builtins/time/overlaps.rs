use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const OVERLAPS: Builtin = Builtin {
    name: "overlaps",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("a", SigTy::Window),
            Param::new("b", SigTy::Window),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether the two windows have any time in common. Where one ends as the other starts they have none.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "overlaps(window(2026-11-27T10:00Z, 2026-11-27T12:00Z), window(2026-11-27T11:00Z, 2026-11-27T13:00Z))",
            "true",
        ),
        Example::new(
            "overlaps(window(2026-11-27T10:00Z, 2026-11-27T12:00Z), window(2026-11-27T12:00Z, 2026-11-27T13:00Z))",
            "false",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, overlaps),
};

fn overlaps<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(call.window_at(0)?.overlaps(call.window_at(1)?)))
}
