//! One finding: in full, or in a line.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::decision::explanation::DocumentPlace;
use crate::decision::finding::{Clause, ClauseKind, EffectiveNote, Finding, Gap, Witness};
use crate::decision::run::Decision;
use crate::value::outcome::{Outcome, Truth};

use super::derivation::{self, Telling};
use super::excerpt::{Lines, location};
use super::page::{Page, Piece, Style, plain};
use super::words;

/// A rule's name beyond this pushes its own title aside, not those of all the others.
const WIDEST_NAME: usize = 28;

/// With more witnesses or gaps than these, each stands in a line without an excerpt.
const MOST_EXCERPTS: usize = 8;

/// What findings are told from, and how fully.
#[derive(Debug)]
pub struct Scene<'d> {
    pub decision: &'d Decision,
    pub lines: Lines<'d>,
    /// Tell what passed as fully as what failed.
    pub explain: bool,
    /// Draw derivations and excerpts; without them a finding is a few lines.
    pub derive: bool,
    /// Where every step of a derivation is.
    pub whole: &'d str,
}

/// Everything about a finding.
pub fn full(finding: &Finding, scene: &Scene<'_>, page: &mut Page) {
    page.rule("─");
    let (sign, word, style) = words::outcome(finding.outcome);
    let name = name(finding, scene.decision);
    page.text(
        "",
        "  ",
        &[
            style.whole(format!("{sign} {}  ", word.to_uppercase())),
            Style::Strong.of(name),
            Style::Plain.whole("  "),
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
    if scene.derive && finding.clauses.is_empty() {
        page.gap();
        scene.lines.policy_place(&finding.place, "  ", page);
    }
    page.gap();
    for clause in &finding.clauses {
        self::clause(clause, finding, scene, page);
    }
    witnesses(&finding.witnesses, scene, page);
    gaps(&finding.gaps, scene, page);
}

/// Findings of one line each, below a rule.
pub fn brief(findings: &[&Finding], decision: &Decision, page: &mut Page) {
    if findings.is_empty() {
        return;
    }
    page.rule("─");
    let widest = findings
        .iter()
        .map(|finding| name(finding, decision).width())
        .max();
    let names = widest.unwrap_or(0).min(WIDEST_NAME);
    let longest = findings
        .iter()
        .map(|finding| words::outcome(finding.outcome).1.len())
        .max();
    let outcomes = longest.unwrap_or(0);
    for finding in findings {
        let (sign, word, style) = words::outcome(finding.outcome);
        let name = name(finding, decision);
        let padding = " ".repeat(names.saturating_sub(name.width()));
        let head = format!("{sign} {word:<outcomes$}  ");
        let hang = " ".repeat(head.width() + names + 2);
        let mut pieces = vec![
            Style::Plain.whole(format!("{name}{padding} ")),
            plain(" "),
            plain(finding.title.as_str()),
        ];
        if finding.rests_on_absence {
            pieces.push(Style::Care.of(" (rests on something being absent)"));
        }
        page.styled(style, &head, &hang, &pieces);
        if matches!(finding.outcome, Outcome::Waived | Outcome::Exempt) {
            page.text(&hang, &hang, &[Style::Faint.of(finding.message.as_str())]);
        }
        // That a rule is going to block says nothing of what passes.
        if finding.outcome != Outcome::Pass
            && let Some(effective) = finding.effective.as_ref()
        {
            page.text(&hang, &hang, &[Style::Faint.of(effective_words(effective))]);
        }
    }
}

fn name(finding: &Finding, decision: &Decision) -> String {
    words::rule(
        decision,
        &finding.policy,
        &finding.rule,
        finding.key.as_deref(),
    )
}

/// `severity block · from deploy on · SOX:ITGC-CM-02`.
fn about(finding: &Finding) -> String {
    let mut parts = vec![format!("severity {}", finding.severity.name())];
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
        EffectiveNote::BlocksFrom(date) => format!("Warns now, blocks from {date} on."),
        EffectiveNote::WillBlockBy(date) => {
            format!("Warns now, will block by the planned start: from {date} on.")
        }
        EffectiveNote::Ended(date) => format!("Ended on {date}."),
    }
}

/// One clause: in full if it is why the finding is what it is, else a line.
fn clause(clause: &Clause, finding: &Finding, scene: &Scene<'_>, page: &mut Page) {
    let told = scene.explain || matters(clause, finding);
    if !scene.derive {
        if told {
            heading(clause, false, page);
        }
        return;
    }
    page.gap();
    heading(clause, told, page);
    if told {
        derived(clause, &shown_below(finding), scene, page);
    }
}

/// A condition that belongs to no rule, with all that it rests on.
pub fn condition(clause: &Clause, scene: &Scene<'_>, page: &mut Page) {
    derived(clause, &BTreeSet::new(), scene, page);
}

/// The policy's lines, the derivation, and what it read but for what is shown elsewhere.
fn derived(
    clause: &Clause,
    elsewhere: &BTreeSet<(&str, Option<u32>, Option<u32>)>,
    scene: &Scene<'_>,
    page: &mut Page,
) {
    scene.lines.policy_place(&clause.place, "    ", page);
    page.gap();
    let telling = Telling {
        fully: scene.explain,
        descriptor: &scene.decision.descriptor,
        whole: scene.whole,
    };
    let read = derivation::tree(&clause.node, telling, "    ", page);
    let places: Vec<&DocumentPlace> = read
        .into_iter()
        .filter(|place| place.line.is_some() && !elsewhere.contains(&spot(place)))
        .collect();
    if !places.is_empty() {
        page.gap();
    }
    let most = if scene.explain {
        places.len()
    } else {
        MOST_EXCERPTS.min(places.len())
    };
    let (told, _) = places.split_at_checked(most).unwrap_or((&places, &[]));
    scene.lines.document_places(told, "    ", page);
    let more = places.len().saturating_sub(most);
    if more > 0 {
        let more = format!("… and {} above", words::count(more, "more place"));
        page.text("    ", "    ", &[Style::Faint.of(more)]);
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

/// `✗ not met: require "deployer is no author"`.
fn heading(clause: &Clause, told: bool, page: &mut Page) {
    let word = match clause.kind {
        ClauseKind::ForEach => "for each",
        ClauseKind::When => "when",
        ClauseKind::Require => "require",
        ClauseKind::Forbid => "forbid",
        ClauseKind::Unless => "unless",
    };
    let demanded = matches!(clause.kind, ClauseKind::Require | ClauseKind::Forbid);
    let (sign, value, style) = match (clause.truth, demanded) {
        (Truth::True, true) => ("✓", "met", Style::Good),
        (Truth::False, true) => ("✗", "not met", Style::Bad),
        (Truth::True, false) => ("+", "holds", Style::Plain),
        (Truth::False, false) => ("-", "does not hold", Style::Plain),
        (Truth::Unknown, _) => ("?", "unknown", Style::Doubt),
    };
    let mut pieces = vec![
        style.of(format!("{sign} {value}")),
        plain(format!(": {word} ")),
    ];
    match &clause.label {
        Some(label) => pieces.push(Style::Strong.of(format!("\"{label}\""))),
        None if !told => pieces.push(plain(clause.text.as_str())),
        None => {}
    }
    page.text("  ", "    ", &pieces);
}

/// The places that stand below as witnesses or gaps, with an excerpt.
fn shown_below(finding: &Finding) -> BTreeSet<(&str, Option<u32>, Option<u32>)> {
    let witnesses = finding
        .witnesses
        .iter()
        .filter_map(|witness| witness.place.as_ref());
    let gaps = finding.gaps.iter().filter_map(|gap| gap.place.as_ref());
    let witnesses = witnesses.take(if finding.witnesses.len() > MOST_EXCERPTS {
        0
    } else {
        usize::MAX
    });
    let gaps = gaps.take(if finding.gaps.len() > MOST_EXCERPTS {
        0
    } else {
        usize::MAX
    });
    witnesses.chain(gaps).map(spot).collect()
}

fn spot(place: &DocumentPlace) -> (&str, Option<u32>, Option<u32>) {
    (place.file.as_str(), place.line, place.column)
}

fn witnesses(witnesses: &[Witness], scene: &Scene<'_>, page: &mut Page) {
    if witnesses.is_empty() {
        return;
    }
    page.gap();
    let head = format!("Offending: {}", words::grouped(witnesses.len()));
    page.text("  ", "  ", &[Style::Strong.of(head)]);
    let spacious = scene.derive && witnesses.len() <= MOST_EXCERPTS;
    let margin = witnesses.len().to_string().len();
    for (number, witness) in (1..).zip(witnesses) {
        let mut pieces = vec![plain(witness.shown.as_str())];
        let place = witness.place.as_ref();
        if let Some(place) = place
            && !witness.shown.contains(&place.path)
        {
            pieces.push(Style::Faint.of(format!(" ({})", place.path)));
        }

        element(
            &format!("{number:>margin$}. "),
            pieces,
            place,
            spacious.then_some(&scene.lines),
            page,
        );
    }
}

fn gaps(gaps: &[Gap], scene: &Scene<'_>, page: &mut Page) {
    if gaps.is_empty() {
        return;
    }
    page.gap();
    let head = format!("Evidence lacking: {}", words::grouped(gaps.len()));
    page.text("  ", "  ", &[Style::Strong.of(head)]);
    let spacious = scene.derive && gaps.len() <= MOST_EXCERPTS;
    let margin = gaps.len().to_string().len();
    for (number, gap) in (1..).zip(gaps) {
        let mut pieces = Vec::new();
        if let Some(place) = &gap.place
            && !gap.says.contains(&place.path)
        {
            let joint = if gap.says.starts_with("is ") {
                " "
            } else {
                ": "
            };
            pieces.push(plain(format!("{}{joint}", place.path)));
        }
        pieces.push(plain(gap.says.as_str()));
        let place = gap.place.as_ref();
        element(
            &format!("{number:>margin$}. "),
            pieces,
            place,
            spacious.then_some(&scene.lines),
            page,
        );
    }
}

/// One witness or gap: what, and where; with an excerpt if there are lines to take it from, else in a line.
fn element(
    number: &str,
    mut pieces: Vec<Piece<'_>>,
    place: Option<&DocumentPlace>,
    lines: Option<&Lines<'_>>,
    page: &mut Page,
) {
    let first = format!("  {number}");
    let rest = " ".repeat(first.len());
    if let (Some(place), None) = (place, lines) {
        let expected = if place.expected_here {
            "expected at "
        } else {
            ""
        };
        pieces.push(Style::Plain.whole("  "));
        pieces.push(Style::Faint.of(format!("{expected}{}", location(place))));
    }
    page.text(&first, &rest, &pieces);
    if let (Some(place), Some(lines)) = (place, lines) {
        lines.document_place(place, &rest, page);
    }
}
