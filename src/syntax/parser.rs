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
mod types;
mod words;

use crate::diagnostic::Diagnostic;
use crate::source::span::FileId;

use super::ast::File;
use grammar::Rule;
use outline::{Outline, outline};
use reading::Reading;

/// From this nesting on, a thread of its own reads the file, so that the stack does not depend on the caller.
const SHALLOW: u32 = 16;

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
            // No thread to be had: pest looks after the stack itself, and refuses what is too deep for it.
            _ => read(file, text, &look),
        }
    })
}

fn read(file: FileId, text: &str, look: &Outline) -> (File, Vec<Diagnostic>) {
    let mut reading = Reading::new(file, text);
    let mut tree = File::default();
    recovery::refuse_hidden(&mut reading, &look.hidden);
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let body = text.get(start..).unwrap_or("");
    reading.base = start;
    if look.too_deep_at.is_none()
        && let Ok(pairs) = grammar::read(Rule::file, body)
    {
        for pair in pairs {
            tree.items.extend(items::item(&mut reading, pair));
        }
    } else {
        recovery::by_items(&mut reading, &mut tree, start);
    }
    (tree, reading.diagnostics)
}
