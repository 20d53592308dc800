use super::axis::Axis;
use super::condition::{Condition, Variables};
use super::solve::{Answer, Nnf, fails, holds, satisfiable};
use crate::check::typed::{Body, Clause, Definition, Program};
use crate::diagnostic::{Diagnostic, codes};

/// How many clauses of one `classify` are looked at: each is asked against all before it.
const CLAUSES: usize = 200;

/// Reports clauses of `classify` that can never be reached: conditions that never hold, and those that hold only where
/// an earlier one does. Exact over enums, numbers, dates and presence; anything else is taken to be free. Where it
/// cannot be told, nothing is said.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for definition in &program.definitions {
        if let Body::Classify(clauses) = &definition.body {
            check_classes(program, definition, clauses, out);
        }
    }
}

fn check_classes(
    program: &Program,
    definition: &Definition,
    clauses: &[Clause],
    out: &mut Vec<Diagnostic>,
) {
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
    let Ok(axes) = variables.axes() else { return };
    let facts = variables.facts(&axes);
    let taken: Vec<Nnf> = conditions.iter().map(|one| fails(one, &axes)).collect();
    let reached: Vec<Nnf> = conditions.iter().map(|one| holds(one, &axes)).collect();
    for (index, (clause, condition)) in clauses.iter().zip(&reached).enumerate() {
        let earlier: Vec<&Nnf> = taken.iter().take(index).collect();
        if ask(&facts, condition, &earlier, &axes) != Answer::No {
            continue;
        }
        out.push(dead(
            program,
            definition,
            clauses,
            index,
            |earlier| ask(&facts, condition, earlier, &axes),
            &taken,
        ));
    }
}

fn ask(facts: &[Nnf], condition: &Nnf, earlier: &[&Nnf], axes: &[Axis]) -> Answer {
    let mut goals: Vec<&Nnf> = facts.iter().collect();
    goals.extend(earlier);
    goals.push(condition);
    satisfiable(&goals, axes)
}

fn dead(
    program: &Program,
    definition: &Definition,
    clauses: &[Clause],
    index: usize,
    ask: impl Fn(&[&Nnf]) -> Answer,
    taken: &[Nnf],
) -> Diagnostic {
    let clause = clauses.get(index);
    let span = clause.map_or(definition.span, |clause| clause.span);
    let label = clause
        .and_then(|clause| {
            let members = &program.types.enum_type(clause.label.of)?.members;
            members.get(usize::from(clause.label.index)).cloned()
        })
        .unwrap_or_default();
    let is_otherwise = clause.is_some_and(|clause| clause.when.is_none());
    let never = |why: &str| {
        Diagnostic::new(
            codes::CLASS_DEAD,
            span,
            format!(
                "`{label}` of `{}` can never be reached here: {why}",
                definition.name
            ),
        )
    };
    if ask(&[]) == Answer::No {
        return never("its condition never holds")
            .help("correct the condition, or remove the class");
    }
    let above = taken
        .iter()
        .take(index)
        .position(|earlier| ask(&[earlier]) == Answer::No)
        .and_then(|at| clauses.get(at));
    match above {
        Some(above) => never("an earlier class takes all of it")
            .label("never reached")
            .and(above.span, "whatever meets it is taken here")
            .help("move it above the other, or remove it"),
        None if is_otherwise => never("the classes above it cover every case")
            .help("write `otherwise` in place of the last condition above it"),
        None => never("the classes above it cover it").help("move it up, or remove it"),
    }
}
