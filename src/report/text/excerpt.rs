//! Places with the lines that stand there.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::decision::explanation::{DocumentPlace, PolicyPlace};
use crate::decision::run::{Decision, SourceExcerpt};
use crate::diagnostic::printable::excerpt;

use super::page::{Page, Style, plain, printed};

/// The lines that a decision carries.
#[derive(Debug)]
pub struct Lines<'d> {
    policy: BTreeMap<(&'d str, u32), &'d str>,
    document: BTreeMap<(&'d str, u32), &'d str>,
}

/// A clause's lines beyond these are left to the policy.
const MOST_POLICY_LINES: u32 = 6;

impl<'d> Lines<'d> {
    pub fn of(decision: &'d Decision) -> Lines<'d> {
        let by_place = |lines: &'d [SourceExcerpt]| {
            lines
                .iter()
                .map(|line| ((line.file.as_str(), line.line), line.text.as_str()))
                .collect()
        };
        Lines {
            policy: by_place(&decision.sources),
            document: by_place(&decision.documents),
        }
    }

    /// `payments.gate:48:3` and the lines of the place below it.
    pub fn policy_place(&self, place: &PolicyPlace, indent: &str, page: &mut Page) {
        let at = format!("{}:{}:{}", place.file, place.line, place.column);
        page.exact(indent, &[Style::Faint.of(at)]);
        let last = place.end_line.max(place.line);
        let shown = last.min(place.line.saturating_add(MOST_POLICY_LINES - 1));
        let margin = shown.to_string().len();
        let lines = (place.line..=shown)
            .filter_map(|line| Some((line, *self.policy.get(&(place.file.as_str(), line))?)));
        for (line, text) in lines {
            let prefix = format!("{indent}  {line:>margin$} │ ");
            let room = page.width().saturating_sub(prefix.width());
            // The place's first column is kept in sight; a line below it begins at its own beginning.
            let column = if line == place.line {
                place.column as usize
            } else {
                1
            };
            page.exact(&prefix, &[printed(&excerpt(text, column, 1, room).text)]);
        }
        if shown < last {
            let more = format!("… to line {last}");
            page.exact(&format!("{indent}  {:>margin$} │ ", ""), &[plain(more)]);
        }
    }

    /// `release.yaml:41:20` and the line below it, with a mark at the place.
    pub fn document_place(&self, place: &DocumentPlace, indent: &str, page: &mut Page) {
        page.exact(indent, &[Style::Faint.of(location(place))]);
        let Some((line, text)) = place
            .line
            .and_then(|line| Some((line, *self.document.get(&(place.file.as_str(), line))?)))
        else {
            return;
        };
        let prefix = format!("{indent}  {line} │ ");
        let room = page.width().saturating_sub(prefix.width());
        let shown = excerpt(text, place.column.unwrap_or(1) as usize, 1, room);
        page.exact(&prefix, &[printed(&shown.text)]);
        let margin = " ".repeat(line.to_string().len());
        let before = " ".repeat(shown.before);
        let (mark, style) = match place.expected_here {
            true if shown.before + EXPECTED.len() <= room => (EXPECTED, Style::Doubt),
            true => ("^", Style::Doubt),
            false => ("^", Style::Care),
        };
        page.exact(&format!("{indent}  {margin} │ {before}"), &[style.of(mark)]);
    }
}

/// The mark where something is missing.
const EXPECTED: &str = "^ expected here";

/// `release.yaml:41:20`; the file alone where the line is not known.
pub fn location(place: &DocumentPlace) -> String {
    match (place.line, place.column) {
        (Some(line), Some(column)) => format!("{}:{line}:{column}", place.file),
        (Some(line), None) => format!("{}:{line}", place.file),
        _ => place.file.clone(),
    }
}
