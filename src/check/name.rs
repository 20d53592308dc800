use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, Literal};
use crate::types::ty::Ty;
use crate::value::Member;
use crate::value::instant::Instant;
use crate::value::zone::Zone;

use super::expr::{Want, broken};
use super::program::Checker;
use super::scope::{self, Entity, Found};
use super::typed::{Const, DefinitionId, Expr, Kind};

impl<'u> Checker<'u> {
    pub fn literal(&mut self, literal: &Literal, span: Span, want: Want<'_>) -> Expr {
        let (constant, ty) = match literal {
            Literal::Bool(value) => (Const::Bool(*value), Ty::Bool),
            Literal::Number(value) => (Const::Number(*value), Ty::Number),
            Literal::Percentage(value) => (Const::Percentage(*value), Ty::Percentage),
            Literal::Date(value) => (Const::Date(*value), Ty::Date),
            Literal::Time(value) => (Const::Time(*value), Ty::Time),
            Literal::Duration(value) => (Const::Duration(*value), Ty::Duration),
            Literal::Moment(written) => match self.moment(written, span, self.zone) {
                Some(instant) => (Const::Instant(instant), Ty::Instant),
                None => return broken(span),
            },
            Literal::Text(text) => match self.text_as(text, span, want) {
                Some(read) => read,
                None => return broken(span),
            },
        };
        Expr {
            kind: Kind::Const(constant),
            ty,
            span,
        }
    }

    /// A moment as written, in `zone` where it has no offset. `None`: there is none such, and that has been said.
    pub(super) fn moment(&mut self, written: &str, span: Span, zone: Zone) -> Option<Instant> {
        match Instant::parse_local(written, zone) {
            Ok(instant) => Some(instant),
            Err(why) => {
                self.report(
                    Diagnostic::new(
                        codes::BAD_LITERAL,
                        span,
                        format!("`{written}` is no moment: {why}"),
                    )
                    .help(
                        "write it as `2026-11-27 10:00`, or with an offset as `2026-11-27T10:00Z`",
                    ),
                );
                None
            }
        }
    }

    /// A bare name: what is bound, what the record or the module declares, or a member of the enum asked for.
    pub fn name(&mut self, name: &str, span: Span, want: Want<'_>) -> Expr {
        if let Want::Member(ty) = want
            && let Some(member) = self.member_of(ty, name)
        {
            return enum_const(member, span);
        }
        if let Some((_, id)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            let id = *id;
            return Expr {
                kind: Kind::Local(id),
                ty: self.local_type(id),
                span,
            };
        }
        if let Some(found) = self.own_field(name, span) {
            return found;
        }
        match self.value_entity(name) {
            Found::One(entity) => self.entity(entity, name, span),
            Found::Two(left, right) => {
                let name = ast::Name {
                    text: name.to_owned(),
                    span,
                };
                self.two_imports(&name, left, right);
                broken(span)
            }
            Found::None if name == "now" => Expr {
                kind: Kind::Now,
                ty: Ty::Instant,
                span,
            },
            Found::None => {
                if let Some(member) = want.ty().and_then(|ty| self.member_of(ty, name)) {
                    return enum_const(member, span);
                }
                self.unknown_name(name, span, want);
                broken(span)
            }
        }
    }

    /// Whether nothing of that name is in scope.
    pub fn is_free(&self, name: &str) -> bool {
        !self.bound.iter().any(|(bound, _)| bound == name)
            && matches!(self.value_entity(name), Found::None)
            && name != "now"
            && !self
                .of_record
                .and_then(|(record, _)| self.types.record_type(record))
                .is_some_and(|record| record.fields.iter().any(|field| field.name == name))
    }

    pub fn value_entity(&self, name: &str) -> Found<Entity> {
        scope::find(&self.scopes, self.module, name, |scope| &scope.values)
    }

    pub fn entity(&mut self, entity: Entity, name: &str, span: Span) -> Expr {
        match entity {
            Entity::Input(id) => Expr {
                ty: self
                    .inputs
                    .get(id.0 as usize)
                    .map_or(Ty::Error, |input| input.ty.clone()),
                kind: Kind::Input(id),
                span,
            },
            Entity::Param(id) => Expr {
                ty: self
                    .params
                    .get(id.0 as usize)
                    .map_or(Ty::Error, |param| param.ty.clone()),
                kind: Kind::Param(id),
                span,
            },
            Entity::Data(id) => Expr {
                ty: self
                    .data
                    .get(id.0 as usize)
                    .map_or(Ty::Error, |data| data.ty.clone()),
                kind: Kind::Data(id),
                span,
            },
            Entity::Calendar(id) => self.calendar_value(id, span),
            Entity::Definition(id) => self.plain_definition(id, name, span),
            Entity::Module(_) => {
                self.report(
                    Diagnostic::new(
                        codes::TYPE_UNKNOWN,
                        span,
                        format!("`{name}` is a module, not a value"),
                    )
                    .help(format!("write `{name}.` and a name that it declares")),
                );
                broken(span)
            }
            Entity::Broken => broken(span),
        }
    }

