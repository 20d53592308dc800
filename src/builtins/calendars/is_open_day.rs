use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const IS_OPEN_DAY: Builtin = Builtin {
    name: "is_open_day",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("day", SigTy::Date),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether no part of a day is closed, midnight to midnight in the zone of the calendar.",
    unknown_when: &[],
    examples: &[
        Example::new("peak.is_open_day(2026-11-27)", "true"),
        Example::new("peak.is_open_day(2026-11-28)", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, is_open_day),
};

fn is_open_day<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(
        call.calendar_at(0)?.is_open_day(call.date_at(1)?),
    ))
}
