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
        let Some((line, text)) = self.document_line(place) else {
            page.exact(indent, &[Style::Faint.of(location(place))]);
            return;
        };
        marked(text, line, &[place], indent, page);
    }

    /// Places, those of one line below one excerpt of it as far as they fit.
    pub fn document_places(&self, places: &[&DocumentPlace], indent: &str, page: &mut Page) {
        let mut lines: Vec<Vec<&DocumentPlace>> = Vec::new();
        for place in places {
            let same = |group: &&mut Vec<&DocumentPlace>| {
                let first = group.first();
                first.is_some_and(|first| first.file == place.file && first.line == place.line)
            };
            match lines.iter_mut().find(same) {
                Some(group) => group.push(place),
                None => lines.push(vec![place]),
            }
        }
        for mut group in lines {
            group.sort_by_key(|place| place.column);
            let Some((line, text)) = group.first().and_then(|place| self.document_line(place))
            else {
                for place in group {
                    page.exact(indent, &[Style::Faint.of(location(place))]);
                }
                continue;
            };
            while !group.is_empty() {
                let drawn = marked(text, line, &group, indent, page);
                group.drain(..drawn.clamp(1, group.len()));
            }
        }
    }

    fn document_line(&self, place: &DocumentPlace) -> Option<(u32, &'d str)> {
        let line = place.line?;
        Some((line, *self.document.get(&(place.file.as_str(), line))?))
    }
}

/// Draws a line with marks at the first of the places, and at those behind it that are in sight; gives their number.
fn marked(
    text: &str,
    line: u32,
    places: &[&DocumentPlace],
    indent: &str,
    page: &mut Page,
) -> usize {
    let Some((first, further)) = places.split_first() else {
        return 0;
    };
    let prefix = format!("{indent}  {line} │ ");
    let room = page.width().saturating_sub(prefix.width());
    let column = |place: &DocumentPlace| place.column.unwrap_or(1) as usize;
    let shown = excerpt(text, column(first), 1, room);
    page.exact(indent, &[Style::Faint.of(location(first))]);
    page.exact(&prefix, &[printed(&shown.text)]);
    let mut marks = " ".repeat(shown.before);
    let style = if first.expected_here {
        let fits = shown.before + EXPECTED.len() <= room && further.is_empty();
        marks.push_str(if fits { EXPECTED } else { "^" });
        Style::Doubt
    } else {
        marks.push('^');
        Style::Care
    };
    let start = excerpt(text, column(first), 1, usize::MAX).before;
    let end = shown.text.trim_end_matches('…').width();
    let mut drawn = 1;
    for place in further {
        let at = excerpt(text, column(place), 1, usize::MAX)
            .before
            .saturating_sub(start)
            + shown.before;
        if at >= end || place.expected_here != first.expected_here {
            break;
        }
        if at >= marks.width() {
            marks.push_str(&" ".repeat(at - marks.width()));
            marks.push('^');
        }
        drawn += 1;
    }
    let margin = " ".repeat(line.to_string().len());
    page.exact(&format!("{indent}  {margin} │ "), &[style.whole(marks)]);
    drawn
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
