use std::cmp::Ordering;

use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;

pub const BUMP: Builtin = Builtin {
    name: "bump",
    group: Group::Versions,
    signature: Signature {
        params: &[
            Param::new("from", SigTy::Version),
            Param::new("to", SigTy::Version),
        ],
        result: SigTy::Text,
    },
    doc: "The gravest part in which `to` is above `from`: `major`, `minor`, `patch` or `pre`; `none` where they have the same precedence (build metadata does not count), `downgrade` where `to` is below.",
    unknown_when: &[],
    examples: &[
        Example::new("bump(\"1.4.2\", \"2.0.0\")", "\"major\""),
        Example::new("bump(\"1.4.2\", \"1.5.0\")", "\"minor\""),
        Example::new("bump(\"1.4.2\", \"1.4.3\")", "\"patch\""),
        Example::new("bump(\"2.0.0-rc.1\", \"2.0.0\")", "\"pre\""),
        Example::new("bump(\"1.4.2\", \"1.4.2\")", "\"none\""),
        Example::new("bump(\"1.4.2\", \"1.4.1\")", "\"downgrade\""),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, bump),
};

fn bump<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (from, to) = (call.version_at(0)?, call.version_at(1)?);
    let (old, new) = (&from.semver, &to.semver);
    Ok(Value::Text(match to.precedence(from) {
        Ordering::Less => "downgrade",
        Ordering::Equal => "none",
        Ordering::Greater if new.major != old.major => "major",
        Ordering::Greater if new.minor != old.minor => "minor",
        Ordering::Greater if new.patch != old.patch => "patch",
        Ordering::Greater => "pre",
    }))
}
