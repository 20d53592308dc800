//! Reads a policy file. pest and its grammar stand behind this module and nowhere else.

mod braces;
mod comparisons;
mod expected;
mod expressions;
mod grammar;
mod heads;
mod items;
mod literals;
mod mistakes;
mod operands;
mod outline;
mod reading;
mod recovery;
mod rules;
mod tables;
mod texts;
mod types;
mod words;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::{FileId, Span};

use super::ast::File;
use grammar::Rule;
use outline::{Outline, outline};
use reading::Reading;

/// From this nesting on, a thread of its own reads the file, so that the stack does not depend on the caller.
const SHALLOW: u32 = 16;

/// How many bytes of a file are given to pest at once, at least.
const PIECE: usize = 2048;

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
    if look.too_deep_at.is_some() {
        recovery::by_items(&mut reading, &mut tree, start);
    } else if !by_pieces(&mut reading, &mut tree, start, &look.items)
        && !piece(&mut reading, &mut tree, start..text.len())
    {
        recovery::by_items(&mut reading, &mut tree, start);
    }
    (tree, reading.diagnostics)
}

/// Reads some items at a time, because what pest keeps of a text is some hundred times as large as the text. Nothing is
/// kept of it if a piece does not read: a message may have a line that only looks like the beginning of an item.
fn by_pieces(reading: &mut Reading<'_>, tree: &mut File, start: usize, items: &[usize]) -> bool {
    let said = reading.diagnostics.len();
    let mut from = start;
    let whole = reading.text.len();
    for end in items.iter().copied().chain([whole]) {
        if end < whole.min(from + PIECE) {
            continue;
        }
        if !piece(reading, tree, from..end) {
            tree.items.clear();
            reading.diagnostics.truncate(said);
            return false;
        }
        from = end;
    }
    true
}

/// Reads whole items. False: they do not read, and none of them is in the tree.
fn piece(reading: &mut Reading<'_>, tree: &mut File, range: Range<usize>) -> bool {
    reading.base = range.start;
    let Ok(pairs) = grammar::read(Rule::file, reading.text.get(range).unwrap_or("")) else {
        return false;
    };
    for pair in pairs {
        tree.items.extend(items::item(reading, pair));
    }
    true
}
