//! From conditions to outcomes: what becomes of each rule, and of each key of it.

use crate::decision::finding::{ClauseKind, EffectiveNote};
use crate::ir::op::NodeId;
use crate::ir::program::{Each, Rule};
use crate::source::span::Span;
use crate::value::date::{Date, TimeOfDay};
use crate::value::equality;
use crate::value::instant::Instant;
use crate::value::outcome::{Outcome, Phase, Severity, Verdict};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{Value, show};

use super::explain::TypeNames;
use super::machine::Machine;
use super::quantify::Flow;
use super::trace::{Kleene, Trace};
use super::watch::Seen;

/// What became of a rule, or of one key of it.
#[derive(Debug)]
pub struct Judged<'a> {
    pub rule: &'a Rule,
    pub key: Option<Key<'a>>,
    pub outcome: Outcome,
    /// The severity that counts.
    pub severity: Severity,
    pub effective: Option<EffectiveNote>,
    pub clauses: Vec<Judgement<'a>>,
    /// Why the rule does not apply, where no clause says it.
    pub aside: Option<String>,
    pub because: Option<String>,
    pub remedy: Option<String>,
    pub obligations: Vec<Duty<'a>>,
    pub rests_on_absence: bool,
}

/// The key of a finding.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    pub value: Value<'a>,
    /// As reports print it; `[3]` where the key is not known.
    pub shown: String,
}

/// One clause, evaluated. With its traces, where they were asked for.
#[derive(Debug)]
pub struct Judgement<'a> {
    pub kind: ClauseKind,
    pub label: Option<&'a str>,
    pub span: Span,
    pub node: Option<NodeId>,
    pub value: Value<'a>,
    pub traces: Vec<&'a Trace<'a>>,
}

