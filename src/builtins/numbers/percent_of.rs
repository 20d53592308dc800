use crate::builtins::amount::decimal;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const PERCENT_OF: Builtin = Builtin {
    name: "percent_of",
    group: Group::Numbers,
    signature: Signature {
        params: &[
            Param::new("part", SigTy::Amount("T")),
            Param::new("whole", SigTy::Amount("T")),
        ],
        result: SigTy::Percentage,
    },
    doc: "How much of `whole` is `part`. Durations count a day as 24 hours.",
    unknown_when: &[
        "`whole` is 0",
        "one of them is a duration of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("percent_of(1, 4)", "25%"),
        Example::new("percent_of(6 hours, 1 day)", "25%"),
        Example::new("percent_of(3, 2)", "150%"),
        Example::new("percent_of(0, 0)", "unknown (division by zero)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, percent_of),
};

fn percent_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (part, whole) = (decimal(call.known_at(0)?)?, decimal(call.known_at(1)?)?);
    Ok(Value::Percentage(part.div(whole)?.0))
}
