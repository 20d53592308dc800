//! Many descriptors: a table of them all before the reports of those that have something to say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::decision::run::{Decision, InstantSource};
use crate::diagnostic::printable::printable;
use crate::value::outcome::{Outcome, Verdict};

use super::page::{Page, Piece, Style, plain, printed};
use super::{heading, words};

/// With more descriptors than these, those that may go are counted and not listed.
const MOST_ROWS: usize = 40;

/// Columns that are kept for the rules of a row, as far as they need them.
const LEAST_RULES: usize = 18;

/// Columns that a name keeps beside its rules.
const LEAST_NAME: usize = 20;

/// The outcomes that are counted by rule.
const OUTCOMES: [Outcome; 2] = [Outcome::Fail, Outcome::Indeterminate];

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

/// How many of each, under what, which rules fail how often, and a row for each descriptor.
pub fn summary(decisions: &[Decision], explain: bool, page: &mut Page) {
    totals(decisions, page);
    let Some(first) = decisions.first() else {
        return;
    };
    page.gap();
    for policy in &first.policies {
        heading::policy(policy, page);
    }
    // An instant that was given is never hidden behind the clock's of another descriptor.
    let given = |decision: &&Decision| decision.evaluated_at_source == InstantSource::Given;
    heading::instant(decisions.iter().find(given).unwrap_or(first), page);
    page.gap();
    rules(decisions, page);
    page.gap();
    rows(decisions, explain, page);
}

/// How many of each once more: a long report is read from its end.
pub fn ending(decisions: &[Decision], derived: bool, page: &mut Page) {
    page.rule("═");
    totals(decisions, page);
    if !derived {
        let left_out =
            "Derivations are left out for so many: check fewer at once, or use --explain.";
        page.text("", "", &[Style::Faint.of(left_out)]);
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
            pieces.push(style.whole(format!("{sign} {} {word}", words::grouped(number))));
        }
    }
    page.text("", "  ", &pieces);
}

/// Each rule that failed or was undecided somewhere, with how many descriptors.
fn rules(decisions: &[Decision], page: &mut Page) {
    let mut counted: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for decision in decisions {
        for (place, outcome) in OUTCOMES.into_iter().enumerate() {
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
    for (name, numbers) in &counted {
        let padding = " ".repeat(widest.saturating_sub(name.width()));
        let mut pieces = vec![Style::Plain.whole(format!("{name}{padding} ")), plain(" ")];
        let outcomes = OUTCOMES
            .into_iter()
            .zip(numbers)
            .filter(|(_, number)| **number > 0);
        for (index, (outcome, number)) in outcomes.enumerate() {
            let (sign, word, style) = words::outcome(outcome);
            if index > 0 {
                pieces.push(Style::Faint.of(" · "));
            }
            pieces.push(style.whole(format!("{sign} {} {word}", words::grouped(*number))));
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

/// The rules that failed, and those that are undecided.
fn failing(decision: &Decision) -> String {
    let failed = named(decision, Outcome::Fail).join(", ");
    let undecided = named(decision, Outcome::Indeterminate).join(", ");
    match (failed.as_str(), undecided.as_str()) {
        (_, "") => failed,
        ("", _) => undecided,
        _ => format!("{failed}; indeterminate: {undecided}"),
    }
}

/// A row as it is going to be drawn.
struct Row<'d> {
    verdict: Verdict,
    descriptor: Cow<'d, str>,
    rules: String,
}

fn rows(decisions: &[Decision], explain: bool, page: &mut Page) {
    let all = explain || decisions.len() <= MOST_ROWS;
    let rows: Vec<Row<'_>> = decisions
        .iter()
        .filter(|decision| all || decision.verdict != Verdict::Go)
        .map(|decision| Row {
            verdict: decision.verdict,
            descriptor: printable(&decision.descriptor),
            rules: failing(decision),
        })
        .collect();
    let verdicts = rows
        .iter()
        .map(|row| words::verdict(row.verdict).1.len())
        .max()
        .unwrap_or(2);
    let rules = rows
        .iter()
        .map(|row| row.rules.width())
        .max()
        .unwrap_or(0)
        .min(LEAST_RULES);
    let left = "  ✓ ".width() + verdicts + 2;
    let widest = rows
        .iter()
        .map(|row| row.descriptor.width())
        .max()
        .unwrap_or(0);
    let room = page.width().saturating_sub(left);
    let beside = room.saturating_sub(rules + 2);
    // Where a name and its rules would leave each other no room, the rules stand below.
    let is_beside = beside >= LEAST_NAME.min(widest);
    let descriptors = widest.min(if is_beside { beside } else { room });
    let hang = " ".repeat(if is_beside {
        left + descriptors + 2
    } else {
        left
    });
    let head = |verdict| {
        let (sign, word, style) = words::verdict(verdict);
        (style, format!("  {sign} {word:<verdicts$}  "))
    };
    for row in &rows {
        let (style, head) = head(row.verdict);
        let name = shortened(&row.descriptor, descriptors);
        let rules: Piece<'_> = plain(row.rules.as_str());
        if is_beside {
            let padding = " ".repeat(descriptors.saturating_sub(name.width()));
            let name = Style::Plain.whole(format!("{name}{padding} "));
            page.styled(style, &head, &hang, &[name, plain(" "), rules]);
        } else {
            page.exact_styled(style, &head, &[printed(&name)]);
            if !row.rules.is_empty() {
                page.text(&hang, &hang, &[rules]);
            }
        }
    }
    let unlisted = decisions.len() - rows.len();
    if unlisted > 0 {
        let (style, head) = head(Verdict::Go);
        let more = plain(format!("and {} more", words::grouped(unlisted)));
        page.styled(style, &head, &hang, &[more]);
    }
}

/// A name as far as it fits into so many columns: of a long path the middle is left out, since its beginning says where it
/// is and its end what it is.
fn shortened(name: &str, columns: usize) -> Cow<'_, str> {
    if name.width() <= columns {
        return Cow::Borrowed(name);
    }
    let room = columns.saturating_sub(1);
    let front = fitting(name.chars(), room / 3);
    let back = fitting(name.chars().rev(), room - room / 3);
    let from = name.len().saturating_sub(back);
    let ends = (name.get(..front), name.get(from..));
    Cow::Owned(format!(
        "{}…{}",
        ends.0.unwrap_or_default(),
        ends.1.unwrap_or_default()
    ))
}

/// The bytes of the characters that fit into so many columns.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut taken = 0;
    chars
        .take_while(|char| {
            taken += char.width().unwrap_or(0);
            taken <= columns
        })
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_name_the_middle_is_left_out() {
        let path = "deliverables/2026.2/payments-and-settlement.yaml";
        assert_eq!(shortened(path, 48), path);
        assert_eq!(shortened(path, 30), "deliverab…-and-settlement.yaml");
        assert_eq!(shortened(path, 1), "…");
        assert_eq!(shortened("", 0), "");
    }

    #[test]
    fn wide_characters_are_counted_by_their_columns() {
        let name = "発行/決済/支払い.yaml";
        for columns in 1..=name.width() {
            let short = shortened(name, columns);
            assert!(short.width() <= columns, "{short} in {columns}");
        }
        assert_eq!(shortened(name, 12), "発…い.yaml");
    }
}
