use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::syntax::ast::{self, Item};
use crate::types::ty::Ty;

use super::analysis;
use super::program::Checker;
use super::scope::Entity;
use super::typed::{Expr, Kind};

impl<'u> Checker<'u> {
    /// Default values and ranges of params, with what `include … with` sets.
    pub fn check_params(&mut self) {
        let unit = self.unit;
        let mut next = 0_usize;
        for (index, module) in unit.modules.iter().enumerate() {
            for item in &module.tree.items {
                let Item::Param(param) = item else { continue };
                let ty = self.params.get(next).map_or(Ty::Error, |p| p.ty.clone());
                let (value, within) = self.at_top(index, |checker| {
                    let value = checker.expect(&param.value, &ty);
                    let within = param
                        .within
                        .as_ref()
                        .map(|within| checker.param_bounds(within, &ty));
                    (value, within)
                });
                self.must_be_constant(&value);
                if let Some(slot) = self.params.get_mut(next) {
                    slot.value = value;
                    slot.within = within;
                }
                next += 1;
            }
        }
        for (index, module) in unit.modules.iter().enumerate() {
            for item in &module.tree.items {
                let Item::Include(include) = item else {
                    continue;
                };
                let target = module
                    .links
                    .iter()
                    .find(|link| link.include && link.span == include.path.span)
                    .map(|link| link.target);
                let Some(target) = target else { continue };
                for (name, expr) in &include.with {
                    self.set_included_param(index, target, name, expr);
                }
            }
        }
    }

    /// A param's value is known before any release is looked at.
    fn must_be_constant(&mut self, value: &Expr) {
        let mut leans = None;
        analysis::walk::every(value, &mut |part| {
            if matches!(
                part.kind,
                Kind::Input(_) | Kind::Param(_) | Kind::Data(_) | Kind::Definition(..) | Kind::Now
            ) {
                leans.get_or_insert(part.span);
            }
        });
        if let Some(span) = leans {
            self.report(
                Diagnostic::new(
                    codes::PARAM_VALUE,
                    span,
                    "a param's value is written out, and this is computed",
                )
                .help("use `define` for what depends on something else"),
            );
        }
    }

    fn set_included_param(
        &mut self,
        module: usize,
        target: usize,
        name: &ast::Name,
        expr: &'u ast::Expr,
    ) {
        let entity = self
            .scopes
            .get(target)
            .and_then(|scope| scope.values.get(&name.text).copied());
        let Some((Entity::Param(id), _)) = entity else {
            let names: Vec<String> = self.scopes.get(target).map_or_else(Vec::new, |scope| {
                scope
                    .values
                    .iter()
                    .filter(|(_, (entity, _))| matches!(entity, Entity::Param(_)))
                    .map(|(name, _)| name.clone())
                    .collect()
            });
            let mut diagnostic = Diagnostic::new(
                codes::UNKNOWN_PARAM,
                name.span,
                format!("the module has no param `{}`", name.text),
            );
            diagnostic = match did_you_mean(&name.text, names.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("it has {}", super::fit::listed(&names))),
            };
            self.report(diagnostic);
            return;
        };
        let ty = self
            .params
            .get(id.0 as usize)
            .map_or(Ty::Error, |param| param.ty.clone());
        let value = self.at_top(module, |checker| checker.expect(expr, &ty));
        self.must_be_constant(&value);
        if let Some(param) = self.params.get_mut(id.0 as usize) {
            param.value = value;
        }
    }
}
