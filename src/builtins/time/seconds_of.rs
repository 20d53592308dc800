use crate::builtins::amount;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const SECONDS_OF: Builtin = Builtin {
    name: "seconds_of",
    group: Group::Time,
    signature: Signature {
        params: &[Param::new("duration", SigTy::Duration)],
        result: SigTy::Number,
    },
    doc: "The duration in seconds, a day as 24 hours.",
    unknown_when: &["it is of months or years: they have no fixed length"],
    examples: &[
        Example::new("seconds_of(1.5 hours)", "5400"),
        Example::new("seconds_of(1 day)", "86400"),
        Example::new(
            "seconds_of(1 month)",
            "unknown (months and years have no fixed length)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, seconds_of),
};

fn seconds_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let seconds = amount::seconds(call.duration_at(0)?)?;
    Ok(Value::Number(seconds))
}
