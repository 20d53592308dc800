use super::pieces::pieces;
use super::week_of::monday_of;
use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const WEEKS_OF: Builtin = Builtin {
    name: "weeks_of",
    group: Group::Time,
    signature: Signature {
        params: &[
            Param::new("window", SigTy::Window),
            Param::optional("zone", SigTy::Zone),
        ],
        result: SigTy::List(&SigTy::Window),
    },
    doc: "The weeks of `window`, each from Monday 00:00 to the next in `zone`, else in the policy's zone. Together they are the window: its first and last week are cut off where it begins and ends. Weeks in which nothing happened are there too.",
    unknown_when: &["there are more than 10,000 of them"],
    examples: &[Example::new(
        "weeks_of(window(2026-11-25T12:00Z, 2026-12-07T00:00Z), zone: \"UTC\")",
        "[2026-11-25T12:00:00Z/2026-11-30T00:00:00Z, 2026-11-30T00:00:00Z/2026-12-07T00:00:00Z]",
    )],
    strictness: Strictness::Exact,
    call: |call| answer(call, weeks_of),
};

fn weeks_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (window, zone) = (call.window_at(0)?, call.zone_at(1)?);
    let monday = monday_of(window.start.date_in(zone))?;
    pieces(call, window, zone, monday, 7)
}
