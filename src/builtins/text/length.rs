use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const LENGTH: Builtin = Builtin {
    name: "length",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("text", SigTy::Text)],
        result: SigTy::Number,
    },
    doc: "How many characters (Unicode code points) `text` has. For the length of a list see `count`.",
    unknown_when: &[],
    examples: &[
        Example::new("length(\"abc\")", "3"),
        Example::new("length(\"äöü\")", "3"),
        Example::new("length(\"\")", "0"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, length),
};

fn length<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let characters = call.text_at(0)?.chars().count();
    Ok(Value::Number(Decimal::from_i64(
        i64::try_from(characters).unwrap_or(i64::MAX),
    )))
}
