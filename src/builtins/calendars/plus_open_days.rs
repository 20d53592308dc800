use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const PLUS_OPEN_DAYS: Builtin = Builtin {
    name: "plus_open_days",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("day", SigTy::Date),
            Param::new("n", SigTy::Number),
        ],
        result: SigTy::Date,
    },
    doc: "The day that is `n` open days after a date, or before it where `n` is negative; the date itself where `n` is 0.",
    unknown_when: &[
        "`n` is not a whole number",
        "there is no such day within about ten years: *absent*",
    ],
    examples: &[
        Example::new("peak.plus_open_days(2026-11-27, 1)", "2026-11-30"),
        Example::new("peak.plus_open_days(2026-11-30, -1)", "2026-11-27"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, plus_open_days),
};

fn plus_open_days<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (date, n) = (call.date_at(1)?, call.number_at(2)?);
    let n = n
        .to_i64()
        .ok_or(Stop::invalid("a number of days that is not whole"))?;
    let day = call.calendar_at(0)?.plus_open_days(date, n);
    let day = day.ok_or(Stop::absent("such an open day"))?;
    Ok(Value::Date(day))
}
