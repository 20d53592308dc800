//! A derivation as an indented tree.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::decision::explanation::{DocumentPlace, Node};
use crate::value::outcome::Truth;

use super::excerpt::location;
use super::page::{LEAST_TEXT, Page, Piece, Style, plain};
use super::words;

/// Draws the node and all below it: what was asked, its value, what was read and where.
pub fn tree(node: &Node, indent: &str, page: &mut Page) {
    branch(node, indent, &mut Vec::new(), page);
}

/// The places that were read on the way, each once, in the order of the tree.
pub fn places(node: &Node) -> Vec<&DocumentPlace> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        if let Some(place) = &node.read
            && seen.insert((&place.file, place.line, place.column, &place.path))
        {
            found.push(place);
        }
        pending.extend(node.children.iter().rev());
    }
    found
}

/// `last` says of each level above whether its branch was the last of its parent.
fn branch(node: &Node, indent: &str, last: &mut Vec<bool>, page: &mut Page) {
    let (first, rest) = prefixes(indent, last, page.width());
    let below = if node.children.is_empty() && node.left_out == 0 {
        "  "
    } else {
        "│ "
    };
    page.text(&first, &format!("{rest}{below}"), &line(node));
    let left_out = (node.left_out > 0).then(|| format!("… {} more left out", node.left_out));
    let count = node.children.len() + usize::from(left_out.is_some());
    for (index, child) in node.children.iter().enumerate() {
        last.push(index + 1 == count);
        branch(child, indent, last, page);
        last.pop();
    }
    if let Some(left_out) = left_out {
        last.push(true);
        let (first, rest) = prefixes(indent, last, page.width());
        page.text(&first, &rest, &[Style::Faint.of(left_out)]);
        last.pop();
    }
}

/// What stands before a node's first line and before its others. Levels that would leave no room for text are folded
/// into `⋯`.
fn prefixes(indent: &str, last: &[bool], width: usize) -> (String, String) {
    let Some((own, above)) = last.split_last() else {
        return (indent.to_owned(), indent.to_owned());
    };
    let room = width.saturating_sub(indent.width() + LEAST_TEXT + 4) / 3;
    let folded = above.len().saturating_sub(room);
    let mut stem = String::from(indent);
    if folded > 0 {
        stem.push_str("⋯ ");
    }
    for ended in above.iter().skip(folded) {
        stem.push_str(if *ended { "   " } else { "│  " });
    }
    let (turn, on) = if *own {
        ("└─ ", "   ")
    } else {
        ("├─ ", "│  ")
    };
    (format!("{stem}{turn}"), format!("{stem}{on}"))
}

/// `release.approvals[1].by → alice@example.org (release.yaml:31:9)`.
fn line(node: &Node) -> Vec<Piece<'_>> {
    let mut pieces = vec![plain(node.asked.as_str())];
    if node.value != node.asked {
        pieces.push(plain(" "));
        pieces.push(Style::Faint.whole("→ "));
        pieces.push(value_style(node).of(node.value.as_str()));
    }
    let mut beside: Vec<String> = Vec::new();
    if let Some(place) = &node.read {
        if place.path != node.asked {
            beside.push(place.path.clone());
        }
        if place.expected_here {
            beside.push(format!("expected at {}", location(place)));
        } else {
            beside.push(location(place));
        }
    }
    beside.extend(node.note.clone());
    if !beside.is_empty() {
        pieces.push(Style::Faint.of(format!(" ({})", beside.join("; "))));
    }
    pieces
}

fn value_style(node: &Node) -> Style {
    match node.truth {
        Some(Truth::Unknown) => words::truth(Truth::Unknown).2,
        Some(_) => Style::Strong,
        None => Style::Plain,
    }
}
