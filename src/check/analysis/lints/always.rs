use crate::check::analysis::axis::Axis;
use crate::check::analysis::condition::{Condition, Variables};
use crate::check::analysis::solve::{Answer, Nnf, fails, holds, satisfiable};
use crate::check::analysis::walk;
use crate::check::typed::{Expr, Kind, LocalId, Over, Program, Rule};
use crate::diagnostic::{Diagnostic, codes};

/// Reports conditions that are always true or always false: a `when` that never holds, a `require` that never fails,
/// a filter that lets nothing through.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    if let Some(applies) = &program.policy.applies_when {
        let asked = Asked::new(program, &[]);
        asked.clause(
            applies,
            &[],
            "applies when",
            "the policy never applies",
            out,
        );
    }
    for rule in &program.rules {
        check_rule(program, rule, out);
    }
    for root in walk::of_program(program) {
        walk::every(root, &mut |expr| inside(program, expr, out));
    }
    for rule in &program.rules {
        if let Some(each) = &rule.each {
            filter(program, &each.over, out);
        }
    }
}

fn check_rule(program: &Program, rule: &Rule, out: &mut Vec<Diagnostic>) {
    let asked = Asked::new(program, &rule.lets);
    let mut given: Vec<&Expr> = rule
        .each
        .iter()
        .filter_map(|each| each.over.filter.as_ref())
        .collect();
    if let Some(when) = &rule.when {
        asked.clause(when, &given, "when", "the rule never applies", out);
        given.push(when);
    }
    for demand in &rule.demands {
        let outer = given.len();
        if let Some(when) = &demand.when {
            asked.clause(when, &given, "when", "nothing is ever demanded here", out);
            given.push(when);
        }
        let (truth, falsity) = asked.can_be(&demand.condition, &given);
        let (met, broken) = if demand.forbid {
            (falsity, truth)
        } else {
            (truth, falsity)
        };
        let word = if demand.forbid { "forbid" } else { "require" };
        let span = demand.condition.span;
        if met == Answer::No && broken != Answer::No {
            let said = Diagnostic::new(
                codes::LINT_ALWAYS,
                span,
                format!("this `{word}` can never be met"),
            )
            .help("correct the condition: no release satisfies it");
            out.push(asked.with_clash(said, &demand.condition, !demand.forbid));
        } else if broken == Answer::No && met != Answer::No {
            let said = Diagnostic::new(
                codes::LINT_ALWAYS,
                span,
                format!("this `{word}` can never fail"),
            )
            .help("correct the condition, or remove it: it asks nothing of a release");
            out.push(asked.with_clash(said, &demand.condition, demand.forbid));
        }
        given.truncate(outer);
    }
    if let Some(unless) = &rule.unless {
        asked.clause(unless, &given, "unless", "it exempts nothing", out);
    }
}

/// Conditions inside an expression: filters and the conditions of `if`.
fn inside(program: &Program, expr: &Expr, out: &mut Vec<Diagnostic>) {
    match &expr.kind {
        Kind::Quantified(quantified) => filter(program, &quantified.over, out),
        Kind::CountDistinct(count) => filter(program, &count.over, out),
        Kind::ListOf(list) => filter(program, &list.over, out),
        Kind::Group {
            filter: Some(filter),
            ..
        }
        | Kind::The { filter, .. } => lets_nothing_through(program, filter, out),
        Kind::If(when, ..) => {
            let asked = Asked::new(program, &[]);
            asked.clause(when, &[], "if", "its `then` is never taken", out);
        }
        _ => {}
    }
}

fn filter(program: &Program, over: &Over, out: &mut Vec<Diagnostic>) {
    if let Some(filter) = &over.filter {
        lets_nothing_through(program, filter, out);
    }
}

fn lets_nothing_through(program: &Program, filter: &Expr, out: &mut Vec<Diagnostic>) {
    let asked = Asked::new(program, &[]);
    asked.clause(filter, &[], "where", "no element is ever taken", out);
}

