use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const REPLACE: Builtin = Builtin {
    name: "replace",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("old", SigTy::Text),
            Param::new("new", SigTy::Text),
        ],
        result: SigTy::Text,
    },
    doc: "`text` with each `old` replaced by `new`, from the left, to the letter.",
    unknown_when: &["`old` is empty", "the answer is longer than 4 MiB"],
    examples: &[
        Example::new("replace(\"a-b-c\", \"-\", \"_\")", "\"a_b_c\""),
        Example::new("replace(\"aaa\", \"aa\", \"b\")", "\"ba\""),
        Example::new(
            "replace(\"abc\", \"\", \"x\")",
            "unknown (an empty text to replace)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, replace),
};

fn replace<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, old, new) = (call.text_at(0)?, call.text_at(1)?, call.text_at(2)?);
    if old.is_empty() {
        return Err(Stop::invalid("an empty text to replace"));
    }
    let grown = text.matches(old).count().saturating_mul(new.len());
    limits::text(text.len().saturating_add(grown))?;
    Ok(call.text(&text.replace(old, new)))
}
