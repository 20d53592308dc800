//! `extern` declarations: custom checks.

use crate::source::span::Span;
use crate::value::duration::Duration;

use super::{Name, ParamDecl, Text, TypeExpr};

/// `extern secret_scan(lines: list of text) -> CheckResult from wasm "…" sha256 "…" fuel 50_000_000 memory 16 MiB
/// deadline 2 seconds`.
#[derive(Debug, Clone)]
pub struct ExternDecl {
    pub name: Name,
    pub params: Vec<ParamDecl>,
    pub result: TypeExpr,
    pub engine: ExternEngine,
    pub path: Text,
    pub sha256: Text,
    pub fuel: Option<(u64, Span)>,
    /// In bytes; written in `KiB`, `MiB` or `GiB`.
    pub memory: Option<(u64, Span)>,
    pub deadline: Option<(Duration, Span)>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum ExternEngine {
    Wasm,
    /// `from rego "FILE" query "data.policy.allow"`.
    Rego {
        query: Option<Text>,
    },
}
