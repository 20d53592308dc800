//! The checked program: what compilation and the analyses read. Every expression has a type, every name an id.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::builtins::call::{AmountKind, FieldPlace};
use crate::calendar;
use crate::source::span::Span;
use crate::syntax::ast::{ArithmeticOp, CompareOp, Count};
pub use crate::types::constant::{Const, Part, Test};
pub use crate::types::operator::Hit;
use crate::types::ty::{Ty, TypeTable};
use crate::value::date::Date;
use crate::value::outcome::{Phase, Severity};
use crate::value::zone::Zone;
use crate::value::{CalendarId, Member, RecordId};

#[derive(Debug, Clone)]
pub struct Program {
    pub policy: PolicyInfo,
    pub types: TypeTable,
    pub inputs: Vec<Input>,
    pub params: Vec<Param>,
    pub data: Vec<Data>,
    /// By [`CalendarId`].
    pub calendars: Vec<Calendar>,
    /// Defines, classifications, tables and derived fields.
    pub definitions: Vec<Definition>,
    pub rules: Vec<Rule>,
    /// Every bound name of the program, by [`LocalId`].
    pub locals: Vec<Local>,
}

#[derive(Debug, Clone)]
pub struct PolicyInfo {
    pub name: String,
    pub title: String,
    pub owner: String,
    pub version: String,
    pub zone: Zone,
    pub applies_when: Option<Expr>,
    pub span: Span,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct InputId(pub u32);
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct ParamId(pub u32);
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct DataId(pub u32);
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct DefinitionId(pub u32);
/// A bound name. Unique in the program, so that evaluation needs no stack of scopes: nothing recurses.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct LocalId(pub u32);

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Local {
    pub name: String,
    pub ty: Ty,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Input {
    pub name: String,
    pub optional: bool,
    pub ty: Ty,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Param {
    pub name: String,
    pub ty: Ty,
    pub value: Expr,
    pub within: Option<Within>,
    pub span: Span,
}

/// What a param may be set to.
#[derive(Debug, Clone)]
pub enum Within {
    Collection(Expr),
    Range {
        low: Option<Expr>,
        high: Option<Expr>,
        includes_high: bool,
    },
}

#[derive(Debug, Clone)]
pub struct Data {
    pub name: String,
    pub ty: Ty,
    /// As the policy wrote it, and the file that wrote it.
    pub path: String,
    pub sha256: Option<String>,
    pub span: Span,
    pub path_span: Span,
}

/// A calendar, but for what its files hold.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub made: calendar::model::Calendar,
    /// The dates and windows that its entries take from the policy: their slots, and what computes them.
    pub given: Vec<(u16, DefinitionId)>,
    pub files: Vec<CalendarFile>,
    /// The name where it is declared.
    pub span: Span,
}

/// An iCalendar file that an entry of a calendar takes its periods from.
#[derive(Debug, Clone)]
pub struct CalendarFile {
    /// The entry, by its place, and the pattern in it: 0 is its own, then `except`, then `also`.
    pub entry: usize,
    pub pattern: usize,
    /// As the policy wrote it.
    pub path: String,
    pub sha256: Option<String>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Definition {
    pub name: String,
    pub params: Vec<LocalId>,
    pub result: Ty,
    pub body: Body,
    /// The name where it is declared.
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum Body {
    Expr(Expr),
    Classify(Vec<Clause>),
    Table(Table),
    /// What was reported as broken.
    Broken,
}

/// `label when condition`; the last has no condition.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Clause {
    pub label: Member,
    pub when: Option<Expr>,
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Table {
    pub hit: Hit,
    /// One for each param of the definition.
    pub columns: Vec<Column>,
    /// Types of the outputs; more than one make a record of `result`'s type.
    pub outputs: Vec<Ty>,
    pub rows: Vec<Row>,
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Column {
    pub name: String,
    pub ty: Ty,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub outputs: Vec<Const>,
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Cell {
    pub kind: CellKind,
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum CellKind {
    /// `-`: the input is not read.
    Any,
    /// `missing`.
    Missing,
    /// One of these holds.
    Tests(Vec<Test>),
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub id_span: Span,
    pub title: String,
    pub each: Option<Each>,
    pub phase: Option<Phase>,
    pub severity: Severity,
    pub controls: Vec<String>,
    /// Evaluated where they are used, once for each key.
    pub lets: Vec<(LocalId, Expr)>,
    pub when: Option<Expr>,
    pub demands: Vec<Demand>,
    pub unless: Option<Expr>,
    pub obligations: Vec<Obligation>,
    pub because: Option<Message>,
    pub remedy: Option<Message>,
    pub effective_from: Option<Date>,
    pub effective_until: Option<Date>,
    pub waivable: bool,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Each {
    pub over: Over,
    pub key: Expr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Demand {
    pub forbid: bool,
    pub label: Option<String>,
    pub when: Option<Expr>,
    pub condition: Expr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Obligation {
    pub what: Message,
    pub until: Expr,
    pub proven_by: Option<String>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub parts: Vec<MessagePart>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum MessagePart {
    Text(String),
    Hole(Expr),
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Expr {
    pub kind: Kind,
    pub ty: Ty,
    pub span: Span,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum Kind {
    Const(Const),
    /// `unknown "reason"`.
    Unknown(String),
    Now,
    Input(InputId),
    Param(ParamId),
    Data(DataId),
    /// A calendar, and the dates and windows that the policy computes for it: unknown where one of them is.
    Calendar {
        id: CalendarId,
        /// By slot: of the calendar's own, and of those whose open days it counts.
        slots: Vec<u16>,
        given: Vec<Expr>,
    },
    Local(LocalId),
    /// A definition, with its arguments.
    Definition(DefinitionId, Vec<Expr>),
    /// A field of a record, by its place in the type.
    Field(Box<Expr>, u16),
    /// A derived field: the definition takes the record.
    Derived(Box<Expr>, DefinitionId),
    /// A part of a window or a version.
    Part(Box<Expr>, Part),
    /// `list[n]` or `map[key]`.
    Index(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    IsMissing(Box<Expr>),
    IsPresent(Box<Expr>),
    IsEmpty(Box<Expr>),
    /// In a list, a set, a window, or the keys of a map.
    InCollection(Box<Expr>, Box<Expr>),
    InRange {
        subject: Box<Expr>,
        low: Option<Box<Expr>>,
        high: Option<Box<Expr>>,
        includes_high: bool,
    },
    Satisfies(Box<Expr>, Box<Expr>),
    Within(Box<Expr>, Box<Expr>),
    /// The whole text against a constant pattern.
    Matches(Box<Expr>, String),
    Default(Box<Expr>, Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Quantified(Box<Quantified>),
    CountDistinct(Box<CountDistinct>),
    The {
        local: LocalId,
        source: Box<Expr>,
        filter: Box<Expr>,
    },
    /// List of `{key, items}`.
    Group {
        local: LocalId,
        source: Box<Expr>,
        filter: Option<Box<Expr>>,
        by: Box<Expr>,
        record: RecordId,
    },
    List(Vec<Expr>),
    Set(Vec<Expr>),
    ListOf(Box<ListOf>),
    Map(Vec<(Expr, Expr)>),
    /// Fields in the order of the type; `None` is absent.
    Record(RecordId, Vec<Option<Expr>>),
    Distinct(Box<Expr>),
    Builtin {
        /// Index into the list of builtins.
        index: usize,
        args: Vec<Expr>,
        /// See [`crate::builtins::call::Call::results`].
        results: Vec<RecordId>,
        /// See [`crate::builtins::call::Call`]: for each record pattern of the parameters, where its fields are.
        fields: Vec<Vec<FieldPlace>>,
        amount: AmountKind,
    },
    /// What was reported as broken.
    Broken,
}

/// Generators, a filter, and whether nothing to check is as good as all well.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Over {
    pub generators: Vec<Generator>,
    pub filter: Option<Expr>,
    pub if_any: bool,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Generator {
    pub binding: Binding,
    pub source: Expr,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, BorshSerialize, BorshDeserialize)]
pub enum Binding {
    One(LocalId),
    Pair(LocalId, LocalId),
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Quantified {
    pub kind: Quantifier,
    pub over: Over,
    pub body: Expr,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub enum Quantifier {
    Every,
    Some,
    No,
    Count(Count, Expr),
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct CountDistinct {
    pub how: Count,
    pub bound: Expr,
    pub of: Expr,
    pub over: Over,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct ListOf {
    pub item: Expr,
    pub over: Over,
    pub sort: Option<Sort>,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Sort {
    pub by: Expr,
    pub descending: bool,
}
