use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::membership::elements;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const CONCAT: Builtin = Builtin {
    name: "concat",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::rest("lists", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::List(&SigTy::Any("T")),
    },
    doc: "The elements of all the lists, one list after the other, repeats included.",
    unknown_when: &["there are more than 1,000,000"],
    examples: &[
        Example::new("concat([1, 2], [2], [3])", "[1, 2, 2, 3]"),
        Example::new("concat([], [1])", "[1]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, concat),
};

fn concat<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut all = Vec::new();
    for index in 0..call.args.len() {
        all.extend(elements(call.list_at(index)?));
        limits::elements(all.len())?;
    }
    Ok(call.list_in_doubt(all))
}
