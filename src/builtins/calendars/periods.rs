use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const PERIODS: Builtin = Builtin {
    name: "periods",
    group: Group::Calendars,
    signature: Signature {
        params: &[
            Param::new("calendar", SigTy::Calendar),
            Param::new("w", SigTy::Window),
        ],
        result: SigTy::List(&SigTy::Record(&[
            ("name", SigTy::Text),
            ("reason", SigTy::Text),
            ("window", SigTy::Window),
        ])),
    },
    doc: "The closed periods that bar a window, whole, in order: the name of each with the name of its day or event, its reason where it has one, and when it is.",
    unknown_when: &[],
    examples: &[
        Example::new(
            "[p.name for p in peak.periods(window(2026-11-27T22:00Z, 2026-11-28T02:00Z))]",
            "[\"Weekend\"]",
        ),
        Example::new(
            "peak.periods(window(2026-11-27T22:00Z, 2026-11-28T02:00Z))[0].window",
            "2026-11-28T00:00:00Z/2026-11-30T00:00:00Z",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, periods),
};

fn periods<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let calendar = call.calendar_at(0)?;
    let periods = calendar.periods(call.window_at(1)?);
    let records: Vec<Value<'a>> = periods
        .iter()
        .map(|period| {
            let entry = calendar.entry_of(period);
            let reason = entry.and_then(|entry| entry.reason.as_deref());
            let reason = reason.map_or(Value::Absent, |reason| call.text(reason));
            let window = Value::Window(call.arena.alloc(period.window));
            call.record(0, &[call.text(&calendar.title_of(period)), reason, window])
        })
        .collect();
    Ok(call.list(records))
}
