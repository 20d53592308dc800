//! `waivers` blocks: who may lift which rules, and for how long.

use crate::source::span::Span;
use crate::value::duration::Duration;

use super::{Expr, Name};

/// `waivers { for FRZ-1, EXIT-2  granted by role in cab_roles  at most 14 days  never by authors(release) }`.
#[derive(Debug, Clone)]
pub struct WaiversDecl {
    /// The rules that may be waived, as written.
    pub rules: Vec<Name>,
    /// `granted by role in EXPRESSION`: a set or list of texts, or of an enum's members.
    pub roles: Option<Expr>,
    /// `at most 14 days`, from grant to expiry.
    pub longest: Option<(Duration, Span)>,
    /// `never by EXPRESSION`: a person, or a list or set of persons. Each clause adds to the others.
    pub never_by: Vec<Expr>,
    /// `may cover indeterminate`.
    pub may_cover_indeterminate: Option<Span>,
    /// `warn 7 days before expiry`.
    pub warn_before: Option<(Duration, Span)>,
    pub span: Span,
}
