//! `{…}`: a record, a map or a set, told apart by its first entry.

use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::{Expr, ExprKind, Name};

use super::expressions::{Tall, node, tall};
use super::grammar::{Pair, Rule, parts};
use super::operands::labelled;
use super::reading::Reading;

/// One entry as written.
#[derive(Debug)]
enum Entry {
    /// `a: 1`
    Field(Name, Expr),
    /// `"a": 1`
    Pair(Expr, Expr),
    /// `x`
    Element(Expr),
}

pub(super) fn braces(reading: &mut Reading<'_>, pair: Pair<'_>) -> Tall {
    let span = reading.span(&pair);
    let mut height = 0;
    let mut entries = Vec::new();
    for part in parts(pair) {
        if part.as_rule() == Rule::no_entries {
            return node(reading, ExprKind::Map(Vec::new()), span, 0);
        }
        let at = reading.extent(&part);
        let (entry, tall) = entry(reading, part);
        height = height.max(tall);
        entries.push((entry, at));
    }
    let kind = match entries.first() {
        Some((Entry::Field(..), _)) => record(reading, entries),
        Some((Entry::Pair(..), _)) => map(reading, entries),
        _ => set(reading, entries),
    };
    node(reading, kind, span, height)
}

fn entry(reading: &mut Reading<'_>, pair: Pair<'_>) -> (Entry, u32) {
    let value = parts(pair.clone())
        .filter(|part| part.as_rule() == Rule::expr)
        .nth(1);
    let (label, element) = labelled(reading, pair);
    let first = element.built;
    if element.is_bare_comprehension {
        let help = format!("write `distinct [{}]`", reading.quoted(first.expr.span));
        reading.refuse(
            codes::SYNTAX,
            first.expr.span,
            "a set is not made by `for`",
            help,
        );
    }
    match (label, value) {
        (Some(label), None) => (Entry::Field(label, first.expr), first.height),
        (Some(label), Some(value)) => {
            let value = tall(reading, value);
            reading.refuse(
                codes::SYNTAX,
                value.expr.span,
                "an entry has one `:`",
                "separate entries by `,`, and put a record of its own in braces",
            );
            (Entry::Field(label, first.expr), first.height)
        }
        (None, Some(value)) => {
            let value = tall(reading, value);
            let height = first.height.max(value.height);
            (Entry::Pair(first.expr, value.expr), height)
        }
        (None, None) => (Entry::Element(first.expr), first.height),
    }
}

fn record(reading: &mut Reading<'_>, entries: Vec<(Entry, Span)>) -> ExprKind {
    let mut fields = Vec::with_capacity(entries.len());
    for (entry, span) in entries {
        match entry {
            Entry::Field(name, value) => fields.push((name, value)),
            _ => refuse_mixture(reading, span, "a record", "`name: value`"),
        }
    }
    ExprKind::Record(fields)
}

fn map(reading: &mut Reading<'_>, entries: Vec<(Entry, Span)>) -> ExprKind {
    let mut pairs = Vec::with_capacity(entries.len());
    for (entry, span) in entries {
        match entry {
            Entry::Pair(key, value) => pairs.push((key, value)),
            Entry::Field(name, _) => refuse_mixture(
                reading,
                span,
                "a map",
                &format!(
                    "`\"{0}\": value`, or `({0}): value` for a key named elsewhere",
                    name.text
                ),
            ),
            Entry::Element(_) => refuse_mixture(reading, span, "a map", "`key: value`"),
        }
    }
    ExprKind::Map(pairs)
}

fn set(reading: &mut Reading<'_>, entries: Vec<(Entry, Span)>) -> ExprKind {
    let mut elements = Vec::with_capacity(entries.len());
    for (entry, span) in entries {
        match entry {
            Entry::Element(element) => elements.push(element),
            _ => refuse_mixture(reading, span, "a set", "a value alone, without `:`"),
        }
    }
    ExprKind::Set(elements)
}

fn refuse_mixture(reading: &mut Reading<'_>, span: Span, what: &str, entry: &str) {
    let written = reading.quoted(span);
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("`{written}` does not belong here: by its first entry this is {what}"),
        format!("write {entry}"),
    );
}
