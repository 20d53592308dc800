use crate::builtins::call::Call;
use crate::builtins::membership::{Budget, Lookup, elements};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::unknown::Unknown;

pub const SUBSET: Builtin = Builtin {
    name: "subset",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("a", SigTy::List(&SigTy::Any("T"))),
            Param::new("b", SigTy::List(&SigTy::Any("T"))),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether all that is in `a` is in `b` too. Of an empty `a` it is.",
    unknown_when: &["nothing of `a` is known to be missing from `b`, but something may be"],
    examples: &[
        Example::new("subset([1, 2], [2, 1, 3])", "true"),
        Example::new("subset([1, 4], [1, 2])", "false"),
        Example::new("subset([], [])", "true"),
        Example::new("subset([unknown \"not said\", 4], [1])", "false"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, subset),
};

fn subset<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let budget = Budget::default();
    let others = Lookup::of(call.list_at(1)?);
    let mut undecided = None;
    for (value, doubt) in elements(call.list_at(0)?) {
        match (others.holds(call.arena, &budget, value)?, doubt) {
            (Ok(true), _) => {}
            (Ok(false), None) => return Ok(Value::Bool(false)),
            (Ok(false), Some(why)) | (Err(why), _) => {
                undecided = Some(Unknown::join(call.arena, undecided, why));
            }
        }
    }
    undecided.map_or(Ok(Value::Bool(true)), |why| Err(Stop::For(why)))
}
