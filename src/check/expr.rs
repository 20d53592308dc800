//! The type of every expression.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::types::ty::Ty;
use crate::value::RecordId;

use super::program::Checker;
use super::typed::{Expr, Kind};

/// What the place of an expression asks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Want<'t> {
    Anything,
    /// This type; a bare name is looked up in scope first, then among the enum's members.
    Type(&'t Ty),
    /// This type; a bare name is looked up among the enum's members first.
    Member(&'t Ty),
}

impl<'t> Want<'t> {
    pub fn ty(self) -> Option<&'t Ty> {
        match self {
            Want::Anything => None,
            Want::Type(ty) | Want::Member(ty) => Some(ty),
        }
    }
}

pub(super) fn broken(span: Span) -> Expr {
    Expr {
        kind: Kind::Broken,
        ty: Ty::Error,
        span,
    }
}

impl<'u> Checker<'u> {
    /// An expression that must have this type.
    pub fn expect(&mut self, expr: &'u ast::Expr, ty: &Ty) -> Expr {
        let typed = self.infer(expr, Want::Type(ty));
        self.must_fit(typed, ty)
    }

    pub fn must_fit(&mut self, typed: Expr, ty: &Ty) -> Expr {
        if self.accepts(ty, &typed.ty) {
            return typed;
        }
        let diagnostic = self.mismatch(typed.span, ty, &typed.ty);
        self.report(diagnostic);
        broken(typed.span)
    }

