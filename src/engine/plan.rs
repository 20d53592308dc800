//! The planned times of a release, and the same release planned for another time.

use std::collections::{BTreeSet, VecDeque};

use bumpalo::Bump;

use crate::types::shape::{FieldShape, Shapes};
use crate::types::ty::{Field, Ty, TypeTable};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;
use crate::value::{List, Map, Record, RecordId, Value};

/// The fields that a plan is made of, in any record of a release.
const START: &str = "planned_start";
const END: &str = "planned_end";
/// The field that holds a release's own window where several records have planned times.
const SCHEDULE: &str = "schedule";

/// Where the planned times of a type are.
///
/// The window of the release is the first record, level by level from the top, that declares both `planned_start` and
/// `planned_end`; of several on one level, that of a field named `schedule`. When the release moves, every planned time in it moves by as much.
#[derive(Debug, Default)]
pub struct Plan {
    /// Record types that hold planned times, themselves or further inside.
    moving: BTreeSet<RecordId>,
    /// From the top to the record that holds the release's own window. `None`: the type has no such record.
    path: Option<Vec<u16>>,
}

/// What moving does: from the window that is planned to another.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// `None`: the release does not say when it is planned.
    pub from: Option<Window>,
    pub to: Window,
}

impl Plan {
    pub fn of(types: &TypeTable, ty: &Ty) -> Plan {
        let mut plan = Plan::default();
        // What holds a type that moves moves too: repeated until nothing is added.
        loop {
            let before = plan.moving.len();
            for (index, record) in types.records.iter().enumerate() {
                let moves = record.fields.iter().any(|field| {
                    is_planned(field)
                        || records_in(&field.ty)
                            .iter()
                            .any(|inner| plan.moving.contains(inner))
                });
                if moves && let Ok(index) = u32::try_from(index) {
                    plan.moving.insert(RecordId(index));
                }
            }
            if plan.moving.len() == before {
                break;
            }
        }
        plan.path = path_to_window(types, ty);
        plan
    }

    /// Has the release's own window read.
    pub fn mark(&self, types: &TypeTable, ty: &Ty, shapes: &mut Shapes) {
        let (Some(path), Ty::Record(top)) = (&self.path, ty) else {
            return;
        };
        let mut at = *top;
        for step in path {
            if let Some(field) = shape_of(shapes, at, usize::from(*step)) {
                field.read = true;
            }
            let next = types
                .record_type(at)
                .and_then(|record| record.fields.get(usize::from(*step)));
            let Some(Ty::Record(inner)) = next.map(|field| &field.ty) else {
                return;
            };
            at = *inner;
        }
        let Some(record) = types.record_type(at) else {
            return;
        };
        for (index, field) in record.fields.iter().enumerate() {
            if is_planned(field)
                && let Some(shape) = shape_of(shapes, at, index)
            {
                shape.read = true;
            }
        }
    }

    /// Whether the type says when a release is planned.
    pub fn has_window(&self) -> bool {
        self.path.is_some()
    }

    /// The window for which a release is planned. `None`: it does not say, or not readably.
    pub fn window(&self, types: &TypeTable, release: Value<'_>) -> Option<Window> {
        let mut at = release;
        for step in self.path.as_ref()? {
            let Value::Record(record) = at else {
                return None;
            };
            at = record.fields.get(usize::from(*step)).copied()?;
        }
        let Value::Record(record) = at else {
            return None;
        };
        window_of(types, record)
    }

