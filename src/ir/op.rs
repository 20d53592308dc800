use crate::builtins::call::{AmountKind, FieldPlace};
use crate::source::span::Span;
use crate::types::constant::{Const, Part};
use crate::types::operator::{ArithmeticOp, CompareOp, Count};
use crate::value::{CalendarId, RecordId};

/// A node of the program's one arena of expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A place for a bound name's value. Unique in the program: nothing recurses, so no stack of scopes is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// A place for a value that is computed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemoId(pub u32);

/// One expression.
#[derive(Debug, Clone)]
pub struct Node {
    pub op: Op,
    pub span: Span,
    /// Its value is never printed.
    pub secret: bool,
}

#[derive(Debug, Clone)]
pub enum Op {
    Const(Const),
    /// `unknown "reason"`.
    Unknown(String),
    Now,
    Input(u32),
    Param(u32),
    Data(u32),
    /// A calendar, and the dates and windows that the policy computes for it: unknown where one of them is.
    Calendar(CalendarId, Box<[(u16, NodeId)]>),
    Local(Slot),
    /// Computed once in an evaluation (or once for each key, for a rule's `let`), then remembered.
    Memo(MemoId, NodeId),
    /// A definition applied to arguments.
    Call(u32, Box<[NodeId]>),
    Field(NodeId, u16),
    /// A derived field: the definition takes the record.
    Derived(NodeId, u32),
    Part(NodeId, Part),
    Index(NodeId, NodeId),
    Not(NodeId),
    Negate(NodeId),
    And(Box<[NodeId]>),
    Or(Box<[NodeId]>),
    Compare(CompareOp, NodeId, NodeId),
    /// Equality of two sets, whatever their order; `true`: whether they differ.
    CompareSets(NodeId, NodeId, bool),
    /// `count(xs) op n`, by the bounds of a count.
    CompareCount(CompareOp, NodeId, NodeId),
    Arithmetic(ArithmeticOp, NodeId, NodeId),
    IsMissing(NodeId),
    IsPresent(NodeId),
    IsEmpty(NodeId),
    InCollection(NodeId, NodeId),
    InRange {
        subject: NodeId,
        low: Option<NodeId>,
        high: Option<NodeId>,
        includes_high: bool,
    },
    Satisfies(NodeId, NodeId),
    Within(NodeId, NodeId),
    /// By index into the program's patterns.
    Matches(NodeId, u32),
    Default(NodeId, NodeId),
    If(NodeId, NodeId, NodeId),
    Quantified {
        kind: Quantifier,
        over: Box<Over>,
        body: NodeId,
    },
    CountDistinct {
        how: Count,
        bound: NodeId,
        of: NodeId,
        over: Box<Over>,
    },
    The {
        slot: Slot,
        source: NodeId,
        filter: NodeId,
        /// The list and the condition as the policy writes them.
        what: String,
    },
    Group {
        slot: Slot,
        source: NodeId,
        filter: Option<NodeId>,
        by: NodeId,
        record: RecordId,
    },
    List(Box<[NodeId]>),
    Set(Box<[NodeId]>),
    ListOf {
        item: NodeId,
        over: Box<Over>,
        sort: Option<Sort>,
    },
    Map(Box<[(NodeId, NodeId)]>),
    /// `None`: absent.
    Record(RecordId, Box<[Option<NodeId>]>),
    Distinct(NodeId),
    Builtin(Box<Builtin>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    Every,
    Some,
    No,
    Count(Count, NodeId),
}

#[derive(Debug, Clone)]
pub struct Over {
    pub generators: Box<[Generator]>,
    pub filter: Option<NodeId>,
    pub if_any: bool,
    /// The sources as the policy writes them, for `nothing to check: …`.
    pub what: String,
}

#[derive(Debug, Clone)]
pub struct Generator {
    pub binding: Binding,
    pub source: NodeId,
    /// The name that is bound, for reports.
    pub name: String,
    /// The elements are never printed.
    pub secret: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    One {
        slot: Slot,
        /// For the entries of a map: their record type.
        pair: Option<RecordId>,
    },
    Pair(Slot, Slot),
}

#[derive(Debug, Clone, Copy)]
pub struct Sort {
    pub by: NodeId,
    pub descending: bool,
}

#[derive(Debug, Clone)]
pub struct Builtin {
    pub index: usize,
    pub args: Box<[NodeId]>,
    pub results: Box<[RecordId]>,
    pub fields: Vec<Vec<FieldPlace>>,
    pub amount: AmountKind,
}
