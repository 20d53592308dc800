use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const TIME_OF: Builtin = Builtin {
    name: "time_of",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("instant", SigTy::Instant),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::Time,
    },
    doc: "The time of day of `instant` in `zone`, else in the policy's zone.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "time_of(2026-07-01T23:30Z, zone: \"Europe/London\")",
            "00:30",
        ),
        Example::new("time_of(2026-11-27T23:30:15Z, zone: \"UTC\")", "23:30:15"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, time_of),
};

fn time_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Time(call.instant_at(0)?.time_in(call.zone_at(1)?)))
}
