//! Types as written.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Name, ParamDecl, TypeExpr, TypeKind};

use super::grammar::{Pair, Rule, parts};
use super::literals;
use super::reading::{DEEPEST, Reading};

/// `optional list of Release`
pub(super) fn type_expr(reading: &mut Reading<'_>, pair: Pair<'_>) -> TypeExpr {
    let whole = reading.extent(&pair);
    let mut around = Vec::new();
    let mut inner = None;
    for part in parts(pair) {
        let span = reading.extent(&part);
        match part.as_rule() {
            Rule::wrapper => around.push((wrapper(part.as_str()), span)),
            Rule::map_of => {
                let key = parts(part).next().map(|key| base(reading, key));
                let key = Box::new(key.unwrap_or_else(|| unnamed(span)));
                around.push((Around::Map(key), span));
            }
            _ => inner = Some(base(reading, part)),
        }
    }
    let mut built = inner.unwrap_or_else(|| unnamed(whole));
    if around.len() > DEEPEST as usize {
        reading.refuse_nesting(whole);
        return built;
    }
    for (wrapper, span) in around.into_iter().rev() {
        let of = Box::new(built);
        let kind = match wrapper {
            Around::Optional => TypeKind::Optional(of),
            Around::Secret => TypeKind::Secret(of),
            Around::List => TypeKind::List(of),
            Around::Set => TypeKind::Set(of),
            Around::Map(key) => TypeKind::Map(key, of),
        };
        built = TypeExpr {
            kind,
            span: span.to(whole),
        };
    }
    built
}

/// What stands before a type and goes round it.
#[derive(Debug)]
enum Around {
    Optional,
    Secret,
    List,
    Set,
    Map(Box<TypeExpr>),
}

fn wrapper(text: &str) -> Around {
    match text {
        "optional" => Around::Optional,
        "secret" => Around::Secret,
        text if text.starts_with("list") => Around::List,
        _ => Around::Set,
    }
}

fn unnamed(span: Span) -> TypeExpr {
    TypeExpr {
        kind: TypeKind::Named {
            module: None,
            name: String::new(),
        },
        span,
    }
}

/// A type without anything round it: a name, `{low, high}`, `1..4`, `percentage of 100`, a record.
pub(super) fn base(reading: &mut Reading<'_>, pair: Pair<'_>) -> TypeExpr {
    let span = reading.extent(&pair);
    let kind = match pair.as_rule() {
        Rule::members => TypeKind::Enum(words(reading, pair)),
        Rule::params => TypeKind::Record(
            parts(pair)
                .filter_map(|declared| field_decl(reading, declared))
                .collect(),
        ),
        Rule::percentage_of => percentage_of(reading, pair),
        Rule::number_range => number_range(reading, pair, span),
        _ => named(reading, pair.as_str(), span),
    };
    TypeExpr { kind, span }
}

fn named(reading: &mut Reading<'_>, text: &str, span: Span) -> TypeKind {
    if matches!(text, "list" | "set" | "map") {
        let help = match text {
            "map" => "write `map of text to number`".to_owned(),
            _ => format!("write `{text} of text`"),
        };
        reading.refuse(
            codes::SYNTAX,
            span,
            format!("`{text}` does not say what it holds"),
            help,
        );
    }
    if matches!(text, "optional" | "secret") {
        reading.refuse(
            codes::SYNTAX,
            span,
            format!("`{text}` stands before a type"),
            format!("write `{text} text`"),
        );
    }
    let (module, name) = match text.split_once('.') {
        Some((module, name)) => {
            let end = Span {
                end: span.start + u32::try_from(module.len()).unwrap_or(0),
                ..span
            };
            let module = Name {
                text: module.to_owned(),
                span: end,
            };
            (Some(module), name)
        }
        None => (None, text),
    };
    TypeKind::Named {
        module,
        name: name.to_owned(),
    }
}

fn percentage_of(reading: &mut Reading<'_>, pair: Pair<'_>) -> TypeKind {
    let mut hundred = false;
    for whole in parts(pair) {
        match whole.as_str() {
            "1" => hundred = false,
            "100" => hundred = true,
            other => {
                let span = reading.span(&whole);
                reading.refuse(
                    codes::SYNTAX,
                    span,
                    format!("`percentage of {other}` says nothing of a bare number"),
                    "write `percentage of 1` if documents write 0.4 for 40 %, and `percentage of 100` if they write 40",
                );
            }
        }
    }
    TypeKind::PercentageOf { hundred }
}

fn number_range(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> TypeKind {
    let mut bounds = Vec::new();
    for part in parts(pair) {
        let at = reading.span(&part);
        if part.as_rule() == Rule::dots {
            if part.as_str() != ".." {
                reading.refuse(
                    codes::SYNTAX,
                    at,
                    "the bounds of a type are both included",
                    "write `..`",
                );
            }
            continue;
        }
        let (sign, digits) = match part.as_str().strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, part.as_str()),
        };
        let number = literals::number(reading, digits, at);
        bounds.extend(number.map(|number| if sign { number.neg() } else { number }));
    }
    match bounds.as_slice() {
        [low, high] => {
            if low > high {
                let written = reading.quoted(span);
                reading.refuse(
                    codes::BAD_LITERAL,
                    span,
                    format!("no number is in `{written}`"),
                    "write the lesser bound first",
                );
            }
            TypeKind::Range(*low, *high)
        }
        _ => TypeKind::Named {
            module: None,
            name: "number".to_owned(),
        },
    }
}

/// The words of `{low, moderate, high}`, whatever they are: a member may be named like a word of the language.
pub(super) fn words(reading: &Reading<'_>, pair: Pair<'_>) -> Vec<Name> {
    parts(pair).map(|word| reading.name(&word)).collect()
}

/// `(env: text)` of a definition: names that its body uses.
pub(super) fn params(reading: &mut Reading<'_>, pair: Pair<'_>) -> Vec<ParamDecl> {
    let mut params = Vec::new();
    for declared in parts(pair) {
        if let Some(param) = field_decl(reading, declared) {
            reading.refuse_reserved(&param.name);
            params.push(param);
        }
    }
    params
}

fn field_decl(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<ParamDecl> {
    let mut inside = parts(pair);
    let (word, ty) = (inside.next()?, inside.next()?);
    Some(ParamDecl {
        name: reading.name(&word),
        ty: type_expr(reading, ty),
    })
}
