use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::builtins::{amount, arguments};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::window::Window;

pub const GAPS: Builtin = Builtin {
    name: "gaps",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("at", SigTy::List(&SigTy::Instant)),
            Param::new("over", SigTy::Window),
            Param::new("longest", SigTy::Duration),
        ],
        result: SigTy::List(&SigTy::Window),
    },
    doc: "The stretches of `over` longer than `longest` in which there is none of the instants `at`, in order. Both ends of `over` count as instants, so that a late first sample and an early last one are gaps too. A day in `longest` is 24 hours.",
    unknown_when: &["`longest` is negative, or of months or years: they have no fixed length"],
    examples: &[
        Example::new(
            "gaps([2026-11-27T10:05Z, 2026-11-27T10:40Z], over: window(2026-11-27T10:00Z, 2026-11-27T11:00Z), longest: 20 min)",
            "[2026-11-27T10:05:00Z/2026-11-27T10:40:00Z]",
        ),
        Example::new(
            "gaps([2026-11-27T10:30Z], over: window(2026-11-27T10:00Z, 2026-11-27T11:00Z), longest: 30 min)",
            "[]",
        ),
        Example::new(
            "gaps([], over: window(2026-11-27T10:00Z, 2026-11-27T11:00Z), longest: 15 min)",
            "[2026-11-27T10:00:00Z/2026-11-27T11:00:00Z]",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, gaps),
};

fn gaps<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (over, longest) = (call.window_at(1)?, amount::seconds(call.duration_at(2)?)?);
    if longest.is_negative() {
        return Err(Stop::invalid("a longest gap below zero"));
    }
    let mut instants = vec![over.start, over.end];
    for item in call.exact_at(0)? {
        let instant = arguments::instant(*item)?;
        if over.contains(instant) {
            instants.push(instant);
        }
    }
    instants.sort_unstable();
    let mut gaps = Vec::new();
    for (from, to) in instants.iter().zip(instants.iter().skip(1)) {
        let Some(gap) = Window::new(*from, *to) else {
            continue;
        };
        if amount::seconds(gap.length())? > longest {
            gaps.push(Value::Window(call.arena.alloc(gap)));
        }
    }
    Ok(call.list(gaps))
}
