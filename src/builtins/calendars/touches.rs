use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const TOUCHES: Builtin = Builtin {
    name: "touches",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether a `closed` or a `mark` period overlaps a window. Being outside opening hours is no period of its own here.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "peak.touches(window(2026-11-30T10:00Z, 2026-11-30T12:00Z))",
            "true",
        ),
        Example::new(
            "peak.touches(window(2026-11-27T10:00Z, 2026-11-27T12:00Z))",
            "false",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, touches),
};

fn touches<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Bool(
        call.calendar_at(0)?.touches(call.window_at(1)?),
    ))
}
