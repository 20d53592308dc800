use std::collections::BTreeSet;

use super::edges::Graph;
use crate::builtins::call::Call;
use crate::builtins::numbering::Numbering;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const ORDER: Builtin = Builtin {
    name: "order",
    group: Group::Graphs,
    signature: Signature {
        params: &[Param::new(
            "along",
            SigTy::List(&SigTy::Record(&[
                ("from", SigTy::Any("T")),
                ("to", SigTy::Any("T")),
            ])),
        )],
        result: SigTy::List(&SigTy::Any("T")),
    },
    doc: "The items in an order in which each `from` comes before its `to`. Where several could be next, the one that comes first in `along` is.",
    unknown_when: &[
        "the edges make a circle, which has no beginning; see `cycles`",
        "it is undecided whether two of the items are one, as with people whom the identity map does not know",
    ],
    examples: &[
        Example::new(
            "order(along: [{from: \"db\", to: \"api\"}, {from: \"api\", to: \"web\"}, {from: \"cache\", to: \"api\"}])",
            "[\"db\", \"cache\", \"api\", \"web\"]",
        ),
        Example::new(
            "order(along: [{from: \"a\", to: \"b\"}, {from: \"b\", to: \"a\"}])",
            "unknown (a cycle)",
        ),
        Example::new("order(along: [])", "[]"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, order),
};

fn order<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let graph = Graph::with_edges(Numbering::default(), call, 0)?;
    let mut waits_for = vec![0_usize; graph.len()];
    for next in graph.next.iter().flatten() {
        if let Some(count) = waits_for.get_mut(*next) {
            *count += 1;
        }
    }
    let ready = waits_for
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0);
    let mut ready: BTreeSet<usize> = ready.map(|(node, _)| node).collect();
    let mut ordered = Vec::new();
    while let Some(node) = ready.pop_first() {
        ordered.extend(graph.nodes.values.get(node).copied());
        for next in graph.next(node) {
            if let Some(count) = waits_for.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    if ordered.len() < graph.len() {
        return Err(Stop::invalid("a cycle"));
    }
    Ok(call.list(ordered))
}
