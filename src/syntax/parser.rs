//! Reads a policy file. pest and its grammar stand behind this module and nowhere else.

mod braces;
mod calendars;
mod comparisons;
mod cycles;
mod days;
mod expected;
mod expressions;
mod grammar;
mod heads;
mod items;
mod lines;
mod literals;
mod mistakes;
mod once;
mod operands;
mod outline;
mod periods;
mod reading;
mod recovery;
mod rules;
mod tables;
mod texts;
mod trials;
mod types;
mod words;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::{FileId, Span};

use super::ast::{File, Item};
use grammar::Rule;
use outline::{Outline, outline};
use reading::Reading;

/// From this nesting on, a thread of its own reads the file, so that the stack does not depend on the caller.
const SHALLOW: u32 = 16;

/// How many bytes of a file are given to pest at once, at least.
const PIECE: usize = 2 << 10;

/// From this size on, two threads share a file.
const LARGE: usize = 16 << 10;

/// Several times what the deepest expression takes in a build without optimisation.
const STACK: usize = 32 << 20;

/// Reads a policy file. Items that do not parse give diagnostics; the others are in the tree all the same.
pub fn parse(file: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    let look = outline(text);
    if look.nesting <= SHALLOW {
        return read(file, text, &look);
    }
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || read(file, text, &look));
        match reader.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(read)) => read,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // No such thread to be had, and a smaller stack may end before the text does.
            Err(_) => (File::default(), vec![no_room(file)]),
        }
    })
}

fn no_room(file: FileId) -> Diagnostic {
    Diagnostic::new(
        codes::NESTING,
        Span::new(file, 0, 0),
        "this file is nested deeper than there is memory to read",
    )
    .help("name parts of its deepest expressions with `let` or `define`, or run it where more threads are allowed")
}

fn read(file: FileId, text: &str, look: &Outline) -> (File, Vec<Diagnostic>) {
    let mut reading = Reading::new(file, text);
    let mut tree = File::default();
    recovery::refuse_hidden(&mut reading, &look.hidden);
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let read = if look.too_deep_at.is_some() {
        None
    } else {
        // A message may have a line that only looks like the beginning of an item.
        together(file, text, &pieces(start, text.len(), &look.items))
            .or_else(|| in_turn(file, text, std::slice::from_ref(&(start..text.len()))))
    };
    match read {
        Some(mut read) => {
            tree.items = read.items;
            reading.diagnostics.append(&mut read.diagnostics);
        }
        None => recovery::by_items(&mut reading, &mut tree, start),
    }
    (tree, reading.diagnostics)
}

/// Some items, and what there was to say of them.
struct Items {
    items: Vec<Item>,
    diagnostics: Vec<Diagnostic>,
}

/// A text cut before items, because what pest keeps of a text is many times as large as the text.
fn pieces(start: usize, end: usize, items: &[usize]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = start;
    for item in items.iter().copied().filter(|item| *item < end) {
        if item >= from + PIECE {
            pieces.push(from..item);
            from = item;
        }
    }
    pieces.push(from..end);
    pieces
}

/// Reads pieces, the later half of a large text on a thread of its own. `None`: one of them does not read.
fn together(file: FileId, text: &str, pieces: &[Range<usize>]) -> Option<Items> {
    if text.len() < LARGE {
        return in_turn(file, text, pieces);
    }
    let half = pieces.partition_point(|piece| piece.end <= text.len() / 2);
    let (earlier, later) = pieces.split_at_checked(half)?;
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || in_turn(file, text, later));
        let mut read = in_turn(file, text, earlier)?;
        let mut rest = match reader.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(rest)) => rest?,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => in_turn(file, text, later)?,
        };
        read.items.append(&mut rest.items);
        read.diagnostics.append(&mut rest.diagnostics);
        Some(read)
    })
}

/// Reads one piece after the other. `None`: one of them does not read.
fn in_turn(file: FileId, text: &str, pieces: &[Range<usize>]) -> Option<Items> {
    let mut reading = Reading::new(file, text);
    let mut items = Vec::new();
    for piece in pieces {
        reading.base = piece.start;
        let pairs = grammar::read(Rule::file, text.get(piece.clone())?).ok()?;
        items.extend(pairs.filter_map(|pair| items::item(&mut reading, pair)));
    }
    Some(Items {
        items,
        diagnostics: reading.diagnostics,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the pieces of a text give, after it was shown to be what the whole gives.
    fn items(text: &str) -> usize {
        let file = FileId(0);
        let (tree, diagnostics) = parse(file, text);
        let whole = in_turn(file, text, std::slice::from_ref(&(0..text.len()))).unwrap();
        assert_eq!(format!("{:?}", tree.items), format!("{:?}", whole.items));
        assert_eq!(diagnostics, whole.diagnostics);
        assert!(tree.broken.is_empty());
        tree.items.len()
    }

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let text = include_str!("../../benches/cold_start/fifty.gate");
        let cut = pieces(0, text.len(), &outline(text).items);
        assert!(text.len() > LARGE && cut.len() > 10);
        assert!(items(text) > 50);
        // A name that may not be is said by the piece that has it, wherever that is read.
        let refused = format!("{text}\ndefine day = 1\n");
        items(&refused);
        assert_eq!(parse(FileId(0), &refused).1.len(), 1);
    }

    #[test]
    fn a_line_that_looks_like_an_item_cuts_nothing() {
        let message = "rule of thumb: nothing\n".repeat(2 * LARGE / 23);
        let rule = format!("rule R-1 \"r\" {{ require true  because \"\n{message}\" }}\n");
        assert_eq!(items(&format!("define a = 1\n{rule}define b = 2\n")), 3);
    }

    #[test]
    fn large_or_small_what_does_not_read_hides_nothing_else() {
        let text = include_str!("../../benches/cold_start/fifty.gate");
        let (good, _) = parse(FileId(0), text);
        let (tree, diagnostics) = parse(FileId(0), &format!("{text}\ndefine a = = 1\n"));
        assert_eq!(tree.items.len(), good.items.len());
        assert_eq!(diagnostics.len(), 1);
    }
}
