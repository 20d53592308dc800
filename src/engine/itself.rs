//! Keeps the descriptor out of the lists of other records: a release that stands in its own `portfolio` would be counted
//! twice and compared with itself.

use bumpalo::Bump;

use crate::decision::note::Note;
use crate::diagnostic::codes;
use crate::ir::program::{Input, Program};
use crate::types::ty::{Ty, TypeTable};
use crate::value::equality;
use crate::value::origin::{Origin, Segment, Step, show_path};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{List, RecordId, Value};

use super::assemble::place_in;
use super::run::Bound;

/// Drops from each input that is a list of the descriptor's own kind what is the descriptor itself, and notes it. Where
/// an identity is not known the element stays and is in doubt, so that evidence added never overturns an answer.
pub(super) fn leave_out<'a>(
    arena: &'a Bump,
    program: &Program,
    primary: usize,
    bound: &mut Bound<'a, '_>,
) {
    let Some(own) = program.inputs.get(primary) else {
        return;
    };
    let (Ty::Record(kind), Some(path)) = (&own.ty, &own.identity) else {
        return;
    };
    let Some(descriptor @ Value::Record(_)) = bound.inputs.get(primary).copied() else {
        return;
    };
    let named = Named {
        arena,
        types: &program.types,
        path,
    };
    let id = named.id(descriptor);
    for (index, input) in program.inputs.iter().enumerate() {
        if index == primary || !is_list_of(&program.types, input, *kind) {
            continue;
        }
        let Some(Value::List(list)) = bound.inputs.get(index).copied() else {
            continue;
        };
        let (kept, dropped) = named.apart(list, id);
        for element in dropped {
            bound.notes.extend(note(&named, input, element, bound));
        }
        if let Some(slot) = bound.inputs.get_mut(index) {
            *slot = kept;
        }
    }
}

/// Whether the input lists records of that type, of one that it extends or of one that extends it.
fn is_list_of(types: &TypeTable, input: &Input, kind: RecordId) -> bool {
    let Ty::List(of) = &input.ty else {
        return false;
    };
    match of.plain() {
        Ty::Record(of) => types.extends(*of, kind) || types.extends(kind, *of),
        _ => false,
    }
}

/// How records of one kind are told apart.
struct Named<'a, 'p> {
    arena: &'a Bump,
    types: &'p TypeTable,
    /// From the record to its identity.
    path: &'p [u16],
}

impl<'a> Named<'a, '_> {
    /// The list without the element that has this identity, and that element.
    fn apart(&self, list: &'a List<'a>, id: Value<'a>) -> (Value<'a>, Vec<Value<'a>>) {
        let mut items = Vec::with_capacity(list.items.len());
        let mut doubts = Vec::with_capacity(list.items.len());
        let mut dropped = Vec::new();
        for element in list.items {
            match equality::decide(self.arena, id, self.id(*element)) {
                Ok(true) => {
                    dropped.push(*element);
                    continue;
                }
                Ok(false) => doubts.push(None),
                Err(why) => doubts.push(Some(why)),
            }
            items.push(*element);
        }
        let in_doubt = doubts.iter().any(Option::is_some);
        let kept = List {
            origin: list.origin,
            items: self.arena.alloc_slice_copy(&items),
            maybe: in_doubt.then(|| &*self.arena.alloc_slice_copy(&doubts)),
        };
        (Value::List(self.arena.alloc(kept)), dropped)
    }

    /// The identity of a record; unknown where it is missing.
    fn id(&self, of: Value<'a>) -> Value<'a> {
        let mut at = of;
        for index in self.path.iter().map(|index| usize::from(*index)) {
            let Value::Record(record) = at else {
                return at;
            };
            let Some(value) = record.fields.get(index) else {
                return Value::Absent;
            };
            at = match (value, record.origin.0) {
                (Value::Absent, Some(parent)) => {
                    let step = self.arena.alloc(Step {
                        parent: Some(parent),
                        segment: Segment::Field(self.wire(record.of, index)),
                    });
                    let reason = Reason::Missing { at: step };
                    return Value::Unknown(Unknown::one(self.arena, reason));
                }
                (value, _) => *value,
            };
        }
        at
    }

    fn wire(&self, record: RecordId, index: usize) -> &'a str {
        let of = self.types.record_type(record);
        let field = of.and_then(|of| of.fields.get(index));
        self.arena
            .alloc_str(field.map_or("", |field| field.wire.as_str()))
    }

    /// `metadata.id`.
    fn shown(&self, mut at: RecordId) -> String {
        let mut names = Vec::new();
        for index in self.path {
            let of = self.types.record_type(at);
            let Some(field) = of.and_then(|of| of.fields.get(usize::from(*index))) else {
                break;
            };
            names.push(field.name.as_str());
            if let Ty::Record(inner) = field.ty.plain() {
                at = *inner;
            }
        }
        names.join(".")
    }
}

fn note(
    named: &Named<'_, '_>,
    input: &Input,
    element: Value<'_>,
    bound: &Bound<'_, '_>,
) -> Option<Note> {
    let Value::Record(record) = element else {
        return None;
    };
    let segments = record.origin.segments();
    Some(Note {
        code: codes::DOC_ITSELF,
        level: codes::DOC_ITSELF.level,
        message: format!(
            "`{}` has the `{}` of the descriptor, so it is left out of `{}`",
            show_path(&segments),
            named.shown(record.of),
            input.name
        ),
        place: place(&segments, record.origin, bound),
        help: None,
    })
}

fn place(
    segments: &[Segment<'_>],
    origin: Origin<'_>,
    bound: &Bound<'_, '_>,
) -> Option<crate::decision::explanation::DocumentPlace> {
    let Some(Segment::Input(root)) = segments.first() else {
        return None;
    };
    let (_, input) = bound.documents.iter().find(|(name, _)| name == root)?;
    Some(place_in(input, origin))
}
