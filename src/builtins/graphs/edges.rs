//! Edges as functions take them: records with `from` and `to`.

use crate::builtins::arguments::record;
use crate::builtins::call::Call;
use crate::builtins::numbering::Numbering;
use crate::builtins::stop::Stop;

/// A graph whose nodes are numbered in order of first appearance.
#[derive(Debug)]
pub struct Graph<'a> {
    pub nodes: Numbering<'a>,
    /// For each node the nodes it leads to, in the order of the edges, repeats included.
    pub next: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    /// Adds the edges in the argument at `index`, whose record type is the first in the parameters.
    pub fn with_edges(
        mut nodes: Numbering<'a>,
        call: &Call<'a, '_>,
        index: usize,
    ) -> Result<Graph<'a>, Stop<'a>> {
        let mut ends = Vec::new();
        for edge in call.exact_at(index)? {
            let edge = record(*edge)?;
            ends.push((call.field(0, 0, edge), call.field(0, 1, edge)));
        }
        call.all_known(ends.iter().flat_map(|(from, to)| [*from, *to]))?;
        let mut next: Vec<Vec<usize>> = Vec::new();
        for (from, to) in ends {
            let from = nodes.number(call.arena, from)?;
            let to = nodes.number(call.arena, to)?;
            next.resize(nodes.values.len(), Vec::new());
            if let Some(next) = next.get_mut(from) {
                next.push(to);
            }
        }
        next.resize(nodes.values.len(), Vec::new());
        Ok(Graph { nodes, next })
    }

    pub fn len(&self) -> usize {
        self.nodes.values.len()
    }

    pub fn next(&self, node: usize) -> &[usize] {
        self.next.get(node).map_or(&[], Vec::as_slice)
    }
}
