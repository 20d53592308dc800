use crate::check::analysis::evidence::{self, Evidence};
use crate::check::analysis::path::{PathPattern, Step};
use crate::check::analysis::reach;
use crate::check::analysis::walk;
use crate::check::typed::{Expr, Kind, Obligation, Program, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::types::ty::{Ty, TypeTable};
use crate::value::RecordId;
use crate::value::outcome::Phase;

/// What the standard release cannot hold before a phase: what happens in it. Plans for it, such as the strategy of a
/// deployment or the thresholds of its indicators, stand beside these and may be read at any time.
const BROUGHT_BY: [(Phase, &[&str]); 15] = [
    (Phase::Deploy, &["change", "actual_start"]),
    (Phase::Deploy, &["change", "actual_end"]),
    (Phase::Deploy, &["deployment", "status"]),
    (Phase::Deploy, &["deployment", "response"]),
    (Phase::Deploy, &["deployment", "deployed_by"]),
    (Phase::Deploy, &["deployment", "started_at"]),
    (Phase::Deploy, &["deployment", "finished_at"]),
    (Phase::Deploy, &["deployment", "steps"]),
    (Phase::Deploy, &["deployment", "nodes"]),
    (Phase::Deploy, &["deployment", "log"]),
    (Phase::Verify, &["verification", "started_at"]),
    (Phase::Verify, &["verification", "data_integrity"]),
    (Phase::Verify, &["verification", "kpis", "samples"]),
    (Phase::Close, &["change", "post_implementation_review"]),
    (Phase::Close, &["feedback"]),
];

/// Reports rules whose phase comes before that which brings the evidence they need, and obligations that no later look
/// can show to be met.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    early(program, out);
    for rule in &program.rules {
        for obligation in &rule.obligations {
            unproven(program, rule, obligation, out);
        }
    }
}

fn early(program: &Program, out: &mut Vec<Diagnostic>) {
    let standard: Vec<(&str, RecordId)> = program
        .inputs
        .iter()
        .filter_map(|input| match input.ty {
            Ty::Record(of) if is_standard(&program.types, of) => Some((input.name.as_str(), of)),
            _ => None,
        })
        .collect();
    let speaks_early = |rule: &&Rule| rule.phase.is_some_and(|phase| phase < Phase::Close);
    let early = program.rules.iter().filter(speaks_early);
    let brought = Brought::new(program, &standard);
    // Following every path costs more than looking for a field that any of them would end in.
    if !brought.is_named_in(early.flat_map(walk::of_rule)) {
        return;
    }
    let standard: Vec<&str> = standard.into_iter().map(|(name, _)| name).collect();
    let found = evidence::of_program(program);
    for (rule, evidence) in program.rules.iter().zip(&found.rules) {
        let Some(phase) = rule.phase else {
            continue;
        };
        if brought.is_asked_by(rule) {
            continue;
        }
        let Some((path, later)) = first_needed(evidence, &standard, phase) else {
            continue;
        };
        let message = format!(
            "`{}` speaks from `{}` on, and `{path}` is not there before `{}`",
            rule.id,
            phase.name(),
            later.name()
        );
        let help = format!(
            "write `phase {}`, or ask in its `when` whether that is present",
            later.name()
        );
        out.push(Diagnostic::new(codes::LINT_EARLY_PHASE, rule.id_span, message).help(help));
    }
}

/// The fields that a later phase brings, in their types.
struct Brought<'p> {
    program: &'p Program,
    fields: Vec<(RecordId, usize)>,
}

