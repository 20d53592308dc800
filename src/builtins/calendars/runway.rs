use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const RUNWAY: Builtin = Builtin {
    name: "runway",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("t", SigTy::Instant),
        ],
        result: SigTy::Duration,
    },
    doc: "The time that is left until the next closing; zero while it is closed.",
    unknown_when: &["nothing closes within ten years: *absent*"],
    examples: &[
        Example::new("peak.runway(2026-11-27T10:00Z)", "14 hours"),
        Example::new("peak.runway(2026-11-28T10:00Z)", "0 seconds"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, runway),
};

fn runway<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let runway = call.calendar_at(0)?.runway(call.instant_at(1)?);
    let runway = runway.ok_or(Stop::absent("a closing within ten years"))?;
    Ok(Value::Duration(runway))
}
