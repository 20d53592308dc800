//! The items of a file, but for rules and tables.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{
    ClassClause, Classify, Data, Define, EnumDecl, Expr, FieldDecl, FieldKind, Import, Include,
    Input, Item, ModulePath, Name, Param, Policy, Text, TypeDecl, TypeExpr, TypeKind,
};

use super::calendars;
use super::expressions::{bounded, whole};
use super::grammar::{Pair, Rule, parts};
use super::reading::Reading;
use super::rules;
use super::tables;
use super::texts;
use super::types;

/// One item. `None` cannot happen to what the grammar read.
pub(super) fn item(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Item> {
    reading.refused_nesting = false;
    let pair = parts(pair).next()?;
    match pair.as_rule() {
        Rule::rule_decl => rules::rule(reading, pair).map(Item::Rule),
        Rule::define => define(reading, pair).map(Item::Define),
        Rule::constant => constant(reading, pair).map(Item::Define),
        Rule::param => param(reading, pair).map(Item::Param),
        Rule::type_decl => type_decl(reading, pair).map(Item::Type),
        Rule::enum_decl => enum_decl(reading, pair).map(Item::Enum),
        Rule::table => tables::table(reading, pair).map(Item::Table),
        Rule::classify => classify(reading, pair).map(Item::Classify),
        Rule::input => input(reading, pair).map(Item::Input),
        Rule::data => data(reading, pair).map(Item::Data),
        Rule::import => import(reading, pair).map(Item::Import),
        Rule::include => include(reading, pair).map(Item::Include),
        Rule::test_decl => super::trials::test(reading, pair).map(Item::Test),
        Rule::calendar => calendars::calendar(reading, pair).map(Item::Calendar),
        _ => policy(reading, pair).map(Item::Policy),
    }
}

fn policy(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Policy> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.name(&inside.next()?);
    let mut seen: Vec<(String, Span)> = Vec::new();
    let mut policy = Policy {
        name,
        title: None,
        owner: None,
        version: None,
        zone: None,
        applies_when: None,
        span,
    };
    for setting in inside {
        let at = reading.extent(&setting);
        let mut inside = parts(setting);
        let Some(first) = inside.next() else {
            continue;
        };
        let word = match first.as_rule() {
            Rule::setting_name => first.as_str(),
            _ => "applies when",
        };
        let before = seen.iter().find(|(seen, _)| seen == word);
        if let Some((_, before)) = before {
            reading.diagnostics.push(
                Diagnostic::new(
                    codes::CLAUSE_TWICE,
                    at,
                    format!("a policy has one `{word}`"),
                )
                .label("again here")
                .and(*before, "first here")
                .help("keep one"),
            );
            continue;
        }
        seen.push((word.to_owned(), at));
        if first.as_rule() != Rule::setting_name {
            policy.applies_when = Some(whole(reading, first));
            continue;
        }
        let text = inside.next().map(|text| texts::text(reading, &text));
        *setting_place(&mut policy, first.as_str()) = text;
    }
    Some(policy)
}

fn setting_place<'p>(policy: &'p mut Policy, name: &str) -> &'p mut Option<Text> {
    match name {
        "title" => &mut policy.title,
        "owner" => &mut policy.owner,
        "version" => &mut policy.version,
        _ => &mut policy.zone,
    }
}

fn import(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Import> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let path = module(reading, inside.next()?)?;
    let alias = inside.next().map(|alias| reading.invented(&alias));
    Some(Import { path, alias, span })
}

