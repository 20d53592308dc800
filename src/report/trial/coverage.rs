//! Coverage as a table, and what was never seen.

use unicode_width::UnicodeWidthStr;

use crate::policy_test::coverage::result::{Coverage, PartCoverage, Share};
use crate::value::outcome::Truth;

use super::super::text::page::{Page, Style, plain};

/// A name beyond this pushes its own figures aside, not those of all the others.
const WIDEST: usize = 44;

/// Paths named in a hint.
const MOST_READS: usize = 3;

/// The table, then the list.
pub fn tell(coverage: &Coverage, page: &mut Page) {
    page.rule("─");
    page.text("", "", &[Style::Strong.of("Condition coverage")]);
    let widest = coverage
        .files
        .iter()
        .flat_map(|file| {
            let parts = file.parts.iter().map(|part| part.name.width() + 2);
            parts.chain([file.file.width()])
        })
        .max();
    let names = widest.unwrap_or(0).min(WIDEST);
    for file in &coverage.files {
        line("  ", &file.file, names, file.share(), page);
        for part in &file.parts {
            line(
                "    ",
                &part.name,
                names.saturating_sub(2),
                part.share(),
                page,
            );
        }
    }
    missing(coverage, page);
}

fn line(indent: &str, name: &str, names: usize, share: Share, page: &mut Page) {
    let padding = " ".repeat(names.saturating_sub(name.width()));
    let figures = format!(
        "{padding}  {:>11}  {:>7}",
        format!("{} of {}", share.seen, share.all),
        share.percent()
    );
    let style = if share.seen == share.all {
        Style::Good
    } else {
        Style::Care
    };
    let pieces = [plain(name), style.whole(figures)];
    page.exact(indent, &pieces);
}

fn missing(coverage: &Coverage, page: &mut Page) {
    let lacking: Vec<(&str, &PartCoverage)> = coverage
        .files
        .iter()
        .flat_map(|file| file.parts.iter().map(|part| (file.file.as_str(), part)))
        .filter(|(_, part)| part.share().seen < part.share().all)
        .collect();
    if lacking.is_empty() {
        return;
    }
    page.gap();
    page.text("", "", &[Style::Strong.of("Never seen")]);
    for (file, part) in lacking {
        page.gap();
        page.exact("  ", &[Style::Strong.of(part.name.as_str())]);
        for condition in &part.conditions {
            let missing = condition.missing();
            if missing.is_empty() {
                continue;
            }
            let place = &condition.place;
            page.exact(
                "    ",
                &[
                    Style::Faint.of(format!("{file}:{}:{}", place.line, place.column)),
                    plain("  "),
                    Style::Care.of(never(&missing, condition.is_row)),
                ],
            );
            page.text("      ", "        ", &[plain(condition.text.as_str())]);
            if missing.contains(&Truth::Unknown) && !condition.reads.is_empty() {
                let reads: Vec<String> = condition
                    .reads
                    .iter()
                    .take(MOST_READS)
                    .map(|path| format!("`{path}`"))
                    .collect();
                let hint = format!("unknown without {}", reads.join(" or "));
                page.text("      ", "        ", &[Style::Faint.of(hint)]);
            }
        }
    }
}

/// `never false, never unknown`; of a row `never applies`.
pub fn never(missing: &[Truth], is_row: bool) -> String {
    let words: Vec<&str> = missing
        .iter()
        .map(|truth| match (truth, is_row) {
            (Truth::True, false) => "never true",
            (Truth::False, false) => "never false",
            (Truth::Unknown, false) => "never unknown",
            (Truth::True, true) => "never applies",
            (Truth::False, true) => "always applies",
            (Truth::Unknown, true) => "never undecided",
        })
        .collect();
    words.join(", ")
}