/// An obligation of a finding that passes or is exempt.
#[derive(Debug)]
pub struct Duty<'a> {
    pub what: String,
    pub until: Value<'a>,
    pub proven_by: Option<&'a str>,
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// Whether the policy applies at all.
    pub fn applies(&mut self) -> Value<'a> {
        match self.context.program.policy.applies_when {
            None => Value::Bool(true),
            Some(condition) => {
                let value = self.eval(condition);
                self.pending.clear();
                value
            }
        }
    }

    /// Judges a rule: one answer, or one for each key.
    pub fn judge(&mut self, rule: &'a Rule, phase: Option<Phase>) -> Vec<Judged<'a>> {
        if let (Some(asked), Some(own)) = (phase, rule.phase)
            && own > asked
        {
            let aside = format!("speaks from the phase {} on", own.name());
            return vec![aside_from(rule, aside, None)];
        }
        if let Some(until) = rule.effective_until
            && self.day_after(until).is_some_and(|end| self.reached(end))
        {
            return vec![aside_from(
                rule,
                format!("ended on {until}"),
                Some(EffectiveNote::Ended(until.to_string())),
            )];
        }
        let mut judged = match &rule.each {
            None => vec![self.judge_one(rule, None, Kleene::True)],
            Some(each) => self.judge_each(rule, each),
        };
        for one in &mut judged {
            self.take_effect(one);
        }
        judged
    }

    fn judge_each(&mut self, rule: &'a Rule, each: &'a Each) -> Vec<Judged<'a>> {
        let mut judged: Vec<Judged<'a>> = Vec::new();
        let mut place = 0_usize;
        let from = self.pending.len();
        let sweep = self.sweep(&each.over, &mut |machine, belongs| {
            place += 1;
            if belongs.is_false() {
                return (Value::Bool(false), Flow::On);
            }
            for memo in &rule.lets {
                machine.forget(memo.0);
            }
            let key = machine.key(each, place - 1);
            let one = machine.judge_one(rule, Some(key), belongs);
            judged.push(one);
            (Value::Bool(true), Flow::On)
        });
        let traces: Vec<&'a Trace<'a>> = self.pending.get(from..).map_or_else(Vec::new, |traces| {
            traces
                .iter()
                .filter(|trace| matches!(trace.of, super::trace::Subject::Expression(_)))
                .copied()
                .collect()
        });
        self.pending.truncate(from);
        if let Some(why) = sweep.unknown {
            judged.push(self.nothing_judged(rule, each, why, traces));
        } else if judged.is_empty() {
            if each.over.if_any {
                let aside = format!("there is nothing in `{}` for it to judge", each.over.what);
                judged.push(aside_from(rule, aside, None));
            } else {
                let why = Unknown::one(
                    self.context.arena,
                    Reason::NothingToCheck {
                        what: &each.over.what,
                    },
                );
                judged.push(self.nothing_judged(rule, each, why, traces));
            }
        }
        self.mark_equal_keys(&mut judged, each);
        judged
    }

    /// The one finding of a rule whose list is not known, or is empty.
    fn nothing_judged(
        &self,
        rule: &'a Rule,
        each: &'a Each,
        why: &'a Unknown<'a>,
        traces: Vec<&'a Trace<'a>>,
    ) -> Judged<'a> {
        let mut one = blank(rule, None, Outcome::Indeterminate);
        one.clauses.push(Judgement {
            kind: ClauseKind::ForEach,
            label: None,
            span: each.span,
            node: None,
            value: Value::Unknown(why),
            traces,
        });
        one
    }

    fn key(&mut self, each: &'a Each, place: usize) -> Key<'a> {
        let value = self.quietly(|machine| machine.eval(each.key));
        let shown = match value {
            Value::Unknown(_) | Value::Absent => format!("[{place}]"),
            value => {
                let names = TypeNames {
                    program: self.context.program,
                };
                show::plain(&value, &names)
            }
        };
        Key { value, shown }
    }

    /// Two elements with one key cannot be told apart: neither is judged.
    fn mark_equal_keys(&self, judged: &mut [Judged<'a>], each: &'a Each) {
        let mut doubled: Vec<usize> = Vec::new();
        for (index, one) in judged.iter().enumerate() {
            let Some(key) = &one.key else { continue };
            let twin = judged.iter().enumerate().any(|(other_index, other)| {
                other_index != index
                    && other.key.as_ref().is_some_and(|other| {
                        matches!(
                            equality::equal(self.context.arena, key.value, other.value),
                            Value::Bool(true)
                        )
                    })
            });
            if twin {
                doubled.push(index);
            }
        }
        for index in doubled {
            let Some(one) = judged.get_mut(index) else {
                continue;
            };
            let key = one.key.as_ref().map_or("", |key| key.shown.as_str());
            let key = self.context.arena.alloc_str(key);
            let why = Unknown::one(self.context.arena, Reason::KeyNotUnique { key });
            one.outcome = Outcome::Indeterminate;
            one.obligations.clear();
            one.clauses.insert(
                0,
                Judgement {
                    kind: ClauseKind::ForEach,
                    label: None,
                    span: each.span,
                    node: Some(each.key),
                    value: Value::Unknown(why),
                    traces: Vec::new(),
                },
            );
        }
    }

    fn judge_one(
        &mut self,
        rule: &'a Rule,
        key: Option<Key<'a>>,
        belongs: Kleene<'a>,
    ) -> Judged<'a> {
        let mut one = blank(rule, key, Outcome::NotApplicable);
        let outer = std::mem::take(&mut self.rested_on_absence);
        one.outcome = self.outcome(rule, belongs, &mut one.clauses);
        one.rests_on_absence = self.rested_on_absence;
        self.rested_on_absence |= outer;
        if matches!(one.outcome, Outcome::Pass | Outcome::Exempt) {
            for obligation in &rule.obligations {
                let duty = Duty {
                    what: self.say(&obligation.what),
                    until: self.quietly(|machine| machine.eval(obligation.until)),
                    proven_by: obligation.proven_by.as_deref(),
                };
                one.obligations.push(duty);
            }
        }
        if EXPLAIN
            && matches!(
                one.outcome,
                Outcome::Fail | Outcome::Indeterminate | Outcome::Exempt
            )
        {
            one.because = rule.because.as_ref().map(|message| self.say(message));
            one.remedy = rule.remedy.as_ref().map(|message| self.say(message));
        }
        one
    }

    /// `when` false: not applicable; demands true: pass; `unless` true: exempt; both false: fail; else indeterminate.
    fn outcome(
        &mut self,
        rule: &'a Rule,
        belongs: Kleene<'a>,
        clauses: &mut Vec<Judgement<'a>>,
    ) -> Outcome {
        if let Kleene::Unknown(why) = belongs
            && let Some(each) = &rule.each
        {
            clauses.push(Judgement {
                kind: ClauseKind::ForEach,
                label: None,
                span: each.span,
                node: each.over.filter,
                value: Value::Unknown(why),
                traces: Vec::new(),
            });
            return Outcome::Indeterminate;
        }
        if let Some(when) = rule.when {
            match self.clause(ClauseKind::When, None, when, clauses) {
                Kleene::False => return Outcome::NotApplicable,
                Kleene::Unknown(_) => return Outcome::Indeterminate,
                Kleene::True => {}
            }
        }
        let mut met = Kleene::True;
        for demand in &rule.demands {
            let held = self.demand(demand, clauses);
            met = match (met, held) {
                (Kleene::False, _) | (_, Kleene::False) => Kleene::False,
                (Kleene::Unknown(why), _) | (_, Kleene::Unknown(why)) => Kleene::Unknown(why),
                _ => Kleene::True,
            };
            if met.is_false() && !EXPLAIN {
                break;
            }
        }
        if met.is_true() {
            return Outcome::Pass;
        }
        let unless = match rule.unless {
            Some(unless) => self.clause(ClauseKind::Unless, None, unless, clauses),
            None => Kleene::False,
        };
        match (met, unless) {
            (_, Kleene::True) => Outcome::Exempt,
            (Kleene::False, Kleene::False) => Outcome::Fail,
            _ => Outcome::Indeterminate,
        }
    }

    /// A demand's truth. Where its own `when` does not hold it asks nothing.
    fn demand(
        &mut self,
        demand: &'a crate::ir::program::Demand,
        clauses: &mut Vec<Judgement<'a>>,
    ) -> Kleene<'a> {
        let kind = if demand.forbid {
            ClauseKind::Forbid
        } else {
            ClauseKind::Require
        };
        let label = demand.label.as_deref();
        let asked = match demand.when {
            None => Kleene::True,
            Some(when) => {
                let mut condition = Vec::new();
                let asked = self.clause(ClauseKind::When, label, when, &mut condition);
                // Shown where it settles the demand: it asked nothing, or it is not known whether it asks.
                if !asked.is_true() {
                    clauses.append(&mut condition);
                }
                asked
            }
        };
        if asked.is_false() {
            return Kleene::True;
        }
        let held = match (
            self.clause(kind, label, demand.condition, clauses),
            demand.forbid,
        ) {
            (Kleene::True, true) => Kleene::False,
            (Kleene::False, true) => Kleene::True,
            (held, _) => held,
        };
        match (asked, held) {
            // Not known whether it is asked, but it would hold.
            (Kleene::Unknown(_), Kleene::True) => Kleene::True,
            (Kleene::Unknown(why), _) => Kleene::Unknown(why),
            (_, held) => held,
        }
    }

    fn clause(
        &mut self,
        kind: ClauseKind,
        label: Option<&'a str>,
        node: NodeId,
        clauses: &mut Vec<Judgement<'a>>,
    ) -> Kleene<'a> {
        let from = self.pending.len();
        let truth = self.truth(node);
        if EXPLAIN {
            let traces = self
                .pending
                .get(from..)
                .map_or_else(Vec::new, <[&Trace<'a>]>::to_vec);
            self.pending.truncate(from);
            let span = self
                .context
                .program
                .node(node)
                .map_or(Span::new(crate::source::span::FileId(0), 0, 0), |node| {
                    node.span
                });
            clauses.push(Judgement {
                kind,
                label,
                span,
                node: Some(node),
                value: truth.value(),
                traces,
            });
        }
        truth
    }

    /// Before `effective from` a rule warns, and says from when on it blocks.
    fn take_effect(&mut self, one: &mut Judged<'a>) {
        let Some(from) = one.rule.effective_from else {
            return;
        };
        if one.severity != Severity::Block {
            return;
        }
        let Some(start) = self.start_of(from) else {
            return;
        };
        if self.reached(start) {
            return;
        }
        one.severity = Severity::Warn;
        let planned = match self.context.program.planned_start {
            Some(node) => match self.quietly(|machine| machine.eval(node)) {
                Value::Instant(instant) => Some(instant),
                _ => None,
            },
            None => None,
        };
        one.effective = Some(if planned.is_some_and(|planned| planned >= start) {
            EffectiveNote::WillBlockBy(from.to_string())
        } else {
            EffectiveNote::BlocksFrom(from.to_string())
        });
    }

    fn reached(&mut self, instant: Instant) -> bool {
        let now = self.context.now;
        self.see(|| Seen::Pair(Value::Instant(now), Value::Instant(instant)));
        now >= instant
    }

    fn start_of(&self, date: Date) -> Option<Instant> {
        Instant::from_local(date, TimeOfDay(0), self.context.program.policy.zone)
    }

    fn day_after(&self, date: Date) -> Option<Instant> {
        self.start_of(date.plus_days(1)?)
    }
}

