use super::written;
use crate::check::analysis::same::same;
use crate::check::analysis::walk;
use crate::check::typed::{Expr, Kind, LocalId, Over, Program, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::CompareOp;
use crate::types::ty::Ty;

/// Reports `!=` and `is not` over a path that may be missing: the comparison is then unknown, where most who write it
/// expect it to be true. Silent where `default` or a test for presence settles it.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut walk = Walk {
        program,
        lets: &[],
        present: Vec::new(),
        out,
    };
    for root in program.policy.applies_when.iter() {
        walk.visit(root);
    }
    for definition in &program.definitions {
        for root in walk::of_body(&definition.body) {
            walk.visit(root);
        }
    }
    for rule in &program.rules {
        walk.rule(rule);
    }
}

struct Walk<'p, 'o> {
    program: &'p Program,
    lets: &'p [(LocalId, Expr)],
    /// Paths known to be there.
    present: Vec<&'p Expr>,
    out: &'o mut Vec<Diagnostic>,
}

impl<'p> Walk<'p, '_> {
    fn rule(&mut self, rule: &'p Rule) {
        self.lets = &rule.lets;
        if let Some(each) = &rule.each {
            self.over(&each.over);
            self.visit(&each.key);
        }
        if let Some(when) = &rule.when {
            self.visit(when);
            present_if(true, when, &mut self.present);
        }
        for (_, value) in &rule.lets {
            self.visit(value);
        }
        for demand in &rule.demands {
            let outer = self.present.len();
            if let Some(when) = &demand.when {
                self.visit(when);
                present_if(true, when, &mut self.present);
            }
            self.visit(&demand.condition);
            self.present.truncate(outer);
        }
        if let Some(unless) = &rule.unless {
            self.visit(unless);
        }
        for obligation in &rule.obligations {
            self.visit(&obligation.until);
            walk::holes(&obligation.what).for_each(|hole| self.visit(hole));
        }
        for message in rule.because.iter().chain(&rule.remedy) {
            walk::holes(message).for_each(|hole| self.visit(hole));
        }
        self.lets = &[];
        self.present.clear();
    }

    fn visit(&mut self, expr: &'p Expr) {
        let outer = self.present.len();
        match &expr.kind {
            Kind::And(parts) | Kind::Or(parts) => {
                // What one part settles is settled for the others: where it is not so, they do not matter.
                let wanted = matches!(expr.kind, Kind::And(_));
                for part in parts {
                    present_if(wanted, part, &mut self.present);
                }
                for part in parts {
                    self.visit(part);
                }
            }
            Kind::If(when, then, otherwise) => {
                self.visit(when);
                present_if(true, when, &mut self.present);
                self.visit(then);
                self.present.truncate(outer);
                present_if(false, when, &mut self.present);
                self.visit(otherwise);
            }
            Kind::Quantified(quantified) => {
                self.over(&quantified.over);
                self.visit(&quantified.body);
            }
            Kind::CountDistinct(count) => {
                self.visit(&count.bound);
                self.over(&count.over);
                self.visit(&count.of);
            }
            Kind::ListOf(list) => {
                self.over(&list.over);
                self.visit(&list.item);
                if let Some(sort) = &list.sort {
                    self.visit(&sort.by);
                }
            }
            Kind::Group {
                source, filter, by, ..
            } => {
                self.visit(source);
                if let Some(filter) = filter {
                    self.visit(filter);
                    present_if(true, filter, &mut self.present);
                }
                self.visit(by);
            }
            Kind::Compare(CompareOp::NotEqual, left, right) => {
                self.compared(expr, left, right);
                self.visit(left);
                self.visit(right);
            }
            _ => walk::children(expr, &mut |part| self.visit(part)),
        }
        self.present.truncate(outer);
    }

    /// Visits sources and filter; what the filter asks for stays known.
    fn over(&mut self, over: &'p Over) {
        for generator in &over.generators {
            self.visit(&generator.source);
        }
        if let Some(filter) = &over.filter {
            self.visit(filter);
            present_if(true, filter, &mut self.present);
        }
    }

    fn compared(&mut self, expr: &'p Expr, left: &'p Expr, right: &'p Expr) {
        let doubtful: Vec<String> = [left, right]
            .into_iter()
            .filter(|side| self.may_be_missing(side) && !self.is_guarded(side))
            .filter_map(|side| written::path(self.program, side))
            .collect();
        let Some(first) = doubtful.first() else {
            return;
        };
        let operator = match (&right.kind, right.ty.plain()) {
            (Kind::Const(_), Ty::Enum(_)) => "is not",
            _ => "!=",
        };
        let named: Vec<String> = doubtful.iter().map(|path| format!("`{path}`")).collect();
        self.out.push(
            Diagnostic::new(
                codes::LINT_OPTIONAL_NOT_EQUAL,
                expr.span,
                format!(
                    "{} may be missing, and `{operator}` is then unknown, not true",
                    named.join(" or ")
                ),
            )
            .help(format!(
                "say what a missing value counts as: `({first} default …) {operator} …`"
            )),
        );
    }

    /// Whether an expression is a path with an optional step.
    fn may_be_missing(&self, expr: &'p Expr) -> bool {
        let mut at = expr;
        let mut optional = false;
        loop {
            match &at.kind {
                Kind::Field(base, index) => {
                    optional |= written::field(self.program, base, *index)
                        .is_some_and(|field| !field.required);
                    at = base;
                }
                Kind::Part(base, _) => at = base,
                Kind::Local(local) => match self.lets.iter().find(|(bound, _)| bound == local) {
                    Some((_, value)) => at = value,
                    None => return optional,
                },
                Kind::Input(id) => {
                    let input = self.program.inputs.get(id.0 as usize);
                    return optional || input.is_some_and(|input| input.optional);
                }
                _ => return false,
            }
        }
    }

    /// Whether a path, or a record on the way to it, is known to be there.
    fn is_guarded(&self, path: &Expr) -> bool {
        let mut at = path;
        loop {
            if self.present.iter().any(|known| same(known, at)) {
                return true;
            }
            match &at.kind {
                Kind::Field(base, _) | Kind::Part(base, _) => at = base,
                _ => return false,
            }
        }
    }
}

/// The paths that are there if a condition is true (or false).
fn present_if<'p>(truth: bool, condition: &'p Expr, found: &mut Vec<&'p Expr>) {
    match (&condition.kind, truth) {
        (Kind::IsPresent(path), true) | (Kind::IsMissing(path), false) => found.push(path),
        (Kind::Not(of), _) => present_if(!truth, of, found),
        (Kind::And(parts), true) | (Kind::Or(parts), false) => {
            for part in parts {
                present_if(truth, part, found);
            }
        }
        _ => {}
    }
}
