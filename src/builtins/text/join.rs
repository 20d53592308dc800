use crate::builtins::arguments;
use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const JOIN: Builtin = Builtin {
    name: "join",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("texts", SigTy::List(&SigTy::Text)),
            Param::new("separator", SigTy::Text),
        ],
        result: SigTy::Text,
    },
    doc: "The texts one after the other, `separator` between each two.",
    unknown_when: &["the answer is longer than 4 MiB"],
    examples: &[
        Example::new("join([\"a\", \"b\", \"c\"], \", \")", "\"a, b, c\""),
        Example::new("join([\"a\"], \", \")", "\"a\""),
        Example::new("join([], \", \")", "\"\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, join),
};

fn join<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let separator = call.text_at(1)?;
    let mut joined = String::new();
    for (index, item) in call.exact_at(0)?.iter().enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(arguments::text(*item)?);
        limits::text(joined.len())?;
    }
    Ok(call.text(&joined))
}
