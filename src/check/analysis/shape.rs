use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::path::{PathPattern, Step};
use crate::check::typed::{InputId, LocalId, Program};
use crate::types::ty::{Ty, TypeTable};
use crate::value::RecordId;

/// Where a value comes from: paths of inputs that it may stand at, and for a record or list that the policy makes,
/// where its parts come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// With each path whether a `default` stands behind it.
    pub at: BTreeMap<PathId, bool>,
    /// For a list that the policy makes: the lists of inputs any of which, emptied, leaves it empty.
    pub lists: BTreeSet<PathId>,
    fields: BTreeMap<u16, Rc<Shape>>,
    element: Option<Rc<Shape>>,
    depth: u8,
}

/// Records in lists in records, beyond which parts are no longer told apart.
const DEPTH: u8 = 8;

impl Shape {
    pub fn at(path: PathId) -> Shape {
        Shape {
            at: BTreeMap::from([(path, false)]),
            ..Shape::default()
        }
    }

    /// A record that the policy makes.
    pub fn record(fields: impl IntoIterator<Item = (u16, Shape)>) -> Shape {
        let fields: BTreeMap<u16, Rc<Shape>> = fields
            .into_iter()
            .map(|(index, shape)| (index, Rc::new(shape)))
            .collect();
        let inner = fields.values().map(|shape| shape.depth).max();
        Shape {
            depth: inner.map_or(0, |inner| inner + 1),
            fields,
            ..Shape::default()
        }
        .flat_if_deep()
    }

    /// A list, set or map that the policy makes; the elements of a map are pairs.
    pub fn list(element: Shape, lists: BTreeSet<PathId>) -> Shape {
        Shape {
            depth: element.depth + 1,
            element: Some(Rc::new(element)),
            lists,
            ..Shape::default()
        }
        .flat_if_deep()
    }

    /// With a `default` behind it.
    pub fn guarded(mut self) -> Shape {
        self.at.values_mut().for_each(|guarded| *guarded = true);
        self
    }

    pub fn is_made(&self) -> bool {
        !self.fields.is_empty()
    }

    pub fn made_field(&self, index: u16) -> Option<&Shape> {
        self.fields.get(&index).map(Rc::as_ref)
    }

    pub fn made_element(&self) -> Option<&Shape> {
        self.element.as_deref()
    }

    /// What either may be.
    pub fn join(&mut self, other: &Shape) {
        for (path, guarded) in &other.at {
            let both = self.at.entry(*path).or_insert(*guarded);
            *both = *both && *guarded;
        }
        self.lists.extend(&other.lists);
        for (index, theirs) in &other.fields {
            match self.fields.get_mut(index) {
                Some(ours) => join_shared(ours, theirs),
                None => {
                    self.fields.insert(*index, Rc::clone(theirs));
                }
            }
        }
        match (&mut self.element, &other.element) {
            (Some(ours), Some(theirs)) => join_shared(ours, theirs),
            (ours @ None, Some(theirs)) => *ours = Some(Rc::clone(theirs)),
            (_, None) => {}
        }
        self.depth = self.depth.max(other.depth);
    }

    fn flat_if_deep(self) -> Shape {
        if self.depth <= DEPTH {
            return self;
        }
        let mut flat = Shape::default();
        self.every(&mut |part| {
            for (path, guarded) in &part.at {
                let both = flat.at.entry(*path).or_insert(*guarded);
                *both = *both && *guarded;
            }
            flat.lists.extend(&part.lists);
        });
        flat
    }

    /// The shape and all of its parts.
    pub fn every(&self, visit: &mut dyn FnMut(&Shape)) {
        visit(self);
        for part in self.fields.values().chain(&self.element) {
            part.every(visit);
        }
    }

    /// The shape with each path put in place by `of`, its parts too.
    pub fn map(&self, of: &mut dyn FnMut(PathId) -> Shape) -> Shape {
        let mut made = Shape {
            fields: self
                .fields
                .iter()
                .map(|(index, part)| (*index, Rc::new(part.map(of))))
                .collect(),
            element: self.element.as_ref().map(|part| Rc::new(part.map(of))),
            ..Shape::default()
        };
        let parts = made.fields.values().chain(&made.element);
        made.depth = parts.map(|part| part.depth + 1).max().unwrap_or(0);
        for (path, guarded) in &self.at {
            let placed = of(*path);
            made.join(&if *guarded { placed.guarded() } else { placed });
        }
        for path in &self.lists {
            let placed = of(*path);
            made.lists.extend(placed.at.keys().chain(&placed.lists));
        }
        made.flat_if_deep()
    }
}

