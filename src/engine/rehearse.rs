//! One release, asked about at many instants: decoded once, evaluated for each.

use bumpalo::Bump;

use crate::decision::when::Obstacle;
use crate::eval::judge::weigh;
use crate::eval::machine::{Context, Machine};
use crate::eval::watch::{self, Watched};
use crate::ir::program::Rule;
use crate::value::Value;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::outcome::{Phase, Verdict};
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::facade::{Engine, Policy};
use super::plan::{Move, Plan};
use super::run::{Bound, Failure, Request};

/// A release and the policies that judge it, ready to be asked about other times.
#[derive(Debug)]
pub struct Rehearsal<'a> {
    request: Request<'a>,
    parts: Vec<Part<'a>>,
    length: Option<Duration>,
    /// In which the release's days are counted.
    zone: Zone,
    /// The window for which the release is planned, if it says so.
    pub planned: Option<Window>,
    /// Whether any policy's type says when a release is planned.
    pub has_window: bool,
}

#[derive(Debug)]
struct Part<'a> {
    policy: &'a Policy,
    bound: Bound<'a, 'a>,
    primary: Option<usize>,
    plan: Plan,
    /// By rule: what it comes to whenever it is asked. `None`: that depends on when.
    still: Vec<Option<Said>>,
}

/// What one rule, or all of them, say of the release.
#[derive(Debug, Clone)]
pub struct Said {
    pub verdict: Verdict,
    /// The findings that stand against a go, in the order of the rules.
    pub against: Vec<Obstacle>,
}

/// What the policies say of the release at one instant.
#[derive(Debug)]
pub struct Answer<'b> {
    pub verdict: Verdict,
    /// The findings that stand against a go, in the order of the rules.
    pub against: Vec<Obstacle>,
    /// What was compared on the way, policy by policy.
    pub seen: Vec<(&'b Policy, Watched<'b>)>,
}

impl Engine {
    /// Decodes a release once, to ask about it at many instants. Nothing in it outlives `arena`. `length`: how long it
    /// takes; without one it takes as long as it is planned to.
    ///
    /// # Errors
    /// As [`Engine::explain`].
    pub fn rehearse<'a>(
        &'a self,
        arena: &'a Bump,
        request: &Request<'a>,
        length: Option<Duration>,
    ) -> Result<Rehearsal<'a>, Failure> {
        let mut parts = Vec::new();
        let mut planned = None;
        let mut has_window = false;
        for policy in &self.policies {
            let is_given = |name: &str| request.named.iter().any(|(given, _)| given == name);
            let primary = policy.primary(&is_given).map_err(Failure::Usage)?;
            let types = &policy.program.types;
            let top = primary.and_then(|index| policy.program.inputs.get(index));
            let plan = top.map_or_else(Plan::default, |input| Plan::of(types, &input.ty));
            // The window is read even if no rule reads it: the others are counted from it.
            let mut shapes = policy.program.shapes.clone();
            if let Some(input) = top {
                plan.mark(types, &input.ty, &mut shapes);
            }
            let bound = policy.bind_by(arena, request, Some(shapes))?;
            has_window |= plan.has_window();
            if planned.is_none() {
                planned = primary
                    .and_then(|index| bound.inputs.get(index).copied())
                    .and_then(|release| plan.window(types, release));
            }
            parts.push(Part {
                policy,
                bound,
                primary,
                plan,
                still: vec![None; policy.program.rules.len()],
            });
        }
        let mut rehearsal = Rehearsal {
            request: *request,
            length,
            zone: self.zone(),
            parts,
            planned,
            has_window,
        };
        rehearsal.find_still();
        Ok(rehearsal)
    }
}

impl<'a> Rehearsal<'a> {
    /// What the policies say if it is `start`, and the release is planned to begin then. A release that does not say
    /// when it is planned, and of which nobody says how long it takes, keeps its silence.
    pub fn at<'b>(&'b self, arena: &'b Bump, start: Instant) -> Answer<'b> {
        self.judged::<false>(arena, start)
    }

    /// As [`Rehearsal::at`], with what each rule says for itself.
    pub fn told<'b>(&'b self, arena: &'b Bump, start: Instant) -> Answer<'b> {
        self.judged::<true>(arena, start)
    }

    /// Judges each rule that nothing makes depend on time once and for all: most rules of most policies.
    fn find_still(&mut self) {
        let here = self.request.now;
        let there = Instant {
            seconds: here.seconds.saturating_add(1),
            ..here
        };
        let (here, there) = (self.times(here), self.times(there));
        let request = self.request;
        for part in &mut self.parts {
            let arena = Bump::new();
            let here = part.context(&arena, &request, here);
            let there = part.context(&arena, &request, there);
            let rules = part.policy.program.rules.iter();
            let still = rules
                .map(|rule| {
                    let (said, seen) = part.alone(here, rule, request.phase);
                    let (_, later) = part.alone(there, rule, request.phase);
                    watch::is_still(&seen.seen, &later.seen).then_some(said)
                })
                .collect();
            part.still = still;
        }
    }

