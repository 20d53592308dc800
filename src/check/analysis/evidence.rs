use std::collections::{BTreeMap, BTreeSet};

use super::path::PathPattern;
use super::summary::{Reads, Tracer};
use super::walk;
use crate::check::typed::{LocalId, Program, Rule};

/// What evaluating a rule may read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The values that are looked at; the records on the way to them are not named.
    pub reads: BTreeMap<PathPattern, Read>,
    /// The lists over which `every`, `some`, `at least` or `for each` ranges or from which people are gathered:
    /// emptied, they leave nothing to show. Those that say `, if any` are not among them.
    pub quantified: BTreeSet<PathPattern>,
}

/// How a path is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// Something on the way may be missing by its declaration.
    pub optional: bool,
    /// Its absence may make the rule indeterminate: somewhere it is read without `default`, `is present` or
    /// `is missing`, and not only to be printed.
    pub decides: bool,
}

/// What the rules of a program and its `applies when` read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgramEvidence {
    pub applies_when: Evidence,
    /// One for each rule, in their order.
    pub rules: Vec<Evidence>,
}

/// What one rule reads, through the definitions that it names and with what it gives to them.
pub fn of_rule(program: &Program, rule: &Rule) -> Evidence {
    traced_rule(&mut Tracer::new(program), rule)
}

/// What every rule reads.
pub fn of_program(program: &Program) -> ProgramEvidence {
    let mut tracer = Tracer::new(program);
    if let Some(applies) = &program.policy.applies_when {
        tracer.used(applies);
    }
    let reads = tracer.take();
    ProgramEvidence {
        applies_when: evidence(&tracer, &reads),
        rules: program
            .rules
            .iter()
            .map(|rule| traced_rule(&mut tracer, rule))
            .collect(),
    }
}

fn traced_rule(tracer: &mut Tracer<'_>, rule: &Rule) -> Evidence {
    if let Some(each) = &rule.each {
        let lists = tracer.over(&each.over);
        if !each.over.if_any {
            tracer.ask_over(lists);
        }
        tracer.shown(&each.key);
    }
    let uses = uses_of_lets(rule);
    for (local, value) in &rule.lets {
        let shape = match uses.get(local) {
            Some(Use::Decides) => tracer.eval(value),
            Some(Use::Shown) => tracer.eval_shown(value),
            None => continue,
        };
        tracer.bind(*local, shape);
    }
    if let Some(when) = &rule.when {
        tracer.used(when);
    }
    for demand in &rule.demands {
        if let Some(when) = &demand.when {
            tracer.used(when);
        }
        tracer.used(&demand.condition);
    }
    if let Some(unless) = &rule.unless {
        tracer.used(unless);
    }
    for obligation in &rule.obligations {
        tracer.used(&obligation.until);
        walk::holes(&obligation.what).for_each(|hole| tracer.shown(hole));
    }
    for message in rule.because.iter().chain(&rule.remedy) {
        walk::holes(message).for_each(|hole| tracer.shown(hole));
    }
    let reads = tracer.take();
    evidence(tracer, &reads)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Shown,
    Decides,
}

/// What the names bound by a rule are used for; those that nothing uses are left out.
fn uses_of_lets(rule: &Rule) -> BTreeMap<LocalId, Use> {
    let mut uses: BTreeMap<LocalId, Use> = BTreeMap::new();
    let mut note = |expr, how| {
        walk::every(expr, &mut |part| {
            if let crate::check::typed::Kind::Local(local) = &part.kind {
                let so_far = uses.entry(*local).or_insert(how);
                *so_far = how.max(*so_far);
            }
        });
    };
    for demand in &rule.demands {
        note(&demand.condition, Use::Decides);
        demand.when.iter().for_each(|when| note(when, Use::Decides));
    }
    for clause in rule.when.iter().chain(&rule.unless) {
        note(clause, Use::Decides);
    }
    for obligation in &rule.obligations {
        note(&obligation.until, Use::Decides);
        walk::holes(&obligation.what).for_each(|hole| note(hole, Use::Shown));
    }
    for message in rule.because.iter().chain(&rule.remedy) {
        walk::holes(message).for_each(|hole| note(hole, Use::Shown));
    }
    // A name may use only those before it.
    for (local, value) in rule.lets.iter().rev() {
        let Some(how) = uses.get(local).copied() else {
            continue;
        };
        walk::every(value, &mut |part| {
            if let crate::check::typed::Kind::Local(inner) = &part.kind {
                let so_far = uses.entry(*inner).or_insert(how);
                *so_far = how.max(*so_far);
            }
        });
    }
    uses
}

fn evidence(tracer: &Tracer<'_>, reads: &Reads) -> Evidence {
    let paths = &tracer.paths;
    let mut found: BTreeMap<PathPattern, Read> = BTreeMap::new();
    for (path, decides) in &reads.paths {
        let Some(pattern) = paths.pattern(*path) else {
            continue;
        };
        let read = found.entry(pattern).or_insert(Read {
            optional: false,
            decides: false,
        });
        read.optional |= paths.is_optional(*path);
        read.decides |= *decides;
    }
    Evidence {
        reads: found,
        quantified: reads
            .quantified
            .iter()
            .filter_map(|path| paths.pattern(*path))
            .collect(),
    }
}
