use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const INDEXED: Builtin = Builtin {
    name: "indexed",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new("xs", SigTy::List(&SigTy::Any("T")))],
        result: SigTy::List(&SigTy::Record(&[
            ("index", SigTy::Number),
            ("item", SigTy::Any("T")),
        ])),
    },
    doc: "Each element with its place, counted from 0.",
    unknown_when: &["it is in doubt whether an element belongs to the list"],
    examples: &[
        Example::new(
            "indexed([\"a\", \"b\"])",
            "[{index: 0, item: \"a\"}, {index: 1, item: \"b\"}]",
        ),
        Example::new("indexed([])", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, indexed),
};

fn indexed<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let places = (0..).map(|place| Value::Number(Decimal::from_i64(place)));
    let placed = places.zip(call.certain_at(0)?);
    Ok(call.list(placed.map(|(place, item)| call.record(0, &[place, *item]))))
}
