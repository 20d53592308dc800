use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const BUSINESS_TIME: Builtin = Builtin {
    name: "business_time",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::Duration,
    },
    doc: "How much of a window is open.",
    unknown_when: &[],
    examples: &[Example::new(
        "peak.business_time(window(2026-11-27T12:00Z, 2026-11-30T12:00Z))",
        "24 hours",
    )],
    strictness: Strictness::Exact,
    call: |call| answer(call, business_time),
};

fn business_time<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let open = call.calendar_at(0)?.business_time(call.window_at(1)?);
    Ok(Value::Duration(open))
}
