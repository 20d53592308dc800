//! Many descriptors: a table of them all, and what stands behind their reports.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::decision::run::{Decision, InstantSource};
use crate::diagnostic::printable::printable;
use crate::value::outcome::{Outcome, Verdict};

use super::page::{Page, Piece, Style, plain};
use super::{closing, heading, words};

/// With more descriptors than these, those that may go are counted and not listed.
const MOST_ROWS: usize = 40;

/// Whether a descriptor of many has a report of its own behind the table.
pub fn is_detailed(decision: &Decision, explain: bool) -> bool {
    explain
        || decision.verdict != Verdict::Go
        || !decision.notes.is_empty()
        || decision
            .findings
            .iter()
            .any(|finding| words::needs_attention(finding.outcome))
}

/// How many of each, which rules fail how often, and a row for each descriptor.
pub fn summary(decisions: &[Decision], explain: bool, page: &mut Page) {
    totals(decisions, page);
    if decisions.is_empty() {
        return;
    }
    page.gap();
    rules(decisions, page);
    page.gap();
    rows(decisions, explain, page);
}

/// What all the reports share, and how many of each once more: a long report is read from its end.
pub fn ending(decisions: &[Decision], page: &mut Page) {
    page.gap();
    page.exact(&"═".repeat(page.width()), &[]);
    totals(decisions, page);
    let Some(first) = decisions.first() else {
        return;
    };
    page.gap();
    for policy in &first.policies {
        let title = format!("{} {}: {}", policy.name, policy.version, policy.title);
        page.text("  policy   ", &" ".repeat(11), &[plain(title)]);
    }
    if decisions
        .iter()
        .all(|decision| decision.evaluated_at == first.evaluated_at)
    {
        page.text(
            "  instant  ",
            &" ".repeat(11),
            &heading::instant_words(first),
        );
    }
    if decisions
        .iter()
        .any(|decision| decision.evaluated_at_source == InstantSource::Given)
    {
        let given = "! given by the caller, not read from the clock";
        page.text(&" ".repeat(11), &" ".repeat(11), &[Style::Care.of(given)]);
    }
}

/// `1,960 descriptors: ✗ 12 no-go · ✓ 1,948 go`.
fn totals(decisions: &[Decision], page: &mut Page) {
    let mut pieces = vec![Style::Strong.of(words::count(decisions.len(), "descriptor"))];
    let order = [
        Verdict::NoGo,
        Verdict::Indeterminate,
        Verdict::ConditionalGo,
        Verdict::Go,
    ];
    for verdict in order {
        let number = decisions
            .iter()
            .filter(|decision| decision.verdict == verdict)
            .count();
        if number > 0 {
            let (sign, word, style) = words::verdict(verdict);
            pieces.push(plain(if pieces.len() == 1 { ": " } else { " · " }));
            pieces.push(style.of(format!("{sign} {} {word}", words::grouped(number))));
        }
    }
    page.text("", "  ", &pieces);
}

/// Each rule that failed or was undecided somewhere, with how many descriptors.
fn rules(decisions: &[Decision], page: &mut Page) {
    let mut counted: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for decision in decisions {
        for (place, outcome) in [Outcome::Fail, Outcome::Indeterminate]
            .into_iter()
            .enumerate()
        {
            for name in named(decision, outcome) {
                if let Some(number) = counted.entry(name).or_default().get_mut(place) {
                    *number += 1;
                }
            }
        }
    }
    let widest = counted
        .keys()
        .map(|name| name.width())
        .max()
        .unwrap_or(0)
        .min(40);
    for (name, [failed, undecided]) in &counted {
        let padding = " ".repeat(widest.saturating_sub(name.width()));
        let mut pieces = vec![Style::Plain.whole(format!("{name}{padding}  "))];
        let parts = [
            (Outcome::Fail, *failed),
            (Outcome::Indeterminate, *undecided),
        ];
        for (index, (outcome, number)) in parts
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .enumerate()
        {
            let (sign, word, style) = words::outcome(outcome);
            if index > 0 {
                pieces.push(Style::Faint.of(" · "));
            }
            pieces.push(style.of(format!("{sign} {word} in {}", words::grouped(number))));
        }
        page.text("  ", &" ".repeat(widest + 4), &pieces);
    }
}

/// The rules of a decision with that outcome, each once.
fn named(decision: &Decision, outcome: Outcome) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for finding in decision
        .findings
        .iter()
        .filter(|finding| finding.outcome == outcome)
    {
        let name = words::rule(decision, &finding.policy, &finding.rule, None);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn rows(decisions: &[Decision], explain: bool, page: &mut Page) {
    let all = explain || decisions.len() <= MOST_ROWS;
    let listed: Vec<&Decision> = decisions
        .iter()
        .filter(|decision| all || decision.verdict != Verdict::Go)
        .collect();
    let verdicts = listed
        .iter()
        .map(|decision| words::verdict(decision.verdict).1.len())
        .max()
        .unwrap_or(0);
    let names = listed
        .iter()
        .map(|decision| printable(&decision.descriptor));
    let names: Vec<Cow<'_, str>> = names.collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let left = 2 + 2 + verdicts + 2;
    let descriptors = widest.min(page.width().saturating_sub(left + 26));
    for (decision, name) in listed.iter().zip(names) {
        let (sign, word, style) = words::verdict(decision.verdict);
        let head = format!("  {sign} {word:<verdicts$}  ");
        let hang = " ".repeat(left + descriptors + 2);
        let mut rules: Vec<String> = named(decision, Outcome::Fail);
        let undecided = named(decision, Outcome::Indeterminate);
        rules.extend(undecided.into_iter().map(|name| format!("?{name}")));
        let rules = [plain(rules.join(", "))];
        if name.width() <= descriptors {
            let padding = " ".repeat(descriptors.saturating_sub(name.width()));
            let mut pieces: Vec<Piece<'_>> = vec![Style::Plain.whole(format!("{name}{padding}  "))];
            pieces.extend(rules);
            page.styled(style, &head, &hang, &pieces);
        } else {
            page.exact_styled(style, &head, &[plain(name)]);
            if decision.verdict != Verdict::Go {
                page.text(&hang, &hang, &rules);
            }
        }
    }
    let unlisted = decisions.len() - listed.len();
    if unlisted > 0 {
        let (sign, word, style) = words::verdict(Verdict::Go);
        let more = format!("and {} more", words::grouped(unlisted));
        page.styled(
            style,
            &format!("  {sign} {word:<verdicts$}  "),
            "",
            &[plain(more)],
        );
    }
}
