use crate::value::origin::Segment;

use super::read::Document;
use super::tree::{NodeId, Tree, What};

/// Where something stands in a document, one-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    /// Whether the whole path is there; otherwise this is the innermost part of it that is.
    pub found: bool,
}

impl Document {
    /// The place of a path's value, counted in characters and in lines of the file. A value of which nothing is written
    /// (`key:`) is where its key is; one that stands behind an alias, where the anchor is. For what is not there, the
    /// place of the innermost part that is: of a record its first key.
    pub fn locate(&self, path: &[Segment<'_>]) -> Place {
        let tree = self.tree();
        let mut node = Tree::ROOT;
        // The key before `node`, where it has one.
        let mut key = None;
        let mut found = true;
        for segment in path {
            let step = match *segment {
                Segment::Input(_) => continue,
                Segment::Field(name) | Segment::Key(name) => tree
                    .entries(node)
                    .find(|(key, _)| tree.what(node) == What::Map && tree.text(*key) == name)
                    .map(|(key, value)| (Some(key), value)),
                Segment::Index(index) => tree
                    .children(node)
                    .nth(index as usize)
                    .filter(|_| tree.what(node) == What::List)
                    .map(|value| (None, value)),
            };
            match step {
                Some((through, value)) => {
                    key = through;
                    node = value;
                }
                None => {
                    found = false;
                    break;
                }
            }
        }
        let offset = match tree.what(node) {
            What::Map if !found => tree.entries(node).next().map(|(first, _)| first),
            _ => None,
        };
        let offset = offset.map_or_else(|| written_at(tree, node, key), |first| tree.offset(first));
        let (line, column) = tree.source().position(offset);
        Place {
            line,
            column,
            found,
        }
    }

    /// A one-based line of the document's text, without its end; empty past the last line.
    pub fn line(&self, line: u32) -> &str {
        self.tree().source().line(line)
    }
}

fn written_at(tree: &Tree, node: NodeId, key: Option<NodeId>) -> usize {
    match key {
        Some(key) if tree.is_unwritten(node) => tree.offset(key),
        _ => tree.offset(node),
    }
}
