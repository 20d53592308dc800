use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const OPEN_DAYS_BETWEEN: Builtin = Builtin {
    name: "open_days_between",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("from", SigTy::Date),
            Param::new("to", SigTy::Date),
        ],
        result: SigTy::Number,
    },
    doc: "How many days are open from `from`, that day included, to `to`, that day not; negative where `to` is earlier.",
    unknown_when: &["the dates are more than 200 years apart"],
    examples: &[
        Example::new("peak.open_days_between(2026-11-23, 2026-11-30)", "5"),
        Example::new("peak.open_days_between(2026-11-30, 2026-11-23)", "-5"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, open_days_between),
};

fn open_days_between<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let days = call
        .calendar_at(0)?
        .open_days_between(call.date_at(1)?, call.date_at(2)?);
    let days = days.ok_or(Stop::invalid("dates more than 200 years apart"))?;
    Ok(Value::Number(Decimal::from_i64(days)))
}
