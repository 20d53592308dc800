use std::borrow::Cow;
use std::sync::Arc;

use jiter::Jiter;

use crate::diagnostic::codes;
use crate::source::file::SourceFile;

use super::read::Limits;
use super::refusal::Refusal;

/// No document nests deeper, whatever its limits say: the second reader of YAML ends at 128, and decoding recurses.
const DEEPEST: usize = 100;

/// One document as it stands: where each part begins, what kind it is, and the characters of each scalar.
///
/// The nodes lie in document order, a container before what it holds, a key before its value, so that a part nobody
/// reads is stepped over in one move.
#[derive(Debug)]
pub(super) struct Tree {
    source: Arc<SourceFile>,
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

    pub(super) fn source(&self) -> &SourceFile {
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
                characters(&self.source.text, &self.folded, slice)
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

/// Builds the trees of a text, and holds what both syntaxes are held to: depth, size, keys that stand once.
pub(super) struct Builder {
    source: Arc<SourceFile>,
    limits: Limits,
    nodes: Vec<Node>,
    folded: String,
    open: Vec<Open>,
    /// Nodes of the whole text so far, those of aliases counted each time.
    expanded: u64,
}

/// A container that is not closed yet.
struct Open {
    node: u32,
    is_map: bool,
    /// In a map: whether a key comes next.
    key_next: bool,
    /// Nodes it holds so far, itself included, those of aliases counted each time.
    size: u64,
    /// Levels of containers in what it holds so far.
    height: usize,
}

/// A node that may be referred to, and what it costs to repeat it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Built {
    pub id: NodeId,
    size: u64,
    height: usize,
}

impl Built {
    pub(super) fn is_scalar(self) -> bool {
        self.height == 0
    }
}

impl Builder {
    pub(super) fn new(source: &Arc<SourceFile>, limits: Limits) -> Builder {
        Builder {
            source: Arc::clone(source),
            limits: Limits {
                depth: limits.depth.min(DEEPEST),
                ..limits
            },
            nodes: Vec::new(),
            folded: String::new(),
            open: Vec::new(),
            expanded: 0,
        }
    }

    pub(super) fn source(&self) -> &SourceFile {
        &self.source
    }

    /// Whether no container is open.
    pub(super) fn at_root(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether the innermost open container is a map; `None` at the root.
    pub(super) fn in_map(&self) -> Option<bool> {
        self.open.last().map(|open| open.is_map)
    }

    /// Whether what comes next is the key of a map.
    pub(super) fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.key_next)
    }

    /// Keeps a YAML scalar's characters: where the source has them as they are, only their place.
    pub(super) fn keep(&mut self, at: usize, text: &str, quoted: bool) -> Slice {
        let start = at + usize::from(quoted);
        let verbatim = self
            .source
            .text
            .get(start..start.saturating_add(text.len()))
            .is_some_and(|written| written == text);
        let (start, store) = if verbatim {
            (start, Store::Source)
        } else {
            let start = self.folded.len();
            self.folded.push_str(text);
            (start, Store::Folded)
        };
        Slice {
            start: narrow(start),
            len: narrow(text.len()),
            store,
        }
    }

    pub(super) fn scalar(&mut self, at: usize, what: What) -> Result<Built, Refusal> {
        let id = self.push(at, what)?;
        let built = Built {
            id,
            size: 1,
            height: 0,
        };
        self.settle(built);
        Ok(built)
    }

    pub(super) fn alias(&mut self, at: usize, target: Built) -> Result<Built, Refusal> {
        if self.open.len() + target.height > self.limits.depth {
            return Err(self.too_deep(at));
        }
        self.expanded = self.expanded.saturating_add(target.size);
        if self.expanded > self.limits.nodes as u64 {
            return Err(Refusal::at(
                codes::DOC_ALIASES,
                &self.source,
                at,
                format!(
                    "the aliases of this document expand to more than {} values",
                    self.limits.nodes
                ),
            )
            .help("write the repeated parts out, or split the document"));
        }
        self.push(at, What::Alias(target.id))?;
        self.settle(target);
        Ok(target)
    }

