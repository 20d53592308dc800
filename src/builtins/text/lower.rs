use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const LOWER: Builtin = Builtin {
    name: "lower",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("text", SigTy::Text)],
        result: SigTy::Text,
    },
    doc: "`text` in small letters, in every script that has them.",
    unknown_when: &[],
    examples: &[
        Example::new("lower(\"CVE-2026-1\")", "\"cve-2026-1\""),
        Example::new("lower(\"ÄÖ\")", "\"äö\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, lower),
};

fn lower<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let changed = call.text_at(0)?.to_lowercase();
    limits::text(changed.len())?;
    Ok(call.text(&changed))
}
