use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, Item};
use crate::types::ty::Ty;
use crate::value::outcome::Severity;

use super::expr::Want;
use super::program::Checker;
use super::typed::{Demand, Each, Message, MessagePart, Obligation, Rule};

impl<'u> Checker<'u> {
    /// The rules of the policy's own file, then of the modules that it includes, in order.
    pub fn check_rules(&mut self) -> Vec<Rule> {
        let unit = self.unit;
        let mut modules = vec![0];
        let mut next = 0;
        while let Some(index) = modules.get(next).copied() {
            next += 1;
            let Some(module) = unit.modules.get(index) else {
                continue;
            };
            for link in module.links.iter().filter(|link| link.include) {
                if !modules.contains(&link.target) {
                    modules.push(link.target);
                }
            }
        }
        let mut rules = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (index, module) in unit.modules.iter().enumerate() {
            for item in &module.tree.items {
                let Item::Rule(rule) = item else { continue };
                let checked = self.at_top(index, |checker| checker.rule(rule));
                if !modules.contains(&index) {
                    continue;
                }
                if let Some(first) = seen.get(&rule.id.text) {
                    self.report(
                        Diagnostic::new(
                            codes::DECLARED_TWICE,
                            rule.id.span,
                            format!("rule `{}` is declared twice", rule.id.text),
                        )
                        .and(*first, "first declared here")
                        .help("give it another id: waivers and audits cite it"),
                    );
                    continue;
                }
                seen.insert(rule.id.text.clone(), rule.id.span);
                rules.push(checked);
            }
        }
        self.check_proofs(&rules, &seen);
        rules
    }

    fn check_proofs(&mut self, rules: &[Rule], seen: &BTreeMap<String, Span>) {
        let broken: Vec<&str> = self
            .unit
            .modules
            .iter()
            .flat_map(|module| module.tree.broken.iter())
            .map(|name| name.text.as_str())
            .collect();
        for rule in rules {
            for obligation in &rule.obligations {
                let Some(proof) = &obligation.proven_by else {
                    continue;
                };
                if seen.contains_key(proof) || broken.contains(&proof.as_str()) {
                    continue;
                }
                let diagnostic = Diagnostic::new(
                    codes::UNKNOWN_RULE,
                    obligation.span,
                    format!("there is no rule `{proof}`"),
                );
                let diagnostic = match did_you_mean(proof, seen.keys().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("name the rule that shows that the obligation was met"),
                };
                self.report(diagnostic);
            }
        }
    }

    fn rule(&mut self, written: &'u ast::Rule) -> Rule {
        let each = written.each.as_ref().map(|each| {
            let over = self.over(&each.generators, each.filter.as_deref(), each.if_any);
            let key = self.key(&each.key);
            Each {
                over,
                key,
                span: each.span,
            }
        });
        let mut lets = Vec::with_capacity(written.lets.len());
        for (name, expr) in &written.lets {
            let value = self.infer(expr, Want::Anything);
            let local = self.bind(name, value.ty.clone());
            lets.push((local, value));
        }
        let when = written.when.as_ref().map(|when| self.condition(when));
        let demands = written
            .demands
            .iter()
            .map(|demand| Demand {
                forbid: demand.forbid,
                label: demand.label.as_ref().map(|label| label.text.clone()),
                when: demand.when.as_ref().map(|when| self.condition(when)),
                condition: self.condition(&demand.condition),
                span: demand.span,
            })
            .collect();
        let unless = written.unless.as_ref().map(|unless| self.condition(unless));
        let obligations = written
            .obligations
            .iter()
            .map(|obligation| Obligation {
                what: self.message(&obligation.what),
                until: self.expect(&obligation.until, &Ty::Instant),
                proven_by: obligation.proven_by.as_ref().map(|name| name.text.clone()),
                span: obligation.span,
            })
            .collect();
        let because = written
            .because
            .as_ref()
            .map(|message| self.message(message));
        let remedy = written.remedy.as_ref().map(|message| self.message(message));
        let effective = written.effective.as_ref();
        if let Some(effective) = effective
            && let (Some(from), Some(until)) = (effective.from, effective.until)
            && until < from
        {
            self.report(
                Diagnostic::new(
                    codes::EFFECTIVE_ORDER,
                    effective.span,
                    format!("the rule ends on {until}, before it takes effect on {from}"),
                )
                .help("exchange the two dates"),
            );
        }
        Rule {
            id: written.id.text.clone(),
            id_span: written.id.span,
            title: written.title.text.clone(),
            each,
            phase: written.phase.map(|(phase, _)| phase),
            severity: written
                .severity
                .map_or(Severity::Block, |(severity, _)| severity),
            controls: written
                .controls
                .iter()
                .map(|control| control.text.clone())
                .collect(),
            lets,
            when,
            demands,
            unless,
            obligations,
            because,
            remedy,
            effective_from: effective.and_then(|effective| effective.from),
            effective_until: effective.and_then(|effective| effective.until),
            waivable: written.unwaivable.is_none(),
            span: written.span,
        }
    }

    fn key(&mut self, key: &'u ast::Expr) -> super::typed::Expr {
        let typed = self.infer(key, Want::Anything);
        if Checker::holds_secret(&typed.ty) {
            self.report(
                Diagnostic::new(
                    codes::SECRET_SHOWN,
                    typed.span,
                    "a key is printed, and this is secret",
                )
                .help("key the rule by something that may be read"),
            );
        }
        if matches!(
            typed.ty.plain(),
            Ty::Record(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..)
        ) {
            let message = format!("a key is one value, and this is {}", self.show(&typed.ty));
            self.report(
                Diagnostic::new(codes::TYPE_MISMATCH, typed.span, message)
                    .help("key the rule by a name or an id of the element"),
            );
        }
        typed
    }

    fn message(&mut self, written: &'u ast::Message) -> Message {
        let parts = written
            .parts
            .iter()
            .map(|part| match part {
                ast::MessagePart::Text(text) => MessagePart::Text(text.clone()),
                ast::MessagePart::Hole(expr) => {
                    let typed = self.infer(expr, Want::Anything);
                    if Checker::holds_secret(&typed.ty) {
                        self.report(
                            Diagnostic::new(
                                codes::SECRET_SHOWN,
                                typed.span,
                                "a message is printed, and this is secret",
                            )
                            .help("say which field it is, not what stands in it"),
                        );
                    }
                    MessagePart::Hole(typed)
                }
            })
            .collect();
        Message {
            parts,
            span: written.span,
        }
    }
}
