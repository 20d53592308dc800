use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::source::span::Span;
use crate::value::{CalendarId, EnumId, RecordId};

use super::typed::{DataId, DefinitionId, InputId, ParamId};

/// What a name of a module stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entity {
    Input(InputId),
    Param(ParamId),
    Data(DataId),
    Calendar(CalendarId),
    Definition(DefinitionId),
    /// `import a.b as c`: the module behind `c`.
    Module(usize),
    /// An item that did not parse: its uses are not reported again.
    Broken,
}

/// What a type name of a module stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) enum TypeEntity {
    Enum(EnumId),
    Record(RecordId),
}

/// The names that one module declares itself, and the modules whose names it imports.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub values: BTreeMap<String, (Entity, Span)>,
    pub types: BTreeMap<String, (TypeEntity, Span)>,
    /// Modules imported without an alias.
    pub open: Vec<usize>,
}

/// What looking a name up in a module gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<E> {
    One(E),
    /// Two imports bring it.
    Two(usize, usize),
    None,
}

/// Looks a name up: the module's own declarations first, then its imports.
pub(super) fn find<E: Copy + PartialEq>(
    scopes: &[Scope],
    module: usize,
    name: &str,
    pick: impl Fn(&Scope) -> &BTreeMap<String, (E, Span)>,
) -> Found<E> {
    let Some(scope) = scopes.get(module) else {
        return Found::None;
    };
    if let Some((entity, _)) = pick(scope).get(name) {
        return Found::One(*entity);
    }
    let mut found: Option<(usize, E)> = None;
    for target in &scope.open {
        let Some((entity, _)) = scopes.get(*target).and_then(|other| pick(other).get(name)) else {
            continue;
        };
        match found {
            Some((first, earlier)) if earlier != *entity => return Found::Two(first, *target),
            Some(_) => {}
            None => found = Some((*target, *entity)),
        }
    }
    found.map_or(Found::None, |(_, entity)| Found::One(entity))
}
