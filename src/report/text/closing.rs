//! What stands behind the findings: obligations, notes on the documents, and what the decision rests on.

use unicode_width::UnicodeWidthStr;

use crate::decision::run::Decision;
use crate::diagnostic::Level;

use super::excerpt::Lines;
use super::page::{Page, Style, plain};
use super::words;

/// Digits of a digest that are shown; the JSON format has them all.
const DIGITS: usize = 16;

pub fn obligations(decision: &Decision, page: &mut Page) {
    if decision.obligations.is_empty() {
        return;
    }
    section("Obligations", page);
    for obligation in &decision.obligations {
        let mut pieces = vec![plain(obligation.what.as_str())];
        match (&obligation.until, &obligation.until_unknown) {
            (Some(until), _) => pieces.push(plain(format!(", until {until}"))),
            (None, Some(why)) => {
                pieces.push(Style::Doubt.of(format!(", until an unknown time: {why}")));
            }
            (None, None) => {}
        }
        let key = obligation.key.as_deref();
        let by = words::rule(decision, &obligation.policy, &obligation.rule, key);
        let proven = obligation.proven_by.as_ref();
        let proven = proven.map_or(String::new(), |rule| format!(", shown by {rule}"));
        pieces.push(Style::Faint.of(format!(" ({by}{proven})")));
        page.text("  ! ", "    ", &pieces);
    }
}

pub fn notes(decision: &Decision, lines: &Lines<'_>, page: &mut Page) {
    if decision.notes.is_empty() {
        return;
    }
    section("Notes on the documents", page);
    for note in &decision.notes {
        let (sign, word, style) = match note.level {
            Level::Error => ("✗", "error", Style::Bad),
            Level::Warning => ("!", "warning", Style::Care),
            Level::Note => ("-", "note", Style::Plain),
        };
        let pieces = [
            style.of(format!("{sign} {word}")),
            Style::Faint.whole(format!(" {}  ", note.code.id)),
            plain(note.message.as_str()),
        ];
        page.text("  ", "    ", &pieces);
        if let Some(place) = &note.place {
            lines.document_place(place, "    ", page);
        }
        if let Some(help) = &note.help {
            page.text(
                "    ",
                "    ",
                &[Style::Faint.of("help: "), plain(help.as_str())],
            );
        }
    }
}

/// What the decision rests on: digests, the engine, how people were compared.
pub fn basis(decision: &Decision, page: &mut Page) {
    section("Made from", page);
    let kinds = decision
        .digests
        .iter()
        .map(|digest| digest.kind.width())
        .max()
        .unwrap_or(0);
    for digest in &decision.digests {
        let kind = format!("{:<kinds$}", digest.kind);
        let short: String = digest.sha256.chars().take(DIGITS).collect();
        page.text(
            &format!("  {kind}  "),
            &" ".repeat(kinds + 4),
            &[
                Style::Plain.whole(format!("{} ", digest.name)),
                plain(" "),
                Style::Faint.of(format!("sha256:{short}…")),
            ],
        );
    }
    let engine = format!(
        "Tollgate {}, time zones {}",
        decision.engine.version, decision.engine.tzdata
    );
    page.text("  ", "  ", &[plain(engine)]);
    if decision.policies.iter().any(|policy| !policy.identities) {
        let written = "No identity map was given: people are compared as they are written.";
        page.text("  ", "  ", &[Style::Care.of(written)]);
    }
}

fn section(title: &str, page: &mut Page) {
    page.gap();
    page.text("", "", &[Style::Strong.of(title)]);
}
