use crate::calendar::model::Calendars;
use crate::source::span::Span;
use crate::types::constant::{Const, Test};
use crate::types::operator::Hit;
use crate::types::shape::Shapes;
use crate::types::ty::{Ty, TypeTable};
use crate::value::Member;
use crate::value::date::Date;
use crate::value::outcome::{Phase, Severity};
use crate::value::zone::Zone;

use super::op::{MemoId, Node, NodeId, Over, Slot};

/// A policy, compiled.
#[derive(Debug)]
pub struct Program {
    pub policy: Policy,
    pub types: TypeTable,
    pub shapes: Shapes,
    pub nodes: Vec<Node>,
    pub inputs: Vec<Input>,
    pub params: Vec<Param>,
    pub data: Vec<Data>,
    pub calendars: Calendars,
    /// By calendar: the slots of the dates and windows that the policy computes for it, and what computes them.
    pub given: Vec<Box<[(u16, NodeId)]>>,
    pub definitions: Vec<Definition>,
    pub patterns: Vec<regex::Regex>,
    pub rules: Vec<Rule>,
    /// `schedule.planned_start` of the release, if the policy's inputs have one: a rule that takes effect before it says
    /// that it will block by then.
    pub planned_start: Option<NodeId>,
    /// How many bound names and remembered values an evaluation holds.
    pub slots: usize,
    pub memos: usize,
}

#[derive(Debug, Clone)]
pub struct Policy {
    pub name: String,
    pub title: String,
    pub owner: String,
    pub version: String,
    pub zone: Zone,
    pub applies_when: Option<NodeId>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Input {
    pub name: String,
    pub optional: bool,
    pub ty: Ty,
    /// The fields that lead from its record, or from each record that it lists, to what says which one it is.
    pub identity: Option<Vec<u16>>,
}

#[derive(Debug, Clone)]
pub struct Param {
    pub name: String,
    pub ty: Ty,
    pub value: NodeId,
    pub within: Option<Within>,
}

#[derive(Debug, Clone)]
pub enum Within {
    Collection(NodeId),
    Range {
        low: Option<NodeId>,
        high: Option<NodeId>,
        includes_high: bool,
    },
}

#[derive(Debug, Clone)]
pub struct Data {
    pub name: String,
    pub ty: Ty,
    /// As the policy wrote it.
    pub path: String,
    pub sha256: Option<String>,
    pub path_span: Span,
}

#[derive(Debug, Clone)]
pub struct Definition {
    pub name: String,
    pub params: Box<[Slot]>,
    pub body: Body,
}

#[derive(Debug, Clone)]
pub enum Body {
    Expr(NodeId),
    Classify(Box<[Class]>),
    Table(Box<Table>),
}

#[derive(Debug, Clone)]
pub struct Class {
    pub label: Member,
    pub when: Option<NodeId>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub hit: Hit,
    pub rows: Box<[Row]>,
    /// The record that several outputs make.
    pub record: Option<crate::value::RecordId>,
    /// What a `collect sum` of no rows is.
    pub zero: Const,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Box<[Cell]>,
    pub outputs: Box<[Const]>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Cell {
    Any,
    Missing,
    Tests(Box<[Test]>),
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub title: String,
    pub each: Option<Each>,
    pub phase: Option<Phase>,
    pub severity: Severity,
    pub controls: Vec<String>,
    /// Remembered values of the rule's `let`s: forgotten before each key.
    pub lets: Vec<MemoId>,
    pub when: Option<NodeId>,
    pub demands: Vec<Demand>,
    pub unless: Option<NodeId>,
    pub obligations: Vec<Obligation>,
    pub because: Option<Message>,
    pub remedy: Option<Message>,
    pub effective_from: Option<Date>,
    pub effective_until: Option<Date>,
    pub waivable: bool,
    /// The id and title, for excerpts.
    pub head: Span,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Each {
    pub over: Over,
    pub key: NodeId,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Demand {
    pub forbid: bool,
    pub label: Option<String>,
    pub when: Option<NodeId>,
    pub condition: NodeId,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Obligation {
    pub what: Message,
    pub until: NodeId,
    pub proven_by: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub parts: Vec<MessagePart>,
}

#[derive(Debug, Clone)]
pub enum MessagePart {
    Text(String),
    Hole(NodeId),
}

impl Program {
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }
}
