use crate::builtins::call::Call;
use crate::builtins::membership::elements;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const REVERSE: Builtin = Builtin {
    name: "reverse",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::List(&SigTy::Any("T")),
    },
    doc: "The elements from last to first.",
    unknown_when: &[],
    examples: &[
        Example::new("reverse([1, 2, 3])", "[3, 2, 1]"),
        Example::new("reverse([])", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, reverse),
};

fn reverse<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut elements = elements(call.list_at(0)?);
    elements.reverse();
    Ok(call.list_in_doubt(elements))
}
