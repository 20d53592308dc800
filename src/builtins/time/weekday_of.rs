use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const WEEKDAY_OF: Builtin = Builtin {
    name: "weekday_of",
    group: Group::Time,
    signature: Signature {
        params: &[Param::new("date", SigTy::Date)],
        result: SigTy::Text,
    },
    doc: "The day of the week, as calendars write it: `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`.",
    unknown_when: &[],
    examples: &[
        Example::new("weekday_of(2026-11-27)", "\"fri\""),
        Example::new("weekday_of(2024-02-29)", "\"thu\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, weekday_of),
};

fn weekday_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Text(match call.date_at(0)?.weekday() {
        0 => "mon",
        1 => "tue",
        2 => "wed",
        3 => "thu",
        4 => "fri",
        5 => "sat",
        _ => "sun",
    }))
}
