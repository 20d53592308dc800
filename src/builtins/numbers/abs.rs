use std::cmp::Ordering;

use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::duration::Duration;

pub const ABS: Builtin = Builtin {
    name: "abs",
    group: Group::Numbers,
    signature: Signature {
        params: &[Param::new("x", SigTy::Amount("T"))],
        result: SigTy::Amount("T"),
    },
    doc: "How far `x` is from zero.",
    unknown_when: &["`x` is a duration of months or years: they have no fixed length"],
    examples: &[
        Example::new("abs(-3)", "3"),
        Example::new("abs(3)", "3"),
        Example::new("abs(-1.5%)", "1.5%"),
        Example::new("abs(2 hours)", "2 hours"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, abs),
};

fn abs<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    match call.known_at(0)? {
        Value::Number(number) => Ok(Value::Number(number.abs())),
        Value::Percentage(fraction) => Ok(Value::Percentage(fraction.abs())),
        Value::Duration(duration) => match duration.compare(Duration::ZERO) {
            Some(Ordering::Less) => Ok(Value::Duration(duration.neg())),
            Some(_) => Ok(Value::Duration(duration)),
            None => Err(Stop::invalid("a duration of months has no fixed length")),
        },
        _ => Err(Stop::invalid("a value that cannot be added up")),
    }
}
