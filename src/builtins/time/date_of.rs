use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const DATE_OF: Builtin = Builtin {
    name: "date_of",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("instant", SigTy::Instant),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::Date,
    },
    doc: "The day that `instant` falls on in `zone`, else in the policy's zone.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "date_of(2026-11-27T23:30Z, zone: \"Europe/London\")",
            "2026-11-27",
        ),
        Example::new(
            "date_of(2026-11-27T23:30Z, zone: \"Asia/Tokyo\")",
            "2026-11-28",
        ),
        Example::new("date_of(2026-11-27T11:59Z, zone: \"AoE\")", "2026-11-26"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, date_of),
};

fn date_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Date(call.instant_at(0)?.date_in(call.zone_at(1)?)))
}
