use super::edges::Graph;
use crate::builtins::call::Call;
use crate::builtins::numbering::Numbering;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const REACH: Builtin = Builtin {
    name: "reach",
    group: Group::Graphs,
    signature: Signature {
        params: &[
            Param::new("starts", SigTy::List(&SigTy::Any("T"))),
            Param::new(
                "along",
                SigTy::List(&SigTy::Record(&[
                    ("from", SigTy::Any("T")),
                    ("to", SigTy::Any("T")),
                ])),
            ),
        ],
        result: SigTy::Set(&SigTy::Any("T")),
    },
    doc: "Whatever can be reached from `starts` by following the edges from `from` to `to`, the starts included: nearest first. Circles do no harm.",
    unknown_when: &[
        "it is undecided whether two of the items are one, as with people whom the identity map does not know",
    ],
    examples: &[
        Example::new(
            "reach([\"a\"], along: [{from: \"a\", to: \"b\"}, {from: \"b\", to: \"c\"}, {from: \"x\", to: \"a\"}])",
            "[\"a\", \"b\", \"c\"]",
        ),
        Example::new(
            "reach([\"b\"], along: [{from: \"a\", to: \"b\"}, {from: \"b\", to: \"a\"}])",
            "[\"b\", \"a\"]",
        ),
        Example::new("reach([], along: [{from: \"a\", to: \"b\"}])", "[]"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, reach),
};

fn reach<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut nodes = Numbering::default();
    for start in call.exact_at(0)? {
        nodes.number(call.arena, *start)?;
    }
    let starts = nodes.values.len();
    let graph = Graph::with_edges(nodes, call, 1)?;
    let mut reached: Vec<usize> = (0..starts).collect();
    let mut seen: Vec<bool> = (0..graph.len()).map(|node| node < starts).collect();
    let mut at = 0;
    while let Some(node) = reached.get(at).copied() {
        at += 1;
        for next in graph.next(node) {
            if let Some(seen @ false) = seen.get_mut(*next) {
                *seen = true;
                reached.push(*next);
            }
        }
    }
    let values = &graph.nodes.values;
    Ok(call.list(
        reached
            .into_iter()
            .filter_map(|node| values.get(node).copied()),
    ))
}
