use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast;
use crate::types::ty::Ty;
use crate::value::version::{Constraint, Version};
use crate::value::zone::Zone;

use super::expr::Want;
use super::program::Checker;
use super::typed::{Const, Expr, Kind};

impl<'u> Checker<'u> {
    /// A text literal as the type that its place asks for: a version, a constraint, a person or a zone is written as
    /// text. `None`: it does not read, and that was reported.
    pub fn text_as(&mut self, text: &str, span: Span, want: Want<'_>) -> Option<(Const, Ty)> {
        let wanted = want.ty().map_or(&Ty::Text, Ty::plain);
        match wanted {
            Ty::Version => match Version::parse(text) {
                Some(version) => Some((Const::Version(version), Ty::Version)),
                None => {
                    self.report(
                        Diagnostic::new(
                            codes::BAD_VERSION,
                            span,
                            format!("`{text}` is not a version"),
                        )
                        .help("write it as `\"1.2.3\"`"),
                    );
                    None
                }
            },
            Ty::Constraint => match Constraint::parse(text) {
                Some(constraint) => Some((Const::Constraint(constraint), Ty::Constraint)),
                None => {
                    self.report(
                        Diagnostic::new(
                            codes::BAD_VERSION,
                            span,
                            format!("`{text}` is not a version constraint"),
                        )
                        .help("write it as `\">=1.2, <2\"`, `\"^1.4\"` or `\"~1.4.2\"`"),
                    );
                    None
                }
            },
            Ty::Zone => match Zone::parse(text) {
                Some(zone) => Some((Const::Zone(zone), Ty::Zone)),
                None => {
                    let diagnostic = Diagnostic::new(
                        codes::UNKNOWN_ZONE,
                        span,
                        format!("there is no time zone `{text}`"),
                    );
                    let diagnostic = match Zone::nearest(text) {
                        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                        None => diagnostic.help("use a name of the IANA database, or `AoE`"),
                    };
                    self.report(diagnostic);
                    None
                }
            },
            Ty::Person => Some((Const::Person(text.to_owned()), Ty::Person)),
            _ => Some((Const::Text(text.to_owned()), Ty::Text)),
        }
    }

    /// A table cell's constant.
    pub fn constant(&mut self, expr: &'u ast::Expr, ty: &Ty) -> Option<Const> {
        let before = self.diagnostics.len();
        let typed = self.infer(expr, Want::Member(ty));
        if self.diagnostics.len() > before || typed.ty == Ty::Error {
            return None;
        }
        if !self.accepts(ty, &typed.ty) {
            let message = format!(
                "this cell is {}, and its column is {}",
                self.show(&typed.ty),
                self.show(ty)
            );
            self.report(
                Diagnostic::new(codes::TABLE_CELL, expr.span, message)
                    .help("write a value of the column's type"),
            );
            return None;
        }
        let constant = folded(&typed);
        if constant.is_none() {
            self.report(
                Diagnostic::new(codes::TABLE_CELL, expr.span, "a cell holds a constant")
                    .help("compute the value in a `define` and give it to the table as an input"),
            );
        }
        constant
    }
}

/// The constant that an expression is, if it is one.
fn folded(typed: &Expr) -> Option<Const> {
    match &typed.kind {
        Kind::Const(constant) => Some(constant.clone()),
        Kind::Negate(of) => match folded(of)? {
            Const::Number(number) => Some(Const::Number(number.neg())),
            Const::Percentage(number) => Some(Const::Percentage(number.neg())),
            Const::Duration(duration) => Some(Const::Duration(duration.neg())),
            _ => None,
        },
        _ => None,
    }
}
