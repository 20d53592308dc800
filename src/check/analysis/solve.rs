use super::axis::Axis;
use super::condition::{Condition, Holds, Literal, Missing};
use super::places::Places;

/// A formula without `not`: when a condition certainly holds, or when it certainly does not.
#[derive(Debug, Clone)]
pub enum Nnf {
    Constant(bool),
    /// The variable is at one of these places.
    In(usize, Places),
    All(Vec<Nnf>),
    Any(Vec<Nnf>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// The search was given up.
    Unsure,
}

/// How many goals one question may look at, and how many choices may stand open at once.
const STEPS: usize = 20_000;
const OPEN: usize = 200;

/// When a condition is true by Kleene's rules.
pub fn holds(condition: &Condition, axes: &[Axis]) -> Nnf {
    truth(condition, true, axes)
}

/// When a condition is false by Kleene's rules.
pub fn fails(condition: &Condition, axes: &[Axis]) -> Nnf {
    truth(condition, false, axes)
}

/// When a condition is not true: false, or unknown.
pub fn fails_or_is_unknown(condition: &Condition, axes: &[Axis]) -> Nnf {
    opposite(&holds(condition, axes), axes)
}

fn opposite(formula: &Nnf, axes: &[Axis]) -> Nnf {
    let each = |parts: &[Nnf]| parts.iter().map(|part| opposite(part, axes)).collect();
    match formula {
        Nnf::Constant(value) => Nnf::Constant(!value),
        Nnf::In(variable, places) => match axes.get(*variable) {
            Some(axis) => Nnf::In(*variable, axis.everywhere().without(places)),
            None => Nnf::Constant(true),
        },
        Nnf::All(parts) => Nnf::Any(each(parts)),
        Nnf::Any(parts) => Nnf::All(each(parts)),
    }
}

fn truth(condition: &Condition, wanted: bool, axes: &[Axis]) -> Nnf {
    let each = |parts: &[Condition]| parts.iter().map(|part| truth(part, wanted, axes)).collect();
    match condition {
        Condition::Constant(value) => Nnf::Constant(*value == wanted),
        Condition::Literal(literal) => literal_truth(literal, wanted, axes),
        Condition::Not(of) => truth(of, !wanted, axes),
        Condition::All(parts) if wanted => Nnf::All(each(parts)),
        Condition::All(parts) => Nnf::Any(each(parts)),
        Condition::Any(parts) if wanted => Nnf::Any(each(parts)),
        Condition::Any(parts) => Nnf::All(each(parts)),
        Condition::If(parts) => {
            // Where the condition is unknown, both branches must agree.
            let [when, then, otherwise] = parts.as_ref();
            Nnf::All(vec![
                Nnf::Any(vec![
                    truth(when, true, axes),
                    truth(otherwise, wanted, axes),
                ]),
                Nnf::Any(vec![truth(when, false, axes), truth(then, wanted, axes)]),
            ])
        }
    }
}

fn literal_truth(literal: &Literal, wanted: bool, axes: &[Axis]) -> Nnf {
    let Some(axis) = axes.get(literal.variable) else {
        return Nnf::Constant(true);
    };
    let present = axis.present();
    let holding = match &literal.holds {
        Holds::Everywhere => present.clone(),
        Holds::Order(op) => axis.ordered(*op),
        Holds::Tests(tests) => tests
            .iter()
            .map(|test| axis.holds(test))
            .fold(present.without(&present), |all, one| all.or(&one)),
    };
    let if_missing = match &literal.missing {
        Missing::Unknown => None,
        Missing::Is(value) => Some(*value),
        Missing::As(constant) => {
            let there = axis.holds(&crate::check::typed::Test::Is(constant.clone()));
            Some(there.meets(&holding))
        }
    };
    let places = if wanted {
        holding
    } else {
        present.without(&holding)
    };
    Nnf::In(
        literal.variable,
        if if_missing == Some(wanted) {
            places.or(&axis.absent())
        } else {
            places
        },
    )
}

/// Whether all goals can hold at once.
pub fn satisfiable(goals: &[&Nnf], axes: &[Axis]) -> Answer {
    let domains = axes.iter().map(|axis| axis.everywhere().clone()).collect();
    let mut search = Search { left: STEPS };
    search.run(domains, goals.to_vec(), Vec::new(), 0)
}

struct Search {
    left: usize,
}

impl Search {
    fn run<'n>(
        &mut self,
        mut domains: Vec<Places>,
        mut goals: Vec<&'n Nnf>,
        mut choices: Vec<&'n [Nnf]>,
        open: usize,
    ) -> Answer {
        loop {
            while let Some(goal) = goals.pop() {
                match self.left.checked_sub(1) {
                    Some(left) => self.left = left,
                    None => return Answer::Unsure,
                }
                match goal {
                    Nnf::Constant(true) => {}
                    Nnf::Constant(false) => return Answer::No,
                    Nnf::In(variable, places) => {
                        let Some(domain) = domains.get_mut(*variable) else {
                            continue;
                        };
                        *domain = domain.and(places);
                        if domain.is_empty() {
                            return Answer::No;
                        }
                    }
                    Nnf::All(parts) => goals.extend(parts),
                    Nnf::Any(parts) => choices.push(parts),
                }
            }
            // What the domains settle needs no choice.
            let mut kept = Vec::with_capacity(choices.len());
            for parts in choices {
                self.left = self.left.saturating_sub(parts.len());
                if parts
                    .iter()
                    .any(|part| settled(part, &domains) == Some(true))
                {
                    continue;
                }
                let mut open = parts
                    .iter()
                    .filter(|part| settled(part, &domains) != Some(false));
                match (open.next(), open.next()) {
                    (None, _) => return Answer::No,
                    (Some(only), None) => goals.push(only),
                    _ => kept.push(parts),
                }
            }
            choices = kept;
            if !goals.is_empty() {
                continue;
            }
            // The variables are free of each other, so domains that are not empty are a solution.
            let Some(parts) = choices.pop() else {
                return Answer::Yes;
            };
            if open >= OPEN {
                return Answer::Unsure;
            }
            let mut answer = Answer::No;
            for part in parts {
                if settled(part, &domains) == Some(false) {
                    continue;
                }
                match self.run(domains.clone(), vec![part], choices.clone(), open + 1) {
                    Answer::Yes => return Answer::Yes,
                    Answer::Unsure => answer = Answer::Unsure,
                    Answer::No => {}
                }
            }
            return answer;
        }
    }
}

/// What the domains already say of a formula, as far as one look tells.
fn settled(formula: &Nnf, domains: &[Places]) -> Option<bool> {
    match formula {
        Nnf::Constant(value) => Some(*value),
        Nnf::In(variable, places) => {
            let domain = domains.get(*variable)?;
            if !domain.meets(places) {
                Some(false)
            } else if domain.is_within(places) {
                Some(true)
            } else {
                None
            }
        }
        Nnf::All(_) | Nnf::Any(_) => None,
    }
}