fn join_shared(ours: &mut Rc<Shape>, theirs: &Rc<Shape>) {
    if !Rc::ptr_eq(ours, theirs) {
        Rc::make_mut(ours).join(theirs);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathId(u32);

/// Where a path begins: at an input, or at what a definition is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    Input(InputId),
    Param(LocalId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hop {
    Root(Root),
    Field(RecordId, u16),
    Element,
    Value,
}

/// Every path met so far, once each.
#[derive(Debug)]
pub struct Paths<'p> {
    program: &'p Program,
    nodes: Vec<Node>,
    known: BTreeMap<(Option<PathId>, Hop), PathId>,
}

#[derive(Debug)]
struct Node {
    parent: Option<PathId>,
    hop: Hop,
    ty: Ty,
    optional: bool,
}

impl<'p> Paths<'p> {
    pub fn new(program: &'p Program) -> Paths<'p> {
        Paths {
            program,
            nodes: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    pub fn types(&self) -> &'p TypeTable {
        &self.program.types
    }

    pub fn root(&mut self, root: Root) -> PathId {
        let (ty, optional) = match root {
            Root::Input(id) => self
                .program
                .inputs
                .get(id.0 as usize)
                .map_or((Ty::Error, false), |input| {
                    (input.ty.clone(), input.optional)
                }),
            Root::Param(id) => self
                .program
                .locals
                .get(id.0 as usize)
                .map_or((Ty::Error, false), |local| (local.ty.clone(), false)),
        };
        self.add(None, Hop::Root(root), ty, optional)
    }

    fn add(&mut self, parent: Option<PathId>, hop: Hop, ty: Ty, optional: bool) -> PathId {
        if let Some(id) = self.known.get(&(parent, hop)) {
            return *id;
        }
        let id = PathId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.known.insert((parent, hop), id);
        self.nodes.push(Node {
            parent,
            hop,
            ty,
            optional,
        });
        id
    }

    fn node(&self, path: PathId) -> Option<&Node> {
        self.nodes.get(path.0 as usize)
    }

    pub fn ty(&self, path: PathId) -> Ty {
        self.node(path)
            .map_or(Ty::Error, |node| node.ty.plain().clone())
    }

    /// Whether anything on the way is optional.
    pub fn is_optional(&self, path: PathId) -> bool {
        self.node(path).is_some_and(|node| node.optional)
    }

    /// From the root on.
    pub fn hops(&self, path: PathId) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut at = Some(path);
        while let Some(node) = at.and_then(|id| self.node(id)) {
            hops.push(node.hop);
            at = node.parent;
        }
        hops.reverse();
        hops
    }

    /// The part of a shape that a hop reaches.
    pub fn hop(&mut self, shape: &Shape, hop: Hop) -> Shape {
        match hop {
            Hop::Root(_) => shape.clone(),
            Hop::Field(record, index) => self.field(shape, record, index),
            Hop::Element => self.element(shape),
            Hop::Value => self.map_value(shape),
        }
    }

    /// `record.field`; the record's type tells which paths can have the field at all.
    pub fn field(&mut self, shape: &Shape, record: RecordId, index: u16) -> Shape {
        let mut found = shape.made_field(index).cloned().unwrap_or_default();
        for path in shape.at.keys() {
            let Ty::Record(here) = self.ty(*path) else {
                continue;
            };
            if !related(self.types(), here, record) {
                continue;
            }
            let declared = self.types().record_type(here);
            let Some(field) = declared.and_then(|found| found.fields.get(usize::from(index)))
            else {
                continue;
            };
            let optional = self.is_optional(*path) || !field.required;
            let child = self.add(
                Some(*path),
                Hop::Field(here, index),
                field.ty.clone(),
                optional,
            );
            found.join(&Shape::at(child));
        }
        found
    }

    /// An element of a list or set; of a map, the pair of a key and its value.
    pub fn element(&mut self, shape: &Shape) -> Shape {
        let mut found = shape.made_element().cloned().unwrap_or_default();
        for path in shape.at.keys() {
            match self.ty(*path) {
                Ty::List(of) | Ty::Set(of) => {
                    let optional = self.is_optional(*path);
                    let child = self.add(Some(*path), Hop::Element, *of, optional);
                    found.join(&Shape::at(child));
                }
                Ty::Map(_, of) => {
                    let child = self.add(Some(*path), Hop::Value, *of, true);
                    found.join(&Shape::record([(1, Shape::at(child))]));
                }
                _ => {}
            }
        }
        found
    }

    /// The value under some key of a map.
    pub fn map_value(&mut self, shape: &Shape) -> Shape {
        let pair = self.element(shape);
        pair.made_field(1).cloned().unwrap_or_default()
    }

    /// A path of an input as its documents write it; `None` for one that begins elsewhere.
    pub fn pattern(&self, path: PathId) -> Option<PathPattern> {
        let mut input = None;
        let mut steps = Vec::new();
        for hop in self.hops(path) {
            match hop {
                Hop::Root(Root::Input(id)) => {
                    input = Some(self.program.inputs.get(id.0 as usize)?.name.clone());
                }
                Hop::Root(Root::Param(_)) => return None,
                Hop::Field(record, index) => {
                    let record = self.types().record_type(record)?;
                    let field = record.fields.get(usize::from(index))?;
                    steps.push(Step::Field(field.wire.clone()));
                }
                Hop::Element => steps.push(Step::Element),
                Hop::Value => steps.push(Step::Value),
            }
        }
        Some(PathPattern {
            input: input?,
            steps,
        })
    }
}

/// Whether a record of one type may stand where one of the other is expected, or the other way round.
fn related(types: &TypeTable, left: RecordId, right: RecordId) -> bool {
    types.extends(left, right) || types.extends(right, left)
}

/// Whether two types may hold the same value.
pub fn same_kind(types: &TypeTable, left: &Ty, right: &Ty) -> bool {
    match (left.plain(), right.plain()) {
        (Ty::Record(left), Ty::Record(right)) => related(types, *left, *right),
        (Ty::List(left) | Ty::Set(left), Ty::List(right) | Ty::Set(right)) => {
            same_kind(types, left, right)
        }
        (Ty::Map(left_key, left), Ty::Map(right_key, right)) => {
            same_kind(types, left_key, right_key) && same_kind(types, left, right)
        }
        (left, right) => left == right,
    }
}
