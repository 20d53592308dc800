use crate::builtins::amount;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const HOURS_OF: Builtin = Builtin {
    name: "hours_of",
    group: Group::Time,
    signature: Signature {
        params: &[Param::new("duration", SigTy::Duration)],
        result: SigTy::Number,
    },
    doc: "The duration in hours, a day as 24 hours.",
    unknown_when: &["it is of months or years: they have no fixed length"],
    examples: &[
        Example::new("hours_of(90 min)", "1.5"),
        Example::new("hours_of(2 days)", "48"),
        Example::new(
            "hours_of(1 month)",
            "unknown (months and years have no fixed length)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, hours_of),
};

fn hours_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let seconds = amount::seconds(call.duration_at(0)?)?;
    Ok(Value::Number(seconds.div(Decimal::from_i64(3600))?.0))
}
