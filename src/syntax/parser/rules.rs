//! Rules and their clauses.

use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{
    Demand, Each, Effective, Expr, ExprKind, Literal, Message, Name, Obligation, Rule as RuleItem,
    Text,
};
use crate::value::date::Date;
use crate::value::outcome::{Phase, Severity};

use super::expressions::{condition, whole};
use super::grammar::{Pair, Rule, parts};
use super::heads::{Over, tall_sum};
use super::literals;
use super::reading::Reading;
use super::texts;

/// `rule FRZ-1 "…" for each … { clauses }`
pub(super) fn rule(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<RuleItem> {
    let span = reading.extent(&pair);
    let mut inside = parts(pair);
    let id = rule_id(reading, &inside.next()?);
    let title = texts::text(reading, &inside.next()?);
    let mut each = None;
    let mut clauses = Clauses::default();
    for part in inside {
        if part.as_rule() == Rule::each {
            each = for_each(reading, part);
        } else {
            clause(reading, &mut clauses, part);
        }
    }
    refuse_no_demand(reading, &clauses, &id);
    Some(RuleItem {
        id,
        title,
        each,
        phase: clauses.phase,
        severity: clauses.severity,
        controls: clauses.controls,
        lets: clauses.lets,
        when: clauses.when,
        demands: clauses.demands,
        unless: clauses.unless,
        obligations: clauses.obligations,
        because: clauses.because,
        remedy: clauses.remedy,
        effective: clauses.effective,
        unwaivable: clauses.unwaivable,
        span,
    })
}

/// The clauses of a rule so far.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    phase: Option<(Phase, Span)>,
    severity: Option<(Severity, Span)>,
    controls: Vec<Text>,
    lets: Vec<(Name, Expr)>,
    when: Option<Expr>,
    demands: Vec<Demand>,
    unless: Option<Expr>,
    obligations: Vec<Obligation>,
    because: Option<Message>,
    remedy: Option<Message>,
    effective: Option<Effective>,
    unwaivable: Option<Span>,
    /// The clauses that may stand once, where each stands.
    once: Vec<(Rule, Span)>,
}

/// Takes one clause.
pub(super) fn clause(reading: &mut Reading<'_>, clauses: &mut Clauses, pair: Pair<'_>) {
    for clause in parts(pair) {
        let span = reading.extent(&clause);
        let is_first = first_of_its_kind(reading, clauses, &clause, span);
        one(reading, clauses, clause, span, is_first);
    }
}

fn one(
    reading: &mut Reading<'_>,
    clauses: &mut Clauses,
    pair: Pair<'_>,
    span: Span,
    is_first: bool,
) {
    let kind = pair.as_rule();
    match kind {
        Rule::demand => clauses.demands.extend(demand(reading, pair, span)),
        Rule::control => {
            for text in parts(pair) {
                clauses.controls.push(texts::text(reading, &text));
            }
        }
        Rule::local => {
            let mut inside = parts(pair);
            if let (Some(word), Some(value)) = (inside.next(), inside.next()) {
                clauses
                    .lets
                    .push((reading.invented(&word), whole(reading, value)));
            }
        }
        Rule::oblige => clauses.obligations.extend(oblige(reading, pair, span)),
        Rule::effective => {
            let effective = effective(reading, pair, span);
            set(&mut clauses.effective, effective, is_first);
        }
        Rule::unwaivable => set(&mut clauses.unwaivable, Some(span), is_first),
        Rule::phase => {
            let phase = word_of(reading, pair, "phase", Phase::ALL, Phase::name);
            set(&mut clauses.phase, phase, is_first);
        }
        Rule::severity => {
            let severity = word_of(reading, pair, "severity", Severity::ALL, Severity::name);
            set(&mut clauses.severity, severity, is_first);
        }
        Rule::when | Rule::unless => {
            let condition = parts(pair)
                .next()
                .map(|condition| whole(reading, condition));
            let place = if kind == Rule::when {
                &mut clauses.when
            } else {
                &mut clauses.unless
            };
            set(place, condition, is_first);
        }
        _ => {
            let message = parts(pair).next().map(|text| texts::message(reading, text));
            let place = if kind == Rule::because {
                &mut clauses.because
            } else {
                &mut clauses.remedy
            };
            set(place, message, is_first);
        }
    }
}

/// The first of several clauses counts.
fn set<T>(place: &mut Option<T>, value: Option<T>, is_first: bool) {
    if is_first {
        *place = value;
    }
}

