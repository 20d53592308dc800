use std::borrow::Cow;
use std::sync::Arc;

use jiter::Jiter;

use super::text::Text;

pub(super) mod builder;

/// One document as it stands: where each part begins, what kind it is, and the characters of each scalar.
///
/// The nodes lie in document order, a container before what it holds, a key before its value, so that a part nobody
/// reads is stepped over in one move.
#[derive(Debug)]
pub(super) struct Tree {
    source: Arc<Text>,
    nodes: Vec<Node>,
    /// Scalars that do not stand in the source as they read: folded lines, quotes with escapes.
    folded: String,
}

/// The place of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The byte at which it begins.
    at: u32,
    /// The node after this one and all that it holds.
    next: u32,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Unquoted: what the two syntaxes may mean as null, a boolean or a number.
    Plain(Slice),
    Quoted(Slice),
    List,
    Map,
    /// Stands for another node of the same tree, never one that contains it.
    Alias(NodeId),
}

/// The characters of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    start: u32,
    len: u32,
    store: Store,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Store {
    /// In the source, as they are.
    Source,
    /// In the source between quotes, with JSON escapes.
    Escaped,
    Folded,
}

impl Slice {
    /// Characters of a JSON text; `start` is behind the quote where there is one.
    pub(super) fn json(start: usize, len: usize, escaped: bool) -> Slice {
        Slice {
            start: narrow(start),
            len: narrow(len),
            store: if escaped {
                Store::Escaped
            } else {
                Store::Source
            },
        }
    }
}

impl Tree {
    pub(super) const ROOT: NodeId = NodeId(0);

    pub(super) fn source(&self) -> &Text {
        &self.source
    }

    /// What a node is, aliases followed.
    pub(super) fn what(&self, id: NodeId) -> What {
        self.raw(self.resolve(id))
    }

    /// What stands at a node itself.
    pub(super) fn raw(&self, id: NodeId) -> What {
        // Ids are made by this module alone, for nodes that exist; an empty map is the harmless answer.
        self.node(id).map_or(What::Map, |node| node.what)
    }

    /// The node that an alias stands for; any other node itself.
    pub(super) fn resolve(&self, id: NodeId) -> NodeId {
        match self.raw(id) {
            // The scan resolves aliases of aliases, so one step is all.
            What::Alias(target) => target,
            _ => id,
        }
    }

    /// The byte at which a node's value begins; for an alias, that of the anchor.
    pub(super) fn offset(&self, id: NodeId) -> usize {
        self.node(self.resolve(id))
            .map_or(0, |node| node.at as usize)
    }

    /// The elements of a list; of a map its keys and values in turn.
    pub(super) fn children(&self, id: NodeId) -> Children<'_> {
        let id = self.resolve(id);
        let (start, end) = match self.node(id) {
            Some(node) if matches!(node.what, What::List | What::Map) => (id.0 + 1, node.next),
            _ => (0, 0),
        };
        Children {
            tree: self,
            next: start,
            end,
        }
    }

    /// The keys of a map with their values.
    pub(super) fn entries(&self, id: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> {
        let mut children = self.children(id);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The characters of a scalar or of the scalar behind an alias; empty for anything else.
    pub(super) fn text(&self, id: NodeId) -> Cow<'_, str> {
        match self.what(id) {
            What::Plain(slice) | What::Quoted(slice) => {
                characters(self.source.as_str(), &self.folded, slice)
            }
            What::List | What::Map | What::Alias(_) => Cow::Borrowed(""),
        }
    }

    /// Whether this is a scalar of which nothing is written: `key:` with no value behind it.
    pub(super) fn is_unwritten(&self, id: NodeId) -> bool {
        matches!(self.what(id), What::Plain(slice) if slice.len == 0)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }
}

pub(super) struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.tree.node(id)?.next;
        Some(id)
    }
}

fn characters<'t>(source: &'t str, folded: &'t str, slice: Slice) -> Cow<'t, str> {
    let (start, end) = (
        slice.start as usize,
        slice.start as usize + slice.len as usize,
    );
    match slice.store {
        Store::Source => Cow::Borrowed(source.get(start..end).unwrap_or("")),
        Store::Folded => Cow::Borrowed(folded.get(start..end).unwrap_or("")),
        Store::Escaped => {
            let quoted = start
                .checked_sub(1)
                .and_then(|open| source.as_bytes().get(open..=end))
                .unwrap_or(b"\"\"");
            // The scan read the same characters before, so this reads them again.
            Cow::Owned(
                Jiter::new(quoted)
                    .next_str()
                    .map_or_else(|_| String::new(), str::to_owned),
            )
        }
    }
}

/// Offsets and counts fit 32 bits: longer texts are refused before they are scanned.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
