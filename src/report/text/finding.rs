//! One finding: in full, or in a line.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::decision::explanation::DocumentPlace;
use crate::decision::finding::{Clause, ClauseKind, EffectiveNote, Finding, Gap, Witness};
use crate::decision::run::Decision;
use crate::value::outcome::{Outcome, Truth};

use super::derivation;
use super::excerpt::{Lines, location};
use super::page::{Page, Piece, Style, plain};
use super::words;

/// With more witnesses or gaps than these, each stands in a line without an excerpt.
const MOST_EXCERPTS: usize = 8;

/// Everything about a finding.
pub fn full(
    finding: &Finding,
    decision: &Decision,
    lines: &Lines<'_>,
    explain: bool,
    page: &mut Page,
) {
    page.gap();
    page.exact(&"─".repeat(page.width()), &[]);
    let (sign, word, style) = words::outcome(finding.outcome);
    let name = words::rule(
        decision,
        &finding.policy,
        &finding.rule,
        finding.key.as_deref(),
    );
    page.text(
        "",
        "  ",
        &[
            style.of(format!("{sign} {}", word.to_uppercase())),
            plain("  "),
            Style::Strong.of(name),
            plain("  "),
            Style::Strong.of(finding.title.as_str()),
        ],
    );
    page.text("  ", "  ", &[Style::Faint.of(about(finding))]);
    remarks(finding, page);
    if !finding.message.is_empty() {
        page.gap();
        page.text("  ", "  ", &[plain(finding.message.as_str())]);
    }
    if let Some(remedy) = &finding.remedy {
        page.text(
            "  ",
            "  ",
            &[Style::Strong.of("To do: "), plain(remedy.as_str())],
        );
    }
    clauses(finding, lines, explain, page);
    witnesses(&finding.witnesses, lines, page);
    gaps(&finding.gaps, lines, page);
    if finding.clauses.is_empty() && words::needs_attention(finding.outcome) {
        page.gap();
        lines.policy_place(&finding.place, "  ", page);
    }
}

/// Findings of one line each, below a heading of their own.
pub fn brief(findings: &[&Finding], decision: &Decision, page: &mut Page) {
    if findings.is_empty() {
        return;
    }
    page.gap();
    page.exact(&"─".repeat(page.width()), &[]);
    let name = |finding: &Finding| {
        words::rule(
            decision,
            &finding.policy,
            &finding.rule,
            finding.key.as_deref(),
        )
    };
    let names = findings
        .iter()
        .map(|finding| name(finding).width())
        .max()
        .unwrap_or(0)
        .min(28);
    let outcomes = findings
        .iter()
        .map(|finding| words::outcome(finding.outcome).1.len())
        .max()
        .unwrap_or(0);
    for finding in findings {
        let (sign, word, style) = words::outcome(finding.outcome);
        let name = name(finding);
        let padding = " ".repeat(names.saturating_sub(name.width()));
        let head = format!("{sign} {word:<outcomes$}  ");
        let hang = " ".repeat(outcomes + 4 + names + 2);
        let mut pieces = vec![
            Style::Plain.whole(format!("{name}{padding}  ")),
            plain(finding.title.as_str()),
        ];
        if finding.rests_on_absence {
            pieces.push(Style::Care.of(" (rests on something being absent)"));
        }
        page.styled(style, &head, &hang, &pieces);
        if matches!(finding.outcome, Outcome::Waived | Outcome::Exempt) {
            page.text(&hang, &hang, &[Style::Faint.of(finding.message.as_str())]);
        }
        if let Some(effective) = finding.effective.as_ref() {
            page.text(&hang, &hang, &[Style::Faint.of(effective_words(effective))]);
        }
    }
}

/// `blocks · from deploy on · SOX:ITGC-CM-02`.
fn about(finding: &Finding) -> String {
    let mut parts = vec![words::severity(finding.severity).to_owned()];
    parts.extend(
        finding
            .phase
            .map(|phase| format!("from {} on", phase.name())),
    );
    if !finding.controls.is_empty() {
        parts.push(finding.controls.join(", "));
    }
    parts.join(" · ")
}

fn remarks(finding: &Finding, page: &mut Page) {
    if let Some(effective) = &finding.effective {
        page.text("  ", "  ", &[Style::Care.of(effective_words(effective))]);
    }
    if finding.rests_on_absence {
        let rests = "This depends on something being absent from the document.";
        page.text("  ", "  ", &[Style::Care.of(rests)]);
    }
}

fn effective_words(effective: &EffectiveNote) -> String {
    match effective {
        EffectiveNote::BlocksFrom(date) => format!("warns now, blocks from {date}"),
        EffectiveNote::WillBlockBy(date) => {
            format!("warns now, blocks from {date}: before the planned start")
        }
        EffectiveNote::Ended(date) => format!("ended on {date}"),
    }
}