fn blank<'a>(rule: &'a Rule, key: Option<Key<'a>>, outcome: Outcome) -> Judged<'a> {
    Judged {
        rule,
        key,
        outcome,
        severity: rule.severity,
        effective: None,
        clauses: Vec::new(),
        aside: None,
        because: None,
        remedy: None,
        obligations: Vec::new(),
        rests_on_absence: false,
    }
}

fn aside_from<'a>(rule: &'a Rule, aside: String, effective: Option<EffectiveNote>) -> Judged<'a> {
    let mut one = blank(rule, None, Outcome::NotApplicable);
    one.aside = Some(aside);
    one.effective = effective;
    one
}

/// What one finding means for the decision; the worst of all findings is the decision.
pub fn weigh(outcome: Outcome, severity: Severity, obliges: bool) -> Verdict {
    match (severity, outcome) {
        (Severity::Block, Outcome::Fail) => Verdict::NoGo,
        (Severity::Block, Outcome::Indeterminate) => Verdict::Indeterminate,
        (Severity::Block | Severity::Warn, Outcome::Waived)
        | (Severity::Warn, Outcome::Fail | Outcome::Indeterminate) => Verdict::ConditionalGo,
        (_, Outcome::Pass | Outcome::Exempt) if obliges => Verdict::ConditionalGo,
        _ => Verdict::Go,
    }
}
