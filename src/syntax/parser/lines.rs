//! Reading on behind an error in a block of lines: fields of a type, rows of a table, settings of a policy.

use std::ops::Range;

use super::grammar::{Rule, Stop, read};
use super::mistakes;
use super::reading::Reading;

/// The items whose body is a line for each part.
pub(super) const CUT: [&str; 5] = ["type", "table", "policy", "enum", "classify"];

/// Each further error takes another reading of the item.
const MOST: usize = 8;

/// Reports what else is wrong in an item that begins at `start`: the line on which it stopped is blanked, and it is read
/// again, as long as each time it stops on a line further down.
pub(super) fn read_on(reading: &mut Reading<'_>, piece: &str, start: usize, first: &Stop) {
    let mut masked = piece.to_owned();
    let mut at = first.at;
    for _ in 0..MOST {
        let Some(line) = broken_part(&masked, start, at) else {
            return;
        };
        let end = line.end;
        masked = blanked(&masked, line);
        let Err(stop) = read(Rule::file, &masked) else {
            return;
        };
        // On the same line, or before it, the error is most likely one that the blanking made.
        if stop.too_deep || stop.at < end || !stands_in_line(&masked, stop.at) {
            return;
        }
        mistakes::report(reading, piece.len(), &stop);
        at = stop.at;
    }
}

/// The line at a place, with the line before it if that waits for more. None where the line is no part of the item's
/// body, or opens or closes brackets that go on elsewhere.
fn broken_part(text: &str, start: usize, at: usize) -> Option<Range<usize>> {
    let mut line = line_at(text, at)?;
    let before = text.get(start..line.start)?;
    let waiting = before.trim_end();
    if waiting.ends_with([':', '=', ',', '+', '*', '/', '(']) {
        line.start = line_at(text, start + waiting.len() - 1)?.start;
    }
    let own = text.get(line.clone())?;
    let count = |brackets: [char; 3]| own.chars().filter(|char| brackets.contains(char)).count();
    let is_whole = count(['(', '[', '{']) == count([')', ']', '}']);
    let is_inside = line.start > start;
    (is_inside && is_whole && !own.trim().is_empty()).then_some(line)
}

fn line_at(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let behind = text.get(at..)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = behind.find('\n').map_or(text.len(), |end| at + end);
    Some(start..end)
}

/// The text with blanks in place of a part; everything else stands where it stood.
fn blanked(text: &str, part: Range<usize>) -> String {
    let blank = |(at, char): (usize, char)| {
        let hidden = part.contains(&at) && char != '\n';
        if hidden {
            " ".repeat(char.len_utf8())
        } else {
            char.to_string()
        }
    };
    text.char_indices().map(blank).collect()
}

/// Whether there is anything to point at: not only the end of the item, which the first error may have opened.
fn stands_in_line(text: &str, at: usize) -> bool {
    let behind = text.get(at..).unwrap_or("").trim();
    !behind.is_empty() && behind != "}"
}
