use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const TEXT_OF: Builtin = Builtin {
    name: "text_of",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("x", SigTy::Any("T"))],
        result: SigTy::Text,
    },
    doc: "The value as the language writes it, a text as it is; versions and people as they were written where they were read, instants in UTC.",
    unknown_when: &["`x` is a list, a set, a map or a record: it is no single value"],
    examples: &[
        Example::new("text_of(1.50)", "\"1.5\""),
        Example::new("text_of(87.5%)", "\"87.5%\""),
        Example::new("text_of(2026-11-27)", "\"2026-11-27\""),
        Example::new("text_of(\"as it is\")", "\"as it is\""),
        Example::new("text_of([1])", "unknown (a text of several values)"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, text_of),
};

fn text_of<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let text = match call.known_at(0)? {
        Value::Text(text) => return Ok(Value::Text(text)),
        Value::Person(person) => return Ok(Value::Text(person.written)),
        Value::Version(version) => return Ok(Value::Text(&version.text)),
        Value::Constraint(constraint) => return Ok(Value::Text(&constraint.text)),
        Value::Enum(member) => return Ok(call.text(call.member_name.name_of(member))),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Percentage(fraction) => format!("{}%", fraction.times_hundred()),
        Value::Instant(instant) => instant.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Window(window) => window.to_string(),
        Value::Zone(zone) => zone.to_string(),
        Value::Record(_)
        | Value::List(_)
        | Value::Map(_)
        | Value::Calendar(_)
        | Value::Unknown(_)
        | Value::Absent => {
            return Err(Stop::invalid("a text of several values"));
        }
    };
    Ok(call.text(&text))
}
