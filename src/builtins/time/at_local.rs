use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::instant::Instant;

pub const AT_LOCAL: Builtin = Builtin {
    name: "at_local",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("date", SigTy::Date),
            Param::new("time", SigTy::Time),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::Instant,
    },
    doc: "The instant at which clocks in `zone`, else in the policy's zone, show `date` and `time`. A time that a change of clocks skips moves forward by the gap; one that it repeats is its first occurrence.",
    unknown_when: &["the instant lies outside the years 0001 to 9999"],
    examples: &[
        Example::new(
            "at_local(2026-07-01, 09:00, zone: \"Europe/London\")",
            "2026-07-01T08:00:00Z",
        ),
        Example::new(
            "at_local(2026-03-29, 01:30, zone: \"Europe/London\")",
            "2026-03-29T01:30:00Z",
        ),
        Example::new(
            "at_local(2026-10-25, 01:30, zone: \"Europe/London\")",
            "2026-10-25T00:30:00Z",
        ),
        Example::new(
            "at_local(2026-12-15, 24:00, zone: \"AoE\")",
            "2026-12-16T12:00:00Z",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, at_local),
};

fn at_local<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Instant::from_local(call.date_at(0)?, call.time_at(1)?, call.zone_at(2)?)
        .map(Value::Instant)
        .ok_or(Stop::invalid("an instant outside the years 0001 to 9999"))
}
