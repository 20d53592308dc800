use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const BEFORE_FIRST: Builtin = Builtin {
    name: "before_first",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("separator", SigTy::Text),
        ],
        result: SigTy::Text,
    },
    doc: "What stands before the first `separator`; the whole text where there is none.",
    unknown_when: &["`separator` is empty"],
    examples: &[
        Example::new("before_first(\"a/b/c\", \"/\")", "\"a\""),
        Example::new("before_first(\"abc\", \"/\")", "\"abc\""),
        Example::new(
            "before_first(\"abc\", \"\")",
            "unknown (an empty separator)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, before_first),
};

fn before_first<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, separator) = (call.text_at(0)?, call.text_at(1)?);
    if separator.is_empty() {
        return Err(Stop::invalid("an empty separator"));
    }
    Ok(Value::Text(
        text.split_once(separator)
            .map_or(text, |(before, _)| before),
    ))
}
