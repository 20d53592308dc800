use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const AFTER_LAST: Builtin = Builtin {
    name: "after_last",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("separator", SigTy::Text),
        ],
        result: SigTy::Text,
    },
    doc: "What stands after the last `separator`; the whole text where there is none.",
    unknown_when: &["`separator` is empty"],
    examples: &[
        Example::new("after_last(\"1.0.0rc1\", \".\")", "\"0rc1\""),
        Example::new("after_last(\"13\", \".\")", "\"13\""),
        Example::new("after_last(\"abc\", \"\")", "unknown (an empty separator)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, after_last),
};

fn after_last<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, separator) = (call.text_at(0)?, call.text_at(1)?);
    if separator.is_empty() {
        return Err(Stop::invalid("an empty separator"));
    }
    Ok(Value::Text(
        text.rsplit_once(separator).map_or(text, |(_, after)| after),
    ))
}
