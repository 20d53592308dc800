use std::cmp::Ordering;
use std::collections::BTreeSet;

use bumpalo::collections::Vec as ArenaVec;

use crate::types::ty::{Format, Ty};
use crate::value::equality::{is_settled, sort_key_cmp};
use crate::value::origin::{Origin, Segment};
use crate::value::{List, Map, Value};

use super::super::tree::{NodeId, What};
use super::reader::{Complaint, Reader};
use super::spot::{Manner, Spot};

impl<'a, 'd> Reader<'a, 'd> {
    pub(super) fn list(
        &mut self,
        node: NodeId,
        of: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        if self.tree.what(node) != What::List {
            return self.unreadable(node, spot, manner, Complaint::expected("a list"));
        }
        self.elements(node, of, spot, manner, |_| true)
    }

    /// A set is written as a list; of equal elements the first one stays.
    pub(super) fn set(
        &mut self,
        node: NodeId,
        of: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        if self.tree.what(node) != What::List {
            return self.unreadable(node, spot, manner, Complaint::expected("a list"));
        }
        let mut seen = BTreeSet::new();
        self.elements(node, of, spot, manner, move |value| {
            !is_comparable(*value) || seen.insert(Sorted(*value))
        })
    }

    fn elements(
        &mut self,
        node: NodeId,
        of: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
        mut keep: impl FnMut(&Value<'a>) -> bool,
    ) -> Value<'a> {
        let step = spot.step(self.arena);
        let mut items = ArenaVec::new_in(self.arena);
        let tree = self.tree;
        for (index, child) in (0u32..).zip(tree.children(node)) {
            let spot = Spot {
                parent: Some(step),
                segment: Segment::Index(index),
            };
            let value = self.element(child, of, spot, manner);
            if keep(&value) {
                items.push(value);
            }
        }
        Value::List(self.arena.alloc(List {
            origin: Origin(Some(step)),
            items: items.into_bump_slice(),
            maybe: None,
        }))
    }

    /// A map keeps the document's order. A key that cannot be read is unknown, and its value is kept.
    pub(super) fn map(
        &mut self,
        node: NodeId,
        key_ty: &'d Ty,
        of: &'d Ty,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        if self.tree.what(node) != What::Map {
            return self.unreadable(node, spot, manner, Complaint::expected("a map"));
        }
        let step = spot.step(self.arena);
        let mut entries = ArenaVec::new_in(self.arena);
        let tree = self.tree;
        for (key, value) in tree.entries(node) {
            let name = &*self.arena.alloc_str(&tree.text(key));
            let spot = Spot {
                parent: Some(step),
                segment: Segment::Key(name),
            };
            let as_key = match key_ty.plain() {
                // A text key is its characters, blank or `null` as well.
                Ty::Text => Value::Text(name),
                other => {
                    let plain = Manner {
                        format: &Format::Plain,
                        secret: manner.secret,
                    };
                    self.element(key, other, spot, plain)
                }
            };
            let value = self.element(value, of, spot, manner);
            entries.push((as_key, value));
        }
        Value::Map(self.arena.alloc(Map {
            origin: Origin(Some(step)),
            entries: entries.into_bump_slice(),
        }))
    }
}

/// Whether it can be told that another value is the same one.
fn is_comparable(value: Value<'_>) -> bool {
    match value {
        Value::Unknown(_) | Value::Absent => false,
        // Of these the same ones are the same whatever else is open about them.
        Value::Person(_) | Value::Duration(_) => true,
        other => is_settled(other),
    }
}

/// A value under the order in which equal ones meet.
struct Sorted<'a>(Value<'a>);

impl PartialEq for Sorted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Sorted<'_> {}

impl PartialOrd for Sorted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sorted<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        sort_key_cmp(self.0, other.0)
    }
}