/// Questions about the conditions of one rule.
struct Asked<'p> {
    program: &'p Program,
    lets: &'p [(LocalId, Expr)],
}

/// How many parts of an `and` are set against each other to find the two that clash.
const PARTS: usize = 16;

impl<'p> Asked<'p> {
    fn new(program: &'p Program, lets: &'p [(LocalId, Expr)]) -> Asked<'p> {
        Asked { program, lets }
    }

    /// Reports a clause's condition that is always or never true where `given` holds.
    fn clause(
        &self,
        condition: &'p Expr,
        given: &[&'p Expr],
        word: &str,
        then: &str,
        out: &mut Vec<Diagnostic>,
    ) {
        let (truth, falsity) = self.can_be(condition, given);
        if truth == Answer::No && falsity != Answer::No {
            let said = Diagnostic::new(
                codes::LINT_ALWAYS,
                condition.span,
                format!("this `{word}` never holds, so {then}"),
            )
            .help("correct the condition");
            out.push(self.with_clash(said, condition, true));
        } else if falsity == Answer::No && truth != Answer::No {
            let said = Diagnostic::new(
                codes::LINT_ALWAYS,
                condition.span,
                format!("this `{word}` always holds"),
            )
            .help(if word == "if" {
                "write what stands after `then` alone"
            } else {
                "remove it, or correct it"
            });
            out.push(said);
        }
    }

    /// Whether a condition can be true and whether it can be false where all of `given` hold. What cannot hold at all
    /// is not blamed on the condition.
    fn can_be(&self, condition: &'p Expr, given: &[&'p Expr]) -> (Answer, Answer) {
        let unsure = (Answer::Unsure, Answer::Unsure);
        let mut variables = Variables::new(self.program, self.lets);
        let read: Option<Vec<Condition>> = given.iter().map(|expr| variables.read(expr)).collect();
        let (Some(read), Some(asked)) = (read, variables.read(condition)) else {
            return unsure;
        };
        let Ok(axes) = variables.axes() else {
            return unsure;
        };
        let mut goals = variables.facts(&axes);
        goals.extend(read.iter().map(|condition| holds(condition, &axes)));
        // Where nothing is given, everything may be missing, and that is no contradiction.
        if !read.is_empty() && solve(&goals, &axes) == Answer::No {
            return unsure;
        }
        goals.push(holds(&asked, &axes));
        let truth = solve(&goals, &axes);
        goals.pop();
        goals.push(fails(&asked, &axes));
        (truth, solve(&goals, &axes))
    }

    /// Points at the two parts that exclude each other, if it is two: of an `and` that is never true, or of an `or`
    /// that is never false.
    fn with_clash(&self, said: Diagnostic, condition: &'p Expr, wanted: bool) -> Diagnostic {
        let parts = match (&condition.kind, wanted) {
            (Kind::And(parts), true) | (Kind::Or(parts), false) => parts,
            _ => return said,
        };
        for (index, later) in parts.iter().enumerate().take(PARTS) {
            for earlier in parts.iter().take(index) {
                let mut variables = Variables::new(self.program, self.lets);
                let (Some(first), Some(second)) = (variables.read(earlier), variables.read(later))
                else {
                    return said;
                };
                let Ok(axes) = variables.axes() else {
                    return said;
                };
                let mut goals = variables.facts(&axes);
                for part in [&first, &second] {
                    goals.push(if wanted {
                        holds(part, &axes)
                    } else {
                        fails(part, &axes)
                    });
                }
                if solve(&goals, &axes) == Answer::No {
                    return said.and(earlier.span, "this").and(
                        later.span,
                        if wanted {
                            "and this exclude each other"
                        } else {
                            "and this leave nothing out"
                        },
                    );
                }
            }
        }
        said
    }
}

fn solve(goals: &[Nnf], axes: &[Axis]) -> Answer {
    let goals: Vec<&Nnf> = goals.iter().collect();
    satisfiable(&goals, axes)
}
