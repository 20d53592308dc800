//! From judgements and their traces to findings: plain data that explains itself without policy or document.

use std::collections::BTreeSet;

use crate::decision::explanation::{DocumentPlace, Node, PolicyPlace, Role};
use crate::decision::finding::{Clause, ClauseKind, Finding, Gap, Obligation, Witness};
use crate::ir::op::{NodeId, Op, Quantifier};
use crate::ir::program::Program;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::types::ty::Ty;
use crate::value::origin::Origin;
use crate::value::outcome::{Outcome, Truth};
use crate::value::show::{self, Names};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{CalendarId, Member, RecordId, Value};

use super::judge::{Judged, Judgement};
use super::trace::{Element, Subject, Trace};
use super::witness;

/// Where a path stands in the documents of a run.
pub trait Places {
    /// `None`: the path is of an input that was not given at all.
    fn place(&self, origin: Origin<'_>) -> Option<DocumentPlace>;
}

/// What turning judgements into findings needs.
pub struct Presenter<'p> {
    pub program: &'p Program,
    pub sources: &'p Sources,
    pub places: &'p dyn Places,
    /// How a secret is shown: its digest, made where digests are.
    pub digest: &'p dyn Fn(&str) -> String,
}

/// Past so many elements a derivation shows the decisive ones and the first few of the others.
const MANY: usize = 50;
const FEW: usize = 20;

/// The names that showing a value needs.
#[derive(Debug)]
pub(super) struct TypeNames<'p> {
    pub program: &'p Program,
}

impl Names for TypeNames<'_> {
    fn member(&self, member: Member) -> Option<&str> {
        let of = self.program.types.enum_type(member.of)?;
        of.members.get(member.index as usize).map(String::as_str)
    }

    fn field(&self, record: RecordId, index: usize) -> Option<&str> {
        let field = self.program.types.record_type(record)?.fields.get(index)?;
        (!field.derived).then_some(field.name.as_str())
    }

    fn is_secret(&self, record: RecordId, index: usize) -> bool {
        self.program
            .types
            .record_type(record)
            .and_then(|of| of.fields.get(index))
            .is_some_and(|field| holds_secret(&field.ty))
    }

    fn is_pair(&self, record: RecordId) -> bool {
        self.program
            .types
            .record_type(record)
            .is_some_and(|of| of.pair)
    }

    fn calendar(&self, id: CalendarId) -> Option<&str> {
        self.program
            .calendars
            .get(id)
            .map(|calendar| calendar.name.as_str())
    }
}

fn holds_secret(ty: &Ty) -> bool {
    match ty {
        Ty::Secret(_) => true,
        Ty::List(of) | Ty::Set(of) => holds_secret(of),
        Ty::Map(key, of) => holds_secret(key) || holds_secret(of),
        _ => false,
    }
}