    fn times(&self, now: Instant) -> Times {
        let length = self.length.or_else(|| self.planned.map(Window::length));
        Times {
            now,
            planned: self.planned,
            to: length
                .and_then(|length| now.plus(length, self.zone))
                .and_then(|end| Window::new(now, end)),
        }
    }

    fn judged<'b, const EXPLAIN: bool>(&'b self, arena: &'b Bump, start: Instant) -> Answer<'b> {
        let times = self.times(start);
        let mut answer = Answer {
            verdict: Verdict::Go,
            against: Vec::new(),
            seen: Vec::new(),
        };
        for part in &self.parts {
            let seen = part.judge::<EXPLAIN>(arena, &self.request, times, &mut answer);
            answer.seen.push((part.policy, seen));
        }
        answer.against.dedup();
        answer
    }
}

impl Said {
    /// The same decision for the same rules: what they say for themselves may tell of other times.
    pub fn is_same(&self, verdict: Verdict, against: &[Obstacle]) -> bool {
        self.verdict == verdict
            && self.against.len() == against.len()
            && self
                .against
                .iter()
                .zip(against)
                .all(|(one, other)| one.is_same(other))
    }
}

impl From<Answer<'_>> for Said {
    fn from(answer: Answer<'_>) -> Said {
        Said {
            verdict: answer.verdict,
            against: answer.against,
        }
    }
}

/// The times of one question.
#[derive(Debug, Clone, Copy)]
struct Times {
    now: Instant,
    /// The window for which the release is planned, and the one for which it is to be.
    planned: Option<Window>,
    to: Option<Window>,
}

impl<'a> Part<'a> {
    fn judge<'b, const EXPLAIN: bool>(
        &'b self,
        arena: &'b Bump,
        request: &'b Request<'a>,
        times: Times,
        answer: &mut Answer<'b>,
    ) -> Watched<'b> {
        let mut machine = Machine::<'b, EXPLAIN>::new(self.context(arena, request, times));
        machine.watch();
        match machine.applies() {
            Value::Bool(true) => {}
            Value::Bool(false) => return machine.watched(),
            _ => {
                answer.verdict = answer.verdict.max(Verdict::Indeterminate);
                return machine.watched();
            }
        }
        for (rule, still) in self.policy.program.rules.iter().zip(&self.still) {
            let said = match still {
                // A rule that explains itself is asked again.
                Some(said) if !EXPLAIN || said.against.is_empty() => said.clone(),
                _ => self.said(&mut machine, rule, request.phase),
            };
            answer.verdict = answer.verdict.max(said.verdict);
            answer.against.extend(said.against);
        }
        machine.watched()
    }

    /// One rule by itself: nothing that another computed is remembered, so that all it turns on is seen.
    fn alone<'b>(
        &'b self,
        context: Context<'b>,
        rule: &'b Rule,
        phase: Option<Phase>,
    ) -> (Said, Watched<'b>) {
        let mut machine = Machine::<'b, false>::new(context);
        machine.watch();
        let said = self.said(&mut machine, rule, phase);
        (said, machine.watched())
    }

    fn context<'b>(
        &'b self,
        arena: &'b Bump,
        request: &'b Request<'a>,
        times: Times,
    ) -> Context<'b> {
        let program = &self.policy.program;
        let mut inputs: Vec<Value<'b>> = self.bound.inputs.clone();
        if let Some(to) = times.to
            && let Some(release) = self.primary.and_then(|index| inputs.get_mut(index))
        {
            let by = Move {
                from: times.planned,
                to,
            };
            *release = self.plan.moved(arena, &program.types, *release, by);
        }
        Context {
            arena,
            program,
            inputs: arena.alloc_slice_copy(&inputs),
            data: &self.bound.data,
            overrides: &self.bound.overrides,
            now: times.now,
            identities: request.identities.map(|identities| &identities.map),
        }
    }

    fn said<'b, const EXPLAIN: bool>(
        &'b self,
        machine: &mut Machine<'b, EXPLAIN>,
        rule: &'b Rule,
        phase: Option<Phase>,
    ) -> Said {
        let mut said = Said {
            verdict: Verdict::Go,
            against: Vec::new(),
        };
        for judged in machine.judge(rule, phase) {
            let obliges = !judged.obligations.is_empty();
            let weight = weigh(judged.outcome, judged.severity, obliges);
            said.verdict = said.verdict.max(weight);
            if matches!(weight, Verdict::NoGo | Verdict::Indeterminate) {
                said.against.push(Obstacle {
                    policy: self.policy.program.policy.name.clone(),
                    rule: rule.id.clone(),
                    key: judged.key.map(|key| key.shown),
                    title: rule.title.clone(),
                    outcome: judged.outcome,
                    severity: judged.severity,
                    because: judged.because,
                });
            }
        }
        said
    }
}
