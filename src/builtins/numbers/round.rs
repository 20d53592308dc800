use crate::builtins::amount::{amount, decimal, kind};
use crate::builtins::call::{AmountKind, Call};
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const ROUND: Builtin = Builtin {
    name: "round",
    group: Group::Numbers,
    signature: Signature {
        params: &[
            Param::new("x", SigTy::Amount("T")),
            Param::new("places", SigTy::Number),
        ],
        result: SigTy::Amount("T"),
    },
    doc: "`x` to so many places after the point; exactly in the middle, to the even digit. Negative places round to \
          tens, hundreds and so on. A percentage is rounded as it is written, a duration in seconds.",
    unknown_when: &[
        "`places` is not a whole number from -34 to 34",
        "`x` is a duration of months or years: they have no fixed length",
    ],
    examples: &[
        Example::new("round(2.345, 2)", "2.34"),
        Example::new("round(2.355, 2)", "2.36"),
        Example::new("round(1250, -2)", "1200"),
        Example::new("round(12.345%, 1)", "12.3%"),
        Example::new(
            "round(1.5, 0.5)",
            "unknown (places that are not a whole number from -34 to 34)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, round),
};

fn round<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let x = call.known_at(0)?;
    let places = call.whole_at(
        1,
        -34,
        34,
        "places that are not a whole number from -34 to 34",
    )?;
    let hidden = if kind(x) == AmountKind::Percentage {
        2
    } else {
        0
    };
    let places = i32::try_from(places + hidden).unwrap_or(0);
    amount(kind(x), decimal(x)?.round(places))
}