    fn mismatch(&self, span: Span, wanted: &Ty, actual: &Ty) -> Diagnostic {
        let diagnostic = if actual.is_secret() && self.accepts(wanted, actual.plain()) {
            Diagnostic::new(
                codes::SECRET_SHOWN,
                span,
                "a secret is given to what does not keep it secret",
            )
            .help(format!(
                "declare the parameter as `secret {}`",
                self.show(wanted)
            ))
        } else {
            Diagnostic::new(
                codes::TYPE_MISMATCH,
                span,
                format!(
                    "this is {}, where {} is needed",
                    self.show(actual),
                    self.show(wanted)
                ),
            )
        };
        match super::operate::conversion(wanted, actual) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    /// An expression that must be true or false.
    pub fn condition(&mut self, expr: &'u ast::Expr) -> Expr {
        let typed = self.infer(expr, Want::Type(&Ty::Bool));
        self.must_be_condition(typed)
    }

    pub fn must_be_condition(&mut self, typed: Expr) -> Expr {
        if matches!(typed.ty.plain(), Ty::Bool | Ty::Error | Ty::Nothing) {
            return typed;
        }
        let message = format!("this is {}, not a condition", self.show(&typed.ty));
        self.report(
            Diagnostic::new(codes::NOT_A_CONDITION, typed.span, message)
                .help("compare it with something, or ask whether it `is present`"),
        );
        broken(typed.span)
    }

    /// The type of an expression; what is wrong is reported once and becomes [`Ty::Error`].
    pub fn infer(&mut self, expr: &'u ast::Expr, want: Want<'_>) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, span, want),
            ExprKind::Unknown(reason) => Expr {
                kind: Kind::Unknown(reason.text.clone()),
                ty: Ty::Nothing,
                span,
            },
            ExprKind::Name(name) => self.name(name, span, want),
            ExprKind::Field(base, name) => self.field(base, name, span),
            ExprKind::Call(callee, args) => self.call(callee, args, span),
            ExprKind::Index(base, index) => self.index(base, index, span),
            ExprKind::Not(of) => {
                let of = self.condition(of);
                Expr {
                    kind: Kind::Not(Box::new(of)),
                    ty: Ty::Bool,
                    span,
                }
            }
            ExprKind::Negate(of) => self.negate(of, span, want),
            ExprKind::And(parts) => {
                let parts = self.operands(parts);
                Expr {
                    kind: Kind::And(parts),
                    ty: Ty::Bool,
                    span,
                }
            }
            ExprKind::Or(parts) => {
                let parts = self.operands(parts);
                Expr {
                    kind: Kind::Or(parts),
                    ty: Ty::Bool,
                    span,
                }
            }
            ExprKind::Compare(op, left, right) => self.compare(*op, left, right, span),
            ExprKind::Arithmetic(op, left, right) => self.arithmetic(*op, left, right, span),
            ExprKind::Is(subject, test) => self.is_test(subject, test, span),
            ExprKind::In {
                subject,
                negated,
                among,
            } => self.membership(subject, *negated, among, span),
            ExprKind::Satisfies(left, right) => {
                let left = self.expect(left, &Ty::Version);
                let right = self.expect(right, &Ty::Constraint);
                condition(Kind::Satisfies(Box::new(left), Box::new(right)), span)
            }
            ExprKind::Within(left, right) => {
                let left = self.expect(left, &Ty::Window);
                let right = self.expect(right, &Ty::Window);
                condition(Kind::Within(Box::new(left), Box::new(right)), span)
            }
            ExprKind::Matches(left, right) => self.matches(left, right, span),
            ExprKind::Default(left, right) => self.default(left, right, span, want),
            ExprKind::If(test, yes, no) => self.branch(test, yes, no, span, want),
            ExprKind::Quantified(quantified) => self.quantified(quantified, span),
            ExprKind::CountDistinct {
                how,
                bound,
                of,
                over,
            } => self.count_distinct(*how, bound, of, over, span),
            ExprKind::The {
                name,
                source,
                filter,
            } => self.the(name, source, filter, span),
            ExprKind::Group {
                name,
                source,
                filter,
                by,
            } => self.group(name, source, filter.as_deref(), by, span),
            ExprKind::List(items) => self.list(items, false, span, want),
            ExprKind::Set(items) => self.list(items, true, span, want),
            ExprKind::ListOf(item, over) => self.list_of(item, over, span),
            ExprKind::Map(entries) => self.map(entries, span, want),
            ExprKind::Record(fields) => self.record(fields, span, want),
            ExprKind::Distinct(of) => self.distinct(of, span),
        }
    }

    /// Parts of an `and` or `or`; a bare enum member among them is what people write for `in {…}`.
    fn operands(&mut self, parts: &'u [ast::Expr]) -> Vec<Expr> {
        let mut typed: Vec<Expr> = Vec::with_capacity(parts.len());
        for part in parts {
            if let ExprKind::Name(name) = &part.kind
                && let Some(previous) = typed.last()
                && self.is_free(name)
                && let Some((subject, first)) = self.member_test(previous)
            {
                self.report(
                    Diagnostic::new(
                        codes::MEMBER_OPERAND,
                        part.span,
                        format!("`{name}` is a value, not a condition"),
                    )
                    .help(format!("write `{subject} in {{{first}, {name}}}`")),
                );
                typed.push(broken(part.span));
                continue;
            }
            let next = self.condition(part);
            typed.push(next);
        }
        typed
    }

    /// For `x is member`, the subject and the member as written.
    fn member_test(&self, expr: &Expr) -> Option<(String, String)> {
        let Kind::Compare(ast::CompareOp::Equal, left, right) = &expr.kind else {
            return None;
        };
        let Kind::Const(super::typed::Const::Enum(member)) = &right.kind else {
            return None;
        };
        let name = self
            .types
            .enum_type(member.of)?
            .members
            .get(member.index as usize)?;
        Some((self.excerpt(left.span), name.clone()))
    }

    /// The policy's own text under a span, for a help line.
    pub fn excerpt(&self, span: Span) -> String {
        self.unit
            .modules
            .iter()
            .find(|module| module.file == span.file)
            .and_then(|module| module.text.get(span.start as usize..span.end as usize))
            .map_or_else(String::new, |text| {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
    }

    fn default(
        &mut self,
        left: &'u ast::Expr,
        right: &'u ast::Expr,
        span: Span,
        want: Want<'_>,
    ) -> Expr {
        let left = self.infer(left, want);
        let is_path = matches!(
            left.kind,
            Kind::Field(..)
                | Kind::Derived(..)
                | Kind::Index(..)
                | Kind::Part(..)
                | Kind::Input(_)
                | Kind::Local(_)
                | Kind::Definition(..)
                | Kind::Builtin { .. }
                | Kind::The { .. }
                | Kind::Data(_)
                | Kind::Unknown(_)
                | Kind::Broken
        );
        let condition_like = left.ty == Ty::Bool
            && !matches!(
                left.kind,
                Kind::Field(..)
                    | Kind::Index(..)
                    | Kind::Local(_)
                    | Kind::Input(_)
                    | Kind::Derived(..)
            );
        if !is_path || condition_like {
            self.report(
                Diagnostic::new(
                    codes::DEFAULT_OF_CONDITION,
                    left.span,
                    "`default` stands for what is absent, and this is not something that can be absent",
                )
                .help("put `default` after the path inside, such as `(a.b default 0) > 1`"),
            );
            return broken(span);
        }
        let right = self.infer(right, Want::Type(&left.ty));
        let Some(ty) = self.join(&left.ty, &right.ty) else {
            let diagnostic = self.mismatch(right.span, &left.ty, &right.ty);
            self.report(diagnostic);
            return broken(span);
        };
        Expr {
            kind: Kind::Default(Box::new(left), Box::new(right)),
            ty,
            span,
        }
    }

    fn branch(
        &mut self,
        test: &'u ast::Expr,
        yes: &'u ast::Expr,
        no: &'u ast::Expr,
        span: Span,
        want: Want<'_>,
    ) -> Expr {
        let test = self.condition(test);
        let yes = self.infer(yes, want);
        let no = match want {
            Want::Anything => self.infer(no, Want::Type(&yes.ty)),
            given => self.infer(no, given),
        };
        let Some(ty) = self.join(&yes.ty, &no.ty) else {
            let message = format!(
                "one branch is {}, the other {}",
                self.show(&yes.ty),
                self.show(&no.ty)
            );
            self.report(
                Diagnostic::new(codes::TYPE_MISMATCH, no.span, message)
                    .and(yes.span, "the first branch")
                    .help("give both branches the same type"),
            );
            return broken(span);
        };
        Expr {
            kind: Kind::If(Box::new(test), Box::new(yes), Box::new(no)),
            ty,
            span,
        }
    }

    fn list(&mut self, items: &'u [ast::Expr], set: bool, span: Span, want: Want<'_>) -> Expr {
        let wanted = want.ty().and_then(|ty| ty.element().cloned());
        let mut element = Ty::Nothing;
        let mut typed = Vec::with_capacity(items.len());
        for item in items {
            let want_item = match (&wanted, want) {
                (Some(ty), Want::Member(_)) => Want::Member(ty),
                (Some(ty), _) => Want::Type(ty),
                (None, _) if element != Ty::Nothing => Want::Type(&element),
                (None, _) => Want::Anything,
            };
            let one = self.infer(item, want_item);
            match self.join(&element, &one.ty) {
                Some(joined) => element = joined,
                None => {
                    let message = format!(
                        "this is {}, and what stands before it is {}",
                        self.show(&one.ty),
                        self.show(&element)
                    );
                    self.report(
                        Diagnostic::new(codes::TYPE_MISMATCH, one.span, message)
                            .help("a list holds values of one type"),
                    );
                }
            }
            typed.push(one);
        }
        let (kind, ty) = if set {
            (Kind::Set(typed), Ty::Set(Box::new(element)))
        } else {
            (Kind::List(typed), Ty::list(element))
        };
        Expr { kind, ty, span }
    }

    fn map(&mut self, entries: &'u [(ast::Expr, ast::Expr)], span: Span, want: Want<'_>) -> Expr {
        let wanted = match want.ty().map(Ty::plain) {
            Some(Ty::Map(key, of)) => Some(((**key).clone(), (**of).clone())),
            _ => None,
        };
        let (mut key_ty, mut of_ty) = (Ty::Nothing, Ty::Nothing);
        let mut typed = Vec::with_capacity(entries.len());
        for (key, of) in entries {
            let (key, of) = match &wanted {
                Some((key_want, of_want)) => (self.expect(key, key_want), self.expect(of, of_want)),
                None => (
                    self.infer(key, Want::Type(&key_ty)),
                    self.infer(of, Want::Type(&of_ty)),
                ),
            };
            for (sum, one) in [(&mut key_ty, &key), (&mut of_ty, &of)] {
                match self.join(sum, &one.ty) {
                    Some(joined) => *sum = joined,
                    None => self.error(
                        codes::TYPE_MISMATCH,
                        one.span,
                        "a map's entries all have the same types",
                    ),
                }
            }
            typed.push((key, of));
        }
        Expr {
            kind: Kind::Map(typed),
            ty: Ty::Map(Box::new(key_ty), Box::new(of_ty)),
            span,
        }
    }

    fn record(&mut self, fields: &'u [(ast::Name, ast::Expr)], span: Span, want: Want<'_>) -> Expr {
        if let Some(Ty::Record(id)) = want.ty().map(Ty::plain)
            && self
                .types
                .record_type(*id)
                .is_some_and(|record| !record.pair)
        {
            return self.record_of(*id, fields, span);
        }
        let mut named: Vec<(String, Ty)> = Vec::new();
        let mut values = Vec::new();
        for (name, expr) in fields {
            if named.iter().any(|(other, _)| *other == name.text) {
                self.report(
                    Diagnostic::new(
                        codes::DECLARED_TWICE,
                        name.span,
                        format!("field `{}` stands twice", name.text),
                    )
                    .help("remove one of them"),
                );
                continue;
            }
            let value = self.infer(expr, Want::Anything);
            named.push((name.text.clone(), value.ty.clone()));
            values.push(Some(value));
        }
        let id = self.structural(&named, false);
        Expr {
            kind: Kind::Record(id, values),
            ty: Ty::Record(id),
            span,
        }
    }

    /// A record literal where a declared type is asked for.
    fn record_of(
        &mut self,
        id: RecordId,
        fields: &'u [(ast::Name, ast::Expr)],
        span: Span,
    ) -> Expr {
        let declared: Vec<(String, Ty, bool)> =
            self.types.record_type(id).map_or_else(Vec::new, |record| {
                record
                    .fields
                    .iter()
                    .map(|field| (field.name.clone(), field.ty.clone(), field.derived))
                    .collect()
            });
        let mut values: Vec<Option<Expr>> = vec![None; declared.len()];
        for (name, expr) in fields {
            let place = declared
                .iter()
                .position(|(other, _, _)| *other == name.text);
            let Some((index, (_, ty, derived))) =
                place.and_then(|at| declared.get(at).map(|d| (at, d)))
            else {
                let ty = Ty::Record(id);
                self.unknown_field(name, &ty);
                continue;
            };
            if *derived {
                self.error(
                    codes::TYPE_MISMATCH,
                    name.span,
                    format!("`{}` is derived from the other fields", name.text),
                );
                continue;
            }
            let value = self.expect(expr, ty);
            if let Some(slot) = values.get_mut(index) {
                if slot.is_some() {
                    self.error(
                        codes::DECLARED_TWICE,
                        name.span,
                        format!("field `{}` stands twice", name.text),
                    );
                }
                *slot = Some(value);
            }
        }
        Expr {
            kind: Kind::Record(id, values),
            ty: Ty::Record(id),
            span,
        }
    }

    fn distinct(&mut self, of: &'u ast::Expr, span: Span) -> Expr {
        let of = self.infer(of, Want::Anything);
        let Some(element) = of.ty.element().cloned() else {
            if of.ty != Ty::Error {
                let message = format!("`distinct` takes a list, and this is {}", self.show(&of.ty));
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, of.span, message)
                        .help("write `distinct [e for x in xs]`"),
                );
            }
            return broken(span);
        };
        Expr {
            kind: Kind::Distinct(Box::new(of)),
            ty: Ty::Set(Box::new(element)),
            span,
        }
    }
}

pub(super) fn condition(kind: Kind, span: Span) -> Expr {
    Expr {
        kind,
        ty: Ty::Bool,
        span,
    }
}
