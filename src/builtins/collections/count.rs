use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const COUNT: Builtin = Builtin {
    name: "count",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::Number,
    },
    doc: "How many elements there are, whatever they hold. Compared with a number, `count(xs) >= n` is answered as soon as the elements in doubt cannot change it.",
    unknown_when: &["it is in doubt whether an element belongs to the list"],
    examples: &[
        Example::new("count([\"a\", \"b\", \"a\"])", "3"),
        Example::new("count([])", "0"),
        Example::new("count([1, unknown \"not said\"])", "2"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, count),
};

fn count<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let count = call.certain_at(0)?.len();
    Ok(Value::Number(Decimal::from_i64(
        i64::try_from(count).unwrap_or(i64::MAX),
    )))
}
