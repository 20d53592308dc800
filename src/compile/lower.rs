use std::collections::BTreeMap;

use crate::calendar::model::Calendars;
use crate::check::typed::{self, Body, Expr, Kind, LocalId};
use crate::ir::op::{
    Binding, Builtin, Generator, MemoId, Node, NodeId, Op, Over, Quantifier, Slot, Sort,
};
use crate::ir::program::{self, Program};
use crate::source::file::Sources;
use crate::types::operator::CompareOp;
use crate::types::ty::Ty;
use crate::value::RecordId;

use super::{closed, identity};

/// Compiles a checked program.
///
/// `read` says for each record type which of its fields evaluation may read; the rest is skipped in documents.
pub fn compile(checked: &typed::Program, sources: &Sources, read: &[Vec<bool>]) -> Program {
    let mut read = read.to_vec();
    let inputs: Vec<Ty> = checked
        .inputs
        .iter()
        .map(|input| input.ty.clone())
        .collect();
    identity::mark(&checked.types, &inputs, &mut read);
    let mut lowering = Lowering {
        checked,
        sources,
        nodes: Vec::new(),
        patterns: Vec::new(),
        pattern_index: BTreeMap::new(),
        memos: 0,
        shared: BTreeMap::new(),
        definition_memos: vec![None; checked.definitions.len()],
        lets: BTreeMap::new(),
    };
    let definitions = checked
        .definitions
        .iter()
        .map(|definition| lowering.definition(definition))
        .collect();
    let params = checked
        .params
        .iter()
        .map(|param| program::Param {
            name: param.name.clone(),
            ty: param.ty.clone(),
            value: lowering.expr(&param.value),
            within: param.within.as_ref().map(|within| match within {
                typed::Within::Collection(collection) => {
                    program::Within::Collection(lowering.expr(collection))
                }
                typed::Within::Range {
                    low,
                    high,
                    includes_high,
                } => program::Within::Range {
                    low: low.as_ref().map(|end| lowering.expr(end)),
                    high: high.as_ref().map(|end| lowering.expr(end)),
                    includes_high: *includes_high,
                },
            }),
        })
        .collect();
    let applies_when = checked
        .policy
        .applies_when
        .as_ref()
        .map(|condition| lowering.expr(condition));
    let planned_start = lowering.planned_start();
    let given = checked
        .calendars
        .iter()
        .map(|calendar| lowering.given(&calendar.given))
        .collect();
    let rules = checked
        .rules
        .iter()
        .map(|rule| lowering.rule(rule))
        .collect();
    Program {
        policy: program::Policy {
            name: checked.policy.name.clone(),
            title: checked.policy.title.clone(),
            owner: checked.policy.owner.clone(),
            version: checked.policy.version.clone(),
            zone: checked.policy.zone,
            applies_when,
            span: checked.policy.span,
        },
        shapes: super::shapes::shapes(&checked.types, &read),
        types: checked.types.clone(),
        inputs: checked
            .inputs
            .iter()
            .map(|input| program::Input {
                name: input.name.clone(),
                optional: input.optional,
                identity: identity::identity(&checked.types, &input.ty),
                ty: input.ty.clone(),
            })
            .collect(),
        params,
        data: checked
            .data
            .iter()
            .map(|data| program::Data {
                name: data.name.clone(),
                ty: data.ty.clone(),
                path: data.path.clone(),
                sha256: data.sha256.clone(),
                path_span: data.path_span,
            })
            .collect(),
        definitions,
        patterns: lowering.patterns,
        rules,
        planned_start,
        given,
        calendars: Calendars::new(
            checked
                .calendars
                .iter()
                .map(|calendar| calendar.made.clone())
                .collect(),
        ),
        slots: checked.locals.len(),
        memos: lowering.memos as usize,
        nodes: lowering.nodes,
    }
}

pub(super) struct Lowering<'c> {
    pub checked: &'c typed::Program,
    pub sources: &'c Sources,
    nodes: Vec<Node>,
    patterns: Vec<regex::Regex>,
    pattern_index: BTreeMap<String, u32>,
    memos: u32,
    /// Closed expressions by what they say: the same one is computed once.
    shared: BTreeMap<String, MemoId>,
    /// The remembered value of each definition without parameters.
    definition_memos: Vec<Option<MemoId>>,
    /// The rule's `let`s in scope.
    lets: BTreeMap<LocalId, (MemoId, NodeId)>,
}

