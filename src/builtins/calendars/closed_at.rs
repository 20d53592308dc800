use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const CLOSED_AT: Builtin = Builtin {
    name: "closed_at",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("t", SigTy::Instant),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether it is closed at an instant: in a `closed` period or, in a calendar that has `open` entries, outside all of these.",
    unknown_when: &[],
    examples: &[
        Example::new("peak.closed_at(2026-11-28T12:00Z)", "true"),
        Example::new("peak.closed_at(2026-11-27T12:00Z)", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, closed_at),
};

fn closed_at<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(
        call.calendar_at(0)?.closed_at(call.instant_at(1)?),
    ))
}
