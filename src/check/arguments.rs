//! Calls: a definition's parameters by position or name, a builtin's by its signature.

use std::collections::BTreeMap;

use crate::builtins::Builtin;
use crate::builtins::call::{AmountKind, FieldPlace};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::types::signature::{Param, SigTy};
use crate::types::ty::{EnumType, Ty};
use crate::value::{EnumId, RecordId};

use super::expr::{Want, broken};
use super::name::arguments;
use super::program::Checker;
use super::scope::{Entity, Found};
use super::typed::{DefinitionId, Expr, Kind};

/// What the variables of a signature stand for in one call.
#[derive(Debug, Default)]
struct Bindings {
    types: BTreeMap<&'static str, Ty>,
    /// For each record pattern of the parameters, depth first, where its fields are in the argument's type.
    fields: Vec<Vec<FieldPlace>>,
    /// What the first amount is of.
    amount: Option<AmountKind>,
    secret: bool,
}

impl<'u> Checker<'u> {
    pub fn call(&mut self, callee: &'u ast::Expr, args: &'u [ast::Arg], span: Span) -> Expr {
        match &callee.kind {
            ExprKind::Name(name) => {
                if let Found::One(entity) = self.value_entity(name) {
                    return self.call_entity(entity, name, args, span);
                }
                if let Found::Two(left, right) = self.value_entity(name) {
                    let name = ast::Name {
                        text: name.clone(),
                        span: callee.span,
                    };
                    self.two_imports(&name, left, right);
                    return broken(span);
                }
                match crate::builtins::list::find(name) {
                    Some((index, builtin)) => self.call_builtin(index, builtin, args, span),
                    None => {
                        self.unknown_function(name, callee.span);
                        self.look_at(args);
                        broken(span)
                    }
                }
            }
            ExprKind::Field(base, name) => {
                if let ExprKind::Name(alias) = &base.kind
                    && let Found::One(Entity::Module(target)) = self.value_entity(alias)
                {
                    let entity = self
                        .scopes
                        .get(target)
                        .and_then(|scope| scope.values.get(&name.text).copied());
                    return match entity {
                        Some((entity, _)) => self.call_entity(entity, &name.text, args, span),
                        None => {
                            self.unknown_in_module(target, name);
                            broken(span)
                        }
                    };
                }
                let base = self.infer(base, Want::Anything);
                if base.ty != Ty::Error {
                    let message =
                        format!("{} has no function `{}`", self.show(&base.ty), name.text);
                    self.report(
                        Diagnostic::new(codes::NOT_CALLABLE, name.span, message)
                            .help(format!("write `{}(…)`", name.text)),
                    );
                }
                self.look_at(args);
                broken(span)
            }
            _ => {
                self.report(
                    Diagnostic::new(codes::NOT_CALLABLE, callee.span, "this is not a function")
                        .help("only the name of a function can stand before `(`"),
                );
                broken(span)
            }
        }
    }

    /// Checks arguments whose call is broken, so that what is wrong in them is reported too.
    fn look_at(&mut self, args: &'u [ast::Arg]) {
        for arg in args {
            self.infer(&arg.value, Want::Anything);
        }
    }

