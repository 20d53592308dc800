//! Everything that binds a name to the elements of a list.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::{self, Count, Quantifier as Written};
use crate::types::ty::Ty;

use super::expr::{Want, broken, condition};
use super::program::Checker;
use super::typed::{
    Binding, CountDistinct, Expr, Generator, Kind, ListOf, Over, Quantified, Quantifier, Sort,
};

impl<'u> Checker<'u> {
    /// Generators and filter; the names stay bound for what follows inside the caller's scope.
    pub fn over(
        &mut self,
        generators: &'u [ast::Generator],
        filter: Option<&'u ast::Expr>,
        if_any: bool,
    ) -> Over {
        let mut typed = Vec::with_capacity(generators.len());
        for generator in generators {
            let source = self.infer(&generator.source, Want::Anything);
            let binding = self.bind_elements(&generator.binding, &source);
            typed.push(Generator {
                binding,
                source,
                span: generator.span,
            });
        }
        let filter = filter.map(|filter| self.condition(filter));
        Over {
            generators: typed,
            filter,
            if_any,
        }
    }

    fn bind_elements(&mut self, binding: &ast::Binding, source: &Expr) -> Binding {
        let element = self.elements(source);
        match binding {
            ast::Binding::One(name) => Binding::One(self.bind(name, element)),
            ast::Binding::Pair(left, right) => {
                let (left_ty, right_ty) = self.halves(&element, source);
                Binding::Pair(self.bind(left, left_ty), self.bind(right, right_ty))
            }
        }
    }

    /// What a list or set holds; a map holds pairs of key and value.
    fn elements(&mut self, source: &Expr) -> Ty {
        match source.ty.plain() {
            Ty::List(of) | Ty::Set(of) => {
                if source.ty.is_secret() {
                    Ty::Secret(Box::new(of.plain().clone()))
                } else {
                    (**of).clone()
                }
            }
            Ty::Map(key, of) => {
                let (key, of) = ((**key).clone(), (**of).clone());
                self.pair(key, of)
            }
            Ty::Error | Ty::Nothing => Ty::Error,
            _ => {
                let message = format!("this is {}, not a list", self.show(&source.ty));
                self.report(
                    Diagnostic::new(codes::TYPE_MISMATCH, source.span, message)
                        .help("name a list, a set or a map after `in`"),
                );
                Ty::Error
            }
        }
    }

    fn halves(&mut self, element: &Ty, source: &Expr) -> (Ty, Ty) {
        if *element == Ty::Error {
            return (Ty::Error, Ty::Error);
        }
        if let Ty::Record(id) = element
            && let Some(record) = self.types.record_type(*id)
            && record.pair
            && let [left, right] = record.fields.as_slice()
        {
            return (left.ty.clone(), right.ty.clone());
        }
        let message = format!("the elements are {}, not pairs", self.show(element));
        self.report(
            Diagnostic::new(codes::TYPE_MISMATCH, source.span, message)
                .help("`(a, b) in …` takes `adjacent(xs)`, a map, or another list of pairs"),
        );
        (Ty::Error, Ty::Error)
    }

    pub fn quantified(&mut self, written: &'u ast::Quantified, span: Span) -> Expr {
        let kind = match &written.kind {
            Written::Every => Quantifier::Every,
            Written::Some => Quantifier::Some,
            Written::No => Quantifier::No,
            Written::Count(how, bound) => {
                let bound = self.expect(bound, &Ty::Number);
                Quantifier::Count(*how, bound)
            }
        };
        self.scoped(|checker| {
            let over = checker.over(&written.generators, written.filter.as_ref(), written.if_any);
            let body = checker.condition(&written.body);
            condition(
                Kind::Quantified(Box::new(Quantified { kind, over, body })),
                span,
            )
        })
    }

    pub fn count_distinct(
        &mut self,
        how: Count,
        bound: &'u ast::Expr,
        of: &'u ast::Expr,
        over: &'u ast::Comprehension,
        span: Span,
    ) -> Expr {
        let bound = self.expect(bound, &Ty::Number);
        self.scoped(|checker| {
            let over = checker.over(&over.generators, over.filter.as_ref(), true);
            let of = checker.infer(of, Want::Anything);
            condition(
                Kind::CountDistinct(Box::new(CountDistinct {
                    how,
                    bound,
                    of,
                    over,
                })),
                span,
            )
        })
    }

    pub fn the(
        &mut self,
        name: &'u ast::Name,
        source: &'u ast::Expr,
        filter: &'u ast::Expr,
        span: Span,
    ) -> Expr {
        let source = self.infer(source, Want::Anything);
        let element = self.elements(&source);
        self.scoped(|checker| {
            let local = checker.bind(name, element.clone());
            let filter = checker.condition(filter);
            Expr {
                kind: Kind::The {
                    local,
                    source: Box::new(source),
                    filter: Box::new(filter),
                },
                ty: element,
                span,
            }
        })
    }

    pub fn group(
        &mut self,
        name: &'u ast::Name,
        source: &'u ast::Expr,
        filter: Option<&'u ast::Expr>,
        by: &'u ast::Expr,
        span: Span,
    ) -> Expr {
        let source = self.infer(source, Want::Anything);
        let element = self.elements(&source);
        self.scoped(|checker| {
            let local = checker.bind(name, element.clone());
            let filter = filter.map(|filter| Box::new(checker.condition(filter)));
            let by = checker.infer(by, Want::Anything);
            let record = checker.structural(
                &[
                    ("key".to_owned(), by.ty.clone()),
                    ("items".to_owned(), Ty::list(element)),
                ],
                false,
            );
            Expr {
                kind: Kind::Group {
                    local,
                    source: Box::new(source),
                    filter,
                    by: Box::new(by),
                    record,
                },
                ty: Ty::list(Ty::Record(record)),
                span,
            }
        })
    }

    pub fn list_of(
        &mut self,
        item: &'u ast::Expr,
        over: &'u ast::Comprehension,
        span: Span,
    ) -> Expr {
        self.scoped(|checker| {
            let typed = checker.over(&over.generators, over.filter.as_ref(), true);
            let item = checker.infer(item, Want::Anything);
            let sort = match &over.sort {
                Some(sort) => match checker.sort_key(sort) {
                    Some(sort) => Some(sort),
                    None => return broken(span),
                },
                None => None,
            };
            let ty = Ty::list(item.ty.clone());
            Expr {
                kind: Kind::ListOf(Box::new(ListOf {
                    item,
                    over: typed,
                    sort,
                })),
                ty,
                span,
            }
        })
    }

    fn sort_key(&mut self, sort: &'u ast::Sort) -> Option<Sort> {
        let by = self.infer(&sort.by, Want::Anything);
        if !self.is_ordered(&by.ty) && *by.ty.plain() != Ty::Text {
            let message = format!("{} has no order to sort by", self.show(&by.ty));
            self.report(
                Diagnostic::new(codes::NOT_ORDERED, by.span, message)
                    .help("sort by a number, a time, a version, an ordered enum or a text"),
            );
            return None;
        }
        Some(Sort {
            by,
            descending: sort.descending,
        })
    }
}
