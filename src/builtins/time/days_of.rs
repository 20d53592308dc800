use super::pieces::pieces;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const DAYS_OF: Builtin = Builtin {
    name: "days_of",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("window", SigTy::Window),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::List(&SigTy::Window),
    },
    doc: "The days of `window`, each from midnight to midnight in `zone`, else in the policy's zone. Together they are the window: its first and last day are cut off where it begins and ends.",
    unknown_when: &["there are more than 10,000 of them"],
    examples: &[
        Example::new(
            "days_of(window(2026-11-26T18:00Z, 2026-11-27T06:00Z), zone: \"UTC\")",
            "[2026-11-26T18:00:00Z/2026-11-27T00:00:00Z, 2026-11-27T00:00:00Z/2026-11-27T06:00:00Z]",
        ),
        Example::new(
            "count(days_of(window(2026-11-01T00:00Z, 2026-12-01T00:00Z), zone: \"UTC\"))",
            "30",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, days_of),
};

fn days_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (window, zone) = (call.window_at(0)?, call.zone_at(1)?);
    pieces(call, window, zone, window.start.date_in(zone), 1)
}
