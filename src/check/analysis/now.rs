//! How a program uses `now`, and when the answer can change for it alone.
//!
//! Between two *break points* nothing that a policy says depends on which instant it is asked for. That makes "when could
//! it go" an exact question, provided that `now` is only ever compared with instants that do not depend on it:
//!
//! | form | the answer changes when |
//! |---|---|
//! | `now < T`, `T >= now`, `now is before T`, `T in now..now + D` | `now` passes `T` |
//! | `now + D < T`, `now - D < T` | `now + D` passes `T`, or `now - D` does |
//! | `now in W`, `now not in W` | `now` passes either end of the window |
//! | `now - T <= D`, `T - now > D` | `now` passes `T + D`, or `T - D` |
//!
//! `T` and `W` are any expressions free of `now`. `D` is a constant duration: made of literals, params and data, of
//! nothing that a document says; a definition's param counts if every call gives it such a duration. `now` may come
//! through a definition or a `let`, and may be handed to a definition.
//!
//! Everything else is *inexact*: `now` handed to a function, put into a list or a record, compared with itself. The
//! decision is right all the same; only its moments of change cannot be told from the policy. Messages and the time of
//! an obligation do not decide anything, and are not looked at.
//!
//! # For whoever looks for the next change
//!
//! - The instant of a [`BreakPoint`] may lean on bound names (`every a in approvals: now < a.expires_at`, a definition's
//!   param). So its values are those that it has wherever [`BreakPoint::condition`] is evaluated, and there may be many
//!   or none. A condition that is not evaluated at some instant cannot change the answer before one that is does: decide
//!   for an instant, take the earliest break point after it, decide for that, and so on.
//! - A step in days, weeks, months or years is taken in the calendar of the policy's zone, from `now`: solving
//!   `now + 1 day == T` for `now` is not `T - 1 day` where an hour is skipped or repeated between, and around a repeated
//!   hour it can have two answers. Look at `T` less the step, and at that moved by the change of the offset.
//! - A [`Length`] is the length of a difference: its days have 24 hours, and with months in it nothing ever compares.
//! - Comparing includes or leaves out the break point itself, so decide for it and for the instant behind it.
//! - `effective from` and `until` of each rule are break points too; they are dates of the rule, not expressions.
//! - Calendars, when they come, change their answer at the edges of their entries: a call that takes `now` becomes a form
//!   of its own in [`Follower::time`].

use std::collections::{BTreeMap, BTreeSet};

use super::{reach, walk};
use crate::check::typed::{Body, DefinitionId, Expr, Kind, LocalId, Program, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::ArithmeticOp;
use crate::types::ty::Ty;

/// What a program's rules and its `applies when` make of `now`.
#[derive(Debug, Clone, Default)]
pub struct NowUse<'p> {
    /// Each condition that changes with `now` alone, and when; in the order of the text.
    pub points: Vec<BreakPoint<'p>>,
    /// What changes in a way that cannot be told. None: the break points are all there are.
    pub inexact: Vec<Inexact<'p>>,
}

/// A condition, and the instants at which it may change: where `now`, moved by `steps`, is `length` away from `at`.
#[derive(Debug, Clone)]
pub struct BreakPoint<'p> {
    pub condition: &'p Expr,
    pub at: At<'p>,
    /// What is added to `now` by the calendar before it is compared, one after the other.
    pub steps: Vec<Step<'p>>,
    /// For a difference that is compared: how far `now` is then behind `at`, or before it.
    pub length: Option<Length<'p>>,
}

/// An expression free of `now`.
#[derive(Debug, Clone, Copy)]
pub enum At<'p> {
    Instant(&'p Expr),
    /// Both ends of a window.
    Ends(&'p Expr),
}

/// A constant duration that is added to `now`, or taken from it.
#[derive(Debug, Clone, Copy)]
pub struct Step<'p> {
    pub of: &'p Expr,
    pub back: bool,
}

/// A constant duration between two instants.
#[derive(Debug, Clone, Copy)]
pub struct Length<'p> {
    pub of: &'p Expr,
    /// `now` is so long before the instant, not behind it.
    pub before: bool,
}