impl Presenter<'_> {
    pub fn finding(&self, judged: &Judged<'_>) -> Finding {
        let mut seen = BTreeSet::new();
        let clauses: Vec<Clause> = judged
            .clauses
            .iter()
            .map(|clause| self.clause(clause, &mut seen))
            .collect();
        let gaps = self.gaps(judged);
        let witnesses = self.witnesses(judged);
        Finding {
            lifted: None,
            policy: self.program.policy.name.clone(),
            rule: judged.rule.id.clone(),
            key: judged.key.as_ref().map(|key| key.shown.clone()),
            title: judged.rule.title.clone(),
            outcome: judged.outcome,
            severity: judged.severity,
            phase: judged.rule.phase,
            controls: judged.rule.controls.clone(),
            message: self.message(judged, &gaps),
            remedy: judged.remedy.clone(),
            effective: judged.effective.clone(),
            rests_on_absence: judged.rests_on_absence,
            place: self.policy_place(judged.rule.head),
            clauses,
            witnesses,
            gaps,
        }
    }

    pub fn obligations(&self, judged: &Judged<'_>) -> Vec<Obligation> {
        judged
            .obligations
            .iter()
            .map(|duty| {
                let (until, until_unknown) = match duty.until {
                    Value::Instant(instant) => (Some(instant.to_string()), None),
                    Value::Unknown(why) => (None, Some(self.reasons(why))),
                    _ => (None, Some("not an instant".to_owned())),
                };
                Obligation {
                    policy: self.program.policy.name.clone(),
                    rule: judged.rule.id.clone(),
                    key: judged.key.as_ref().map(|key| key.shown.clone()),
                    what: duty.what.clone(),
                    until,
                    until_unknown,
                    proven_by: duty.proven_by.map(str::to_owned),
                }
            })
            .collect()
    }

    /// Why, in the policy's words where it has them.
    fn message(&self, judged: &Judged<'_>, gaps: &[Gap]) -> String {
        if let Some(aside) = &judged.aside {
            return format!("Not applicable: {aside}.");
        }
        let own = judged.because.clone();
        match judged.outcome {
            Outcome::Pass => "Every requirement holds.".to_owned(),
            Outcome::NotApplicable => "Not applicable: its `when` does not hold.".to_owned(),
            Outcome::Fail | Outcome::Waived => own.unwrap_or_else(|| broken(judged)),
            Outcome::Exempt => match own {
                Some(own) => format!("Exempt, though: {own}"),
                None => "Exempt: its `unless` holds.".to_owned(),
            },
            Outcome::Indeterminate => {
                let says: Vec<&str> = gaps.iter().take(3).map(|gap| gap.says.as_str()).collect();
                let more = gaps.len().saturating_sub(3);
                let mut text = format!("Cannot be decided: {}", says.join("; "));
                if more > 0 {
                    text.push_str(&format!("; and {more} more"));
                }
                text.push('.');
                text
            }
        }
    }

    fn clause(&self, clause: &Judgement<'_>, seen: &mut BTreeSet<usize>) -> Clause {
        let place = self.policy_place(clause.span);
        let text = self.text(clause.span);
        let node = match clause.traces.as_slice() {
            [only] => self.node(only, seen),
            several => Node {
                role: Role::Single,
                asked: text.clone(),
                place: place.clone(),
                value: self.value(clause.value, false),
                truth: truth(clause.value),
                read: None,
                note: None,
                children: several.iter().map(|trace| self.node(trace, seen)).collect(),
                left_out: 0,
            },
        };
        Clause {
            kind: clause.kind,
            label: clause.label.map(str::to_owned),
            truth: match (truth(clause.value), clause.kind) {
                (Some(Truth::True), ClauseKind::Forbid) => Truth::False,
                (Some(Truth::False), ClauseKind::Forbid) => Truth::True,
                (truth, _) => truth.unwrap_or(Truth::Unknown),
            },
            place,
            text,
            node,
        }
    }

    fn node(&self, trace: &Trace<'_>, seen: &mut BTreeSet<usize>) -> Node {
        match trace.of {
            Subject::Expression(id) => self.expression(trace, id, seen),
            Subject::Element(element) => self.element(trace, element, seen),
            Subject::Choice { span } => {
                let (children, left_out) = self.children(trace, None, seen);
                Node {
                    role: Role::Choice,
                    asked: self.text(span),
                    place: self.policy_place(span),
                    value: self.value(trace.value, false),
                    truth: truth(trace.value),
                    read: None,
                    note: trace.note.map(str::to_owned),
                    children,
                    left_out,
                }
            }
        }
    }

    fn expression(&self, trace: &Trace<'_>, id: NodeId, seen: &mut BTreeSet<usize>) -> Node {
        let Some(node) = self.program.node(id) else {
            return self.nothing();
        };
        // `x is not present` is one thing to a reader, though it is a `not` around an `is present`.
        if let [only] = trace.children
            && let Subject::Expression(inner) = only.of
            && matches!(node.op, Op::Not(_))
            && self
                .program
                .node(inner)
                .is_some_and(|inner| inner.span == node.span)
        {
            let mut shown = self.expression(only, inner, seen);
            shown.value = self.value(trace.value, node.secret);
            shown.truth = truth(trace.value);
            return shown;
        }
        let again = !trace.children.is_empty() && !seen.insert(std::ptr::from_ref(trace).addr());
        let (children, left_out) = if again {
            (Vec::new(), 0)
        } else {
            self.children(trace, Some(&node.op), seen)
        };
        Node {
            role: if again { Role::Told } else { role(&node.op) },
            asked: self.text(node.span),
            place: self.policy_place(node.span),
            value: self.value(trace.value, node.secret),
            truth: truth(trace.value),
            read: trace.read.and_then(|origin| self.document_place(origin)),
            note: trace.note.map(str::to_owned),
            children,
            left_out,
        }
    }

    fn element(&self, trace: &Trace<'_>, element: Element<'_>, seen: &mut BTreeSet<usize>) -> Node {
        let (children, left_out) = self.children(trace, None, seen);
        let shown = self.label(element.bound, element.secret);
        let note = match element.belongs {
            super::trace::Kleene::True => None,
            super::trace::Kleene::False => Some("left out by `where`".to_owned()),
            super::trace::Kleene::Unknown(why) => Some(format!(
                "not known whether it belongs: {}",
                self.reasons(why)
            )),
        };
        let place = children
            .first()
            .map_or_else(|| self.nothing().place, |child| child.place.clone());
        Node {
            role: if element.belongs.is_false() {
                Role::LeftOut
            } else {
                Role::Element
            },
            asked: format!("{} = {shown}", element.name),
            place,
            value: match element.belongs {
                super::trace::Kleene::False => "left out".to_owned(),
                _ => self.value(trace.value, element.secret && truth(trace.value).is_none()),
            },
            truth: match element.belongs {
                super::trace::Kleene::False => None,
                _ => truth(trace.value),
            },
            read: self.document_place(element.origin),
            note,
            children,
            left_out,
        }
    }

    /// Children as nodes. Of many elements only the decisive ones and a few others.
    fn children(
        &self,
        trace: &Trace<'_>,
        op: Option<&Op>,
        seen: &mut BTreeSet<usize>,
    ) -> (Vec<Node>, u32) {
        let decisive = match op {
            Some(Op::Quantified {
                kind: Quantifier::Every,
                ..
            }) => Some(false),
            Some(Op::Quantified { .. }) => Some(true),
            _ => None,
        };
        let many = trace.children.len() > MANY;
        let mut left_out = 0;
        let mut others = 0;
        let mut nodes = Vec::new();
        for child in trace.children {
            if many && let Subject::Element(element) = child.of {
                let decides = !element.belongs.is_false()
                    && match (child.value, decisive) {
                        (Value::Bool(value), Some(decides)) => value == decides,
                        (Value::Unknown(_), _) => true,
                        _ => false,
                    };
                if !decides {
                    others += 1;
                    if others > FEW {
                        left_out += 1;
                        continue;
                    }
                }
            }
            nodes.push(self.node(child, seen));
        }
        (nodes, left_out)
    }

    fn witnesses(&self, judged: &Judged<'_>) -> Vec<Witness> {
        if !matches!(
            judged.outcome,
            Outcome::Fail | Outcome::Waived | Outcome::Exempt
        ) {
            return Vec::new();
        }
        let mut witnesses: Vec<Witness> = Vec::new();
        for clause in &judged.clauses {
            let offends = match (clause.kind, clause.value) {
                (ClauseKind::Require, Value::Bool(false)) => false,
                (ClauseKind::Forbid, Value::Bool(true)) => true,
                _ => continue,
            };
            for pointer in witness::of(self.program, &clause.traces, offends) {
                let place = self.document_place(pointer.origin);
                let shown = self.label(pointer.value, pointer.secret);
                let witness = Witness { shown, place };
                if !witnesses.contains(&witness) {
                    witnesses.push(witness);
                }
            }
        }
        witnesses
    }

    fn gaps(&self, judged: &Judged<'_>) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        if judged.outcome != Outcome::Indeterminate {
            return gaps;
        }
        for clause in &judged.clauses {
            let Value::Unknown(why) = clause.value else {
                continue;
            };
            for reason in why.reasons() {
                let gap = Gap {
                    kind: kind_of(&reason),
                    says: show::reason(&reason),
                    place: match reason {
                        Reason::Missing { at } | Reason::Unreadable { at, .. } => {
                            self.document_place(Origin(Some(at)))
                        }
                        _ => None,
                    },
                };
                if !gaps.contains(&gap) {
                    gaps.push(gap);
                }
            }
        }
        gaps
    }

    /// The reasons of an unknown value in a few words.
    pub fn reasons(&self, why: &Unknown<'_>) -> String {
        let mut said: Vec<String> = Vec::new();
        for reason in why.reasons() {
            let text = show::reason(&reason);
            if !said.contains(&text) {
                said.push(text);
            }
        }
        let more = said.len().saturating_sub(3);
        said.truncate(3);
        let mut text = said.join("; ");
        if more > 0 {
            text.push_str(&format!("; and {more} more"));
        }
        text
    }

    fn value(&self, value: Value<'_>, secret: bool) -> String {
        let names = TypeNames {
            program: self.program,
        };
        match value {
            Value::Unknown(why) => format!("unknown ({})", self.reasons(why)),
            value if secret => (self.digest)(&show::plain(&value, &names)),
            value => show::show(&value, &names),
        }
    }

    /// A short name for an element: its id or name if it is a record that has one, else its value.
    fn label(&self, value: Value<'_>, secret: bool) -> String {
        if secret {
            return self.value(value, true);
        }
        if let Value::Record(record) = value
            && let Some(of) = self.program.types.record_type(record.of)
            && !of.pair
        {
            for name in ["id", "name", "sha", "key", "by", "version", "check", "repo"] {
                let place = of.fields.iter().position(|field| field.name == name);
                if let Some(at) = place
                    && let Some(field) = of.fields.get(at)
                    && !holds_secret(&field.ty)
                    && let Some(value) = record.fields.get(at)
                    && !matches!(value, Value::Absent | Value::Unknown(_))
                {
                    let names = TypeNames {
                        program: self.program,
                    };
                    return show::plain(value, &names);
                }
            }
        }
        self.value(value, false)
    }

    fn document_place(&self, origin: Origin<'_>) -> Option<DocumentPlace> {
        origin.0.and_then(|_| self.places.place(origin))
    }

    fn text(&self, span: Span) -> String {
        let text = self.sources.text(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn policy_place(&self, span: Span) -> PolicyPlace {
        let from = self.sources.position(span);
        let end = self.sources.position(Span {
            start: span.end,
            ..span
        });
        PolicyPlace {
            file: self
                .sources
                .get(span.file)
                .map_or_else(String::new, |file| file.name.clone()),
            line: from.line,
            column: from.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    fn nothing(&self) -> Node {
        Node {
            role: Role::Single,
            asked: String::new(),
            place: self.policy_place(self.program.policy.span),
            value: String::new(),
            truth: None,
            read: None,
            note: None,
            children: Vec::new(),
            left_out: 0,
        }
    }
}

/// What broke, for a rule without a `because`.
fn broken(judged: &Judged<'_>) -> String {
    let labels: Vec<String> = judged
        .clauses
        .iter()
        .filter(|clause| {
            matches!(
                (clause.kind, clause.value),
                (ClauseKind::Require, Value::Bool(false)) | (ClauseKind::Forbid, Value::Bool(true))
            )
        })
        .filter_map(|clause| clause.label)
        .map(|label| format!("\"{label}\""))
        .collect();
    if labels.is_empty() {
        format!("Not so: {}.", judged.rule.title)
    } else {
        format!("Does not hold: {}.", labels.join(", "))
    }
}

fn role(op: &Op) -> Role {
    match op {
        Op::And(_)
        | Op::Quantified {
            kind: Quantifier::Every,
            ..
        } => Role::All,
        Op::Or(_)
        | Op::Quantified {
            kind: Quantifier::Some,
            ..
        } => Role::Any,
        Op::Not(_)
        | Op::Quantified {
            kind: Quantifier::No,
            ..
        } => Role::None,
        Op::Quantified {
            kind: Quantifier::Count(..),
            ..
        }
        | Op::CountDistinct { .. } => Role::Count,
        _ => Role::Single,
    }
}

fn truth(value: Value<'_>) -> Option<Truth> {
    match value {
        Value::Bool(true) => Some(Truth::True),
        Value::Bool(false) => Some(Truth::False),
        Value::Unknown(_) => Some(Truth::Unknown),
        _ => None,
    }
}

fn kind_of(reason: &Reason<'_>) -> &'static str {
    match reason {
        Reason::Missing { .. } => "missing",
        Reason::Unreadable { .. } => "unreadable",
        Reason::NothingToCheck { .. } => "nothing_to_check",
        Reason::Absent { .. } => "absent",
        Reason::Numeric(_) => "numeric",
        Reason::Invalid(_) => "invalid",
        Reason::NotOne { .. } => "not_one",
        Reason::Identity { .. } => "identity",
        Reason::Undecided { .. } => "undecided",
        Reason::KeyNotUnique { .. } => "key_not_unique",
        Reason::Stated(_) => "stated",
    }
}
