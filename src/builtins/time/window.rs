use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::instant::Instant;
use crate::value::window::Window;

pub const WINDOW: Builtin = Builtin {
    name: "window",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("start", SigTy::Instant),
            Param::new("end", SigTy::Instant),
        ],
        result: SigTy::Window,
    },
    doc: "The time from `start` to `end`: the start belongs to it, the end does not.",
    unknown_when: &["`end` is not after `start`"],
    examples: &[
        Example::new(
            "window(2026-11-27T10:00Z, 2026-11-27T12:00Z)",
            "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
        ),
        Example::new(
            "window(2026-11-27T12:00Z, 2026-11-27T12:00Z)",
            "unknown (a window that ends before it starts or is empty)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, window),
};

fn window<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    make(call, call.instant_at(0)?, call.instant_at(1)?)
}

/// The window, if its end is after its start.
pub fn make<'a>(call: &Call<'a, '_>, start: Instant, end: Instant) -> Answer<'a> {
    let window = Window::new(start, end).ok_or(Stop::invalid(
        "a window that ends before it starts or is empty",
    ))?;
    Ok(Value::Window(call.arena.alloc(window)))
}
