use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::{self, Among, CompareOp, ExprKind, IsTest, Literal};
use crate::types::ty::Ty;

use super::expr::{Want, broken, condition};
use super::operate::conversion;
use super::program::Checker;
use super::typed::{Const, Expr, Kind, Within};

impl<'u> Checker<'u> {
    pub fn compare(
        &mut self,
        op: CompareOp,
        left: &'u ast::Expr,
        right: &'u ast::Expr,
        span: Span,
    ) -> Expr {
        let (left, right) = self.both(left, right);
        self.comparison(op, left, right, span)
    }

    /// Two sides, the one that needs the other's type after it.
    fn both(&mut self, left: &'u ast::Expr, right: &'u ast::Expr) -> (Expr, Expr) {
        if self.leans(left) && !self.leans(right) {
            let right = self.infer(right, Want::Anything);
            let left = self.infer(left, Want::Type(&right.ty));
            (left, right)
        } else {
            let left = self.infer(left, Want::Anything);
            let right = self.infer(right, Want::Type(&left.ty));
            (left, right)
        }
    }

    /// Whether an expression takes its type from its place: a text, a bare member, a list of these.
    fn leans(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(Literal::Text(_)) => true,
            ExprKind::Name(name) => self.is_free(name),
            ExprKind::List(items) | ExprKind::Set(items) => {
                items.first().is_none_or(|first| self.leans(first))
            }
            _ => false,
        }
    }

    fn comparison(&mut self, op: CompareOp, left: Expr, right: Expr, span: Span) -> Expr {
        if self.join(&left.ty, &right.ty).is_none() {
            let message = format!(
                "{} cannot be compared with {}",
                self.show(&left.ty),
                self.show(&right.ty)
            );
            let diagnostic = Diagnostic::new(codes::TYPE_MISMATCH, span, message);
            let help = conversion(&left.ty, &right.ty).unwrap_or("compare two values of one type");
            self.report(diagnostic.help(help));
            return broken(span);
        }
        let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let by = if left.ty == Ty::Nothing {
            &right.ty
        } else {
            &left.ty
        };
        if !equality && !self.is_ordered(by) {
            let message = format!("{} has no order", self.show(by));
            let diagnostic = Diagnostic::new(codes::NOT_ORDERED, span, message);
            let help = match by.plain() {
                Ty::Enum(_) => "declare the enum `ordered`, from least to greatest",
                Ty::Text => {
                    "compare versions as versions and numbers as numbers: declare the field so"
                }
                _ => "use `==` or `!=`",
            };
            self.report(diagnostic.help(help));
            return broken(span);
        }
        condition(Kind::Compare(op, Box::new(left), Box::new(right)), span)
    }

    pub fn is_test(&mut self, subject: &'u ast::Expr, test: &'u IsTest, span: Span) -> Expr {
        match test {
            IsTest::Missing { negated } => {
                let of = self.infer(subject, Want::Anything);
                negate_if(*negated, condition(Kind::IsMissing(Box::new(of)), span))
            }
            IsTest::Present { negated } => {
                let of = self.infer(subject, Want::Anything);
                negate_if(*negated, condition(Kind::IsPresent(Box::new(of)), span))
            }
            IsTest::Empty { negated } => {
                let of = self.infer(subject, Want::Anything);
                if !matches!(
                    of.ty.plain(),
                    Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Error
                ) {
                    let message = format!("{} is never empty", self.show(&of.ty));
                    self.report(Diagnostic::new(codes::TYPE_MISMATCH, span, message).help(
                        "lists, sets and maps can be empty; ask whether a field `is missing`",
                    ));
                    return broken(span);
                }
                negate_if(*negated, condition(Kind::IsEmpty(Box::new(of)), span))
            }
            IsTest::Member {
                negated,
                of,
                member,
            } => self.is_member(subject, *negated, of.as_ref(), member, span),
            IsTest::Before(other) => self.compare(CompareOp::Less, subject, other, span),
            IsTest::After(other) => self.compare(CompareOp::Greater, subject, other, span),
            IsTest::OnOrBefore(other) => self.compare(CompareOp::LessOrEqual, subject, other, span),
            IsTest::OnOrAfter(other) => {
                self.compare(CompareOp::GreaterOrEqual, subject, other, span)
            }
        }
    }

    fn is_member(
        &mut self,
        subject: &'u ast::Expr,
        negated: bool,
        of: Option<&ast::Name>,
        member: &ast::Name,
        span: Span,
    ) -> Expr {
        let subject = self.infer(subject, Want::Anything);
        if subject.ty == Ty::Error {
            return broken(span);
        }
        let Ty::Enum(id) = subject.ty.plain() else {
            let message = format!("`is {}` asks about {}", member.text, self.show(&subject.ty));
            self.report(
                Diagnostic::new(codes::IS_VALUE, span, message)
                    .label("only an enum has members")
                    .help("compare values with `==`"),
            );
            return broken(span);
        };
        if let Some(of) = of {
            let named = self.types.enum_type(*id).map(|found| found.name.clone());
            if named.as_deref() != Some(of.text.as_str()) {
                let message = format!("this is {}, not `{}`", self.show(&subject.ty), of.text);
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, of.span, message)
                        .help(format!("write `is {}`", member.text)),
                );
                return broken(span);
            }
        }
        let Some(found) = self.member_of(&subject.ty, &member.text) else {
            let ty = subject.ty.clone();
            self.unknown_member(member, &ty);
            return broken(span);
        };
        let right = Expr {
            kind: Kind::Const(Const::Enum(found)),
            ty: Ty::Enum(found.of),
            span: member.span,
        };
        let op = if negated {
            CompareOp::NotEqual
        } else {
            CompareOp::Equal
        };
        condition(Kind::Compare(op, Box::new(subject), Box::new(right)), span)
    }

    pub fn membership(
        &mut self,
        subject: &'u ast::Expr,
        negated: bool,
        among: &'u Among,
        span: Span,
    ) -> Expr {
        let found = match among {
            Among::Range {
                low,
                high,
                includes_high,
                ..
            } => {
                let subject = self.infer(subject, Want::Anything);
                if !self.is_ordered(&subject.ty) {
                    let message = format!(
                        "{} has no order, so it has no range",
                        self.show(&subject.ty)
                    );
                    self.report(
                        Diagnostic::new(codes::NOT_ORDERED, span, message)
                            .help("list the values: `in {a, b}`"),
                    );
                    return broken(span);
                }
                let ty = subject.ty.plain().clone();
                let low = low.as_ref().map(|end| Box::new(self.bound_of(end, &ty)));
                let high = high.as_ref().map(|end| Box::new(self.bound_of(end, &ty)));
                condition(
                    Kind::InRange {
                        subject: Box::new(subject),
                        low,
                        high,
                        includes_high: *includes_high,
                    },
                    span,
                )
            }
            Among::Collection(collection) => self.in_collection(subject, collection, span),
        };
        if matches!(found.kind, Kind::Broken) {
            return found;
        }
        negate_if(negated, found)
    }

    fn bound_of(&mut self, end: &'u ast::Expr, ty: &Ty) -> Expr {
        let end = self.infer(end, Want::Member(ty));
        self.must_fit(end, ty)
    }

    fn in_collection(
        &mut self,
        subject: &'u ast::Expr,
        collection: &'u ast::Expr,
        span: Span,
    ) -> Expr {
        let (subject, collection) = if self.leans(subject) {
            let collection = self.infer(collection, Want::Anything);
            let element = member_type(&collection.ty).unwrap_or(Ty::Error);
            (self.infer(subject, Want::Type(&element)), collection)
        } else {
            let subject = self.infer(subject, Want::Anything);
            let wanted = Ty::Set(Box::new(subject.ty.plain().clone()));
            let collection = self.infer(collection, Want::Member(&wanted));
            (subject, collection)
        };
        let Some(element) = member_type(&collection.ty) else {
            if collection.ty != Ty::Error {
                let message = format!("nothing is `in` {}", self.show(&collection.ty));
                let help = if matches!(subject.ty.plain(), Ty::Text) {
                    "write `contains(text, part)` for a part of a text, `in {a, b}` for one of several"
                } else {
                    "write `in {a, b}`, `in a..b`, or name a list, a set, a map or a window"
                };
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, collection.span, message).help(help),
                );
            }
            return broken(span);
        };
        if self.join(&element, &subject.ty).is_none() {
            let message = format!(
                "{} cannot be in {}",
                self.show(&subject.ty),
                self.show(&collection.ty)
            );
            let diagnostic = Diagnostic::new(codes::TYPE_MISMATCH, span, message);
            let help = conversion(&element, &subject.ty).unwrap_or("compare values of one type");
            self.report(diagnostic.help(help));
            return broken(span);
        }
        condition(
            Kind::InCollection(Box::new(subject), Box::new(collection)),
            span,
        )
    }

    pub fn matches(&mut self, left: &'u ast::Expr, right: &'u ast::Expr, span: Span) -> Expr {
        let left = self.infer(left, Want::Type(&Ty::Text));
        let plain = left.ty.plain().clone();
        if !self.accepts(&Ty::Text, &plain) {
            return self.must_fit(left, &Ty::Text);
        }
        let ExprKind::Literal(Literal::Text(pattern)) = &right.kind else {
            self.report(
                Diagnostic::new(
                    codes::BAD_PATTERN,
                    right.span,
                    "a pattern is written out, so that it can be checked",
                )
                .help("write it in single quotes: `matches '[0-9a-f]{40}'`"),
            );
            return broken(span);
        };
        if !self.patterns.contains(pattern)
            && let Err(error) = regex::Regex::new(&format!("^(?:{pattern})$"))
        {
            self.report(
                Diagnostic::new(
                    codes::BAD_PATTERN,
                    right.span,
                    format!("`{pattern}` is not a regular expression"),
                )
                .label(pattern_error(&error))
                .help("look-around and back-references are left out: a pattern is matched in linear time"),
            );
            return broken(span);
        }
        self.patterns.insert(pattern.clone());
        condition(Kind::Matches(Box::new(left), pattern.clone()), span)
    }

    /// What a param may be set to.
    pub fn param_bounds(&mut self, among: &'u Among, ty: &Ty) -> Within {
        match among {
            Among::Collection(collection) => {
                let wanted = Ty::Set(Box::new(ty.clone()));
                let collection = self.infer(collection, Want::Member(&wanted));
                Within::Collection(self.must_fit(collection, &wanted))
            }
            Among::Range {
                low,
                high,
                includes_high,
                span,
            } => {
                if !self.is_ordered(ty) {
                    let message = format!("{} has no order, so it has no range", self.show(ty));
                    self.report(
                        Diagnostic::new(codes::NOT_ORDERED, *span, message)
                            .help("list the values: `in {a, b}`"),
                    );
                }
                Within::Range {
                    low: low.as_ref().map(|end| self.bound_of(end, ty)),
                    high: high.as_ref().map(|end| self.bound_of(end, ty)),
                    includes_high: *includes_high,
                }
            }
        }
    }
}

/// What can be `in` a value of this type.
fn member_type(ty: &Ty) -> Option<Ty> {
    match ty.plain() {
        Ty::List(of) | Ty::Set(of) => Some((**of).clone()),
        Ty::Window => Some(Ty::Instant),
        Ty::Map(key, _) => Some((**key).clone()),
        Ty::Error | Ty::Nothing => Some(Ty::Error),
        _ => None,
    }
}

fn negate_if(negated: bool, expr: Expr) -> Expr {
    if !negated {
        return expr;
    }
    let span = expr.span;
    condition(Kind::Not(Box::new(expr)), span)
}

fn pattern_error(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
        other => other
            .to_string()
            .lines()
            .last()
            .unwrap_or("it does not read")
            .trim()
            .trim_start_matches("error: ")
            .to_owned(),
    }
}
