use crate::builtins::call::Call;
use crate::builtins::pattern::whole_text;
use crate::builtins::stop::{Answer, answer, invalid};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::origin::Origin;
use crate::value::{Map, Value};

pub const CAPTURE: Builtin = Builtin {
    name: "capture",
    group: Group::Text,
    signature: Signature {
        params: &[
            Param::new("text", SigTy::Text),
            Param::new("pattern", SigTy::Text),
        ],
        result: SigTy::Map(&SigTy::Text, &SigTy::Text),
    },
    doc: "The named groups of `pattern` and what they met in `text`, which the pattern must match as a whole, as `matches` does. A group that met nothing has no entry, and where the pattern does not match there are none at all.",
    unknown_when: &["`pattern` is no pattern, or needs more than 1 MiB"],
    examples: &[
        Example::new(
            "capture(\"v1.22\", 'v(?<major>\\d+)[.](?<minor>\\d+)')",
            "{\"major\": \"1\", \"minor\": \"22\"}",
        ),
        Example::new(
            "capture(\"v1\", 'v(?<major>\\d+)([.](?<minor>\\d+))?')",
            "{\"major\": \"1\"}",
        ),
        Example::new("capture(\"v1.22\", '(?<major>\\d+)')", "{:}"),
        Example::new(
            "capture(\"a\", '(a')",
            "unknown (a pattern that does not read: unclosed group)",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, capture),
};

fn capture<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let (text, pattern) = (call.text_at(0)?, call.text_at(1)?);
    let pattern = whole_text(pattern).map_err(|why| invalid(call.arena, &why))?;
    let mut entries = Vec::new();
    if let Some(captures) = pattern.captures(text) {
        for name in pattern.capture_names().flatten() {
            if let Some(met) = captures.name(name) {
                entries.push((call.text(name), Value::Text(met.as_str())));
            }
        }
    }
    Ok(Value::Map(call.arena.alloc(Map {
        origin: Origin::MADE,
        entries: call.arena.alloc_slice_copy(&entries),
    })))
}
