use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::types::ty::{Ty, TypeTable};
use crate::value::RecordId;

use super::analysis::{reach, walk};
use super::program::Checker;
use super::scope::{Entity, Scope, TypeEntity};
use super::typed::{Body, Const, Definition, DefinitionId, Kind, Local, LocalId};
use super::unit::Unit;

/// Modules that were checked when they were written, ready for policies to import.
///
/// Types and the heads of definitions are read at once. The body of a definition is read where a policy first comes to
/// it, so that a process pays for what its policy uses and not for all that the modules hold.
#[derive(Debug)]
pub struct Prelude {
    pub modules: Vec<StoredModule>,
    pub(super) types: TypeTable,
    pub(super) interned: BTreeMap<String, RecordId>,
    pub(super) derived: BTreeMap<(RecordId, u16), DefinitionId>,
    pub(super) definitions: Vec<StoredDefinition>,
    pub(super) locals: Vec<Local>,
    bodies: &'static [u8],
}

/// One module: its name, its imports as places among the modules, and what it declares.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct StoredModule {
    pub name: String,
    pub imports: Vec<u32>,
    values: Vec<(String, DefinitionId, Span)>,
    types: Vec<(String, TypeEntity, Span)>,
}

/// A definition without its body.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub(super) struct StoredDefinition {
    name: String,
    params: Vec<LocalId>,
    result: Ty,
    span: Span,
    /// The definitions that the body names: they have to be there where it is.
    names: Vec<DefinitionId>,
    /// Where the body stands among the bodies.
    from: u32,
    to: u32,
}

#[derive(BorshSerialize, BorshDeserialize)]
struct Stored {
    modules: Vec<StoredModule>,
    types: TypeTable,
    interned: BTreeMap<String, RecordId>,
    derived: BTreeMap<(RecordId, u16), DefinitionId>,
    definitions: Vec<StoredDefinition>,
    locals: Vec<Local>,
}

/// Checks modules and stores what the checker then knows. `name` and the file of each module are kept as they are in
/// the unit.
///
/// # Errors
/// What keeps them from being stored, one line each: a module has an error, or something whose meaning depends on the
/// policy that imports it.
pub fn store(unit: &Unit) -> Result<Vec<u8>, Vec<String>> {
    let mut checker = Checker::new(unit, None);
    checker.declare_all();
    checker.check_definitions();
    let mut faults: Vec<String> = checker
        .diagnostics
        .iter()
        .filter(|one| one.code != codes::NO_POLICY)
        .map(|one| one.message.clone())
        .collect();
    let modules = unit.modules.iter().zip(&checker.scopes);
    let modules = modules
        .map(|(module, scope)| StoredModule {
            name: module.name.clone(),
            imports: module
                .links
                .iter()
                .filter_map(|link| u32::try_from(link.target).ok())
                .collect(),
            values: definitions_of(scope, &mut faults),
            types: scope
                .types
                .iter()
                .map(|(name, (entity, span))| (name.clone(), *entity, *span))
                .collect(),
        })
        .collect();
    let derived = checker.derived.clone();
    let interned = checker.interned.clone();
    let program = checker.finish_modules();
    let mut bodies: Vec<u8> = Vec::new();
    let mut definitions = Vec::new();
    for definition in &program.definitions {
        let from = bodies.len();
        if let Err(error) = definition.body.serialize(&mut bodies) {
            faults.push(error.to_string());
        }
        let mut names = Vec::new();
        for root in walk::of_body(&definition.body) {
            reach::named_in(root, &mut names);
            walk::every(root, &mut |part| {
                if matches!(part.kind, Kind::Const(Const::Instant(_))) {
                    faults.push(format!(
                        "`{}` has an instant: without an offset it would be in the policy's zone",
                        definition.name
                    ));
                }
            });
        }
        names.sort_unstable();
        names.dedup();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        definitions.push(StoredDefinition {
            name: definition.name.clone(),
            params: definition.params.clone(),
            result: definition.result.clone(),
            span: definition.span,
            names,
            from: place(from),
            to: place(bodies.len()),
        });
    }
    let stored = Stored {
        modules,
        types: program.types,
        interned,
        derived,
        definitions,
        locals: program.locals,
    };
    let mut bytes = Vec::new();
    if let Err(error) = stored.serialize(&mut bytes) {
        faults.push(error.to_string());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    bytes.append(&mut bodies);
    Ok(bytes)
}

/// The definitions that a module declares. Whatever else it declares would be lost.
fn definitions_of(scope: &Scope, faults: &mut Vec<String>) -> Vec<(String, DefinitionId, Span)> {
    let mut definitions = Vec::new();
    for (name, (entity, span)) in &scope.values {
        match entity {
            Entity::Definition(id) => definitions.push((name.clone(), *id, *span)),
            // The module's own word for another.
            Entity::Module(_) => {}
            Entity::Input(_)
            | Entity::Param(_)
            | Entity::Data(_)
            | Entity::Calendar(_)
            | Entity::Broken => {
                faults.push(format!(
                    "`{name}` is no definition, and only those are stored"
                ));
            }
        }
    }
    definitions
}

impl Prelude {
    /// Reads what [`store`] made. `None`: it was not made by this build.
    pub fn read(mut bytes: &'static [u8]) -> Option<Prelude> {
        let stored = Stored::deserialize(&mut bytes).ok()?;
        Some(Prelude {
            modules: stored.modules,
            types: stored.types,
            interned: stored.interned,
            derived: stored.derived,
            definitions: stored.definitions,
            locals: stored.locals,
            bodies: bytes,
        })
    }
}

impl StoredModule {
    pub(super) fn scope(&self) -> Scope {
        let values = self.values.iter();
        let types = self.types.iter();
        Scope {
            values: values
                .map(|(name, id, span)| (name.clone(), (Entity::Definition(*id), *span)))
                .collect(),
            types: types
                .map(|(name, entity, span)| (name.clone(), (*entity, *span)))
                .collect(),
            // What stands in a stored module was resolved when it was stored.
            open: Vec::new(),
        }
    }
}

impl StoredDefinition {
    pub(super) fn without_body(&self) -> Definition {
        Definition {
            name: self.name.clone(),
            params: self.params.clone(),
            result: self.result.clone(),
            body: Body::Broken,
            span: self.span,
        }
    }
}

impl Checker<'_> {
    /// Reads the body of a stored definition, and those of the definitions that it names.
    pub fn stored_definition(&mut self, id: DefinitionId, used_at: Span) {
        let read = self.prelude.as_ref().and_then(|prelude| {
            let stored = prelude.definitions.get(id.0 as usize)?;
            let bytes = prelude
                .bodies
                .get(stored.from as usize..stored.to as usize)?;
            let body = borsh::from_slice::<Body>(bytes).ok()?;
            Some((body, stored.names.clone()))
        });
        let Some((body, names)) = read else {
            self.error(
                codes::IMPORT,
                used_at,
                "the standard library inside this build of tollgate is damaged",
            );
            return;
        };
        if let Some(definition) = self.definitions.get_mut(id.0 as usize) {
            definition.body = body;
        }
        for named in names {
            self.definition_type(named, used_at);
        }
    }
}
