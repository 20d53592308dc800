use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::date::Date;

pub const WEEK_OF: Builtin = Builtin {
    name: "week_of",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("instant", SigTy::Instant),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::Date,
    },
    doc: "The Monday of the week that `instant` falls in, in `zone`, else in the policy's zone.",
    unknown_when: &[],
    examples: &[
        Example::new("week_of(2026-11-27T10:00Z, zone: \"UTC\")", "2026-11-23"),
        Example::new(
            "week_of(2026-11-23T00:30Z, zone: \"America/New_York\")",
            "2026-11-16",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, week_of),
};

fn week_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    monday_of(call.instant_at(0)?.date_in(call.zone_at(1)?)).map(Value::Date)
}

/// The Monday on or before a day.
pub fn monday_of<'a>(date: Date) -> Result<Date, Stop<'a>> {
    date.plus_days(-i64::from(date.weekday()))
        .ok_or(Stop::invalid("a date outside the years 0001 to 9999"))
}
