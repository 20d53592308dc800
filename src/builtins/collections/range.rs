use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const RANGE: Builtin = Builtin {
    name: "range",
    group: Group::Collections,
    signature: Signature {
        params: &[
            Param::new("from", SigTy::Number),
            Param::new("to", SigTy::Number),
        ],
        result: SigTy::List(&SigTy::Number),
    },
    doc: "The whole numbers from `from` to `to`, both included; none where `to` is less.",
    unknown_when: &["one of the two is not whole", "there are more than 10,000"],
    examples: &[
        Example::new("range(1, 4)", "[1, 2, 3, 4]"),
        Example::new("range(2, 2)", "[2]"),
        Example::new("range(2, 1)", "[]"),
        Example::new(
            "range(0.5, 2)",
            "unknown (an end of a range that is not a whole number)",
        ),
        Example::new(
            "range(1, 10001)",
            "unknown (a range of more than 10,000 numbers)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, range),
};

fn range<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    const NOT_WHOLE: &str = "an end of a range that is not a whole number";
    let from = call.whole_at(0, i64::MIN, i64::MAX, NOT_WHOLE)?;
    let to = call.whole_at(1, i64::MIN, i64::MAX, NOT_WHOLE)?;
    let steps = usize::try_from(to.saturating_sub(from)).unwrap_or(0);
    if steps >= limits::STEPS {
        return Err(Stop::invalid("a range of more than 10,000 numbers"));
    }
    Ok(call.list((from..=to).map(|n| Value::Number(Decimal::from_i64(n)))))
}