/// A use of `now` of no form that is known.
#[derive(Debug, Clone, Copy)]
pub struct Inexact<'p> {
    /// The expression that depends on `now`.
    pub of: &'p Expr,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It goes into a function, or into anything but a comparison.
    Used,
    /// It is moved by a duration that is not constant.
    Moved,
    /// It is a difference compared with a duration that is not constant.
    Compared,
    /// It is compared with what depends on `now` too.
    Itself,
}

/// Follows `now` through the rules.
pub fn of_program(program: &Program) -> NowUse<'_> {
    let mut follower = Follower::new(program);
    let mut roots: Vec<&Expr> = program.policy.applies_when.iter().collect();
    for rule in &program.rules {
        roots.extend(deciding(rule));
    }
    // A chain of definitions may be as long as the policy, so none is followed from inside another.
    let reached = reach::reached(program, roots);
    let mut order = reach::callees_first(program);
    order.retain(|id| reached.get(id.0 as usize) == Some(&true));
    follower.note_constants(&order);
    for id in order {
        follower.definition(id);
    }
    if let Some(applies) = &program.policy.applies_when {
        follower.settled(applies);
    }
    for rule in &program.rules {
        follower.rule(rule);
    }
    let mut found = follower.found;
    found.points.sort_by_key(BreakPoint::place);
    found.points.dedup_by_key(|point| point.place());
    found
        .inexact
        .sort_by_key(|inexact| (inexact.of.span, inexact.why));
    found
        .inexact
        .dedup_by_key(|inexact| (inexact.of.span, inexact.why));
    found
}

impl BreakPoint<'_> {
    fn place(&self) -> impl Ord + use<> {
        let (At::Instant(at) | At::Ends(at)) = self.at;
        let steps = self.steps.iter().map(|step| (step.of.span, step.back));
        let length = self.length.map(|length| (length.of.span, length.before));
        let steps: Vec<(Span, bool)> = steps.collect();
        (self.condition.span, at.span, steps, length)
    }
}

/// The outermost expressions of a rule on which its outcome depends, those of the `let`s among them that these name.
fn deciding(rule: &Rule) -> Vec<&Expr> {
    let mut roots = Vec::new();
    if let Some(each) = &rule.each {
        walk::parts_of(&each.over, &mut |part| roots.push(part));
        roots.push(&each.key);
    }
    for demand in &rule.demands {
        roots.extend(&demand.when);
        roots.push(&demand.condition);
    }
    roots.extend(rule.when.iter().chain(&rule.unless));
    let mut named = BTreeSet::new();
    let mut seen = 0;
    // A name may use only those before it.
    for (local, value) in rule.lets.iter().rev() {
        for root in roots.get(seen..).unwrap_or_default() {
            walk::every(root, &mut |part| {
                if let Kind::Local(local) = &part.kind {
                    named.insert(*local);
                }
            });
        }
        seen = roots.len();
        if named.contains(local) {
            roots.push(value);
        }
    }
    roots
}

/// Reports what makes the moments of change untold.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for inexact in of_program(program).inexact {
        let (message, help) = told(inexact.why);
        let message = format!("at what moment this changes cannot be told: {message}");
        out.push(Diagnostic::new(codes::LINT_NOW, inexact.of.span, message).help(help));
    }
}

fn told(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::Used => (
            "`now` is not compared with an instant here",
            "compare `now` itself: `now < T`, `now in window(T, U)`, `now - T <= 30 days`",
        ),
        Why::Moved => (
            "`now` is moved by a duration that depends on the document",
            "move the other side: `now < T - D` in place of `now + D < T`",
        ),
        Why::Compared => (
            "the difference is compared with a duration that depends on the document",
            "write `now <= T + D` in place of `now - T <= D`",
        ),
        Why::Itself => (
            "`now` is compared with what depends on `now`",
            "compare `now` with an instant that does not change with it",
        ),
    }
}