fn clauses(finding: &Finding, lines: &Lines<'_>, explain: bool, page: &mut Page) {
    let elsewhere: BTreeSet<(&str, Option<u32>, Option<u32>)> = if elements_have_excerpts(finding) {
        let witnesses = finding
            .witnesses
            .iter()
            .filter_map(|witness| witness.place.as_ref());
        let gaps = finding.gaps.iter().filter_map(|gap| gap.place.as_ref());
        witnesses.chain(gaps).map(spot).collect()
    } else {
        BTreeSet::new()
    };
    for clause in &finding.clauses {
        page.gap();
        let told = explain || matters(clause, finding);
        heading(clause, told, page);
        if !told {
            continue;
        }
        lines.policy_place(&clause.place, "    ", page);
        page.gap();
        derivation::tree(&clause.node, "    ", page);
        let places: Vec<&DocumentPlace> = derivation::places(&clause.node)
            .into_iter()
            .filter(|place| place.line.is_some() && !elsewhere.contains(&spot(place)))
            .collect();
        if !places.is_empty() {
            page.gap();
        }
        let most = if explain { usize::MAX } else { MOST_EXCERPTS };
        for place in places.iter().take(most) {
            lines.document_place(place, "", "    ", page);
        }
        if let Some(more) = places.len().checked_sub(most).filter(|more| *more > 0) {
            let more = format!("… and {} above", words::count(more, "more place"));
            page.text("    ", "    ", &[Style::Faint.of(more)]);
        }
    }
}

/// Whether a clause is why the finding is what it is.
fn matters(clause: &Clause, finding: &Finding) -> bool {
    let demanded = matches!(clause.kind, ClauseKind::Require | ClauseKind::Forbid);
    match finding.outcome {
        // What is undecided beside what is not met is told too: it is the next thing to mend.
        Outcome::Fail => demanded && clause.truth != Truth::True,
        Outcome::Indeterminate => {
            clause.truth == Truth::Unknown || (demanded && clause.truth == Truth::False)
        }
        _ => false,
    }
}

/// `✗ require "deployer is no author": false`.
fn heading(clause: &Clause, told: bool, page: &mut Page) {
    let word = match clause.kind {
        ClauseKind::ForEach => "for each",
        ClauseKind::When => "when",
        ClauseKind::Require => "require",
        ClauseKind::Forbid => "forbid",
        ClauseKind::Unless => "unless",
    };
    let demanded = matches!(clause.kind, ClauseKind::Require | ClauseKind::Forbid);
    let (sign, value, style) = words::truth(clause.truth);
    let (sign, value, style) = match (demanded, clause.truth) {
        (true, Truth::True) => ("✓", "met", style),
        (true, Truth::False) => ("✗", "not met", style),
        (false, Truth::False) => ("-", value, Style::Plain),
        (false, Truth::True) => ("+", value, Style::Plain),
        _ => (sign, value, style),
    };
    let mut pieces = vec![
        style.of(format!("{sign} {value}")),
        plain(format!("  {word} ")),
    ];
    match &clause.label {
        Some(label) => pieces.push(Style::Strong.of(format!("\"{label}\""))),
        None if !told => pieces.push(plain(clause.text.as_str())),
        None => {}
    }
    page.text("  ", "    ", &pieces);
}

fn elements_have_excerpts(finding: &Finding) -> bool {
    finding.witnesses.len() <= MOST_EXCERPTS && finding.gaps.len() <= MOST_EXCERPTS
}

fn spot(place: &DocumentPlace) -> (&str, Option<u32>, Option<u32>) {
    (place.file.as_str(), place.line, place.column)
}

fn witnesses(witnesses: &[Witness], lines: &Lines<'_>, page: &mut Page) {
    if witnesses.is_empty() {
        return;
    }
    page.gap();
    let head = format!("Offending: {}", words::grouped(witnesses.len()));
    page.text("  ", "  ", &[Style::Strong.of(head)]);
    for (index, witness) in witnesses.iter().enumerate() {
        let pieces = vec![plain(witness.shown.as_str())];
        element(
            index,
            pieces,
            witness.place.as_ref(),
            witnesses.len(),
            lines,
            page,
        );
    }
}

fn gaps(gaps: &[Gap], lines: &Lines<'_>, page: &mut Page) {
    if gaps.is_empty() {
        return;
    }
    page.gap();
    let head = format!("Lacking: {}", words::grouped(gaps.len()));
    page.text("  ", "  ", &[Style::Strong.of(head)]);
    for (index, gap) in gaps.iter().enumerate() {
        let mut pieces = Vec::new();
        if let Some(place) = &gap.place {
            let joint = if gap.says.starts_with("is ") {
                " "
            } else {
                ": "
            };
            pieces.push(plain(format!("{}{joint}", place.path)));
        }
        pieces.push(plain(gap.says.as_str()));
        element(index, pieces, gap.place.as_ref(), gaps.len(), lines, page);
    }
}

/// One witness or gap: what, and where with an excerpt, or both in a line where there are many.
fn element(
    index: usize,
    mut pieces: Vec<Piece<'_>>,
    place: Option<&DocumentPlace>,
    of: usize,
    lines: &Lines<'_>,
    page: &mut Page,
) {
    let margin = of.to_string().len();
    let first = format!("  {:>margin$}. ", index + 1);
    let rest = " ".repeat(margin + 4);
    match place {
        Some(place) if of > MOST_EXCERPTS => {
            let expected = if place.expected_here {
                "expected at "
            } else {
                ""
            };
            pieces.push(Style::Faint.of(format!("  {expected}{}", location(place))));
            page.text(&first, &rest, &pieces);
        }
        Some(place) => {
            page.text(&first, &rest, &pieces);
            lines.document_place(place, "", &rest, page);
        }
        None => page.text(&first, &rest, &pieces),
    }
}
