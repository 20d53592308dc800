use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const ADJACENT: Builtin = Builtin {
    name: "adjacent",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::List(&SigTy::Pair(&SigTy::Any("T"), &SigTy::Any("T"))),
    },
    doc: "Each element with the one after it. Of fewer than two elements there are none.",
    unknown_when: &["it is in doubt whether an element belongs to the list"],
    examples: &[
        Example::new("adjacent([1, 2, 3])", "[(1, 2), (2, 3)]"),
        Example::new("adjacent([1])", "[]"),
        Example::new("adjacent([])", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, adjacent),
};

fn adjacent<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let items = call.certain_at(0)?;
    let pairs = items.iter().zip(items.iter().skip(1));
    Ok(call.list(pairs.map(|(left, right)| call.record(0, &[*left, *right]))))
}