impl<'p> Brought<'p> {
    fn new(program: &'p Program, standard: &[(&str, RecordId)]) -> Brought<'p> {
        let paths = || BROUGHT_BY.iter().map(|(_, path)| *path);
        let fields = standard
            .iter()
            .flat_map(|(_, of)| paths().filter_map(|path| last(&program.types, *of, path)));
        Brought {
            program,
            fields: fields.collect(),
        }
    }

    /// Whether a rule speaks only where something of the kind is present, or missing.
    fn is_asked_by(&self, rule: &'p Rule) -> bool {
        let mut asked = Vec::new();
        for root in everything(self.program, rule.when.iter()) {
            walk::every(root, &mut |part| {
                if let Kind::IsPresent(of) | Kind::IsMissing(of) = &part.kind {
                    asked.push(&**of);
                }
            });
        }
        self.is_named_in(asked)
    }

    /// Whether one of the fields is read there, or in a definition that is named there.
    fn is_named_in(&self, roots: impl IntoIterator<Item = &'p Expr>) -> bool {
        let types = &self.program.types;
        let mut found = false;
        for root in everything(self.program, roots) {
            walk::every(root, &mut |part| {
                if let Kind::Field(base, index) = &part.kind
                    && let Ty::Record(of) = base.ty.plain()
                {
                    found |= self.fields.iter().any(|(record, field)| {
                        *field == usize::from(*index) && types.extends(*of, *record)
                    });
                }
            });
        }
        found
    }
}

/// The record type and place of the last field of a path that begins in a record.
fn last(types: &TypeTable, mut of: RecordId, path: &[&str]) -> Option<(RecordId, usize)> {
    let mut found = None;
    for name in path {
        let fields = &types.record_type(of)?.fields;
        let index = fields.iter().position(|field| field.wire == *name)?;
        found = Some((of, index));
        let ty = fields.get(index)?.ty.plain();
        if let Ty::Record(inner) = ty.element().unwrap_or(ty).plain() {
            of = *inner;
        }
    }
    found
}

/// The expressions, and the outermost ones of the definitions that they name.
fn everything<'p>(
    program: &'p Program,
    roots: impl IntoIterator<Item = &'p Expr>,
) -> Vec<&'p Expr> {
    let mut roots: Vec<&Expr> = roots.into_iter().collect();
    let reached = reach::reached(program, roots.iter().copied());
    for (definition, reached) in program.definitions.iter().zip(reached) {
        if reached {
            roots.extend(walk::of_body(&definition.body));
        }
    }
    roots
}

/// The first path that must be there for the rule to be decided and that only a later phase brings.
fn first_needed(evidence: &Evidence, standard: &[&str], phase: Phase) -> Option<(String, Phase)> {
    let needed = evidence.reads.iter().filter(|(_, read)| read.decides);
    needed
        .filter_map(|(path, _)| Some((path.to_string(), brought_by(path, standard)?)))
        .find(|(_, later)| *later > phase)
}

fn brought_by(path: &PathPattern, standard: &[&str]) -> Option<Phase> {
    if !standard.contains(&path.input.as_str()) {
        return None;
    }
    let fields: Vec<&str> = path
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Element | Step::Value => None,
        })
        .collect();
    BROUGHT_BY
        .iter()
        .find(|(_, brought)| fields.starts_with(brought))
        .map(|(phase, _)| *phase)
}

/// Whether a type is the standard release or extends it.
fn is_standard(types: &TypeTable, of: RecordId) -> bool {
    let mut at = Some(of);
    while let Some(record) = at.and_then(|id| types.record_type(id)) {
        let versioned = || record.fields.iter().any(|field| field.wire == "apiVersion");
        if record.name == "Release" && versioned() {
            return true;
        }
        at = record.extends;
    }
    false
}

/// The rule that shows an obligation to be met must be able to say something that could not be said when it was taken
/// on: in a later phase, or as time goes by.
fn unproven(program: &Program, rule: &Rule, obligation: &Obligation, out: &mut Vec<Diagnostic>) {
    let Some(name) = &obligation.proven_by else {
        return;
    };
    let Some(proof) = program.rules.iter().find(|other| other.id == *name) else {
        return;
    };
    let later = match (rule.phase, proof.phase) {
        (Some(own), Some(proving)) => proving > own,
        // A rule without a phase speaks from the first on.
        (None, Some(proving)) => proving > Phase::Plan,
        (_, None) => false,
    };
    if later || reads_now(program, proof) {
        return;
    }
    let message = format!(
        "`{}` is judged together with `{}`, so it shows nothing about what is obliged",
        proof.id, rule.id
    );
    out.push(
        Diagnostic::new(codes::LINT_OBLIGATION_PHASE, obligation.span, message)
            .and(proof.id_span, "this rule speaks no later")
            .help(format!(
                "give `{}` a later phase, or a `when` that reads `now`",
                proof.id
            )),
    );
}

fn reads_now(program: &Program, rule: &Rule) -> bool {
    let mut found = false;
    for root in everything(program, walk::of_rule(rule)) {
        walk::every(root, &mut |part| found |= matches!(part.kind, Kind::Now));
    }
    found
}
