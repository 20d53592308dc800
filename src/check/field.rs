use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::types::ty::Ty;
use crate::value::RecordId;

use super::expr::{Want, broken};
use super::program::Checker;
use super::scope::{Entity, Found};
use super::typed::{Expr, Kind, Part};

impl<'u> Checker<'u> {
    /// `base.name`: a field, a part of a window or version, or a name of a module.
    pub fn field(&mut self, base: &'u ast::Expr, name: &ast::Name, span: Span) -> Expr {
        if let ExprKind::Name(alias) = &base.kind
            && !self.bound.iter().any(|(bound, _)| bound == alias)
            && let Found::One(Entity::Module(target)) = self.value_entity(alias)
        {
            return self.of_module(target, name, span);
        }
        let base = self.infer(base, Want::Anything);
        match base.ty.plain() {
            Ty::Record(id) => {
                let id = *id;
                self.record_field(base, id, name, span)
            }
            Ty::Window | Ty::Version => self.part(base, name, span),
            Ty::List(_) | Ty::Set(_) => {
                let message = format!("`{}` is asked of a list", name.text);
                self.report(
                    Diagnostic::new(codes::THROUGH_LIST, name.span, message)
                        .and(base.span, format!("this is {}", self.show(&base.ty)))
                        .help(format!(
                            "write `[x.{} for x in …]`, or `every x in …: … x.{} …`",
                            name.text, name.text
                        )),
                );
                broken(span)
            }
            Ty::Map(..) => {
                self.report(
                    Diagnostic::new(
                        codes::UNKNOWN_FIELD,
                        name.span,
                        format!("a map has no field `{}`", name.text),
                    )
                    .help(format!(
                        "write `[\"{}\"]` for the entry of that key",
                        name.text
                    )),
                );
                broken(span)
            }
            Ty::Error => broken(span),
            _ => {
                let message = format!("{} has no field `{}`", self.show(&base.ty), name.text);
                self.report(
                    Diagnostic::new(codes::UNKNOWN_FIELD, name.span, message)
                        .help("only records, windows and versions have fields"),
                );
                broken(span)
            }
        }
    }

    /// A name that another module declares.
    pub fn of_module(&mut self, target: usize, name: &ast::Name, span: Span) -> Expr {
        let entity = self
            .scopes
            .get(target)
            .and_then(|scope| scope.values.get(&name.text).copied());
        match entity {
            Some((entity, _)) => self.entity(entity, &name.text, span),
            None => {
                self.unknown_in_module(target, name);
                broken(span)
            }
        }
    }

    pub fn unknown_in_module(&mut self, target: usize, name: &ast::Name) {
        let names: Vec<String> = self
            .scopes
            .get(target)
            .map_or_else(Vec::new, |scope| scope.values.keys().cloned().collect());
        let module = self
            .unit
            .modules
            .get(target)
            .map_or_else(String::new, |module| module.name.clone());
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_NAME,
            name.span,
            format!("`{module}` declares no `{}`", name.text),
        );
        let diagnostic = match did_you_mean(&name.text, names.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("it declares {}", super::fit::listed(&names))),
        };
        self.report(diagnostic);
    }

    /// Inside a derived field, a bare name that is a field of the same record.
    pub fn own_field(&mut self, name: &str, span: Span) -> Option<Expr> {
        let (record, local) = self.of_record?;
        let has = self
            .types
            .record_type(record)?
            .fields
            .iter()
            .any(|field| field.name == name);
        if !has {
            return None;
        }
        let base = Expr {
            kind: Kind::Local(local),
            ty: Ty::Record(record),
            span,
        };
        let name = ast::Name {
            text: name.to_owned(),
            span,
        };
        Some(self.record_field(base, record, &name, span))
    }

    fn record_field(&mut self, base: Expr, id: RecordId, name: &ast::Name, span: Span) -> Expr {
        let found = self.types.record_type(id).and_then(|record| {
            let index = record
                .fields
                .iter()
                .position(|field| field.name == name.text)?;
            let field = record.fields.get(index)?;
            Some((u16::try_from(index).ok()?, field.ty.clone(), field.derived))
        });
        let Some((index, ty, derived)) = found else {
            let ty = base.ty.clone();
            self.unknown_field(name, &ty);
            return broken(span);
        };
        if derived && let Some(definition) = self.derived.get(&(id, index)).copied() {
            let ty = self.definition_type(definition, span);
            return Expr {
                kind: Kind::Derived(Box::new(base), definition),
                ty,
                span,
            };
        }
        Expr {
            kind: Kind::Field(Box::new(base), index),
            ty,
            span,
        }
    }

    pub fn unknown_field(&mut self, name: &ast::Name, ty: &Ty) {
        let fields: Vec<String> = match ty.plain() {
            Ty::Record(id) => self.types.record_type(*id).map_or_else(Vec::new, |record| {
                record
                    .fields
                    .iter()
                    .map(|field| field.name.clone())
                    .collect()
            }),
            _ => Vec::new(),
        };
        let message = format!("{} has no field `{}`", self.show(ty), name.text);
        let diagnostic = Diagnostic::new(codes::UNKNOWN_FIELD, name.span, message);
        let diagnostic = match did_you_mean(&name.text, fields.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("it has {}", super::fit::listed(&fields))),
        };
        self.report(diagnostic);
    }

    fn part(&mut self, base: Expr, name: &ast::Name, span: Span) -> Expr {
        let parts: &[(&str, Part, Ty)] = if *base.ty.plain() == Ty::Window {
            &[
                ("start", Part::Start, Ty::Instant),
                ("end", Part::End, Ty::Instant),
                ("length", Part::Length, Ty::Duration),
            ]
        } else {
            &[
                ("major", Part::Major, Ty::Number),
                ("minor", Part::Minor, Ty::Number),
                ("patch", Part::Patch, Ty::Number),
                ("pre", Part::PreRelease, Ty::Text),
            ]
        };
        match parts.iter().find(|(part, _, _)| *part == name.text) {
            Some((_, part, ty)) => Expr {
                kind: Kind::Part(Box::new(base), *part),
                ty: ty.clone(),
                span,
            },
            None => {
                let names: Vec<&str> = parts.iter().map(|(part, _, _)| *part).collect();
                let message = format!("a {} has no `{}`", self.show(&base.ty), name.text);
                self.report(
                    Diagnostic::new(codes::UNKNOWN_FIELD, name.span, message)
                        .help(format!("it has {}", super::fit::listed(&names))),
                );
                broken(span)
            }
        }
    }

    /// `list[n]` and `map[key]`.
    pub fn index(&mut self, base: &'u ast::Expr, index: &'u ast::Expr, span: Span) -> Expr {
        let base = self.infer(base, Want::Anything);
        let (key, of) = match base.ty.plain() {
            Ty::List(of) => (Ty::Number, (**of).clone()),
            Ty::Map(key, of) => ((**key).clone(), (**of).clone()),
            Ty::Error => return broken(span),
            _ => {
                let message = format!("{} has no entries to pick from", self.show(&base.ty));
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, base.span, message)
                        .help("`[…]` picks from a list by place, from 0, or from a map by key"),
                );
                return broken(span);
            }
        };
        let index = self.infer(index, Want::Member(&key));
        let index = self.must_fit(index, &key);
        Expr {
            kind: Kind::Index(Box::new(base), Box::new(index)),
            ty: of,
            span,
        }
    }
}