    /// The release, planned for another window.
    pub fn moved<'b>(
        &self,
        arena: &'b Bump,
        types: &TypeTable,
        release: Value<'b>,
        by: Move,
    ) -> Value<'b> {
        let path = self.path.as_deref();
        self.value(arena, types, release, by, path)
    }

    /// `path`: what is left of the way to the release's own window, if the value is on it.
    fn value<'b>(
        &self,
        arena: &'b Bump,
        types: &TypeTable,
        value: Value<'b>,
        by: Move,
        path: Option<&[u16]>,
    ) -> Value<'b> {
        match value {
            Value::Record(record) if self.moving.contains(&record.of) => {
                Value::Record(arena.alloc(self.record(arena, types, record, by, path)))
            }
            Value::List(list) => {
                let items: Vec<Value<'b>> = list
                    .items
                    .iter()
                    .map(|item| self.value(arena, types, *item, by, None))
                    .collect();
                Value::List(arena.alloc(List {
                    items: arena.alloc_slice_copy(&items),
                    ..*list
                }))
            }
            Value::Map(map) => {
                let entries: Vec<(Value<'b>, Value<'b>)> = map
                    .entries
                    .iter()
                    .map(|(key, of)| (*key, self.value(arena, types, *of, by, None)))
                    .collect();
                Value::Map(arena.alloc(Map {
                    entries: arena.alloc_slice_copy(&entries),
                    ..*map
                }))
            }
            other => other,
        }
    }

    fn record<'b>(
        &self,
        arena: &'b Bump,
        types: &TypeTable,
        record: &Record<'b>,
        by: Move,
        path: Option<&[u16]>,
    ) -> Record<'b> {
        let own_window = path.is_some_and(<[u16]>::is_empty);
        let follows = own_window || (by.from.is_some() && window_of(types, record) == by.from);
        let declared = types
            .record_type(record.of)
            .map_or(&[][..], |of| of.fields.as_slice());
        let fields: Vec<Value<'b>> = record
            .fields
            .iter()
            .enumerate()
            .map(|(index, value)| match declared.get(index) {
                Some(field) if is_planned(field) => planned(field, *value, by, follows),
                _ => {
                    let rest = path
                        .and_then(<[u16]>::split_first)
                        .filter(|(step, _)| usize::from(**step) == index)
                        .map(|(_, rest)| rest);
                    self.value(arena, types, *value, by, rest)
                }
            })
            .collect();
        Record {
            fields: arena.alloc_slice_copy(&fields),
            ..*record
        }
    }
}

fn shape_of(shapes: &mut Shapes, of: RecordId, index: usize) -> Option<&mut FieldShape> {
    let place = usize::try_from(of.0).ok()?;
    shapes.records.get_mut(place)?.fields.get_mut(index)
}

/// A planned time, moved: of the release's own window to the new one, of others by as much.
fn planned<'b>(field: &Field, value: Value<'b>, by: Move, follows: bool) -> Value<'b> {
    if follows {
        return Value::Instant(if field.name == START {
            by.to.start
        } else {
            by.to.end
        });
    }
    let (Value::Instant(instant), Some(from)) = (value, by.from) else {
        return value;
    };
    let distance: Duration = by.to.start.since(from.start);
    instant
        .plus(distance, Zone::UTC)
        .map_or(value, Value::Instant)
}

fn is_planned(field: &Field) -> bool {
    (field.name == START || field.name == END) && *field.ty.plain() == Ty::Instant && !field.derived
}

fn window_of(types: &TypeTable, record: &Record<'_>) -> Option<Window> {
    let of = types.record_type(record.of)?;
    let read = |name: &str| -> Option<Instant> {
        let index = of.fields.iter().position(|field| field.name == name)?;
        match record.fields.get(index) {
            Some(Value::Instant(instant)) => Some(*instant),
            _ => None,
        }
    };
    Window::new(read(START)?, read(END)?)
}

/// The records directly in a type: itself, or what its lists and maps hold.
fn records_in(ty: &Ty) -> Vec<RecordId> {
    match ty {
        Ty::Record(id) => vec![*id],
        Ty::List(of) | Ty::Set(of) | Ty::Secret(of) => records_in(of),
        Ty::Map(_, of) => records_in(of),
        _ => Vec::new(),
    }
}

fn path_to_window(types: &TypeTable, ty: &Ty) -> Option<Vec<u16>> {
    let Ty::Record(top) = ty else { return None };
    let mut waiting: VecDeque<(RecordId, Vec<u16>)> = VecDeque::from([(*top, Vec::new())]);
    let mut met: BTreeSet<RecordId> = BTreeSet::new();
    while let Some((id, path)) = waiting.pop_front() {
        if !met.insert(id) {
            continue;
        }
        let Some(record) = types.record_type(id) else {
            continue;
        };
        let has = |name: &str| {
            record
                .fields
                .iter()
                .any(|field| field.name == name && is_planned(field))
        };
        if has(START) && has(END) {
            return Some(path);
        }
        // The schedule comes first on its level.
        let mut fields: Vec<(usize, &Field)> = record.fields.iter().enumerate().collect();
        fields.sort_by_key(|(_, field)| field.name != SCHEDULE);
        for (index, field) in fields {
            if let Ty::Record(inner) = field.ty
                && let Ok(index) = u16::try_from(index)
            {
                let mut longer = path.clone();
                longer.push(index);
                waiting.push_back((inner, longer));
            }
        }
    }
    None
}
