//! `test` blocks: what a policy must decide of a given release.

use crate::source::span::Span;
use crate::value::outcome::Phase;

use super::calendar::CalendarDecl;
use super::{Expr, Name, Text};

/// `test "title" { given … at … set … expect … cases { … } }`.
#[derive(Debug, Clone)]
pub struct TestDecl {
    pub title: Text,
    pub givens: Vec<Given>,
    /// `at 2026-11-27T10:00Z`, as written: without an offset in the policy's zone.
    pub at: Option<Text>,
    pub phase: Option<(Phase, Span)>,
    /// `set min_approvals = 3`.
    pub params: Vec<(Name, Expr)>,
    /// `calendar peak { … }` in place of the policy's own.
    pub calendars: Vec<CalendarDecl>,
    /// `waivers from "waivers.yaml"`, `waivers = [{…}]`.
    pub waivers: Vec<Source>,
    /// `identities from "identities.yaml"`, `identities = [{…}]`.
    pub identities: Option<Source>,
    pub expects: Vec<Expect>,
    pub cases: Option<Cases>,
    pub span: Span,
}

/// `given release from "release.yaml" with { change.type: normal } without approvals`.
#[derive(Debug, Clone)]
pub struct Given {
    pub input: Name,
    pub source: Source,
    pub with: Vec<(Path, Expr)>,
    pub without: Vec<Path>,
    pub span: Span,
}

/// A document: a file, or written in place. In place, a record is a record, a bare word is text, and every literal is
/// its own text, as if it stood in a YAML file.
#[derive(Debug, Clone)]
pub enum Source {
    File(Text),
    Place(Expr),
}

/// `schedule.regions[0]."odd name"`: within the document just given, without the input's name.
#[derive(Debug, Clone)]
pub struct Path {
    pub steps: Vec<PathStep>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    Field(String),
    Index(u32),
}

#[derive(Debug, Clone)]
pub struct Expect {
    pub kind: ExpectKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum ExpectKind {
    /// `expect decision no-go`: `go`, `conditional go`, `no-go`, `indeterminate`.
    Decision(Name),
    /// `expect FRZ-1 fail`, `expect OS-CANDIDATE["1.0.0"] fail naming approvals witness "alice" saying "peak"
    /// obliging "watch"`.
    Finding {
        rule: Name,
        key: Option<Text>,
        /// `pass`, `fail`, `exempt`, `waived`, `not applicable`, `indeterminate`.
        outcome: Name,
        /// `naming PATH, PATH`: paths that the derivation must call missing or unreadable.
        naming: Vec<Path>,
        /// `witness "…"`: texts that must occur in a witness.
        witnesses: Vec<Text>,
        /// `saying "…"`: texts that must occur in the finding's message.
        saying: Vec<Text>,
        /// `obliging "…"`: texts that must occur in an obligation.
        obliging: Vec<Text>,
    },
    /// `expect waiver "EX-1" expired`: the state of one waiver, as a word.
    Waiver { id: Text, state: Name },
    /// `expect change_type is emergency`, `expect approval_level(low, high) is team`, `expect score == 0.87`: a
    /// condition over the policy's own definitions that must be true.
    That(Expr),
    /// `expect unknown change_type`: a value or a condition that must not be known.
    Unknown(Expr),
}

/// A table of cases: each row is a test of its own, on top of what the block gives.
///
/// ```text
/// cases {
///   | change.type | tier || FRZ-1 | decision |
///   | normal      | 1    || fail  | no-go    |
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Cases {
    /// Left of `||`: a path within the input given last, or a param's name.
    pub inputs: Vec<Path>,
    /// Right of `||`: `decision`, a rule id with an optional key, or the name of a definition without params.
    pub outputs: Vec<CaseColumn>,
    pub rows: Vec<CaseRow>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct CaseColumn {
    pub name: Name,
    pub key: Option<Text>,
}

#[derive(Debug, Clone)]
pub struct CaseRow {
    pub inputs: Vec<CaseCell>,
    pub outputs: Vec<CaseCell>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct CaseCell {
    pub kind: CaseCellKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum CaseCellKind {
    /// `-`: as given; not expected.
    Any,
    /// `missing`: taken out of the document; of a definition, that there is nothing.
    Missing,
    /// A constant, or the words of an outcome (`no-go`, `not applicable`), as written.
    Words(String),
    Value(Expr),
}