fn module(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<ModulePath> {
    let path = parts(pair).next()?;
    let span = reading.span(&path);
    let quoted = path.as_rule() == Rule::string;
    let text = if quoted {
        texts::text(reading, &path).text
    } else {
        path.as_str().to_owned()
    };
    Some(ModulePath { text, quoted, span })
}

fn include(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Include> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let path = module(reading, inside.next()?)?;
    let mut with: Vec<(Name, Expr)> = Vec::new();
    for setting in inside {
        let mut inside = parts(setting);
        if let (Some(word), Some(value)) = (inside.next(), inside.next()) {
            let name = reading.name(&word);
            with.push((name, whole(reading, value)));
        }
    }
    Some(Include { path, with, span })
}

fn input(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Input> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let written = types::type_expr(reading, inside.next()?);
    let (optional, ty) = match written {
        TypeExpr {
            kind: TypeKind::Optional(ty),
            ..
        } => (true, *ty),
        ty => (false, ty),
    };
    Some(Input {
        name,
        optional,
        ty,
        span,
    })
}

fn param(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Param> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let ty = types::type_expr(reading, inside.next()?);
    let (value, within) = bounded(reading, inside.next()?);
    Some(Param {
        name,
        ty,
        value,
        within,
        span,
    })
}

fn constant(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Define> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    Some(Define {
        name: reading.invented(&inside.next()?),
        params: None,
        result: None,
        body: whole(reading, inside.next()?),
        span,
    })
}

fn define(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Define> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let mut params = None;
    let mut result = None;
    let mut body = None;
    for part in inside {
        match part.as_rule() {
            Rule::params => params = Some(types::params(reading, part)),
            Rule::ty => result = Some(types::type_expr(reading, part)),
            _ => body = Some(whole(reading, part)),
        }
    }
    Some(Define {
        name,
        params,
        result,
        body: body?,
        span,
    })
}

fn data(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Data> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    Some(Data {
        name: reading.invented(&inside.next()?),
        ty: types::type_expr(reading, inside.next()?),
        path: texts::text(reading, &inside.next()?),
        sha256: inside.next().map(|digest| texts::text(reading, &digest)),
        span,
    })
}

fn enum_decl(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<EnumDecl> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.name(&inside.next()?);
    let mut ordered = false;
    let mut members = Vec::new();
    for part in inside {
        match part.as_rule() {
            Rule::ordered => ordered = true,
            _ => members = types::words(reading, part),
        }
    }
    Some(EnumDecl {
        name,
        ordered,
        members,
        span,
    })
}

fn type_decl(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<TypeDecl> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.name(&inside.next()?);
    let mut extends: Option<Name> = None;
    let mut open = false;
    let mut fields = Vec::new();
    for part in inside {
        match part.as_rule() {
            Rule::word => {
                let base = reading.name(&part);
                match &extends {
                    None => extends = Some(base),
                    Some(first) => refuse_second_base(reading, first.span, base.span),
                }
            }
            Rule::opened => open = true,
            _ => fields.extend(field(reading, part)),
        }
    }
    Some(TypeDecl {
        name,
        extends,
        open,
        fields,
        span,
    })
}

fn refuse_second_base(reading: &mut Reading<'_>, first: Span, second: Span) {
    reading.diagnostics.push(
        Diagnostic::new(codes::CLAUSE_TWICE, second, "a type extends one other")
            .label("again here")
            .and(first, "first here")
            .help("keep one, or let that one extend the other"),
    );
}

fn field(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<FieldDecl> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.name(&inside.next()?);
    let mut required = None;
    let mut wire = None;
    let mut kind = None;
    for part in inside {
        match part.as_rule() {
            Rule::bang => required = Some(reading.span(&part)),
            Rule::string => wire = Some(texts::text(reading, &part)),
            Rule::ty => kind = Some(FieldKind::Declared(types::type_expr(reading, part))),
            _ => kind = Some(FieldKind::Derived(whole(reading, part))),
        }
    }
    let kind = kind?;
    if let FieldKind::Derived(_) = kind {
        let marks = [
            required.map(|span| ("required", span)),
            wire.as_ref()
                .map(|wire| ("named otherwise in documents", wire.span)),
        ];
        for (what, at) in marks.into_iter().flatten() {
            reading.refuse(
                codes::SYNTAX,
                at,
                format!("`{}` is derived, so it is not {what}", name.text),
                "leave this out: no document has the field",
            );
        }
    }
    Some(FieldDecl {
        name,
        required: required.is_some(),
        wire,
        kind,
        span,
    })
}

fn classify(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Classify> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let name = reading.invented(&inside.next()?);
    let mut params = None;
    let mut result = None;
    let mut clauses = Vec::new();
    for part in inside {
        match part.as_rule() {
            Rule::params => params = Some(types::params(reading, part)),
            Rule::class => clauses.extend(class(reading, part)),
            _ => result = Some(types::base(reading, part)),
        }
    }
    if clauses.is_empty() {
        reading.refuse(
            codes::CLAUSE_MISSING,
            name.span,
            format!("classify `{}` has no classes", name.text),
            "write a line for each, like `emergency when …`, and a last one with `otherwise`",
        );
    }
    Some(Classify {
        name,
        params,
        result: result?,
        clauses,
        span,
    })
}

fn class(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<ClassClause> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let label = reading.name(&inside.next()?);
    let when = inside
        .next()
        .filter(|part| part.as_rule() == Rule::expr)
        .map(|when| whole(reading, when));
    Some(ClassClause { label, when, span })
}
