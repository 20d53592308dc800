use super::window;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const WINDOW_FROM: Builtin = Builtin {
    name: "window_from",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("start", SigTy::Instant),
            Param::new("length", SigTy::Duration),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::Window,
    },
    doc: "The time from `start` on for `length`. Days, weeks, months and years are steps of the calendar in `zone`, else in the policy's zone.",
    unknown_when: &[
        "`length` is not above zero",
        "the end lies outside the years 0001 to 9999",
    ],
    examples: &[
        Example::new(
            "window_from(2026-11-27T10:00Z, 36 hours)",
            "2026-11-27T10:00:00Z/2026-11-28T22:00:00Z",
        ),
        Example::new(
            "window_from(2026-10-24T12:00Z, 1 day, zone: \"Europe/London\")",
            "2026-10-24T12:00:00Z/2026-10-25T13:00:00Z",
        ),
        Example::new(
            "window_from(2026-11-27T10:00Z, 0 hours)",
            "unknown (a window that ends before it starts or is empty)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, window_from),
};

fn window_from<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (start, length) = (call.instant_at(0)?, call.duration_at(1)?);
    let end = start
        .plus(length, call.zone_at(2)?)
        .ok_or(Stop::invalid("an instant outside the years 0001 to 9999"))?;
    window::make(call, start, end)
}
