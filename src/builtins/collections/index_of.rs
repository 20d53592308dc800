use crate::builtins::call::Call;
use crate::builtins::membership::elements;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;
use crate::value::equality::decide;

pub const INDEX_OF: Builtin = Builtin {
    name: "index_of",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("xs", SigTy::List(&SigTy::Any("T"))),
            Param::new("x", SigTy::Any("T")),
        ],
        result: SigTy::Number,
    },
    doc: "The place of the first element that equals `x`, counted from 0.",
    unknown_when: &[
        "no element does: absent, so that `default` may stand in",
        "it is in doubt whether an element before it does, or belongs to the list",
    ],
    examples: &[
        Example::new("index_of([\"a\", \"b\", \"a\"], \"a\")", "0"),
        Example::new("index_of([1, 2], 2)", "1"),
        Example::new(
            "index_of([1, 2], 3)",
            "unknown (no value for the place of a value that is not in the list)",
        ),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, index_of),
};

fn index_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let sought = call.known_at(1)?;
    for (place, (item, doubt)) in (0..).zip(elements(call.list_at(0)?)) {
        let equal = decide(call.arena, item, sought)?;
        if let Some(doubt) = doubt {
            return Err(Stop::For(doubt));
        }
        if equal {
            return Ok(Value::Number(Decimal::from_i64(place)));
        }
    }
    Err(Stop::absent("the place of a value that is not in the list"))
}
