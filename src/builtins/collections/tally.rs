use crate::builtins::call::Call;
use crate::builtins::numbering::Numbering;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const TALLY: Builtin = Builtin {
    name: "tally",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::List(&SigTy::Record(&[
            ("value", SigTy::Any("T")),
            ("times", SigTy::Number),
        ])),
    },
    doc: "Each different element and how often it is there, in order of first appearance.",
    unknown_when: &["it is undecided whether two elements are equal"],
    examples: &[
        Example::new(
            "tally([\"b\", \"a\", \"b\"])",
            "[{value: \"b\", times: 2}, {value: \"a\", times: 1}]",
        ),
        Example::new("tally([])", "[]"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, tally),
};

fn tally<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut numbering = Numbering::default();
    let mut times: Vec<i64> = Vec::new();
    for item in call.exact_at(0)? {
        let number = numbering.number(call.arena, *item)?;
        match times.get_mut(number) {
            Some(seen) => *seen += 1,
            None => times.push(1),
        }
    }
    let tallied = numbering.values.iter().zip(times);
    Ok(call.list(tallied.map(|(value, times)| {
        let times = Value::Number(Decimal::from_i64(times));
        call.record(0, &[*value, times])
    })))
}
