use crate::builtins::call::Call;
use crate::builtins::membership::{Budget, Lookup, elements};
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::unknown::Unknown;

pub const DISJOINT: Builtin = Builtin {
    name: "disjoint",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("a", SigTy::List(&SigTy::Any("T"))),
            Param::new("b", SigTy::List(&SigTy::Any("T"))),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether `a` and `b` have nothing in common. With an empty list nothing is.",
    unknown_when: &["nothing is known to be in both, but something may be"],
    examples: &[
        Example::new("disjoint([1, 2], [3])", "true"),
        Example::new("disjoint([1, 2], [2])", "false"),
        Example::new("disjoint([], [])", "true"),
        Example::new("disjoint([1, unknown \"not said\"], [1])", "false"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, disjoint),
};

fn disjoint<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let budget = Budget::default();
    let others = Lookup::of(call.list_at(1)?);
    let mut undecided = None;
    for (value, doubt) in elements(call.list_at(0)?) {
        match (others.holds(call.arena, &budget, value)?, doubt) {
            (Ok(false), _) => {}
            (Ok(true), None) => return Ok(Value::Bool(false)),
            (Ok(true), Some(why)) | (Err(why), _) => {
                undecided = Some(Unknown::join(call.arena, undecided, why));
            }
        }
    }
    undecided.map_or(Ok(Value::Bool(true)), |why| Err(Stop::For(why)))
}