    pub(super) fn open(&mut self, at: usize, what: What) -> Result<(), Refusal> {
        if self.open.len() >= self.limits.depth {
            return Err(self.too_deep(at));
        }
        let node = self.push(at, what)?;
        let is_map = what == What::Map;
        self.open.push(Open {
            node: node.0,
            is_map,
            key_next: is_map,
            size: 1,
            height: 0,
        });
        Ok(())
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) -> Result<Option<Built>, Refusal> {
        let Some(closed) = self.open.pop() else {
            return Ok(None);
        };
        let next = narrow(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(closed.node as usize) {
            node.next = next;
        }
        if closed.is_map {
            self.check_keys(NodeId(closed.node))?;
        }
        let built = Built {
            id: NodeId(closed.node),
            size: closed.size,
            height: closed.height + 1,
        };
        self.settle(built);
        Ok(Some(built))
    }

    /// Ends a document; the next one starts empty.
    pub(super) fn finish(&mut self) -> Tree {
        self.open.clear();
        Tree {
            source: Arc::clone(&self.source),
            nodes: std::mem::take(&mut self.nodes),
            folded: std::mem::take(&mut self.folded),
        }
    }

    fn push(&mut self, at: usize, what: What) -> Result<NodeId, Refusal> {
        if !matches!(what, What::Alias(_)) {
            self.expanded = self.expanded.saturating_add(1);
        }
        if self.expanded > self.limits.nodes as u64 || self.nodes.len() >= u32::MAX as usize {
            return Err(Refusal::at(
                codes::DOC_TOO_LARGE,
                &self.source,
                at,
                format!("this document holds more than {} values", self.limits.nodes),
            )
            .help("split the document"));
        }
        let id = narrow(self.nodes.len());
        self.nodes.push(Node {
            at: narrow(at),
            next: id + 1,
            what,
        });
        Ok(NodeId(id))
    }

    /// Counts a finished node into the container around it.
    fn settle(&mut self, built: Built) {
        if let Some(around) = self.open.last_mut() {
            around.key_next = around.is_map && !around.key_next;
            around.size = around.size.saturating_add(built.size);
            around.height = around.height.max(built.height);
        }
    }

    fn too_deep(&self, at: usize) -> Refusal {
        Refusal::at(
            codes::DOC_TOO_DEEP,
            &self.source,
            at,
            format!(
                "lists and records are nested more than {} deep here",
                self.limits.depth
            ),
        )
        .help("flatten the document")
    }

    /// Refuses a map in which two keys have the same characters.
    fn check_keys(&self, map: NodeId) -> Result<(), Refusal> {
        /// Up to here comparing each with each is quicker than sorting.
        const FEW: usize = 12;
        let mut keys: Vec<(Cow<'_, str>, u32)> = Vec::new();
        let mut second: Option<(u32, u32)> = None;
        let mut index = map.0 + 1;
        let end = narrow(self.nodes.len());
        let mut is_key = true;
        while let Some(node) = self.nodes.get(index as usize).filter(|_| index < end) {
            if is_key {
                keys.push((self.key_text(node.what), node.at));
            }
            is_key = !is_key;
            index = node.next;
        }
        if keys.len() <= FEW {
            for (place, (key, at)) in keys.iter().enumerate() {
                let earlier = keys.iter().take(place).find(|(other, _)| other == key);
                if let Some((_, first)) = earlier {
                    second = Some((*first, *at));
                    break;
                }
            }
        } else {
            keys.sort_unstable();
            for pair in keys.windows(2) {
                if let [(left, first), (right, at)] = pair
                    && left == right
                    && second.is_none_or(|(_, earliest)| *at < earliest)
                {
                    second = Some((*first, *at));
                }
            }
        }
        let Some((first, at)) = second else {
            return Ok(());
        };
        let key = keys
            .iter()
            .find(|(_, place)| *place == at)
            .map_or("", |(key, _)| key.as_ref());
        let line = self.source.position(first as usize).line;
        Err(Refusal::at(
            codes::DOC_DUPLICATE_KEY,
            &self.source,
            at as usize,
            format!(
                "the key {} stands twice, first on line {line}",
                super::decode::show::quoted(key)
            ),
        )
        .help("keep one of the two"))
    }

    fn key_text(&self, what: What) -> Cow<'_, str> {
        let what = match what {
            What::Alias(target) => self
                .nodes
                .get(target.0 as usize)
                .map_or(what, |node| node.what),
            other => other,
        };
        match what {
            What::Plain(slice) | What::Quoted(slice) => {
                characters(&self.source.text, &self.folded, slice)
            }
            What::List | What::Map | What::Alias(_) => Cow::Borrowed(""),
        }
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
