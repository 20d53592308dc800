//! Calls: a definition's parameters by position or name, a builtin's by its signature.

use crate::builtins::Builtin;
use crate::builtins::call::AmountKind;
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::types::signature::Param;
use crate::types::ty::Ty;

use super::expr::{Want, broken};
use super::name::arguments;
use super::program::Checker;
use super::scope::{Entity, Found};
use super::signature::Bindings;
use super::typed::{DefinitionId, Expr, Kind};

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
                    Some((index, builtin)) => self.call_builtin(index, builtin, None, args, span),
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
                if base.ty == Ty::Calendar {
                    return self.ask_calendar(base, name, args, span);
                }
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

    /// `peak.closed_during(w)`: a question to a calendar, which is the first argument.
    fn ask_calendar(
        &mut self,
        calendar: Expr,
        name: &ast::Name,
        args: &'u [ast::Arg],
        span: Span,
    ) -> Expr {
        if let Some((index, builtin)) = crate::builtins::list::question(&name.text) {
            return self.call_builtin(index, builtin, Some(calendar), args, span);
        }
        let names: Vec<&str> = crate::builtins::list::questions().collect();
        let diagnostic = Diagnostic::new(
            codes::NOT_CALLABLE,
            name.span,
            format!("a calendar has no question `{}`", name.text),
        );
        self.report(match did_you_mean(&name.text, names.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("it answers {}", super::fit::listed(&names))),
        });
        self.look_at(args);
        broken(span)
    }

    fn call_builtin(
        &mut self,
        index: usize,
        builtin: &'static Builtin,
        receiver: Option<Expr>,
        args: &'u [ast::Arg],
        span: Span,
    ) -> Expr {
        let params = match receiver {
            Some(_) => builtin.signature.params.get(1..).unwrap_or(&[]),
            None => builtin.signature.params,
        };
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
        let mut typed: Vec<Expr> = receiver.into_iter().collect();
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
