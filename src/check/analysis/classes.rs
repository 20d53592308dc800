use super::axis::Axis;
use super::condition::{Condition, Variables};
use super::solve::{Answer, Nnf, fails, fails_or_is_unknown, holds, satisfiable};
use crate::check::typed::{Body, Clause, Definition, Program};
use crate::diagnostic::{Diagnostic, codes};

/// How many clauses of one `classify` are looked at: each is asked against all before it.
const CLAUSES: usize = 200;

/// Reports clauses of `classify` that can never be reached: conditions that never hold, those that hold only where an
/// earlier one does, and those that hold only where an earlier one is unknown. Exact over enums, numbers, dates and
/// presence; anything else is taken to be free. Where it cannot be told, nothing is said.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for definition in &program.definitions {
        if let Body::Classify(clauses) = &definition.body
            && let Some(classes) = Classes::read(program, definition, clauses)
        {
            classes.check(out);
        }
    }
}

struct Classes<'p> {
    program: &'p Program,
    definition: &'p Definition,
    clauses: &'p [Clause],
    axes: Vec<Axis>,
    facts: Vec<Nnf>,
    formulas: Vec<Formulas>,
}

/// When one clause's condition is true, false, and not true.
struct Formulas {
    holds: Nnf,
    fails: Nnf,
    fails_or_is_unknown: Nnf,
}

impl<'p> Classes<'p> {
    fn read(
        program: &'p Program,
        definition: &'p Definition,
        clauses: &'p [Clause],
    ) -> Option<Classes<'p>> {
        let mut variables = Variables::new(program, &[]);
        let mut conditions = Vec::new();
        for clause in clauses.iter().take(CLAUSES) {
            let condition = match &clause.when {
                Some(when) => variables.read(when),
                None => Some(Condition::Constant(true)),
            };
            let Some(condition) = condition else { break };
            conditions.push(condition);
        }
        let axes = variables.axes().ok()?;
        Some(Classes {
            program,
            definition,
            clauses,
            facts: variables.facts(&axes),
            formulas: conditions
                .iter()
                .map(|condition| Formulas {
                    holds: holds(condition, &axes),
                    fails: fails(condition, &axes),
                    fails_or_is_unknown: fails_or_is_unknown(condition, &axes),
                })
                .collect(),
            axes,
        })
    }

    fn check(&self, out: &mut Vec<Diagnostic>) {
        let clauses = self.clauses.iter().zip(&self.formulas).enumerate();
        for (index, (clause, formulas)) in clauses {
            // An earlier clause must be false to be passed over; one with the same label may also be unknown.
            let passed = self.earlier(index).map(|(earlier, formulas)| {
                match earlier.label == clause.label {
                    true => &formulas.fails_or_is_unknown,
                    false => &formulas.fails,
                }
            });
            if self.can(&formulas.holds, passed) == Answer::No {
                out.push(self.dead(index, clause, formulas));
            }
        }
    }

    fn earlier(&self, index: usize) -> impl Iterator<Item = (&Clause, &Formulas)> {
        self.clauses.iter().zip(&self.formulas).take(index)
    }

    /// Whether a condition can hold together with others.
    fn can<'n>(&'n self, condition: &'n Nnf, others: impl Iterator<Item = &'n Nnf>) -> Answer {
        let mut goals: Vec<&Nnf> = self.facts.iter().collect();
        goals.extend(others);
        goals.push(condition);
        satisfiable(&goals, &self.axes)
    }

    fn dead(&self, index: usize, clause: &Clause, formulas: &Formulas) -> Diagnostic {
        let label = self
            .program
            .types
            .enum_type(clause.label.of)
            .and_then(|found| found.members.get(usize::from(clause.label.index)))
            .map_or("", String::as_str);
        let never = |why: &str| {
            let name = &self.definition.name;
            let message = format!("`{label}` of `{name}` can never be reached here: {why}");
            Diagnostic::new(codes::CLASS_DEAD, clause.span, message)
        };
        let condition = &formulas.holds;
        if self.can(condition, std::iter::empty()) == Answer::No {
            return never("its condition never holds")
                .help("correct the condition, or remove the class");
        }
        let nothing_missing: Vec<Nnf> = self
            .axes
            .iter()
            .enumerate()
            .map(|(variable, axis)| Nnf::In(variable, axis.present()))
            .collect();
        let not_taken = self
            .earlier(index)
            .map(|(_, earlier)| &earlier.fails_or_is_unknown);
        if self.can(condition, nothing_missing.iter()) == Answer::No
            && self.can(condition, not_taken) != Answer::No
        {
            let said = never("wherever it holds, an earlier condition is unknown")
                .help("move it up, before the conditions that need what is missing here");
            let undecided = self.alone(index, condition);
            return match undecided {
                Some(earlier) => said
                    .label("never reached")
                    .and(earlier.span, "unknown wherever the other holds"),
                None => said,
            };
        }
        match self.alone(index, condition) {
            Some(earlier) => never("an earlier class takes all of it")
                .label("never reached")
                .and(earlier.span, "whatever meets it is taken here")
                .help("move it above the other, or remove it"),
            None if clause.when.is_none() => never("the classes above it cover every case")
                .help("write `otherwise` in place of the last condition above it"),
            None => never("the classes above it cover it").help("move it up, or remove it"),
        }
    }

    /// The earlier clause that alone keeps a condition from being reached.
    fn alone(&self, index: usize, condition: &Nnf) -> Option<&Clause> {
        self.earlier(index)
            .find(|(_, earlier)| self.can(condition, std::iter::once(&earlier.fails)) == Answer::No)
            .map(|(clause, _)| clause)
    }
}
