use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const UPPER: Builtin = Builtin {
    name: "upper",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("text", SigTy::Text)],
        result: SigTy::Text,
    },
    doc: "`text` in capital letters, in every script that has them.",
    unknown_when: &[],
    examples: &[
        Example::new("upper(\"cve-2026-1\")", "\"CVE-2026-1\""),
        Example::new("upper(\"straße\")", "\"STRASSE\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, upper),
};

fn upper<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let changed = call.text_at(0)?.to_uppercase();
    limits::text(changed.len())?;
    Ok(call.text(&changed))
}