impl Lowering<'_> {
    pub fn memo(&mut self) -> MemoId {
        let id = MemoId(self.memos);
        self.memos += 1;
        id
    }

    /// Makes `let`s readable by name; gives their memos.
    pub fn bind_lets(&mut self, lets: &[(LocalId, Expr)]) -> Vec<MemoId> {
        self.lets.clear();
        let mut memos = Vec::with_capacity(lets.len());
        for (local, value) in lets {
            let node = self.expr(value);
            let memo = self.memo();
            self.lets.insert(*local, (memo, node));
            memos.push(memo);
        }
        memos
    }

    /// What the policy computes for a calendar.
    fn given(&mut self, given: &[(u16, typed::DefinitionId)]) -> Box<[(u16, NodeId)]> {
        given
            .iter()
            .filter_map(|(slot, definition)| {
                let index = usize::try_from(definition.0).ok()?;
                let span = self.checked.definitions.get(index)?.span;
                let call = Op::Call(definition.0, Box::default());
                Some((*slot, self.push_op(call, span, false)))
            })
            .collect()
    }

    /// `schedule.planned_start` of the first required input that has one.
    fn planned_start(&mut self) -> Option<NodeId> {
        let types = &self.checked.types;
        let field = |of: RecordId, name: &str| {
            let record = types.record_type(of)?;
            let index = record.fields.iter().position(|field| field.name == name)?;
            let field = record.fields.get(index).filter(|field| !field.derived)?;
            Some((u16::try_from(index).ok()?, field.ty.clone(), field.span))
        };
        let found = self
            .checked
            .inputs
            .iter()
            .enumerate()
            .find_map(|(index, input)| {
                let Ty::Record(release) = input.ty else {
                    return None;
                };
                let (schedule_at, schedule, _) = field(release, "schedule")?;
                let Ty::Record(schedule) = schedule else {
                    return None;
                };
                let (start_at, start, span) = field(schedule, "planned_start")?;
                (!input.optional && start == Ty::Instant).then_some((
                    u32::try_from(index).ok()?,
                    schedule_at,
                    start_at,
                    span?,
                ))
            })?;
        let (input, schedule_at, start_at, span) = found;
        let release = self.push_op(Op::Input(input), span, false);
        let schedule = self.push_op(Op::Field(release, schedule_at), span, false);
        Some(self.push_op(Op::Field(schedule, start_at), span, false))
    }

    fn push(&mut self, op: Op, expr: &Expr) -> NodeId {
        self.push_op(op, expr.span, expr.ty.is_secret())
    }

    fn push_op(&mut self, op: Op, span: crate::source::span::Span, secret: bool) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { op, span, secret });
        id
    }

    fn definition(&mut self, definition: &typed::Definition) -> program::Definition {
        let body = match &definition.body {
            Body::Expr(expr) => program::Body::Expr(self.expr(expr)),
            Body::Classify(clauses) => program::Body::Classify(
                clauses
                    .iter()
                    .map(|clause| program::Class {
                        label: clause.label,
                        when: clause.when.as_ref().map(|when| self.expr(when)),
                        span: clause.span,
                    })
                    .collect(),
            ),
            Body::Table(table) => {
                program::Body::Table(Box::new(super::rules::table(table, &definition.result)))
            }
            Body::Broken => program::Body::Classify(Box::new([])),
        };
        program::Definition {
            name: definition.name.clone(),
            params: definition
                .params
                .iter()
                .map(|local| Slot(local.0))
                .collect(),
            body,
        }
    }

    pub fn exprs(&mut self, exprs: &[Expr]) -> Box<[NodeId]> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    /// Lowers an expression. What depends on no bound name and is worth it is computed once in an evaluation.
    pub fn expr(&mut self, expr: &Expr) -> NodeId {
        if let Kind::Definition(id, args) = &expr.kind
            && args.is_empty()
        {
            let call = self.push(Op::Call(id.0, Box::new([])), expr);
            let known = self.definition_memos.get(id.0 as usize).copied().flatten();
            let memo = known.unwrap_or_else(|| {
                let memo = self.memo();
                if let Some(slot) = self.definition_memos.get_mut(id.0 as usize) {
                    *slot = Some(memo);
                }
                memo
            });
            return self.push(Op::Memo(memo, call), expr);
        }
        let node = self.plain(expr);
        match closed::worth_sharing(expr) {
            None => node,
            Some(key) => {
                let known = self.shared.get(&key).copied();
                let memo = known.unwrap_or_else(|| {
                    let memo = self.memo();
                    self.shared.insert(key, memo);
                    memo
                });
                self.push(Op::Memo(memo, node), expr)
            }
        }
    }

    fn plain(&mut self, expr: &Expr) -> NodeId {
        let op = match &expr.kind {
            Kind::Const(constant) => Op::Const(constant.clone()),
            Kind::Unknown(reason) => Op::Unknown(reason.clone()),
            Kind::Broken => Op::Unknown("broken".to_owned()),
            Kind::Now => Op::Now,
            Kind::Input(id) => Op::Input(id.0),
            Kind::Param(id) => Op::Param(id.0),
            Kind::Data(id) => Op::Data(id.0),
            Kind::Calendar { id, slots, given } => {
                let given = self.exprs(given);
                Op::Calendar(*id, slots.iter().copied().zip(given).collect())
            }
            Kind::Local(id) => match self.lets.get(id).copied() {
                Some((memo, node)) => Op::Memo(memo, node),
                None => Op::Local(Slot(id.0)),
            },
            Kind::Definition(id, args) => Op::Call(id.0, self.exprs(args)),
            Kind::Field(base, index) => Op::Field(self.expr(base), *index),
            Kind::Derived(base, id) => Op::Derived(self.expr(base), id.0),
            Kind::Part(base, part) => Op::Part(self.expr(base), *part),
            Kind::Index(base, index) => Op::Index(self.expr(base), self.expr(index)),
            Kind::Not(of) => Op::Not(self.expr(of)),
            Kind::Negate(of) => Op::Negate(self.expr(of)),
            Kind::And(parts) => Op::And(self.exprs(parts)),
            Kind::Or(parts) => Op::Or(self.exprs(parts)),
            Kind::Compare(op, left, right) => self.compare(*op, left, right),
            Kind::Arithmetic(op, left, right) => {
                Op::Arithmetic(*op, self.expr(left), self.expr(right))
            }
            Kind::IsMissing(of) => Op::IsMissing(self.expr(of)),
            Kind::IsPresent(of) => Op::IsPresent(self.expr(of)),
            Kind::IsEmpty(of) => Op::IsEmpty(self.expr(of)),
            Kind::InCollection(subject, collection) => {
                Op::InCollection(self.expr(subject), self.expr(collection))
            }
            Kind::InRange {
                subject,
                low,
                high,
                includes_high,
            } => Op::InRange {
                subject: self.expr(subject),
                low: low.as_ref().map(|end| self.expr(end)),
                high: high.as_ref().map(|end| self.expr(end)),
                includes_high: *includes_high,
            },
            Kind::Satisfies(left, right) => Op::Satisfies(self.expr(left), self.expr(right)),
            Kind::Within(left, right) => Op::Within(self.expr(left), self.expr(right)),
            Kind::Matches(text, pattern) => {
                let text = self.expr(text);
                match self.pattern(pattern) {
                    Some(index) => Op::Matches(text, index),
                    None => Op::Unknown("a pattern that does not compile".to_owned()),
                }
            }
            Kind::Default(left, right) => Op::Default(self.expr(left), self.expr(right)),
            Kind::If(test, yes, no) => Op::If(self.expr(test), self.expr(yes), self.expr(no)),
            Kind::Quantified(quantified) => {
                let kind = match &quantified.kind {
                    typed::Quantifier::Every => Quantifier::Every,
                    typed::Quantifier::Some => Quantifier::Some,
                    typed::Quantifier::No => Quantifier::No,
                    typed::Quantifier::Count(how, bound) => {
                        Quantifier::Count(*how, self.expr(bound))
                    }
                };
                Op::Quantified {
                    kind,
                    over: Box::new(self.over(&quantified.over)),
                    body: self.expr(&quantified.body),
                }
            }
            Kind::CountDistinct(count) => Op::CountDistinct {
                how: count.how,
                bound: self.expr(&count.bound),
                over: Box::new(self.over(&count.over)),
                of: self.expr(&count.of),
            },
            Kind::The {
                local,
                source,
                filter,
            } => Op::The {
                slot: Slot(local.0),
                what: format!(
                    "{} in {} where {}",
                    self.checked
                        .locals
                        .get(local.0 as usize)
                        .map_or("", |local| local.name.as_str()),
                    folded(self.sources.text(source.span)),
                    folded(self.sources.text(filter.span))
                ),
                source: self.expr(source),
                filter: self.expr(filter),
            },
            Kind::Group {
                local,
                source,
                filter,
                by,
                record,
            } => Op::Group {
                slot: Slot(local.0),
                source: self.expr(source),
                filter: filter.as_ref().map(|filter| self.expr(filter)),
                by: self.expr(by),
                record: *record,
            },
            Kind::List(items) => Op::List(self.exprs(items)),
            Kind::Set(items) => Op::Set(self.exprs(items)),
            Kind::ListOf(list) => Op::ListOf {
                over: Box::new(self.over(&list.over)),
                item: self.expr(&list.item),
                sort: list.sort.as_ref().map(|sort| Sort {
                    by: self.expr(&sort.by),
                    descending: sort.descending,
                }),
            },
            Kind::Map(entries) => Op::Map(
                entries
                    .iter()
                    .map(|(key, of)| (self.expr(key), self.expr(of)))
                    .collect(),
            ),
            Kind::Record(id, fields) => Op::Record(
                *id,
                fields
                    .iter()
                    .map(|field| field.as_ref().map(|field| self.expr(field)))
                    .collect(),
            ),
            Kind::Distinct(of) => Op::Distinct(self.expr(of)),
            Kind::Builtin {
                index,
                args,
                results,
                fields,
                amount,
            } => Op::Builtin(Box::new(Builtin {
                index: *index,
                args: self.exprs(args),
                results: results.clone().into_boxed_slice(),
                fields: fields.clone(),
                amount: *amount,
            })),
        };
        self.push(op, expr)
    }

    /// `count(xs) >= n` is asked by the bounds of the count, so that both spellings of `at least n` agree.
    fn compare(&mut self, op: CompareOp, left: &Expr, right: &Expr) -> Op {
        if matches!(op, CompareOp::Equal | CompareOp::NotEqual)
            && matches!(
                (left.ty.plain(), right.ty.plain()),
                (Ty::Set(_), Ty::Set(_))
            )
        {
            let differ = op == CompareOp::NotEqual;
            return Op::CompareSets(self.expr(left), self.expr(right), differ);
        }
        if let Some(list) = counted(left) {
            return Op::CompareCount(op, self.expr(list), self.expr(right));
        }
        if let Some(list) = counted(right) {
            return Op::CompareCount(mirrored(op), self.expr(list), self.expr(left));
        }
        Op::Compare(op, self.expr(left), self.expr(right))
    }

    fn pattern(&mut self, pattern: &str) -> Option<u32> {
        if let Some(index) = self.pattern_index.get(pattern) {
            return Some(*index);
        }
        let compiled = regex::Regex::new(&format!("^(?:{pattern})$")).ok()?;
        let index = u32::try_from(self.patterns.len()).ok()?;
        self.patterns.push(compiled);
        self.pattern_index.insert(pattern.to_owned(), index);
        Some(index)
    }

    pub fn over(&mut self, over: &typed::Over) -> Over {
        let what: Vec<String> = over
            .generators
            .iter()
            .map(|generator| folded(self.sources.text(generator.source.span)))
            .collect();
        Over {
            generators: over
                .generators
                .iter()
                .map(|generator| self.generator(generator))
                .collect(),
            filter: over.filter.as_ref().map(|filter| self.expr(filter)),
            if_any: over.if_any,
            what: what.join(", "),
        }
    }

    fn generator(&mut self, generator: &typed::Generator) -> Generator {
        let source = self.expr(&generator.source);
        let local = |id: LocalId| self.checked.locals.get(id.0 as usize);
        let (binding, name, secret) = match generator.binding {
            typed::Binding::One(id) => {
                let ty = local(id).map(|found| &found.ty);
                (
                    Binding::One {
                        slot: Slot(id.0),
                        pair: ty.and_then(|ty| self.pair_of(ty)),
                    },
                    local(id).map_or_else(String::new, |found| found.name.clone()),
                    ty.is_some_and(Ty::is_secret),
                )
            }
            typed::Binding::Pair(left, right) => {
                let name = |id| local(id).map_or("", |found| found.name.as_str());
                (
                    Binding::Pair(Slot(left.0), Slot(right.0)),
                    format!("({}, {})", name(left), name(right)),
                    [left, right]
                        .into_iter()
                        .any(|id| local(id).is_some_and(|found| found.ty.is_secret())),
                )
            }
        };
        Generator {
            binding,
            source,
            name,
            secret,
        }
    }

    fn pair_of(&self, ty: &Ty) -> Option<RecordId> {
        match ty {
            Ty::Record(id) => self
                .checked
                .types
                .record_type(*id)
                .filter(|record| record.pair)
                .map(|_| *id),
            _ => None,
        }
    }
}

/// What is counted, if the expression is `count(xs)`.
fn counted(expr: &Expr) -> Option<&Expr> {
    let Kind::Builtin { index, args, .. } = &expr.kind else {
        return None;
    };
    let builtin = crate::builtins::list::ALL.get(*index)?;
    match args.as_slice() {
        [only] if builtin.name == "count" => Some(only),
        _ => None,
    }
}

fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        same => same,
    }
}

/// Blanks and line ends folded to single blanks.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
