//! The head of a report: the answer, about what, under which policy, for which instant.

use crate::decision::finding::Finding;
use crate::decision::run::{Applies, Decision, InstantSource, PolicyRun};
use crate::value::outcome::{Outcome, Severity};
use crate::value::zone::Zone;

use super::page::{Page, Piece, Style, plain};
use super::words;

/// Blocking findings that are named at once.
const MOST_NAMES: usize = 8;

/// The whole head of the only report.
pub fn full(decision: &Decision, page: &mut Page) {
    answer(decision, page);
    page.gap();
    for policy in &decision.policies {
        self::policy(policy, page);
        for (param, value) in &policy.overrides {
            let set = format!("`{param}` set to {value} by the caller");
            row("", vec![Style::Care.of(set)], page);
        }
        if let Some(left_out) = applies_words(&policy.applies) {
            row("", vec![Style::Doubt.of(left_out)], page);
        }
    }
    instant(decision, page);
    if let Some(phase) = decision.phase {
        let later: usize = decision
            .policies
            .iter()
            .map(|policy| policy.later_phase as usize)
            .sum();
        let left_out = match later {
            0 => String::new(),
            _ => format!(
                "; {} of later phases not asked",
                words::count(later, "rule")
            ),
        };
        row(
            "phase",
            vec![plain(format!("{}{left_out}", phase.name()))],
            page,
        );
    }
    page.gap();
    tally(decision, page);
    blockers(decision, page);
}

/// The head of one report among several: what they share stands at their end.
pub fn short(decision: &Decision, page: &mut Page) {
    page.rule("═");
    answer(decision, page);
    for policy in &decision.policies {
        if let Some(left_out) = applies_words(&policy.applies) {
            let said = format!("{}: {left_out}", policy.name);
            page.text("  ", "  ", &[Style::Doubt.of(said)]);
        }
    }
    tally(decision, page);
    blockers(decision, page);
}

/// `✗ NO-GO  release.yaml`.
pub fn answer(decision: &Decision, page: &mut Page) {
    let (sign, word, style) = words::verdict(decision.verdict);
    page.text(
        "",
        "  ",
        &[
            style.whole(format!("{sign} {}  ", word.to_uppercase())),
            Style::Strong.of(decision.descriptor.as_str()),
        ],
    );
}

fn row(name: &str, pieces: Vec<Piece<'_>>, page: &mut Page) {
    page.text(&format!("  {name:<9}"), &" ".repeat(11), &pieces);
}

fn applies_words(applies: &Applies) -> Option<String> {
    match applies {
        Applies::Yes => None,
        Applies::No => Some("does not apply to this descriptor".to_owned()),
        Applies::Unknown(reasons) => Some(format!("? unknown whether it applies: {reasons}")),
    }
}

/// The instant in UTC and as the policies' zones have it, and whether it is not the clock's.
pub fn instant(decision: &Decision, page: &mut Page) {
    let mut local: Vec<String> = Vec::new();
    for policy in &decision.policies {
        let shown = Zone::parse(&policy.zone)
            .filter(|zone| *zone != Zone::UTC)
            .map(|zone| decision.evaluated_at.show_in(zone));
        if let Some(shown) = shown
            && !local.contains(&shown)
        {
            local.push(shown);
        }
    }
    let mut pieces = vec![plain(decision.evaluated_at.to_string())];
    for shown in local {
        pieces.push(plain(" "));
        pieces.push(Style::Faint.whole("= "));
        pieces.push(Style::Faint.of(shown));
    }
    row("instant", pieces, page);
    if decision.evaluated_at_source == InstantSource::Given {
        let given = "! given by the caller, not read from the clock";
        row("", vec![Style::Care.of(given)], page);
    }
}

/// The policy's name, version and title.
pub fn policy(policy: &PolicyRun, page: &mut Page) {
    let name = format!("{} {}: ", policy.name, policy.version);
    row(
        "policy",
        vec![plain(name), plain(policy.title.as_str())],
        page,
    );
}

/// `9 findings: ✗ 1 fail · ? 1 indeterminate · ✓ 7 pass`.
fn tally(decision: &Decision, page: &mut Page) {
    let total = words::count(decision.findings.len(), "finding");
    let mut pieces = vec![plain(format!("{total}: "))];
    let order = [
        Outcome::Fail,
        Outcome::Indeterminate,
        Outcome::Waived,
        Outcome::Exempt,
        Outcome::Pass,
        Outcome::NotApplicable,
    ];
    let mut parts: Vec<Piece<'static>> = Vec::new();
    for outcome in order {
        let of = |severity: Option<Severity>| {
            decision
                .findings
                .iter()
                .filter(|finding| finding.outcome == outcome)
                .filter(|finding| severity.is_none_or(|severity| finding.severity == severity))
                .count()
        };
        let number = of(None);
        if number == 0 {
            continue;
        }
        let (sign, word, style) = words::outcome(outcome);
        let blocking = of(Some(Severity::Block));
        let beside = match number - blocking {
            _ if !words::needs_attention(outcome) => String::new(),
            0 => String::new(),
            mild if mild == number && number == 1 => " (does not block)".to_owned(),
            mild if mild == number => " (none blocks)".to_owned(),
            _ => format!(" ({} block)", words::grouped(blocking)),
        };
        parts.push(style.whole(format!("{sign} {} {word}{beside}", words::grouped(number))));
    }
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            pieces.push(Style::Faint.of(" · "));
        }
        pieces.push(part);
    }
    if decision.findings.is_empty() {
        pieces = vec![plain("no finding")];
    }
    for (number, noun) in [
        (decision.obligations.len(), "obligation"),
        (decision.notes.len(), "note"),
    ] {
        if number > 0 {
            pieces.push(Style::Faint.of(" · "));
            pieces.push(Style::Plain.whole(words::count(number, noun)));
        }
    }
    page.text("  ", "  ", &pieces);
}

/// `Blocked by SOD-1 (fail), EXIT-2 (indeterminate)`.
fn blockers(decision: &Decision, page: &mut Page) {
    let mut findings: Vec<&Finding> = decision
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Block)
        .filter(|finding| words::needs_attention(finding.outcome))
        .collect();
    findings.sort_by_key(|finding| words::gravity(finding));
    let unsettled = decision
        .policies
        .iter()
        .filter(|policy| matches!(policy.applies, Applies::Unknown(_)))
        .map(|policy| format!("{} (unknown whether it applies)", policy.name));
    let mut names: Vec<String> = unsettled.collect();
    names.extend(findings.iter().map(|finding| {
        let key = finding.key.as_deref();
        let name = words::rule(decision, &finding.policy, &finding.rule, key);
        format!("{name} ({})", words::outcome(finding.outcome).1)
    }));
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    if more > 0 {
        names.push(format!("and {} more", words::grouped(more)));
    }
    page.text(
        "  ",
        "  ",
        &[plain(format!("Blocked by {}", names.join(", ")))],
    );
}