fn first_of_its_kind(
    reading: &mut Reading<'_>,
    clauses: &mut Clauses,
    pair: &Pair<'_>,
    span: Span,
) -> bool {
    let kind = pair.as_rule();
    let (word, help) = match kind {
        Rule::phase => ("phase", "keep one: a rule speaks from its phase on"),
        Rule::severity => ("severity", "keep one"),
        Rule::when => ("when", "keep one, and join the conditions with `and`"),
        Rule::unless => ("unless", "keep one, and join the conditions with `or`"),
        Rule::because => ("because", "keep one, and write both reasons into it"),
        Rule::remedy => ("remedy", "keep one, and write both ways into it"),
        Rule::effective => ("effective", "keep one: `effective from … until …`"),
        Rule::unwaivable => ("unwaivable", "keep one"),
        _ => return true,
    };
    let before = clauses
        .once
        .iter()
        .find(|(seen, _)| *seen == kind)
        .map(|(_, span)| *span);
    clauses.once.push((kind, span));
    let Some(before) = before else {
        return true;
    };
    reading.diagnostics.push(
        Diagnostic::new(
            codes::CLAUSE_TWICE,
            span,
            format!("a rule has at most one `{word}`"),
        )
        .label("again here")
        .and(before, "first here")
        .help(help),
    );
    false
}

fn refuse_no_demand(reading: &mut Reading<'_>, clauses: &Clauses, id: &Name) {
    if clauses.demands.is_empty() {
        reading.refuse(
            codes::CLAUSE_MISSING,
            id.span,
            format!("rule `{}` demands nothing", id.text),
            "add a `require` or a `forbid`",
        );
    }
}

fn rule_id(reading: &mut Reading<'_>, pair: &Pair<'_>) -> Name {
    let id = reading.name(pair);
    if !id
        .text
        .starts_with(|first: char| first.is_ascii_uppercase())
    {
        let help = match id.text.chars().next() {
            Some(first) if first.is_ascii_lowercase() => {
                format!("write `{}`", id.text.to_ascii_uppercase())
            }
            _ => "write an id like `FRZ-1`".to_owned(),
        };
        reading.refuse(
            codes::SYNTAX,
            id.span,
            format!(
                "the rule id `{}` does not begin with a capital letter",
                id.text
            ),
            help,
        );
    }
    id
}

fn for_each(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<Each> {
    let span = reading.extent(&pair);
    let mut over = Over::default();
    let mut key = None;
    for part in parts(pair) {
        if part.as_rule() == Rule::sum {
            key = Some(tall_sum(reading, part).expr);
        } else {
            over.take(reading, part);
        }
    }
    Some(Each {
        generators: over.generators,
        filter: over.filter.map(Box::new),
        key: key?,
        if_any: over.if_any,
        span,
    })
}

/// `require "label" when condition: expression`
fn demand(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Demand> {
    let mut inside = parts(pair);
    let word = inside.next()?;
    let mut label = None;
    let mut when = None;
    let mut demanded = None;
    for part in inside {
        if part.as_rule() != Rule::demand_label {
            demanded = Some(whole(reading, part));
            continue;
        }
        for part in parts(part) {
            if part.as_rule() == Rule::string {
                label = Some(texts::text(reading, &part));
            } else {
                when = parts(part)
                    .next()
                    .map(|asked| condition(reading, asked).expr);
            }
        }
    }
    let demanded = demanded?;
    if let ExprKind::Literal(Literal::Text(_)) = &demanded.kind {
        let written = reading.quoted(demanded.span);
        reading.refuse(
            codes::SYNTAX,
            demanded.span,
            format!("the label {written} has no condition"),
            format!("write `{} {written}: …`", word.as_str()),
        );
    }
    Some(Demand {
        forbid: word.as_str() == "forbid",
        label,
        when,
        condition: demanded,
        span,
    })
}

fn oblige(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Obligation> {
    let mut inside = parts(pair);
    let what = texts::message(reading, inside.next()?);
    let until = tall_sum(reading, inside.next()?).expr;
    let proven_by = inside.next().map(|id| rule_id(reading, &id));
    Some(Obligation {
        what,
        until,
        proven_by,
        span,
    })
}

fn effective(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<Effective> {
    let mut from: Option<Date> = None;
    let mut until: Option<Date> = None;
    let mut is_from = false;
    for part in parts(pair) {
        if part.as_rule() == Rule::from {
            is_from = true;
            continue;
        }
        let at = reading.span(&part);
        let date = literals::date(reading, part.as_str(), at);
        let place = if is_from { &mut from } else { &mut until };
        *place = date;
        is_from = false;
    }
    Some(Effective { from, until, span })
}

/// `deploy`, `block`: one word of a list.
fn word_of<T: Copy, const N: usize>(
    reading: &mut Reading<'_>,
    pair: Pair<'_>,
    what: &str,
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Option<(T, Span)> {
    let word = parts(pair).next()?;
    let span = reading.span(&word);
    let written = word.as_str();
    if let Some(found) = all.into_iter().find(|one| name(*one) == written) {
        return Some((found, span));
    }
    let names = all.map(name);
    let help = match did_you_mean(written, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", super::expected::listed(&names)),
    };
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("there is no {what} `{written}`"),
        help,
    );
    None
}
