use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const NEXT_OPEN: Builtin = Builtin {
    name: "next_open",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::Window,
    },
    doc: "The earliest window as long as `w`, beginning no earlier, that no closed period bars; `w` itself where none does.",
    unknown_when: &["none begins within ten years: *absent*"],
    examples: &[
        Example::new(
            "peak.next_open(window(2026-11-27T22:00Z, 2026-11-28T02:00Z))",
            "2026-11-30T00:00:00Z/2026-11-30T04:00:00Z",
        ),
        Example::new(
            "peak.next_open(window(2026-11-27T10:00Z, 2026-11-27T12:00Z))",
            "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, next_open),
};

fn next_open<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let open = call.calendar_at(0)?.next_open(call.window_at(1)?);
    let open = open.ok_or(Stop::absent("an open window within ten years"))?;
    Ok(Value::Window(call.arena.alloc(open)))
}
