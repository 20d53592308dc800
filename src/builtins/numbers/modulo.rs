use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const MOD: Builtin = Builtin {
    name: "mod",
    group: Group::Numbers,
    signature: Signature {
        params: &[
            Param::new("a", SigTy::Number),
            Param::new("b", SigTy::Number),
        ],
        result: SigTy::Number,
    },
    doc: "What is left of `a` after taking `b` away a whole number of times; it has the sign of `b`.",
    unknown_when: &["`b` is 0"],
    examples: &[
        Example::new("mod(7, 2)", "1"),
        Example::new("mod(-7, 3)", "2"),
        Example::new("mod(7, -3)", "-2"),
        Example::new("mod(7.5, 2)", "1.5"),
        Example::new("mod(1, 0)", "unknown (division by zero)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, modulo),
};

fn modulo<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (a, b) = (call.number_at(0)?, call.number_at(1)?);
    let rest = a.rem(b)?;
    // `rem` may keep the sign of `a`; a calendar that counts back from zero wants that of `b`.
    if rest.is_zero() || rest.is_negative() == b.is_negative() {
        return Ok(Value::Number(rest));
    }
    Ok(Value::Number(rest.add(b)?))
}
