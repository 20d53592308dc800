use crate::builtins::call::Call;
use crate::builtins::membership::{Budget, Lookup, distinct, elements};
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::unknown::Unknown;

pub const MINUS: Builtin = Builtin {
    name: "minus",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("a", SigTy::List(&SigTy::Any("T"))),
            Param::new("b", SigTy::List(&SigTy::Any("T"))),
        ],
        result: SigTy::Set(&SigTy::Any("T")),
    },
    doc: "What is in `a` and not in `b`, each once, in the order of `a`. What may be in `b`, such as a person who may be one of those in it, is there in doubt.",
    unknown_when: &[],
    examples: &[
        Example::new("minus([3, 1, 2], [1])", "[3, 2]"),
        Example::new("minus([1, 1, 2], [2])", "[1]"),
        Example::new("minus([], [1])", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, minus),
};

fn minus<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let budget = Budget::default();
    let others = Lookup::of(call.list_at(1)?);
    let mut kept = Vec::new();
    for (value, doubt) in distinct(call.arena, &budget, elements(call.list_at(0)?))? {
        match others.holds(call.arena, &budget, value)? {
            Ok(false) => kept.push((value, doubt)),
            Ok(true) => {}
            Err(why) => kept.push((value, Some(Unknown::join(call.arena, doubt, why)))),
        }
    }
    Ok(call.list_in_doubt(kept))
}
