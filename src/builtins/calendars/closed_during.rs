use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const CLOSED_DURING: Builtin = Builtin {
    name: "closed_during",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether a closed period bars a window: any overlap with one does. In a calendar where releases in flight continue, only a period that holds the start of the window does.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "peak.closed_during(window(2026-11-27T22:00Z, 2026-11-28T02:00Z))",
            "true",
        ),
        Example::new(
            "peak.closed_during(window(2026-11-27T10:00Z, 2026-11-27T12:00Z))",
            "false",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, closed_during),
};

fn closed_during<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(
        call.calendar_at(0)?.closed_during(call.window_at(1)?),
    ))
}
