use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const REASON: Builtin = Builtin {
    name: "reason",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::Text,
    },
    doc: "What bars a window: the names of the closed periods, with their reasons.",
    unknown_when: &["nothing bars it: *absent*"],
    examples: &[
        Example::new(
            "peak.reason(window(2026-11-27T22:00Z, 2026-11-28T02:00Z))",
            "\"Weekend\"",
        ),
        Example::new(
            "peak.reason(window(2026-12-21T10:00Z, 2026-12-21T12:00Z))",
            "\"Year end (few people are here)\"",
        ),
        Example::new(
            "peak.reason(window(2026-11-27T10:00Z, 2026-11-27T12:00Z))",
            "unknown (no value for a closed period)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, reason),
};

fn reason<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let reason = call.calendar_at(0)?.reason(call.window_at(1)?);
    let reason = reason.ok_or(Stop::absent("a closed period"))?;
    Ok(call.text(&reason))
}
