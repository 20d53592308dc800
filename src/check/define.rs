use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast;
use crate::types::ty::Ty;
use crate::value::RecordId;

use super::expr::Want;
use super::program::{Checker, Source, State};
use super::typed::{Body, DefinitionId, LocalId};

impl<'u> Checker<'u> {
    /// Checks what no use has led to yet.
    pub fn check_definitions(&mut self) {
        for index in 0..self.definitions.len() {
            if matches!(self.sources.get(index), Some(Source::Stored)) {
                continue;
            }
            let id = DefinitionId(u32::try_from(index).unwrap_or(u32::MAX));
            let span = self
                .definitions
                .get(index)
                .map_or_else(|| super::program::start_of(self.unit), |found| found.span);
            self.definition_type(id, span);
        }
    }

    /// What a definition gives. Checks it first if that was not done; a definition that needs itself is reported with
    /// the whole circle.
    pub fn definition_type(&mut self, id: DefinitionId, used_at: Span) -> Ty {
        let index = id.0 as usize;
        match self.states.get(index).copied() {
            Some(State::Waiting) => {}
            Some(State::Running) => {
                self.circle(id, used_at);
                return Ty::Error;
            }
            Some(State::Done) | None => {
                return self
                    .definitions
                    .get(index)
                    .map_or(Ty::Error, |definition| definition.result.clone());
            }
        }
        if let Some(state) = self.states.get_mut(index) {
            *state = State::Running;
        }
        self.stack.push(id);
        if let Some(source) = self.sources.get(index).copied() {
            self.check_definition(id, source, used_at);
        }
        self.stack.pop();
        if let Some(state) = self.states.get_mut(index) {
            *state = State::Done;
        }
        self.definitions
            .get(index)
            .map_or(Ty::Error, |definition| definition.result.clone())
    }

    fn circle(&mut self, id: DefinitionId, used_at: Span) {
        let from = self
            .stack
            .iter()
            .position(|other| *other == id)
            .unwrap_or(0);
        let mut names: Vec<String> = self
            .stack
            .iter()
            .skip(from)
            .filter_map(|id| self.definitions.get(id.0 as usize))
            .map(|definition| format!("`{}`", definition.name))
            .collect();
        if let Some(first) = names.first().cloned() {
            names.push(first);
        }
        let declared = self
            .definitions
            .get(id.0 as usize)
            .map_or(used_at, |definition| definition.span);
        self.report(
            Diagnostic::new(
                codes::CYCLE,
                used_at,
                format!("this definition needs itself: {}", names.join(" needs ")),
            )
            .and(declared, "declared here")
            .help("break the circle: a definition is made of others, and in the end of inputs"),
        );
    }

    fn check_definition(&mut self, id: DefinitionId, source: Source<'u>, used_at: Span) {
        match source {
            Source::Define(module, define) => self.at_top(module, |checker| {
                let params = checker.bind_params(define.params.as_deref().unwrap_or(&[]));
                let declared = define
                    .result
                    .as_ref()
                    .map(|written| checker.resolve(written));
                let body = match &declared {
                    Some(ty) => checker.expect(&define.body, ty),
                    None => checker.infer(&define.body, Want::Anything),
                };
                let result = declared.unwrap_or_else(|| body.ty.clone());
                checker.set_definition(id, params, result, Body::Expr(body));
            }),
            Source::Classify(module, classify) => {
                self.at_top(module, |checker| checker.classify(id, classify));
            }
            Source::Table(module, table) => self.at_top(module, |checker| checker.table(id, table)),
            Source::Given(module, expr, kind) => {
                self.at_top(module, |checker| checker.given(id, expr, kind));
            }
            Source::Derived(module, record, expr) => {
                self.at_top(module, |checker| checker.derived_field(id, record, expr));
            }
            Source::Stored => self.stored_definition(id, used_at),
        }
    }

    fn derived_field(&mut self, id: DefinitionId, record: RecordId, expr: &'u ast::Expr) {
        let name = self
            .types
            .record_type(record)
            .map_or_else(String::new, |found| found.name.to_lowercase());
        let local = self.bind_quietly(name, Ty::Record(record), expr.span);
        // The record has no name of its own in the text: only its fields are in scope.
        self.bound.pop();
        self.of_record = Some((record, local));
        let body = self.infer(expr, Want::Anything);
        let result = body.ty.clone();
        self.set_definition(id, vec![local], result, Body::Expr(body));
    }

    /// Binds the parameters of a definition, in order.
    pub fn bind_params(&mut self, params: &[ast::ParamDecl]) -> Vec<LocalId> {
        params
            .iter()
            .map(|param| {
                let ty = self.resolve(&param.ty);
                self.bind(&param.name, ty)
            })
            .collect()
    }

    pub fn set_definition(
        &mut self,
        id: DefinitionId,
        params: Vec<LocalId>,
        result: Ty,
        body: Body,
    ) {
        if let Some(definition) = self.definitions.get_mut(id.0 as usize) {
            definition.params = params;
            definition.result = result;
            definition.body = body;
        }
    }
}
