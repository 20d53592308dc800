use crate::builtins::call::Call;
use crate::builtins::membership::{Element, elements};
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::builtins::{arguments, limits};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::unknown::Unknown;

pub const FLATTEN: Builtin = Builtin {
    name: "flatten",
    group: Group::Collections,
    signature: Signature {
        params: &[Param::new(
            "lists",
            SigTy::List(&SigTy::List(&SigTy::Any("T"))),
        )],
        result: SigTy::List(&SigTy::Any("T")),
    },
    doc: "The elements of the lists in the list, one list after the other, repeats included.",
    unknown_when: &["one of the lists is", "there are more than 1,000,000"],
    examples: &[
        Example::new("flatten([[1, 2], [], [2]])", "[1, 2, 2]"),
        Example::new("flatten([])", "[]"),
    ],
    strictness: Strictness::Arguments,
    call: |call| answer(call, flatten),
};

fn flatten<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let outer = elements(call.list_at(0)?);
    call.all_known(outer.iter().map(|(list, _)| *list))?;
    let mut all: Vec<Element<'a>> = Vec::new();
    for (inner, outer_doubt) in outer {
        for (item, doubt) in elements(arguments::list(inner)?) {
            let doubt = match (outer_doubt, doubt) {
                (Some(outer), inner) => Some(Unknown::join(call.arena, inner, outer)),
                (None, inner) => inner,
            };
            all.push((item, doubt));
        }
        limits::elements(all.len())?;
    }
    Ok(call.list_in_doubt(all))
}
