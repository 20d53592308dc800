//! A decision for a test: made like any other, with what its conditions came to.

use std::collections::BTreeSet;

use bumpalo::Bump;

use crate::decision::run::Decision;
use crate::eval::machine::Machine;
use crate::eval::observe::Observed;
use crate::ir::program::Rule;
use crate::value::Value;

use super::assemble;
use super::facade::Engine;
use super::run::{Failure, Request};

/// Which rules a trial asks.
#[derive(Clone, Copy)]
pub struct Asked<'t> {
    /// Those that speak in the decision.
    pub wanted: &'t dyn Fn(&Rule) -> bool,
    /// Those whose conditions are observed.
    pub observed: &'t dyn Fn(&Rule) -> bool,
}

/// A decision, and how the conditions of the rules that were observed came out.
#[derive(Debug)]
pub struct Trial {
    pub decision: Decision,
    pub seen: BTreeSet<Observed>,
}

impl Engine {
    /// Decides about a descriptor by some of the rules, every finding explained.
    ///
    /// # Errors
    /// As [`Engine::explain`].
    pub fn trial(&self, request: &Request<'_>, asked: Asked<'_>) -> Result<Trial, Failure> {
        let mut decision = assemble::empty(request);
        let mut seen = BTreeSet::new();
        for policy in &self.policies {
            let arena = Bump::new();
            let bound = policy.bind(&arena, request)?;
            assemble::add(&mut decision, policy, request, &arena, &bound, asked.wanted)?;
            let mut judge = Machine::<true>::new(bound.context(&arena, policy, request));
            judge.observe();
            let applies = matches!(judge.applies(), Value::Bool(true));
            seen.append(&mut judge.observed());
            if !applies {
                continue;
            }
            for rule in policy
                .program
                .rules
                .iter()
                .filter(|rule| (asked.observed)(rule))
            {
                // What another rule computed and this one would only look up is computed, and so observed, again.
                let mut judge = Machine::<true>::new(bound.context(&arena, policy, request));
                judge.observe();
                judge.judge(rule, request.phase);
                seen.append(&mut judge.observed());
            }
        }
        assemble::finish(&mut decision, request);
        Ok(Trial { decision, seen })
    }
}
