use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const SPLIT: Builtin = Builtin {
    name: "split",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("separator", SigTy::Text),
        ],
        result: SigTy::List(&SigTy::Text),
    },
    doc: "The pieces of `text` between the separators, empty ones too; one piece where there is no separator.",
    unknown_when: &["`separator` is empty"],
    examples: &[
        Example::new("split(\"a,b,,c\", \",\")", "[\"a\", \"b\", \"\", \"c\"]"),
        Example::new("split(\"abc\", \",\")", "[\"abc\"]"),
        Example::new("split(\"\", \",\")", "[\"\"]"),
        Example::new("split(\"abc\", \"\")", "unknown (an empty separator)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, split),
};

fn split<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, separator) = (call.text_at(0)?, call.text_at(1)?);
    if separator.is_empty() {
        return Err(Stop::invalid("an empty separator"));
    }
    limits::elements(text.matches(separator).count())?;
    Ok(call.list(text.split(separator).map(Value::Text)))
}
