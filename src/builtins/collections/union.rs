use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::membership::{Budget, distinct, elements};
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const UNION: Builtin = Builtin {
    name: "union",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::rest("sets", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::Set(&SigTy::Any("T")),
    },
    doc: "What is in any of the sets or lists, each once, in order of first appearance. Two people who may be one are both there, the second in doubt.",
    unknown_when: &["there are more than 1,000,000 elements to look at"],
    examples: &[
        Example::new("union([1, 2], [2, 3])", "[1, 2, 3]"),
        Example::new("union([1, 1], [], [1])", "[1]"),
        Example::new("union([\"b\"], [\"a\"])", "[\"b\", \"a\"]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, union),
};

fn union<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut all = Vec::new();
    for index in 0..call.args.len() {
        all.extend(elements(call.list_at(index)?));
        limits::elements(all.len())?;
    }
    let distinct = distinct(call.arena, &Budget::default(), all)?;
    Ok(call.list_in_doubt(distinct))
}
