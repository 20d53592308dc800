use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::codes::Code;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::{FileId, Span};
use crate::syntax::ast;
use crate::types::ty::{Ty, TypeTable};
use crate::value::RecordId;
use crate::value::zone::Zone;

use super::calendar::GivenKind;
use super::prelude::{Prelude, StoredDefinition};
use super::scope::Scope;
use super::typed::{
    Calendar, Data, Definition, DefinitionId, Input, Local, LocalId, Param, PolicyInfo, Program,
    Rule,
};
use super::unit::Unit;

/// Checks a unit. Where something in it is an error the program has gaps, fit for further analyses and not for
/// compiling.
///
/// `prelude` holds the modules of the unit that were checked before.
pub fn check(unit: &Unit, prelude: Option<Prelude>) -> (Program, Vec<Diagnostic>) {
    let mut checker = Checker::new(unit, prelude);
    let policy = checker.declare_all();
    checker.check_calendars();
    checker.check_definitions();
    let applies_when = checker.policy_condition();
    let rules = checker.check_rules();
    let mut diagnostics = std::mem::take(&mut checker.diagnostics);
    diagnostics.sort_by_key(Diagnostic::span);
    diagnostics.dedup();
    let policy = policy.unwrap_or_else(|| no_policy(unit));
    (checker.finish(policy, applies_when, rules), diagnostics)
}

/// Everything known while a unit is being checked.
pub(super) struct Checker<'u> {
    pub unit: &'u Unit,
    pub prelude: Option<Prelude>,
    pub scopes: Vec<Scope>,
    pub types: TypeTable,
    /// Structural records by their shape, so that equal literals have equal types.
    pub interned: BTreeMap<String, RecordId>,
    pub inputs: Vec<Input>,
    pub params: Vec<Param>,
    pub data: Vec<Data>,
    pub calendars: Vec<Calendar>,
    pub calendar_sources: Vec<(usize, &'u ast::calendar::CalendarDecl)>,
    /// How many dates and windows calendars take from the policy so far.
    pub slots: u16,
    pub definitions: Vec<Definition>,
    pub sources: Vec<Source<'u>>,
    pub states: Vec<State>,
    /// Definitions being checked, outermost first: a cycle is printed from it.
    pub stack: Vec<DefinitionId>,
    /// The definition behind each derived field.
    pub derived: BTreeMap<(RecordId, u16), DefinitionId>,
    pub locals: Vec<Local>,
    /// Patterns that compile: a policy repeats them, and compiling one costs more than all else about a rule.
    pub patterns: BTreeSet<String>,
    pub diagnostics: Vec<Diagnostic>,
    /// The module whose names are in scope.
    pub module: usize,
    /// Bound names in scope, innermost last.
    pub bound: Vec<(String, LocalId)>,
    /// Inside a derived field: the record's own fields are in scope.
    pub of_record: Option<(RecordId, LocalId)>,
    pub zone: Zone,
}

