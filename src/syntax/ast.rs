//! The tree of a policy file, as written: names are not resolved and nothing has a type.

pub mod calendar;
pub mod custom;
pub mod test;
pub mod waivers;

use crate::source::span::Span;
pub use crate::types::operator::{ArithmeticOp, Collect, CompareOp, Count, Hit};
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::duration::Duration;
use crate::value::outcome::{Phase, Severity};

#[derive(Debug, Clone, Default)]
pub struct File {
    pub items: Vec<Item>,
    /// Names declared by items that did not parse: a use of one is not reported again.
    pub broken: Vec<Name>,
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A text with its place, quotes excluded from the text and included in the span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a file has some dozens of items, each made once"
)]
pub enum Item {
    Policy(Policy),
    Import(Import),
    Include(Include),
    Input(Input),
    Param(Param),
    /// Top-level `let name = expression`: the same as a `define` without parameters.
    Define(Define),
    Enum(EnumDecl),
    Type(TypeDecl),
    Classify(Classify),
    Table(Table),
    Data(Data),
    Rule(Rule),
    Calendar(calendar::CalendarDecl),
    Waivers(waivers::WaiversDecl),
    Extern(custom::ExternDecl),
    Test(test::TestDecl),
}

#[derive(Debug, Clone)]
pub struct Policy {
    pub name: Name,
    pub title: Option<Text>,
    pub owner: Option<Text>,
    pub version: Option<Text>,
    pub zone: Option<Text>,
    pub applies_when: Option<Expr>,
    pub span: Span,
}

/// `import std.release`, `import team.rules as tr`, `import "lib/shared.gate" as shared`.
#[derive(Debug, Clone)]
pub struct Import {
    pub path: ModulePath,
    pub alias: Option<Name>,
    pub span: Span,
}

/// `include scope with {gap: 2 days}`: a module's rules, with its params set.
#[derive(Debug, Clone)]
pub struct Include {
    pub path: ModulePath,
    pub with: Vec<(Name, Expr)>,
    pub span: Span,
}

