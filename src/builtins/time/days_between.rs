use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const DAYS_BETWEEN: Builtin = Builtin {
    name: "days_between",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("from", SigTy::Date),
            Param::new("to", SigTy::Date),
        ],
        result: SigTy::Number,
    },
    doc: "How many days `to` is after `from`; negative where it is before.",
    unknown_when: &[],
    examples: &[
        Example::new("days_between(2026-02-27, 2026-03-01)", "2"),
        Example::new("days_between(2024-02-27, 2024-03-01)", "3"),
        Example::new("days_between(2026-03-01, 2026-02-27)", "-2"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, days_between),
};

fn days_between<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let days = call.date_at(1)?.days_since(call.date_at(0)?);
    Ok(Value::Number(Decimal::from_i64(days)))
}
