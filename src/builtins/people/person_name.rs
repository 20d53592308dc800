use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const PERSON_NAME: Builtin = Builtin {
    name: "person_name",
    group: Group::People,
    signature: Signature {
        params: &[Param::new("person", SigTy::Person)],
        result: SigTy::Text,
    },
    doc: "The person as written where it was read. Compare people as people, not their names.",
    unknown_when: &[],
    examples: &[Example::new(
        "person_name(\"Alice <alice@example.org>\")",
        "\"Alice <alice@example.org>\"",
    )],
    strictness: Strictness::Exact,
    call: |call| answer(call, person_name),
};

fn person_name<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    Ok(Value::Text(call.person_at(0)?.written))
}