/// `a.b.c` (a module name: `a/b/c.gate`) or a quoted file path.
#[derive(Debug, Clone)]
pub struct ModulePath {
    /// Dotted words joined by `.`, or the quoted path.
    pub text: String,
    pub quoted: bool,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Input {
    pub name: Name,
    pub optional: bool,
    pub ty: TypeExpr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Param {
    pub name: Name,
    pub ty: TypeExpr,
    pub value: Expr,
    /// `in 1..5` or `in {…}`.
    pub within: Option<Among>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Define {
    pub name: Name,
    /// `None` for a definition without a parameter list.
    pub params: Option<Vec<ParamDecl>>,
    pub result: Option<TypeExpr>,
    pub body: Expr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct ParamDecl {
    pub name: Name,
    pub ty: TypeExpr,
}

#[derive(Debug, Clone)]
pub struct EnumDecl {
    pub name: Name,
    pub ordered: bool,
    pub members: Vec<Name>,
    pub span: Span,
}

/// `type Name [extends Base] [open] { fields }`.
#[derive(Debug, Clone)]
pub struct TypeDecl {
    pub name: Name,
    pub extends: Option<Name>,
    pub open: bool,
    pub fields: Vec<FieldDecl>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct FieldDecl {
    pub name: Name,
    pub required: bool,
    /// `named "release-model"`.
    pub wire: Option<Text>,
    pub kind: FieldKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum FieldKind {
    Declared(TypeExpr),
    Derived(Expr),
}

#[derive(Debug, Clone)]
pub struct TypeExpr {
    pub kind: TypeKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum TypeKind {
    /// A builtin type or a declared one; `alias.Name` has its alias in `module`.
    Named {
        module: Option<Name>,
        name: String,
    },
    Optional(Box<TypeExpr>),
    Secret(Box<TypeExpr>),
    List(Box<TypeExpr>),
    Set(Box<TypeExpr>),
    Map(Box<TypeExpr>, Box<TypeExpr>),
    /// `{low, high}` in place.
    Enum(Vec<Name>),
    /// `1..4`: a number with bounds.
    Range(Decimal, Decimal),
    /// `percentage of 1` (false) or `percentage of 100` (true).
    PercentageOf {
        hundred: bool,
    },
    /// `(slower_by: percentage, errors: percentage)`.
    Record(Vec<ParamDecl>),
}

/// `classify name[(params)] as Enum { … }` or `as {a, b} { … }`.
#[derive(Debug, Clone)]
pub struct Classify {
    pub name: Name,
    pub params: Option<Vec<ParamDecl>>,
    pub result: TypeExpr,
    pub clauses: Vec<ClassClause>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct ClassClause {
    pub label: Name,
    /// `None` is `otherwise`.
    pub when: Option<Expr>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub name: Name,
    pub params: Vec<ParamDecl>,
    pub result: TypeExpr,
    pub hit: Hit,
    /// The header row, if there is one: its names must be the params' and the outputs'.
    pub header: Option<HeaderRow>,
    pub rows: Vec<TableRow>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct HeaderRow {
    pub inputs: Vec<Name>,
    pub outputs: Vec<Name>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct TableRow {
    pub inputs: Vec<Cell>,
    pub outputs: Vec<Cell>,
    pub span: Span,
}

/// One cell. An output cell is `Tests` with one `Is`.
#[derive(Debug, Clone)]
pub struct Cell {
    pub kind: CellKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum CellKind {
    /// `-`: not read.
    Any,
    /// `missing`.
    Missing,
    /// Comma-separated tests: one of them must hold.
    Tests(Vec<CellTest>),
}

#[derive(Debug, Clone)]
pub struct CellTest {
    pub kind: CellTestKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum CellTestKind {
    Is(Expr),
    Not(Expr),
    Compare(CompareOp, Expr),
    /// `a..b`, `a..<b`, `a..`, `..b`, `..<b`.
    Range {
        low: Option<Expr>,
        high: Option<Expr>,
        includes_high: bool,
    },
}

#[derive(Debug, Clone)]
pub struct Data {
    pub name: Name,
    pub ty: TypeExpr,
    pub path: Text,
    pub sha256: Option<Text>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Rule {
    /// `FRZ-1`.
    pub id: Name,
    pub title: Text,
    pub each: Option<Each>,
    pub phase: Option<(Phase, Span)>,
    pub severity: Option<(Severity, Span)>,
    pub controls: Vec<Text>,
    pub lets: Vec<(Name, Expr)>,
    pub when: Option<Expr>,
    pub demands: Vec<Demand>,
    pub unless: Option<Expr>,
    pub obligations: Vec<Obligation>,
    pub because: Option<Message>,
    pub remedy: Option<Message>,
    pub effective: Option<Effective>,
    /// `unwaivable`.
    pub unwaivable: Option<Span>,
    pub span: Span,
}

/// `for each r in xs where … keyed by r.name, if any`.
#[derive(Debug, Clone)]
pub struct Each {
    pub generators: Vec<Generator>,
    pub filter: Option<Box<Expr>>,
    pub key: Expr,
    pub if_any: bool,
    pub span: Span,
}

/// `require "label" when condition: expression`, or `forbid`.
#[derive(Debug, Clone)]
pub struct Demand {
    pub forbid: bool,
    pub label: Option<Text>,
    pub when: Option<Expr>,
    pub condition: Expr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Obligation {
    pub what: Message,
    pub until: Expr,
    pub proven_by: Option<Name>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Effective {
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub span: Span,
}

/// Text with holes. `{{` and `}}` are already single braces.
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

#[derive(Debug, Clone)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    Literal(Literal),
    /// `unknown "reason"`.
    Unknown(Text),
    Name(String),
    /// `a.b`, and `a."odd name"`.
    Field(Box<Expr>, Name),
    /// `f(x, zone: z)`; the callee is a `Name`, or a `Field` for `alias.f(x)` and `calendar.closed_at(t)`.
    Call(Box<Expr>, Vec<Arg>),
    Index(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `x is [not] missing`, `x is approved`, `t is on or after u`.
    Is(Box<Expr>, IsTest),
    /// `x [not] in xs`, `x in a..b`.
    In {
        subject: Box<Expr>,
        negated: bool,
        among: Box<Among>,
    },
    Satisfies(Box<Expr>, Box<Expr>),
    Within(Box<Expr>, Box<Expr>),
    Matches(Box<Expr>, Box<Expr>),
    Default(Box<Expr>, Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Quantified(Box<Quantified>),
    /// `at least n distinct e for …`.
    CountDistinct {
        how: Count,
        bound: Box<Expr>,
        of: Box<Expr>,
        over: Box<Comprehension>,
    },
    /// `the x in xs where P`.
    The {
        name: Name,
        source: Box<Expr>,
        filter: Box<Expr>,
    },
    /// `group x in xs [where P] by E`.
    Group {
        name: Name,
        source: Box<Expr>,
        filter: Option<Box<Expr>>,
        by: Box<Expr>,
    },
    List(Vec<Expr>),
    /// `[e for …]`, and the sole argument of a call.
    ListOf(Box<Expr>, Box<Comprehension>),
    Set(Vec<Expr>),
    Map(Vec<(Expr, Expr)>),
    Record(Vec<(Name, Expr)>),
    Distinct(Box<Expr>),
}

#[derive(Debug, Clone)]
pub enum Literal {
    Bool(bool),
    Number(Decimal),
    /// As a fraction.
    Percentage(Decimal),
    Text(String),
    Date(Date),
    Time(TimeOfDay),
    /// As written: without an offset it is in the policy's zone, which only the checker knows.
    Moment(String),
    Duration(Duration),
}

#[derive(Debug, Clone)]
pub struct Arg {
    pub label: Option<Name>,
    pub value: Expr,
}

#[derive(Debug, Clone)]
pub enum IsTest {
    Missing {
        negated: bool,
    },
    Present {
        negated: bool,
    },
    Empty {
        negated: bool,
    },
    /// A member of the left side's enum, `approved` or `Decision.approved`.
    Member {
        negated: bool,
        of: Option<Name>,
        member: Name,
    },
    Before(Box<Expr>),
    After(Box<Expr>),
    OnOrBefore(Box<Expr>),
    OnOrAfter(Box<Expr>),
}

/// The right side of `in`.
#[derive(Debug, Clone)]
pub enum Among {
    /// A list, set, window, or the keys of a map.
    Collection(Expr),
    Range {
        low: Option<Expr>,
        high: Option<Expr>,
        includes_high: bool,
        span: Span,
    },
}

#[derive(Debug, Clone)]
pub struct Quantified {
    pub kind: Quantifier,
    pub generators: Vec<Generator>,
    pub filter: Option<Expr>,
    pub if_any: bool,
    pub body: Expr,
}

#[derive(Debug, Clone)]
pub enum Quantifier {
    Every,
    Some,
    No,
    Count(Count, Expr),
}

/// `x in xs`, or `(a, b) in pairs`.
#[derive(Debug, Clone)]
pub struct Generator {
    pub binding: Binding,
    pub source: Expr,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Binding {
    One(Name),
    Pair(Name, Name),
}

/// `for x in xs, y in ys where P sorted by E descending`.
#[derive(Debug, Clone)]
pub struct Comprehension {
    pub generators: Vec<Generator>,
    pub filter: Option<Expr>,
    pub sort: Option<Sort>,
}

#[derive(Debug, Clone)]
pub struct Sort {
    pub by: Expr,
    pub descending: bool,
}
