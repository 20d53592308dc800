use crate::builtins::amount::{self, Amounts};
use crate::builtins::call::AmountKind;
use crate::builtins::call::Call;
use crate::builtins::exact::{Scaled, exactly};
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::duration::Duration;

pub const SUM: Builtin = Builtin {
    name: "sum",
    group: Group::Aggregates,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Amount("T")))],
        result: SigTy::Amount("T"),
    },
    doc: "All added up; 0 where there is nothing. Durations keep their calendar steps.",
    unknown_when: &["it has more than 34 digits"],
    examples: &[
        Example::new("sum([0.1, 0.2])", "0.3"),
        Example::new("sum([])", "0"),
        Example::new("sum([50%, 25%])", "75%"),
        Example::new("sum([90 min, 30 min])", "2 hours"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, sum),
};

fn sum<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let items = call.exact_at(0)?;
    let kind = items
        .first()
        .map_or(call.amount, |item| amount::kind(*item));
    if kind == AmountKind::Duration {
        let mut total = Duration::ZERO;
        for item in items {
            if let Value::Duration(next) = item {
                total = total.add(*next)?;
            }
        }
        return Ok(Value::Duration(total));
    }
    let amounts = Amounts::at(call, 0)?;
    let scaled = Scaled::of(&amounts.decimals)?;
    amount::amount(kind, exactly(&scaled.sum(), scaled.scale)?)
}