    fn plain_definition(&mut self, id: DefinitionId, name: &str, span: Span) -> Expr {
        let ty = self.definition_type(id, span);
        let takes = self
            .definitions
            .get(id.0 as usize)
            .map_or(0, |definition| definition.params.len());
        if takes > 0 {
            self.report(
                Diagnostic::new(
                    codes::ARGUMENTS,
                    span,
                    format!("`{name}` takes {takes} {}", arguments(takes)),
                )
                .help(format!("write `{name}(…)`")),
            );
            return broken(span);
        }
        Expr {
            kind: Kind::Definition(id, Vec::new()),
            ty,
            span,
        }
    }

    /// The member of that name, if the type is an enum that has it.
    pub fn member_of(&self, ty: &Ty, name: &str) -> Option<Member> {
        let Ty::Enum(of) = ty.plain() else {
            return None;
        };
        let index = self
            .types
            .enum_type(*of)?
            .members
            .iter()
            .position(|member| member == name)?;
        Some(Member {
            of: *of,
            index: u16::try_from(index).ok()?,
        })
    }

    pub fn unknown_member(&mut self, name: &ast::Name, ty: &Ty) {
        let Ty::Enum(id) = ty.plain() else { return };
        let members = self
            .types
            .enum_type(*id)
            .map_or_else(Vec::new, |found| found.members.clone());
        let message = format!("{} has no `{}`", self.show(ty), name.text);
        let diagnostic = Diagnostic::new(codes::UNKNOWN_MEMBER, name.span, message);
        let diagnostic = match did_you_mean(&name.text, members.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("it has {}", super::fit::listed(&members))),
        };
        self.report(diagnostic);
    }

    pub fn unknown_name(&mut self, name: &str, span: Span, want: Want<'_>) {
        if let Some(ty) = want.ty()
            && matches!(ty.plain(), Ty::Enum(_))
        {
            let spelled = ast::Name {
                text: name.to_owned(),
                span,
            };
            self.unknown_member(&spelled, ty);
            return;
        }
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_NAME,
            span,
            format!("nothing is named `{name}`"),
        );
        let diagnostic = if let Some((_, builtin)) = crate::builtins::list::find(name) {
            diagnostic.help(format!(
                "`{}` is a function: write `{}(…)`",
                builtin.name, builtin.name
            ))
        } else {
            let names = self.names_in_scope();
            match did_you_mean(name, names.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!(
                    "declare it with `define {name} = …`, or import the module that does"
                )),
            }
        };
        self.report(diagnostic);
    }

    /// Everything that a bare name may mean here, for a "did you mean".
    pub fn names_in_scope(&self) -> Vec<String> {
        let mut names: Vec<String> = self.bound.iter().map(|(name, _)| name.clone()).collect();
        if let Some(scope) = self.scopes.get(self.module) {
            names.extend(scope.values.keys().cloned());
            for target in &scope.open {
                if let Some(other) = self.scopes.get(*target) {
                    names.extend(other.values.keys().cloned());
                }
            }
        }
        if let Some((record, _)) = self.of_record
            && let Some(record) = self.types.record_type(record)
        {
            names.extend(record.fields.iter().map(|field| field.name.clone()));
        }
        names
    }

    /// What a new bound name would hide, in words.
    pub fn hidden_by(&self, name: &str) -> Option<String> {
        if self.bound.iter().any(|(bound, _)| bound == name) {
            return Some("a name bound outside it".to_owned());
        }
        if name == "now" || crate::builtins::list::find(name).is_some() {
            return Some("a name of the language".to_owned());
        }
        match self.value_entity(name) {
            Found::None => None,
            _ => Some("a name that the policy declares".to_owned()),
        }
    }
}

fn enum_const(member: Member, span: Span) -> Expr {
    Expr {
        kind: Kind::Const(Const::Enum(member)),
        ty: Ty::Enum(member.of),
        span,
    }
}

pub(super) fn arguments(count: usize) -> &'static str {
    if count == 1 { "argument" } else { "arguments" }
}
