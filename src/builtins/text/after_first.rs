use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const AFTER_FIRST: Builtin = Builtin {
    name: "after_first",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("separator", SigTy::Text),
        ],
        result: SigTy::Text,
    },
    doc: "What stands after the first `separator`; the whole text where there is none.",
    unknown_when: &["`separator` is empty"],
    examples: &[
        Example::new("after_first(\"a/b/c\", \"/\")", "\"b/c\""),
        Example::new("after_first(\"abc\", \"/\")", "\"abc\""),
        Example::new("after_first(\"abc\", \"\")", "unknown (an empty separator)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, after_first),
};

fn after_first<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, separator) = (call.text_at(0)?, call.text_at(1)?);
    if separator.is_empty() {
        return Err(Stop::invalid("an empty separator"));
    }
    Ok(Value::Text(
        text.split_once(separator).map_or(text, |(_, after)| after),
    ))
}
