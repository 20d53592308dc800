//! Documents written in place: records are records, bare words are text, literals are their own text.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::plain::Plain;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::syntax::ast::{Expr, ExprKind, Literal};
use crate::types::ty::{Ty, TypeTable};

use super::path;

/// What reading values of a test needs.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'r> {
    pub types: &'r TypeTable,
    pub sources: &'r Sources,
    /// The `let`s of the test file: a bare word that one of them names stands for its value.
    pub fixtures: &'r BTreeMap<String, Expr>,
}

/// Fixtures that name each other nest no deeper.
const DEEPEST: usize = 32;

impl Reading<'_> {
    /// The value as a document has it. With a type, what is misspelt is found here and not by a rule that cannot be
    /// decided; a quoted text stands for itself, whatever the type.
    pub fn value(&self, expr: &Expr, ty: Option<&Ty>) -> Result<Plain, Diagnostic> {
        self.at_depth(expr, ty, 0)
    }

    /// Whether the value is a record, or a `let` that stands for one.
    pub fn is_record(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Record(_) => true,
            ExprKind::Name(word) => self
                .fixtures
                .get(word)
                .is_some_and(|fixture| matches!(fixture.kind, ExprKind::Record(_))),
            _ => false,
        }
    }

    fn at_depth(&self, expr: &Expr, ty: Option<&Ty>, depth: usize) -> Result<Plain, Diagnostic> {
        let ty = ty.map(Ty::plain);
        match &expr.kind {
            ExprKind::Literal(literal) => Ok(match literal {
                Literal::Text(text) => Plain::quoted(text.as_str()),
                Literal::Bool(value) => Plain::bare(value.to_string()),
                Literal::Number(_) => Plain::bare(self.text(expr.span).replace('_', "")),
                _ => Plain::bare(self.text(expr.span)),
            }),
            ExprKind::Negate(of) => match &of.kind {
                ExprKind::Literal(Literal::Text(_) | Literal::Bool(_)) => Err(calculation(expr)),
                ExprKind::Literal(_) => match self.at_depth(of, ty, depth)? {
                    Plain::Scalar { text, .. } => Ok(Plain::bare(format!("-{text}"))),
                    other => Ok(other),
                },
                _ => Err(calculation(expr)),
            },
            ExprKind::Name(word) => match self.fixtures.get(word) {
                Some(fixture) if depth < DEEPEST => self.at_depth(fixture, ty, depth + 1),
                Some(_) => Err(fault(expr.span, format!("`{word}` needs itself"))),
                None => self.word(word, expr.span, ty),
            },
            ExprKind::List(items) | ExprKind::Set(items) => {
                let of = ty.and_then(Ty::element);
                let items: Result<Vec<Plain>, Diagnostic> = items
                    .iter()
                    .map(|item| self.at_depth(item, of, depth))
                    .collect();
                // `{}` is an empty set to the parser, and an empty record to whoever writes a document.
                match (&expr.kind, items?) {
                    (ExprKind::Set(_), items)
                        if items.is_empty() && !matches!(ty, Some(Ty::Set(_) | Ty::List(_))) =>
                    {
                        Ok(Plain::Map(Vec::new()))
                    }
                    (_, items) => Ok(Plain::List(items)),
                }
            }
            ExprKind::Record(fields) => {
                let mut entries = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    let (wire, of) = self.field(&name.text, name.span, ty)?;
                    entries.push((wire, self.at_depth(value, of, depth)?));
                }
                Ok(Plain::Map(entries))
            }
            ExprKind::Map(pairs) => {
                let mut entries = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let Plain::Scalar { text, .. } = self.at_depth(key, None, depth)? else {
                        return Err(calculation(key));
                    };
                    let (wire, of) = self.field(&text, key.span, ty)?;
                    entries.push((wire, self.at_depth(value, of, depth)?));
                }
                Ok(Plain::Map(entries))
            }
            _ => Err(calculation(expr)),
        }
    }

    /// A bare word: text, a name of an enum, `null`.
    pub fn word(&self, word: &str, span: Span, ty: Option<&Ty>) -> Result<Plain, Diagnostic> {
        let bare = Ok(Plain::bare(word));
        if word == "null" {
            return bare;
        }
        let Some(ty) = ty.map(Ty::plain) else {
            return bare;
        };
        match ty {
            Ty::Enum(id) => {
                let members = self
                    .types
                    .enum_type(*id)
                    .map_or(&[][..], |of| of.members.as_slice());
                if members.iter().any(|member| member == word) {
                    return bare;
                }
                let message = format!("`{}` has no `{word}`", self.types.show(ty));
                let near = did_you_mean(word, members.iter().map(String::as_str));
                Err(fault(span, message).help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "it has {}; to try a document that is wrong, put the word in quotes",
                        members.join(", ")
                    ),
                }))
            }
            Ty::Text | Ty::Person | Ty::Zone | Ty::Version | Ty::Constraint | Ty::Error => bare,
            _ => Err(fault(
                span,
                format!("`{word}` is not {}", article(&self.types.show(ty))),
            )
            .help("to try a document that is wrong, put the word in quotes")),
        }
    }

    /// The name in the document of a key, and the type of what stands behind it.
    fn field<'t>(
        &'t self,
        key: &str,
        span: Span,
        ty: Option<&'t Ty>,
    ) -> Result<(String, Option<&'t Ty>), Diagnostic> {
        match ty {
            Some(Ty::Record(id)) => {
                let Some(record) = self.types.record_type(*id) else {
                    return Ok((key.to_owned(), None));
                };
                match path::field(&record.fields, key) {
                    Some(field) if field.derived => Err(fault(
                        span,
                        format!("`{key}` is computed from other fields, and stands in no document"),
                    )
                    .help("give the fields that it is computed from")),
                    Some(field) => Ok((field.wire.clone(), Some(&field.ty))),
                    None if record.open => Ok((key.to_owned(), None)),
                    None => {
                        let message = match ty {
                            Some(ty) => format!("`{}` has no field `{key}`", self.types.show(ty)),
                            None => format!("there is no field `{key}`"),
                        };
                        let names = record.fields.iter().filter(|field| !field.derived);
                        let near = did_you_mean(key, names.map(|field| field.name.as_str()));
                        Err(fault(span, message).help(match near {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => "no rule could read it".to_owned(),
                        }))
                    }
                }
            }
            Some(Ty::Map(_, of)) => Ok((key.to_owned(), Some(of))),
            Some(Ty::Window) => Ok((key.to_owned(), Some(&Ty::Instant))),
            None | Some(Ty::Error) => Ok((key.to_owned(), None)),
            Some(other) => Err(fault(
                span,
                format!(
                    "this should be {}, and is a record",
                    article(&self.types.show(other))
                ),
            )),
        }
    }

    fn text(&self, span: Span) -> String {
        self.sources.text(span).trim().to_owned()
    }
}

/// With an article, where it is one word in lower case.
pub fn article(what: &str) -> String {
    let vowel = what.starts_with(['a', 'e', 'i', 'o', 'u']);
    if what.starts_with(|c: char| c.is_ascii_lowercase()) && what != "text" {
        format!("{} {what}", if vowel { "an" } else { "a" })
    } else {
        what.to_owned()
    }
}

fn fault(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(codes::TEST_VALUE, span, message)
}

fn calculation(expr: &Expr) -> Diagnostic {
    fault(
        expr.span,
        "a document holds values, and this is an expression".to_owned(),
    )
    .help("write the value itself, as it would stand in a file")
}

/// A value as `--set` takes it: a text as it is, a list in brackets.
pub fn as_param(value: &Plain) -> String {
    match value {
        Plain::Scalar { text, .. } => text.clone(),
        other => flow(other),
    }
}

fn flow(value: &Plain) -> String {
    match value {
        Plain::Scalar { text, quoted } => {
            let bare = !quoted && !text.contains([',', '[', ']', '{', '}', ':', '#', '"', '\'']);
            if bare {
                text.clone()
            } else {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
        }
        Plain::List(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Plain::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| {
                    format!("{}: {}", flow(&Plain::quoted(key.as_str())), flow(value))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
