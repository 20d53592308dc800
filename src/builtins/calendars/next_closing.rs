use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const NEXT_CLOSING: Builtin = Builtin {
    name: "next_closing",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("t", SigTy::Instant),
        ],
        result: SigTy::Instant,
    },
    doc: "When it closes next: the first instant after `t` that begins a closed stretch.",
    unknown_when: &["nothing closes within ten years: *absent*"],
    examples: &[Example::new(
        "peak.next_closing(2026-11-27T10:00Z)",
        "2026-11-28T00:00:00Z",
    )],
    strictness: Strictness::Exact,
    call: |call| answer(call, next_closing),
};

fn next_closing<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let closing = call.calendar_at(0)?.next_closing(call.instant_at(1)?);
    let closing = closing.ok_or(Stop::absent("a closing within ten years"))?;
    Ok(Value::Instant(closing))
}