/// Where a definition comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'u> {
    Define(usize, &'u ast::Define),
    Classify(usize, &'u ast::Classify),
    Table(usize, &'u ast::Table),
    Derived(usize, RecordId, &'u ast::Expr),
    /// The dates or windows that a calendar's entry takes from the policy.
    Given(usize, &'u ast::Expr, GivenKind),
    /// Checked before, the body still to be read.
    Stored,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Waiting,
    Running,
    Done,
}

impl<'u> Checker<'u> {
    /// The ids of what was checked before come first.
    pub fn new(unit: &'u Unit, mut prelude: Option<Prelude>) -> Checker<'u> {
        let mut types = TypeTable::default();
        let mut interned = BTreeMap::new();
        let mut derived = BTreeMap::new();
        let mut locals = Vec::new();
        let mut definitions = Vec::new();
        if let Some(prelude) = &mut prelude {
            types = std::mem::take(&mut prelude.types);
            interned = std::mem::take(&mut prelude.interned);
            derived = std::mem::take(&mut prelude.derived);
            locals = std::mem::take(&mut prelude.locals);
            let stored = prelude.definitions.iter();
            definitions = stored.map(StoredDefinition::without_body).collect();
        }
        Checker {
            unit,
            prelude,
            scopes: Vec::new(),
            types,
            interned,
            inputs: Vec::new(),
            params: Vec::new(),
            data: Vec::new(),
            calendars: Vec::new(),
            calendar_sources: Vec::new(),
            slots: 0,
            sources: vec![Source::Stored; definitions.len()],
            states: vec![State::Waiting; definitions.len()],
            definitions,
            stack: Vec::new(),
            derived,
            locals,
            patterns: BTreeSet::new(),
            diagnostics: Vec::new(),
            module: 0,
            bound: Vec::new(),
            of_record: None,
            zone: Zone::UTC,
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }

    pub fn show(&self, ty: &Ty) -> String {
        self.types.show(ty)
    }

    /// Binds a name; one that hides another is reported and bound all the same.
    pub fn bind(&mut self, name: &ast::Name, ty: Ty) -> LocalId {
        if let Some(hidden) = self.hidden_by(&name.text) {
            self.report(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    name.span,
                    format!("`{}` hides {hidden}", name.text),
                )
                .help("choose another name: one name means one thing in a policy"),
            );
        }
        self.bind_quietly(name.text.clone(), ty, name.span)
    }

    pub fn bind_quietly(&mut self, name: String, ty: Ty, span: Span) -> LocalId {
        let id = LocalId(u32::try_from(self.locals.len()).unwrap_or(u32::MAX));
        self.locals.push(Local {
            name: name.clone(),
            ty,
            span,
        });
        self.bound.push((name, id));
        id
    }

    /// Runs `inner` and forgets the names that it bound.
    pub fn scoped<R>(&mut self, inner: impl FnOnce(&mut Self) -> R) -> R {
        let depth = self.bound.len();
        let result = inner(self);
        self.bound.truncate(depth);
        result
    }

    /// Runs `inner` as if at the top of a module, with nothing bound.
    pub fn at_top<R>(&mut self, module: usize, inner: impl FnOnce(&mut Self) -> R) -> R {
        let bound = std::mem::take(&mut self.bound);
        let of_record = self.of_record.take();
        let outer = std::mem::replace(&mut self.module, module);
        let result = inner(self);
        self.bound = bound;
        self.of_record = of_record;
        self.module = outer;
        result
    }

    pub fn local_type(&self, id: LocalId) -> Ty {
        self.locals
            .get(id.0 as usize)
            .map_or(Ty::Error, |local| local.ty.clone())
    }

    fn policy_condition(&mut self) -> Option<super::typed::Expr> {
        let unit = self.unit;
        let condition = unit.modules.first()?.tree.items.iter().find_map(|item| {
            if let ast::Item::Policy(policy) = item {
                policy.applies_when.as_ref()
            } else {
                None
            }
        })?;
        Some(self.at_top(0, |checker| checker.condition(condition)))
    }

    /// The program of modules alone.
    pub fn finish_modules(self) -> Program {
        let policy = no_policy(self.unit);
        self.finish(policy, None, Vec::new())
    }

    fn finish(
        self,
        mut policy: PolicyInfo,
        applies_when: Option<super::typed::Expr>,
        rules: Vec<Rule>,
    ) -> Program {
        policy.applies_when = applies_when;
        let mut types = self.types;
        // A derived field's type is what its expression gives.
        for ((record, index), definition) in &self.derived {
            let ty = self
                .definitions
                .get(definition.0 as usize)
                .map_or(Ty::Error, |found| found.result.clone());
            if let Some(field) = types
                .records
                .get_mut(record.0 as usize)
                .and_then(|found| found.fields.get_mut(*index as usize))
            {
                field.ty = ty;
            }
        }
        Program {
            policy,
            types,
            inputs: self.inputs,
            params: self.params,
            data: self.data,
            calendars: self.calendars,
            definitions: self.definitions,
            rules,
            locals: self.locals,
        }
    }
}

fn no_policy(unit: &Unit) -> PolicyInfo {
    PolicyInfo {
        name: String::new(),
        title: String::new(),
        owner: String::new(),
        version: String::new(),
        zone: Zone::UTC,
        applies_when: None,
        span: start_of(unit),
    }
}

/// A span at the start of a unit's policy file, for what has no place of its own.
pub(super) fn start_of(unit: &Unit) -> Span {
    let file = unit.modules.first().map_or(FileId(0), |module| module.file);
    Span::new(file, 0, 0)
}
