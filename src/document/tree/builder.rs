use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::codes;

use super::super::decode::show;
use super::super::read::Limits;
use super::super::refusal::Refusal;
use super::super::text::Text;
use super::{Node, NodeId, Slice, Store, Tree, What, characters, narrow};

/// No document nests deeper, whatever its limits say: the second reader of YAML ends at 128, and decoding recurses.
const DEEPEST: usize = 100;

/// So many bytes of text are seldom less than one key or value; space for as many is set aside.
const BYTES_A_NODE: usize = 16;

/// Builds the trees of a text, and holds what both syntaxes are held to: depth, size, keys that stand once.
pub(in crate::document) struct Builder {
    source: Arc<Text>,
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
pub(in crate::document) struct Built {
    pub id: NodeId,
    size: u64,
    height: usize,
}

impl Built {
    pub(in crate::document) fn is_scalar(self) -> bool {
        self.height == 0
    }
}

impl Builder {
    pub(in crate::document) fn new(source: &Arc<Text>, limits: Limits) -> Builder {
        Builder {
            source: Arc::clone(source),
            limits: Limits {
                depth: limits.depth.min(DEEPEST),
                ..limits
            },
            nodes: Vec::with_capacity(source.as_str().len() / BYTES_A_NODE),
            folded: String::new(),
            open: Vec::new(),
            expanded: 0,
        }
    }

    pub(in crate::document) fn source(&self) -> &Text {
        &self.source
    }

    /// Whether no container is open.
    pub(in crate::document) fn at_root(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether the innermost open container is a map; `None` at the root.
    pub(in crate::document) fn in_map(&self) -> Option<bool> {
        self.open.last().map(|open| open.is_map)
    }

    /// Whether what comes next is the key of a map.
    pub(in crate::document) fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.key_next)
    }

    /// Keeps a YAML scalar's characters: where the source has them as they are, only their place.
    pub(in crate::document) fn keep(&mut self, at: usize, text: &str, quoted: bool) -> Slice {
        let start = at + usize::from(quoted);
        let verbatim = self
            .source
            .as_str()
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

    pub(in crate::document) fn scalar(&mut self, at: usize, what: What) -> Result<Built, Refusal> {
        let id = self.push(at, what)?;
        let built = Built {
            id,
            size: 1,
            height: 0,
        };
        self.settle(built);
        Ok(built)
    }

    pub(in crate::document) fn alias(
        &mut self,
        at: usize,
        target: Built,
    ) -> Result<Built, Refusal> {
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

    pub(in crate::document) fn open(&mut self, at: usize, what: What) -> Result<(), Refusal> {
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
    pub(in crate::document) fn close(&mut self) -> Result<Option<Built>, Refusal> {
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
    pub(in crate::document) fn finish(&mut self) -> Tree {
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

    pub(in crate::document) fn too_deep(&self, at: usize) -> Refusal {
        Refusal::at(
            codes::DOC_TOO_DEEP,
            &self.source,
            at,
            format!(
                "lists and records nest more than {} deep here",
                self.limits.depth
            ),
        )
        .help("flatten the document")
    }

    /// Refuses a map in which two keys have the same characters.
    fn check_keys(&self, map: NodeId) -> Result<(), Refusal> {
        let Some((first, again)) = self.doubled(map) else {
            return Ok(());
        };
        let (line, _) = self.source.position(first.at as usize);
        Err(Refusal::at(
            codes::DOC_DUPLICATE_KEY,
            &self.source,
            again.at as usize,
            format!(
                "the key {} stands twice, first on line {line}",
                show::quoted(&again.text)
            ),
        )
        .help("keep one of the two"))
    }

    /// The first key of a map that stood before, behind the place where it did.
    fn doubled(&self, map: NodeId) -> Option<(Key<'_>, Key<'_>)> {
        /// Up to here comparing each with each is quicker than sorting, and takes no memory.
        const FEW: usize = 12;
        let mut few: [Key<'_>; FEW] = Default::default();
        for (place, key) in self.keys(map).enumerate() {
            if let Some(first) = few.iter().take(place).find(|first| first.text == key.text) {
                return Some((first.clone(), key));
            }
            match few.get_mut(place) {
                Some(free) => *free = key,
                None => return first_doubled(self.keys(map).collect()),
            }
        }
        None
    }

    /// The keys of the map that was built last.
    fn keys(&self, map: NodeId) -> impl Iterator<Item = Key<'_>> {
        let mut next = map.0 + 1;
        let mut step = move || {
            let node = self.nodes.get(next as usize)?;
            next = node.next;
            Some(node)
        };
        std::iter::from_fn(move || {
            let key = step()?;
            step();
            Some(Key {
                text: self.key_text(key.what),
                at: key.at,
            })
        })
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
                characters(self.source.as_str(), &self.folded, slice)
            }
            What::List | What::Map | What::Alias(_) => Cow::Borrowed(""),
        }
    }
}

/// A key and the byte at which it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'t> {
    text: Cow<'t, str>,
    at: u32,
}

/// Of keys in any order the first that stood before, behind the place where it did.
fn first_doubled(mut keys: Vec<Key<'_>>) -> Option<(Key<'_>, Key<'_>)> {
    keys.sort_unstable();
    let doubled = keys.windows(2).filter_map(|pair| match pair {
        [first, again] if first.text == again.text => Some((first, again)),
        _ => None,
    });
    doubled
        .min_by_key(|(_, again)| again.at)
        .map(|(first, again)| (first.clone(), again.clone()))
}