    fn unknown_function(&mut self, name: &str, span: Span) {
        let mut names = self.names_in_scope();
        names.extend(
            crate::builtins::list::ALL
                .iter()
                .map(|builtin| builtin.name.to_owned()),
        );
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_NAME,
            span,
            format!("there is no function `{name}`"),
        );
        let diagnostic = match did_you_mean(name, names.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("the reference lists every function by what it works on"),
        };
        self.report(diagnostic);
    }

    fn call_entity(
        &mut self,
        entity: Entity,
        name: &str,
        args: &'u [ast::Arg],
        span: Span,
    ) -> Expr {
        match entity {
            Entity::Definition(id) => self.call_definition(id, name, args, span),
            Entity::Broken => {
                self.look_at(args);
                broken(span)
            }
            _ => {
                self.report(
                    Diagnostic::new(
                        codes::NOT_CALLABLE,
                        span,
                        format!("`{name}` is not a function"),
                    )
                    .help(format!("write `{name}` without brackets")),
                );
                self.look_at(args);
                broken(span)
            }
        }
    }

    fn call_definition(
        &mut self,
        id: DefinitionId,
        name: &str,
        args: &'u [ast::Arg],
        span: Span,
    ) -> Expr {
        let result = self.definition_type(id, span);
        let params: Vec<(String, Ty)> =
            self.definitions
                .get(id.0 as usize)
                .map_or_else(Vec::new, |definition| {
                    definition
                        .params
                        .iter()
                        .filter_map(|local| self.locals.get(local.0 as usize))
                        .map(|local| (local.name.clone(), local.ty.clone()))
                        .collect()
                });
        let names: Vec<&str> = params.iter().map(|(name, _)| name.as_str()).collect();
        let Some(placed) = self.place(name, &names, args, span) else {
            self.look_at(args);
            return broken(span);
        };
        let mut typed = Vec::with_capacity(params.len());
        for ((param, ty), slot) in params.iter().zip(placed) {
            let Some(arg) = slot else {
                self.report(
                    Diagnostic::new(codes::ARGUMENTS, span, format!("`{name}` needs `{param}`"))
                        .help(format!("it takes {}", super::fit::listed(&names))),
                );
                return broken(span);
            };
            typed.push(self.expect(&arg.value, ty));
        }
        Expr {
            kind: Kind::Definition(id, typed),
            ty: result,
            span,
        }
    }

    /// Each parameter's argument, by name or by position.
    fn place(
        &mut self,
        function: &str,
        names: &[&str],
        args: &'u [ast::Arg],
        span: Span,
    ) -> Option<Vec<Option<&'u ast::Arg>>> {
        let mut placed: Vec<Option<&'u ast::Arg>> = vec![None; names.len()];
        let mut next = 0;
        for arg in args {
            let index = match &arg.label {
                None => {
                    next += 1;
                    next - 1
                }
                Some(label) => match names.iter().position(|name| *name == label.text) {
                    Some(index) => index,
                    None => {
                        let diagnostic = Diagnostic::new(
                            codes::ARGUMENTS,
                            label.span,
                            format!("`{function}` has no parameter `{}`", label.text),
                        );
                        let diagnostic = match did_you_mean(&label.text, names.iter().copied()) {
                            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                            None => {
                                diagnostic.help(format!("it takes {}", super::fit::listed(names)))
                            }
                        };
                        self.report(diagnostic);
                        return None;
                    }
                },
            };
            match placed.get_mut(index) {
                Some(slot @ None) => *slot = Some(arg),
                Some(Some(_)) => {
                    self.report(
                        Diagnostic::new(
                            codes::ARGUMENTS,
                            arg.value.span,
                            "this parameter is given twice",
                        )
                        .help("remove one of them"),
                    );
                    return None;
                }
                None => {
                    self.report(
                        Diagnostic::new(
                            codes::ARGUMENTS,
                            span,
                            format!(
                                "`{function}` takes {} {}, and {} are given",
                                names.len(),
                                arguments(names.len()),
                                args.len()
                            ),
                        )
                        .help(format!("it takes {}", super::fit::listed(names))),
                    );
                    return None;
                }
            }
        }
        Some(placed)
    }

    fn call_builtin(
        &mut self,
        index: usize,
        builtin: &'static Builtin,
        args: &'u [ast::Arg],
        span: Span,
    ) -> Expr {
        let params = builtin.signature.params;
        let rest = params.last().filter(|param| param.rest);
        let fixed = if rest.is_some() {
            params.len() - 1
        } else {
            params.len()
        };
        let names: Vec<&str> = params.iter().take(fixed).map(|param| param.name).collect();
        let (head, tail) = match rest {
            Some(_) => args.split_at(fixed.min(args.len())),
            None => (args, &[][..]),
        };
        let Some(placed) = self.place(builtin.name, &names, head, span) else {
            self.look_at(args);
            return broken(span);
        };
        let mut bindings = Bindings::default();
        let mut typed = Vec::new();
        for (param, slot) in params.iter().zip(placed) {
            match slot {
                Some(arg) => match self.argument(builtin, param, arg, &mut bindings) {
                    Some(value) => typed.push(value),
                    None => return broken(span),
                },
                // What follows a left-out argument must be left out too: the function counts its arguments.
                None if param.optional => break,
                None => {
                    self.report(
                        Diagnostic::new(
                            codes::ARGUMENTS,
                            span,
                            format!("`{}` needs `{}`", builtin.name, param.name),
                        )
                        .help(format!("it takes {}", signature(builtin))),
                    );
                    return broken(span);
                }
            }
        }
        if let Some(param) = rest {
            for arg in tail {
                match self.argument(builtin, param, arg, &mut bindings) {
                    Some(value) => typed.push(value),
                    None => return broken(span),
                }
            }
        }
        let mut results = Vec::new();
        let ty = self.instantiate(&builtin.signature.result, &bindings, &mut results);
        let keeps_secret = bindings.secret && !matches!(ty, Ty::Bool | Ty::Number | Ty::Percentage);
        Expr {
            kind: Kind::Builtin {
                index,
                args: typed,
                results,
                fields: bindings.fields,
                amount: bindings.amount.unwrap_or(AmountKind::Number),
            },
            ty: if keeps_secret && !Checker::holds_secret(&ty) {
                Ty::Secret(Box::new(ty))
            } else {
                ty
            },
            span,
        }
    }

    fn argument(
        &mut self,
        builtin: &Builtin,
        param: &Param,
        arg: &'u ast::Arg,
        bindings: &mut Bindings,
    ) -> Option<Expr> {
        let mut scratch = Vec::new();
        let hint = self.instantiate(&param.ty, bindings, &mut scratch);
        let want = if matches!(hint, Ty::Error) {
            Want::Anything
        } else {
            Want::Type(&hint)
        };
        let typed = self.infer(&arg.value, want);
        if typed.ty == Ty::Error {
            return None;
        }
        if self.bind_signature(&param.ty, &typed.ty, bindings) {
            return Some(typed);
        }
        let message = format!(
            "`{}` of `{}` is {}, and this is {}",
            param.name,
            builtin.name,
            param.ty.show(),
            self.show(&typed.ty)
        );
        let diagnostic = Diagnostic::new(codes::ARGUMENTS, arg.value.span, message);
        let help = super::operate::conversion(&hint, &typed.ty)
            .map_or_else(|| format!("it takes {}", signature(builtin)), str::to_owned);
        self.report(diagnostic.help(help));
        None
    }

    /// Whether a type fits a parameter; binds the variables that it meets first.
    fn bind_signature(&mut self, wanted: &SigTy, actual: &Ty, bindings: &mut Bindings) -> bool {
        if actual.is_secret() {
            bindings.secret = true;
        }
        let actual = actual.plain();
        if matches!(actual, Ty::Error) {
            return true;
        }
        match wanted {
            SigTy::Any(name) => self.bind_variable(name, actual, bindings),
            SigTy::Amount(name) => {
                let kind = match actual {
                    Ty::Number => AmountKind::Number,
                    Ty::Percentage => AmountKind::Percentage,
                    Ty::Duration => AmountKind::Duration,
                    Ty::Nothing => return true,
                    _ => return false,
                };
                bindings.amount.get_or_insert(kind);
                self.bind_variable(name, actual, bindings)
            }
            SigTy::Ordered(name) => {
                self.is_ordered(actual) && self.bind_variable(name, actual, bindings)
            }
            SigTy::List(of) | SigTy::Set(of) => match actual {
                Ty::List(element) | Ty::Set(element) => {
                    let element = (**element).clone();
                    self.bind_signature(of, &element, bindings)
                }
                Ty::Nothing => true,
                _ => false,
            },
            SigTy::Map(key, of) => match actual {
                Ty::Map(actual_key, actual_of) => {
                    let (actual_key, actual_of) = ((**actual_key).clone(), (**actual_of).clone());
                    self.bind_signature(key, &actual_key, bindings)
                        && self.bind_signature(of, &actual_of, bindings)
                }
                Ty::Nothing => true,
                _ => false,
            },
            SigTy::Pair(..) if *actual == Ty::Nothing => true,
            SigTy::Pair(left, right) => {
                let halves = match actual {
                    Ty::Record(id) => self.types.record_type(*id).and_then(|record| {
                        match record.fields.as_slice() {
                            [first, second] if record.pair => {
                                Some((first.ty.clone(), second.ty.clone()))
                            }
                            _ => None,
                        }
                    }),
                    _ => None,
                };
                halves.is_some_and(|(first, second)| {
                    self.bind_signature(left, &first, bindings)
                        && self.bind_signature(right, &second, bindings)
                })
            }
            // The element of an empty list has every field, and none is ever asked for.
            SigTy::Record(_) | SigTy::Having(..) if *actual == Ty::Nothing => {
                bindings.fields.push(Vec::new());
                true
            }
            SigTy::Record(fields) => self.bind_record(fields, actual, bindings).is_some(),
            SigTy::Having(name, fields) => self
                .bind_record(fields, actual, bindings)
                .is_some_and(|id| self.bind_variable(name, &Ty::Record(id), bindings)),
            SigTy::EnumOf(members) => match actual {
                Ty::Enum(id) => self.types.enum_type(*id).is_some_and(|found| {
                    found
                        .members
                        .iter()
                        .all(|member| members.contains(&member.as_str()))
                }),
                _ => false,
            },
            plain => *actual == Ty::Nothing || scalar(plain).as_ref() == Some(actual),
        }
    }

    /// The enum that a signature spells out: the one with the same members if there is one.
    fn enum_of(&mut self, members: &[&str]) -> EnumId {
        let known = self.types.enums.iter().position(|found| {
            found
                .members
                .iter()
                .map(String::as_str)
                .eq(members.iter().copied())
        });
        let index = known.unwrap_or_else(|| {
            self.types.enums.push(EnumType {
                name: String::new(),
                ordered: false,
                members: members.iter().map(|member| (*member).to_owned()).collect(),
                span: None,
            });
            self.types.enums.len() - 1
        });
        EnumId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn bind_variable(&mut self, name: &'static str, actual: &Ty, bindings: &mut Bindings) -> bool {
        let joined = match bindings.types.get(name) {
            None => Some(actual.clone()),
            Some(bound) => self.join(bound, actual),
        };
        match joined {
            Some(ty) => {
                bindings.types.insert(name, ty);
                true
            }
            None => false,
        }
    }

    fn bind_record(
        &mut self,
        fields: &'static [(&'static str, SigTy)],
        actual: &Ty,
        bindings: &mut Bindings,
    ) -> Option<RecordId> {
        let Ty::Record(id) = actual else { return None };
        let slot = bindings.fields.len();
        bindings.fields.push(Vec::new());
        let mut places = Vec::with_capacity(fields.len());
        for (name, wanted) in fields {
            let record = self.types.record_type(*id)?;
            let index = record.fields.iter().position(|field| field.name == *name)?;
            let field = record.fields.get(index)?;
            let (wire, declared) = (field.wire.clone(), field.ty.clone());
            let span = field.span;
            let index = u16::try_from(index).ok()?;
            let derived = self.derived.get(&(*id, index)).copied();
            let ty = match derived {
                Some(definition) => self.definition_type(definition, span?),
                None => declared,
            };
            if !self.bind_signature(wanted, &ty, bindings) {
                return None;
            }
            places.push(FieldPlace {
                index,
                wire,
                derived: derived.map(|definition| definition.0),
            });
        }
        if let Some(place) = bindings.fields.get_mut(slot) {
            *place = places;
        }
        Some(*id)
    }

    /// A signature's type with its variables filled in; a variable that nothing bound is [`Ty::Error`] and goes with
    /// everything.
    fn instantiate(&mut self, sig: &SigTy, bindings: &Bindings, results: &mut Vec<RecordId>) -> Ty {
        match sig {
            SigTy::Any(name)
            | SigTy::Amount(name)
            | SigTy::Ordered(name)
            | SigTy::Having(name, _) => bindings.types.get(name).cloned().unwrap_or(Ty::Error),
            SigTy::List(of) => Ty::list(self.instantiate(of, bindings, results)),
            SigTy::Set(of) => Ty::Set(Box::new(self.instantiate(of, bindings, results))),
            SigTy::Map(key, of) => Ty::Map(
                Box::new(self.instantiate(key, bindings, results)),
                Box::new(self.instantiate(of, bindings, results)),
            ),
            SigTy::Pair(left, right) => {
                let slot = results.len();
                results.push(RecordId(u32::MAX));
                let left = self.instantiate(left, bindings, results);
                let right = self.instantiate(right, bindings, results);
                let ty = self.pair(left, right);
                if let (Ty::Record(id), Some(place)) = (&ty, results.get_mut(slot)) {
                    *place = *id;
                }
                ty
            }
            SigTy::Record(fields) => {
                let slot = results.len();
                results.push(RecordId(u32::MAX));
                let mut typed = Vec::with_capacity(fields.len());
                for (name, ty) in *fields {
                    typed.push(((*name).to_owned(), self.instantiate(ty, bindings, results)));
                }
                let id = self.structural(&typed, false);
                if let Some(place) = results.get_mut(slot) {
                    *place = id;
                }
                Ty::Record(id)
            }
            SigTy::EnumOf(members) => Ty::Enum(self.enum_of(members)),
            plain => scalar(plain).unwrap_or(Ty::Error),
        }
    }
}

fn scalar(sig: &SigTy) -> Option<Ty> {
    Some(match sig {
        SigTy::Bool => Ty::Bool,
        SigTy::Number => Ty::Number,
        SigTy::Percentage => Ty::Percentage,
        SigTy::Text => Ty::Text,
        SigTy::Instant => Ty::Instant,
        SigTy::Date => Ty::Date,
        SigTy::Time => Ty::Time,
        SigTy::Duration => Ty::Duration,
        SigTy::Window => Ty::Window,
        SigTy::Version => Ty::Version,
        SigTy::Constraint => Ty::Constraint,
        SigTy::Person => Ty::Person,
        SigTy::Zone => Ty::Zone,
        _ => return None,
    })
}

/// `` `date_of(t: instant, zone: zone)` ``
fn signature(builtin: &Builtin) -> String {
    let params: Vec<String> = builtin
        .signature
        .params
        .iter()
        .map(|param| {
            let dots = if param.rest { "…" } else { "" };
            let question = if param.optional { "?" } else { "" };
            format!("{}{question}: {}{dots}", param.name, param.ty.show())
        })
        .collect();
    format!("`{}({})`", builtin.name, params.join(", "))
}
