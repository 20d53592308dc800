//! Reading on behind an error: a file in items, a block in its parts, each piece alone.

use std::ops::{ControlFlow, Range};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::syntax::ast::{File, Item, Name};

use super::calendars;
use super::grammar::{Pair, Rule, read};
use super::items;
use super::lines;
use super::mistakes;
use super::outline::{self, Line, outline};
use super::reading::{Reading, too_deep};
use super::rules;
use super::words;

/// Reads each item from `start` on alone: the good ones come into the tree, the others are reported.
pub(super) fn by_items(reading: &mut Reading<'_>, tree: &mut File, start: usize) {
    let mut at = start;
    while at < reading.text.len() {
        let end = next_item(reading.text, at);
        piece(reading, tree, at..end);
        at = end;
    }
}

/// Where the item behind the one at `at` begins: a line that begins in column one with the word of an item.
fn next_item(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let mut found = rest.len();
    outline::lines(rest, &mut |line| {
        if line.at > 0 && line.in_column_one && begins_item(rest, line) {
            found = line.at;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    at + found
}

/// Inside brackets or a message that nobody closed, it takes more to believe that an item begins.
fn begins_item(text: &str, line: Line) -> bool {
    let word = outline::word_at(text, line.at);
    let is_outside = line.depth == 0 && !line.in_message;
    if !words::ITEMS.contains(&word) && !words::LATER_ITEMS.contains(&word) {
        return is_outside && seems_item(text, line.at, word);
    }
    if is_outside {
        return true;
    }
    let behind = text
        .get(line.at + word.len()..)
        .unwrap_or("")
        .trim_start_matches([' ', '\t']);
    let next = outline::word_at(behind, 0);
    let is_named = !next.is_empty() && !matches!(next, "when" | "otherwise" | "named");
    let is_test = word == "test" && behind.starts_with('"');
    word != "let" && (is_named || is_test || (word == "waivers" && behind.starts_with('{')))
}

/// A word that is nearly the word of an item, or that other languages begin such blocks with.
fn seems_item(text: &str, at: usize, word: &str) -> bool {
    let behind = text.get(at + word.len()..).unwrap_or("");
    let is_followed = behind.starts_with([' ', '\t'])
        && behind
            .trim_start_matches([' ', '\t'])
            .starts_with(|next: char| next.is_ascii_alphabetic() || next == '"');
    let is_foreign = words::FOREIGN_ITEMS
        .iter()
        .any(|(foreign, _)| *foreign == word);
    is_followed && word.len() > 1 && (is_foreign || words::nearest_item(word).is_some())
}

fn piece(reading: &mut Reading<'_>, tree: &mut File, range: Range<usize>) {
    reading.base = range.start;
    let text = reading.text;
    let piece = text.get(range.clone()).unwrap_or("");
    let blank = piece.len() - piece.trim_start().len();
    let word = outline::word_at(piece, blank);
    if words::LATER_ITEMS.contains(&word) {
        refuse_later(reading, word, blank);
        tree.broken.extend(declared(reading, piece, blank));
        return;
    }
    let look = outline(piece);
    if let Some(at) = look.too_deep_at {
        let place = reading.place(at, at + outline::word_at(piece, at).len().max(1));
        reading.diagnostics.push(too_deep(place));
        tree.broken.extend(declared(reading, piece, blank));
        return;
    }
    let stop = match read(Rule::file, piece) {
        Ok(pairs) => {
            for pair in pairs {
                tree.items.extend(items::item(reading, pair));
            }
            return;
        }
        Err(stop) => stop,
    };
    let mut good = Vec::new();
    let mut end = 0;
    let mut said = reading.diagnostics.len();
    if let Ok(pairs) = read(Rule::items, piece) {
        for pair in pairs {
            end = pair.as_span().end();
            said = reading.diagnostics.len();
            good.extend(items::item(reading, pair));
        }
    }
    let rest = end
        + piece
            .get(end..)
            .map_or(0, |rest| rest.len() - rest.trim_start().len());
    if goes_on(piece, rest)
        && let Some(last) = good.pop()
    {
        // The item is not what it seemed where it seemed to end, and what was said of it may be wrong too.
        reading.diagnostics.truncate(said);
        tree.broken.extend(declared_by(last));
    }
    let word = outline::word_at(piece, rest);
    reading.item = if words::ITEMS.contains(&word) {
        word
    } else {
        last_item(piece, rest)
    };
    tree.items.append(&mut good);
    if words::ITEMS.contains(&word) {
        tree.broken.extend(declared(reading, piece, rest));
    }
    let read_in_parts = block_of(word).is_some_and(|block| by_parts(reading, &block, piece, rest));
    if !read_in_parts {
        mistakes::report(reading, piece.len(), &stop);
        if lines::CUT.contains(&word) {
            lines::read_on(reading, piece, rest, &stop);
        }
    }
}

/// The word with which the last line before a place begins that begins an item.
fn last_item(piece: &str, at: usize) -> &str {
    piece
        .get(..at)
        .unwrap_or("")
        .lines()
        .map(|line| outline::word_at(line.trim_start(), 0))
        .rfind(|word| words::ITEMS.contains(word))
        .unwrap_or("")
}

/// Whether the text at a place belongs to the item before it: it neither begins a line nor an item.
fn goes_on(piece: &str, at: usize) -> bool {
    let before = piece.get(..at).unwrap_or("");
    let in_column_one = before.is_empty() || before.ends_with(['\n', '\r']);
    !in_column_one && !words::ITEMS.contains(&outline::word_at(piece, at))
}

/// How an item is read in pieces that does not read as a whole.
struct Block {
    head: Rule,
    parts: Rule,
    /// The words with which its parts begin.
    words: &'static [&'static str],
    /// A head that is complete, for one that is not.
    example: &'static str,
}

fn block_of(word: &str) -> Option<Block> {
    match word {
        "rule" => Some(Block {
            head: Rule::rule_head,
            parts: Rule::clauses,
            words: &words::CLAUSES,
            example: "for each r in xs keyed by r.name {",
        }),
        "calendar" => Some(Block {
            head: Rule::calendar_head,
            parts: Rule::calendar_parts,
            words: &words::CALENDAR_PARTS,
            example: "calendar peak {",
        }),
        _ => None,
    }
}

/// What the parts of a broken item come to. It is thrown away: they are built for what is wrong with them.
struct Rest {
    clauses: rules::Clauses,
    calendar: calendars::CalendarParts,
}

impl Rest {
    fn take(&mut self, reading: &mut Reading<'_>, block: &Block, pair: Pair<'_>) {
        match block.parts {
            Rule::clauses => rules::clause(reading, &mut self.clauses, pair),
            _ => calendars::part(reading, &mut self.calendar, pair),
        }
    }
}

/// Reads a broken item part by part. False: each piece of it reads, and only the whole does not.
fn by_parts(reading: &mut Reading<'_>, block: &Block, piece: &str, start: usize) -> bool {
    let Some(open) = opening_brace(block, piece, start) else {
        return false;
    };
    let base = reading.base;
    let before = reading.diagnostics.len();
    let head = piece.get(start..=open).unwrap_or("");
    if let Err(stop) = read(block.head, head) {
        reading.base = base + start;
        if stop.at < head.len() {
            mistakes::report(reading, head.len(), &stop);
        } else {
            refuse_short_head(reading, block, head.len());
        }
    }
    let mut rest = Rest {
        clauses: rules::Clauses::default(),
        calendar: calendars::CalendarParts::default(),
    };
    let mut broken = 0_u32;
    for range in pieces_of(block, piece, start, open + 1) {
        let text = piece.get(range.clone()).unwrap_or("");
        reading.base = base + range.start;
        match read(block.parts, text) {
            Ok(pairs) => {
                for pair in pairs {
                    rest.take(reading, block, pair);
                }
            }
            Err(stop) => {
                broken += 1;
                mistakes::report(reading, text.len(), &stop);
            }
        }
    }
    reading.base = base;
    broken > 0 || reading.diagnostics.len() > before
}

/// The brace of the body was read as an expression that the head still wanted.
fn refuse_short_head(reading: &mut Reading<'_>, block: &Block, length: usize) {
    let span = reading.place(length.saturating_sub(1), length);
    reading.refuse(
        codes::SYNTAX,
        span,
        format!(
            "the head of the {} is not complete before `{{`",
            reading.item
        ),
        format!("write it like `{}`", block.example),
    );
}

/// The brace that opens the body: behind it stands a line end, a part or the closing one.
fn opening_brace(block: &Block, piece: &str, start: usize) -> Option<usize> {
    let text = piece.get(start..)?;
    outline::outer_braces(text)
        .into_iter()
        .find(|at| {
            let behind = text
                .get(at + 1..)
                .unwrap_or("")
                .trim_start_matches([' ', '\t']);
            behind.is_empty()
                || behind.starts_with(['\n', '\r', '#', '}'])
                || block.words.contains(&outline::word_at(behind, 0))
        })
        .map(|at| start + at)
}

/// The body, cut at the lines that begin with a part. `when` may go on from a label, so nothing is cut there.
fn pieces_of(block: &Block, piece: &str, start: usize, body: usize) -> Vec<Range<usize>> {
    let text = piece.get(start..).unwrap_or("");
    let mut cuts = vec![body];
    outline::lines(text, &mut |line| {
        let at = start + line.at;
        let word = outline::word_at(text, line.at);
        let begins_part = block.words.contains(&word) && word != "when";
        if at > body && line.depth == 1 && !line.in_message && begins_part {
            cuts.push(at);
        }
        ControlFlow::Continue(())
    });
    cuts.push(body_end(piece, body));
    cuts.windows(2)
        .filter_map(|ends| match ends {
            [from, to] if from < to => Some(*from..*to),
            _ => None,
        })
        .collect()
}

/// Where the body ends: at its closing brace, if the last thing of the piece is one.
fn body_end(piece: &str, body: usize) -> usize {
    let rest = piece.get(body..).unwrap_or("");
    let Some(close) = rest.rfind('}') else {
        return piece.len();
    };
    let behind = rest.get(close + 1..).unwrap_or("");
    let only_comments = behind
        .lines()
        .all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'));
    let inside = rest.get(..close).unwrap_or("");
    let closes_body = only_comments && outline::open_brackets(inside).is_empty();
    if closes_body {
        body + close
    } else {
        piece.len()
    }
}

fn refuse_later(reading: &mut Reading<'_>, word: &str, at: usize) {
    let span = reading.place(at, at + word.len());
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("`{word}` blocks are not read by this version"),
        "take the block out; the rest of the file is checked without it",
    );
}

/// The name that an item declares which did not read: the word behind its first.
fn declared(reading: &Reading<'_>, piece: &str, at: usize) -> Option<Name> {
    let keyword = outline::word_at(piece, at);
    if matches!(
        keyword,
        "import" | "include" | "waivers" | "test" | "policy"
    ) {
        return None;
    }
    let behind = piece.get(at + keyword.len()..)?;
    let start = at + keyword.len() + (behind.len() - behind.trim_start_matches([' ', '\t']).len());
    let rest = piece.get(start..)?;
    let length = if keyword == "rule" {
        rest.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.')))
            .unwrap_or(rest.len())
    } else {
        outline::word_at(rest, 0).len()
    };
    let text = rest.get(..length).filter(|text| !text.is_empty())?;
    Some(Name {
        text: text.to_owned(),
        span: reading.place(start, start + length),
    })
}

fn declared_by(item: Item) -> Option<Name> {
    match item {
        Item::Policy(_) | Item::Import(_) | Item::Include(_) | Item::Waivers(_) | Item::Test(_) => {
            None
        }
        Item::Input(item) => Some(item.name),
        Item::Param(item) => Some(item.name),
        Item::Define(item) => Some(item.name),
        Item::Enum(item) => Some(item.name),
        Item::Type(item) => Some(item.name),
        Item::Classify(item) => Some(item.name),
        Item::Table(item) => Some(item.name),
        Item::Data(item) => Some(item.name),
        Item::Rule(item) => Some(item.id),
        Item::Calendar(item) => Some(item.name),
        Item::Extern(item) => Some(item.name),
    }
}

/// Says of each hidden character where it stands.
pub(super) fn refuse_hidden(reading: &mut Reading<'_>, hidden: &[(usize, char)]) {
    for (at, char) in hidden {
        let span = reading.place(*at, at + char.len_utf8());
        let code = u32::from(*char);
        reading.diagnostics.push(
            Diagnostic::new(
                codes::SYNTAX,
                span,
                format!("a character that cannot be seen, U+{code:04X}, stands here"),
            )
            .help(format!("take it out; in a text write `\\u{{{code:x}}}`")),
        );
    }
}