/// How a value depends on `now`.
#[derive(Debug, Clone)]
enum Time<'p> {
    /// Not at all.
    Free,
    /// It changes at break points, and stays what it is between them.
    Stepwise,
    /// It is `now`, moved.
    Moved(Vec<Step<'p>>),
    /// It is the time between `now`, moved, and an instant: since it, or until it.
    Difference {
        steps: Vec<Step<'p>>,
        at: &'p Expr,
        until: bool,
    },
}

impl Time<'_> {
    fn flows(&self) -> bool {
        matches!(self, Time::Moved(_) | Time::Difference { .. })
    }
}

/// Definitions that take `now` are followed so deep and so often.
const DEEPEST: usize = 16;
const MOST: usize = 1_000;

struct Follower<'p> {
    program: &'p Program,
    found: NowUse<'p>,
    /// Of definitions whose arguments are free of `now`.
    definitions: BTreeMap<DefinitionId, Time<'p>>,
    /// Of params that take something else, and of `let`s.
    bound: BTreeMap<LocalId, Time<'p>>,
    lets: BTreeMap<LocalId, &'p Expr>,
    /// Params to which every call gives a constant.
    constants: BTreeSet<LocalId>,
    depth: usize,
    followed: usize,
}

impl<'p> Follower<'p> {
    fn new(program: &'p Program) -> Follower<'p> {
        Follower {
            program,
            found: NowUse::default(),
            definitions: BTreeMap::new(),
            bound: BTreeMap::new(),
            lets: BTreeMap::new(),
            constants: BTreeSet::new(),
            depth: 0,
            followed: 0,
        }
    }

    /// Finds the params that are always constant. Callers come before what they call, so theirs are known by then.
    fn note_constants(&mut self, callees_first: &[DefinitionId]) {
        let program = self.program;
        let definitions = || {
            let callers_first = callees_first.iter().rev();
            callers_first.filter_map(|id| program.definitions.get(id.0 as usize))
        };
        for definition in definitions() {
            if !walk::is_derived_field(program, definition) {
                self.constants.extend(&definition.params);
            }
        }
        if let Some(applies) = &program.policy.applies_when {
            self.note_variables(applies);
        }
        for rule in &program.rules {
            self.lets = rule.lets.iter().map(|(local, of)| (*local, of)).collect();
            for root in deciding(rule) {
                self.note_variables(root);
            }
        }
        self.lets.clear();
        for definition in definitions() {
            for root in walk::of_body(&definition.body) {
                self.note_variables(root);
            }
        }
    }

    /// Takes from the constants the params to which a call in the expression gives something else.
    fn note_variables(&mut self, root: &'p Expr) {
        walk::every(root, &mut |part| {
            let Kind::Definition(id, args) = &part.kind else {
                return;
            };
            let definition = self.program.definitions.get(id.0 as usize);
            let params = definition.map_or(&[][..], |found| found.params.as_slice());
            for (param, arg) in params.iter().zip(args) {
                if self.constants.contains(param) && !self.is_constant(arg) {
                    self.constants.remove(param);
                }
            }
        });
    }

    fn definition(&mut self, id: DefinitionId) {
        if let Some(definition) = self.program.definitions.get(id.0 as usize) {
            let time = self.body(&definition.body);
            self.definitions.insert(id, time);
        }
    }

    fn rule(&mut self, rule: &'p Rule) {
        self.bound.clear();
        self.lets = rule.lets.iter().map(|(local, of)| (*local, of)).collect();
        let roots = deciding(rule);
        for (local, value) in &rule.lets {
            if roots.iter().any(|root| std::ptr::eq(*root, value)) {
                let time = self.time(value);
                self.bound.insert(*local, time);
            }
        }
        for root in roots {
            let is_let = rule.lets.iter().any(|(_, value)| std::ptr::eq(root, value));
            if !is_let {
                self.settled(root);
            }
        }
    }

    /// Follows what must not flow with `now` where it stands. Gives whether it depends on `now` at all.
    fn settled(&mut self, expr: &'p Expr) -> bool {
        let time = self.time(expr);
        if time.flows() {
            self.inexact(expr, Why::Used);
        }
        !matches!(time, Time::Free)
    }

    fn inexact(&mut self, of: &'p Expr, why: Why) {
        self.found.inexact.push(Inexact { of, why });
    }

    fn time(&mut self, expr: &'p Expr) -> Time<'p> {
        match &expr.kind {
            Kind::Now => Time::Moved(Vec::new()),
            Kind::Local(local) => self.bound.get(local).cloned().unwrap_or(Time::Free),
            Kind::Definition(id, args) => self.call(*id, args),
            Kind::Derived(base, id) => self.call(*id, std::slice::from_ref(&**base)),
            Kind::Arithmetic(op, left, right) => self.arithmetic(expr, *op, left, right),
            Kind::Compare(_, left, right) => self.compare(expr, left, right),
            Kind::InCollection(subject, collection) if *collection.ty.plain() == Ty::Window => {
                let time = self.time(subject);
                let depends = self.settled(collection);
                match time {
                    Time::Moved(_) if depends => self.inexact(expr, Why::Itself),
                    Time::Moved(steps) => self.point(expr, At::Ends(collection), steps, None),
                    Time::Difference { .. } => self.inexact(subject, Why::Used),
                    Time::Free if !depends => return Time::Free,
                    Time::Free | Time::Stepwise => {}
                }
                Time::Stepwise
            }
            Kind::InRange {
                subject, low, high, ..
            } => {
                let mut time = Time::Free;
                for end in low.iter().chain(high) {
                    if !matches!(self.compare(expr, subject, end), Time::Free) {
                        time = Time::Stepwise;
                    }
                }
                time
            }
            // `now` is always there, and a difference is if its other side is.
            Kind::IsPresent(of) | Kind::IsMissing(of) => match self.time(of) {
                Time::Free | Time::Moved(_) | Time::Difference { .. } => Time::Free,
                Time::Stepwise => Time::Stepwise,
            },
            _ => {
                let mut depends = false;
                walk::children(expr, &mut |part| depends |= self.settled(part));
                stepwise(depends)
            }
        }
    }

    fn call(&mut self, id: DefinitionId, args: &'p [Expr]) -> Time<'p> {
        let program = self.program;
        let Some(definition) = program.definitions.get(id.0 as usize) else {
            return Time::Free;
        };
        let given: Vec<Time<'p>> = args.iter().map(|arg| self.time(arg)).collect();
        let depends = given.iter().any(|time| !matches!(time, Time::Free));
        let is_table = matches!(definition.body, Body::Table(_) | Body::Broken);
        let spent = self.depth >= DEEPEST || self.followed >= MOST;
        if depends && (is_table || spent) {
            for (arg, time) in args.iter().zip(&given) {
                if time.flows() {
                    self.inexact(arg, Why::Used);
                }
            }
            return Time::Stepwise;
        }
        if !depends {
            let known = self.definitions.get(&id).cloned();
            return known.unwrap_or(Time::Free);
        }
        self.depth += 1;
        self.followed += 1;
        let bound = definition.params.iter().copied().zip(given);
        self.bound.extend(bound);
        let time = self.body(&definition.body);
        for param in &definition.params {
            self.bound.remove(param);
        }
        self.depth -= 1;
        time
    }

    fn body(&mut self, body: &'p Body) -> Time<'p> {
        match body {
            Body::Expr(expr) => self.time(expr),
            other => {
                let mut depends = false;
                for part in walk::of_body(other) {
                    depends |= self.settled(part);
                }
                stepwise(depends)
            }
        }
    }

    fn arithmetic(
        &mut self,
        expr: &'p Expr,
        op: ArithmeticOp,
        left: &'p Expr,
        right: &'p Expr,
    ) -> Time<'p> {
        let times = (self.time(left), self.time(right));
        match (op, times) {
            (_, (Time::Free, Time::Free)) => Time::Free,
            (_, (Time::Free | Time::Stepwise, Time::Free | Time::Stepwise)) => Time::Stepwise,
            (ArithmeticOp::Subtract, (Time::Moved(steps), Time::Free))
                if *right.ty.plain() == Ty::Instant =>
            {
                Time::Difference {
                    steps,
                    at: right,
                    until: false,
                }
            }
            (ArithmeticOp::Subtract, (Time::Free, Time::Moved(steps))) => Time::Difference {
                steps,
                at: left,
                until: true,
            },
            (ArithmeticOp::Add | ArithmeticOp::Subtract, (Time::Moved(steps), Time::Free)) => {
                self.moved(expr, steps, right, op == ArithmeticOp::Subtract)
            }
            (ArithmeticOp::Add, (Time::Free, Time::Moved(steps))) => {
                self.moved(expr, steps, left, false)
            }
            (_, (Time::Moved(_), Time::Moved(_))) => {
                self.inexact(expr, Why::Itself);
                Time::Stepwise
            }
            _ => {
                self.inexact(expr, Why::Used);
                Time::Stepwise
            }
        }
    }

    fn moved(
        &mut self,
        expr: &'p Expr,
        mut steps: Vec<Step<'p>>,
        of: &'p Expr,
        back: bool,
    ) -> Time<'p> {
        if !self.is_constant(of) {
            self.inexact(expr, Why::Moved);
            return Time::Stepwise;
        }
        steps.push(Step { of, back });
        Time::Moved(steps)
    }

    fn compare(&mut self, expr: &'p Expr, left: &'p Expr, right: &'p Expr) -> Time<'p> {
        let times = (self.time(left), self.time(right));
        match times {
            (Time::Free, Time::Free) => return Time::Free,
            (Time::Moved(steps), Time::Free) => {
                self.point(expr, At::Instant(right), steps, None);
            }
            (Time::Free, Time::Moved(steps)) => {
                self.point(expr, At::Instant(left), steps, None);
            }
            (Time::Difference { steps, at, until }, Time::Free) => {
                self.difference(expr, steps, at, right, until);
            }
            (Time::Free, Time::Difference { steps, at, until }) => {
                self.difference(expr, steps, at, left, until);
            }
            (Time::Free | Time::Stepwise, Time::Free | Time::Stepwise) => {}
            _ => self.inexact(expr, Why::Itself),
        }
        Time::Stepwise
    }

    fn difference(
        &mut self,
        expr: &'p Expr,
        steps: Vec<Step<'p>>,
        at: &'p Expr,
        of: &'p Expr,
        before: bool,
    ) {
        if self.is_constant(of) {
            let length = Length { of, before };
            self.point(expr, At::Instant(at), steps, Some(length));
        } else {
            self.inexact(expr, Why::Compared);
        }
    }

    fn point(
        &mut self,
        condition: &'p Expr,
        at: At<'p>,
        steps: Vec<Step<'p>>,
        length: Option<Length<'p>>,
    ) {
        self.found.points.push(BreakPoint {
            condition,
            at,
            steps,
            length,
        });
    }

    /// Whether a value free of `now` depends on no document.
    fn is_constant(&self, expr: &'p Expr) -> bool {
        let mut pending = vec![expr];
        let mut entered = vec![false; self.program.definitions.len()];
        while let Some(root) = pending.pop() {
            let mut constant = true;
            walk::every(root, &mut |part| match &part.kind {
                Kind::Input(_) | Kind::Now => constant = false,
                Kind::Local(local) => match self.lets.get(local).copied() {
                    Some(value) => pending.push(value),
                    None => constant &= self.constants.contains(local),
                },
                Kind::Definition(id, args) if args.is_empty() => {
                    let at = id.0 as usize;
                    let fresh = entered
                        .get_mut(at)
                        .is_some_and(|seen| !std::mem::replace(seen, true));
                    if let Some(definition) = self.program.definitions.get(at).filter(|_| fresh) {
                        pending.extend(walk::of_body(&definition.body));
                    }
                }
                Kind::Definition(..) | Kind::Derived(..) => constant = false,
                _ => {}
            });
            if !constant {
                return false;
            }
        }
        true
    }
}

fn stepwise<'p>(depends: bool) -> Time<'p> {
    if depends { Time::Stepwise } else { Time::Free }
}
