use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use super::edges::Graph;
use crate::builtins::call::Call;
use crate::builtins::numbering::Numbering;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};

pub const CYCLES: Builtin = Builtin {
    name: "cycles",
    group: Group::Graphs,
    signature: Signature {
        params: &[Param::new(
            "along",
            SigTy::List(&SigTy::Record(&[
                ("from", SigTy::Any("T")),
                ("to", SigTy::Any("T")),
            ])),
        )],
        result: SigTy::List(&SigTy::List(&SigTy::Any("T"))),
    },
    doc: "The circles that the edges make: one for each group of items that all lead to each other, the shortest through the member that comes first in `along`, starting with it.",
    unknown_when: &[
        "it is undecided whether two of the items are one, as with people whom the identity map does not know",
    ],
    examples: &[
        Example::new(
            "cycles(along: [{from: \"a\", to: \"b\"}, {from: \"b\", to: \"a\"}, {from: \"b\", to: \"c\"}])",
            "[[\"a\", \"b\"]]",
        ),
        Example::new("cycles(along: [{from: \"a\", to: \"a\"}])", "[[\"a\"]]"),
        Example::new(
            "cycles(along: [{from: \"a\", to: \"b\"}, {from: \"b\", to: \"c\"}])",
            "[]",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, cycles),
};

fn cycles<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let graph = Graph::with_edges(Numbering::default(), call, 0)?;
    let group = strong_components(&graph);
    let mut done = vec![false; graph.len()];
    let mut cycles = Vec::new();
    for node in 0..graph.len() {
        let Some(own) = group.get(node) else { continue };
        let Some(done @ false) = done.get_mut(*own) else {
            continue;
        };
        *done = true;
        if let Some(cycle) = shortest_cycle(&graph, &group, node) {
            let values = &graph.nodes.values;
            cycles.push(
                call.list(
                    cycle
                        .into_iter()
                        .filter_map(|node| values.get(node).copied()),
                ),
            );
        }
    }
    Ok(call.list(cycles))
}

/// The shortest way from a node back to itself, within its group; `None` where there is none.
fn shortest_cycle(graph: &Graph<'_>, group: &[usize], start: usize) -> Option<Vec<usize>> {
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in graph.next(node) {
            if *next == start {
                let mut cycle = vec![node];
                let mut at = node;
                while at != start {
                    at = came_from.get(&at).copied()?;
                    cycle.push(at);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if group.get(*next) != group.get(start) {
                continue;
            }
            if let Entry::Vacant(origin) = came_from.entry(*next) {
                origin.insert(node);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// For each node the number of its strongly connected component: Tarjan's algorithm with a stack of its own, since a
/// chain may be longer than the machine's.
fn strong_components(graph: &Graph<'_>) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut search = Search {
        order: vec![UNSEEN; graph.len()],
        low: vec![UNSEEN; graph.len()],
        group: vec![UNSEEN; graph.len()],
        open: Vec::new(),
        seen: 0,
        groups: 0,
    };
    for root in 0..graph.len() {
        if search.order.get(root) != Some(&UNSEEN) {
            continue;
        }
        search.enter(root);
        let mut path = vec![(root, 0)];
        while let Some((node, edge)) = path.pop() {
            let Some(next) = graph.next(node).get(edge).copied() else {
                search.leave(node, path.last().map(|(parent, _)| *parent));
                continue;
            };
            path.push((node, edge + 1));
            if search.order.get(next) == Some(&UNSEEN) {
                search.enter(next);
                path.push((next, 0));
            } else if search.group.get(next) == Some(&UNSEEN) {
                let order = search.order.get(next).copied().unwrap_or(UNSEEN);
                search.lower(node, order);
            }
        }
    }
    search.group
}

/// Where Tarjan's algorithm stands.
struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    group: Vec<usize>,
    open: Vec<usize>,
    seen: usize,
    groups: usize,
}

impl Search {
    fn enter(&mut self, node: usize) {
        if let (Some(order), Some(low)) = (self.order.get_mut(node), self.low.get_mut(node)) {
            (*order, *low) = (self.seen, self.seen);
        }
        self.seen += 1;
        self.open.push(node);
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = (*low).min(to);
        }
    }

    /// All edges of the node are followed: it closes its component, or hands what it reaches to its parent.
    fn leave(&mut self, node: usize, parent: Option<usize>) {
        if self.low.get(node) == self.order.get(node) {
            while let Some(member) = self.open.pop() {
                if let Some(group) = self.group.get_mut(member) {
                    *group = self.groups;
                }
                if member == node {
                    break;
                }
            }
            self.groups += 1;
        }
        if let (Some(parent), Some(low)) = (parent, self.low.get(node).copied()) {
            self.lower(parent, low);
        }
    }
}
