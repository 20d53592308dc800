use std::cmp::Ordering;

use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::equality::compare;

pub const HOLDS: Builtin = Builtin {
    name: "holds",
    group: Group::Numbers,
    signature: Signature {
        params: &[
            Param::new("value", SigTy::Ordered("T")),
            Param::new(
                "threshold",
                SigTy::Record(&[
                    ("op", SigTy::EnumOf(&["lt", "le", "eq", "ge", "gt"])),
                    ("value", SigTy::Ordered("T")),
                ]),
            ),
        ],
        result: SigTy::Bool,
    },
    doc: "Whether `value` stands to the threshold as its `op` asks: `lt` below, `le` at most, `eq` equal, `ge` at least, `gt` above.",
    unknown_when: &[
        "the threshold lacks its `op` or its `value`",
        "the two have no order, such as a month and 30 days",
    ],
    examples: &[
        Example::new("holds(5, {op: lt, value: 10})", "true"),
        Example::new("holds(10, {op: lt, value: 10})", "false"),
        Example::new("holds(10, {op: le, value: 10})", "true"),
        Example::new("holds(99.5%, {op: ge, value: 99.9%})", "false"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, holds),
};

fn holds<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let value = call.known_at(0)?;
    let threshold = call.record_at(1)?;
    let (op, against) = (call.field(0, 0, threshold), call.field(0, 1, threshold));
    call.all_known([op, against])?;
    let Value::Enum(op) = op else {
        return Err(Stop::invalid("an operator that is no member of an enum"));
    };
    let order = compare(value, against).ok_or(Stop::invalid("values without an order"))?;
    let holds = match call.member_name.name_of(op) {
        "lt" => order == Ordering::Less,
        "le" => order != Ordering::Greater,
        "eq" => order == Ordering::Equal,
        "ge" => order != Ordering::Less,
        "gt" => order == Ordering::Greater,
        _ => return Err(Stop::invalid("an operator other than lt, le, eq, ge or gt")),
    };
    Ok(Value::Bool(holds))
}
