//! A derivation as an indented tree.

use std::collections::BTreeSet;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::decision::explanation::{DocumentPlace, Node, Role};
use crate::diagnostic::printable::printable;
use crate::value::outcome::Truth;

use super::page::{LEAST_TEXT, Page, Piece, Style, plain};
use super::prune::{Branch, Measure, pruned};
use super::words;

/// How a derivation is told.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'d> {
    /// Calculations and conditions that did not decide are told too.
    pub fully: bool,
    /// The document whose places are told by their lines alone.
    pub descriptor: &'d str,
    /// Where every step is.
    pub whole: &'d str,
}

/// What is shown to say why an answer is what it is, and to say how it came about. The JSON format has every step.
const BRIEF: Measure = Measure {
    children: 8,
    calculation: 5,
    undeciding: false,
};
const FULL: Measure = Measure {
    children: 50,
    calculation: 50,
    undeciding: true,
};

/// Terminal columns of a value, and of one made of records; the JSON format has them whole.
const VALUE: usize = 160;
const RECORDS: usize = 60;

/// Draws the node and what it rests on: what was asked, its value, what was read and where. Gives the places that the
/// drawn steps read, each once.
pub fn tree<'d>(
    node: &'d Node,
    telling: Telling<'_>,
    indent: &str,
    page: &mut Page,
) -> Vec<&'d DocumentPlace> {
    let branch = pruned(node, if telling.fully { FULL } else { BRIEF });
    draw(&branch, None, telling, indent, &mut Vec::new(), page);
    let folded = branch.folded();
    if folded > 0 {
        let steps = words::count(folded, "more step");
        let place = if telling.fully {
            telling.whole
        } else {
            "with --explain"
        };
        let more = format!("… {steps} {place}");
        page.text(indent, indent, &[Style::Faint.of(more)]);
    }
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    branch.visit(&mut |node| {
        // Where a list begins says less than where its elements are.
        if let Some(place) = &node.read
            && !node.value.starts_with(['[', '{'])
            && seen.insert((&place.file, place.line, place.column))
        {
            places.push(place);
        }
    });
    places
}

/// `last` says of each level above whether its branch was the last of its parent.
fn draw(
    branch: &Branch<'_>,
    parent: Option<&Node>,
    telling: Telling<'_>,
    indent: &str,
    last: &mut Vec<bool>,
    page: &mut Page,
) {
    let (first, rest) = prefixes(indent, last, page.width());
    let mut endings: Vec<String> = Vec::new();
    if branch.more > 0 {
        endings.push(format!(
            "… and {} more like these",
            words::grouped(branch.more)
        ));
    }
    if branch.node.left_out > 0 {
        endings.push(format!("… {} more left out", branch.node.left_out));
    }
    let count = branch.children.len() + endings.len();
    let below = if count == 0 { "  " } else { "│ " };
    page.text(
        &first,
        &format!("{rest}{below}"),
        &line(branch.node, parent, telling),
    );
    for (index, child) in branch.children.iter().enumerate() {
        last.push(index + 1 == count);
        draw(child, Some(branch.node), telling, indent, last, page);
        last.pop();
    }
    for (index, ending) in (branch.children.len() + 1..).zip(endings) {
        last.push(index == count);
        let (first, rest) = prefixes(indent, last, page.width());
        page.text(&first, &rest, &[Style::Faint.of(ending)]);
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

/// `a.by → alice@example.org (release.approvals[1].by, line 31)`.
fn line<'d>(node: &'d Node, parent: Option<&Node>, telling: Telling<'_>) -> Vec<Piece<'d>> {
    let mut pieces = vec![plain(node.asked.as_str())];
    let value = value(node, parent);
    if value != printable(&node.asked) {
        pieces.push(plain(" "));
        pieces.push(Style::Faint.whole("→ "));
        pieces.push(value_style(node).of(value));
    }
    let mut beside: Vec<String> = Vec::new();
    if let Some(place) = &node.read {
        let told = place.path == node.asked || node.value.contains(&place.path);
        if !told {
            beside.push(place.path.clone());
        }
        let expected = if place.expected_here {
            "expected at "
        } else {
            ""
        };
        beside.push(format!("{expected}{}", near(place, telling.descriptor)));
    }
    beside.extend(node.note.clone());
    // What stands above may be folded away.
    if node.role == Role::Told && telling.fully {
        beside.push("as above".to_owned());
    }
    if !beside.is_empty() {
        pieces.push(Style::Faint.of(format!(" ({})", beside.join(", "))));
    }
    pieces
}

/// The value, cut to a line or two. Why something is unknown is said once on the way down.
fn value(node: &Node, parent: Option<&Node>) -> String {
    let said = parent.is_some_and(|parent| parent.value == node.value);
    if node.truth == Some(Truth::Unknown) && said && node.value.starts_with("unknown (") {
        return "unknown".to_owned();
    }
    let records = node.value.starts_with(['[', '{']) && node.value.contains('{');
    shortened(&node.value, if records { RECORDS } else { VALUE })
}

/// The text as far as it fits into so many terminal columns.
fn shortened(text: &str, columns: usize) -> String {
    let text = printable(text);
    if text.width() <= columns {
        return text.into_owned();
    }
    let mut taken = 0;
    let fits = text.chars().take_while(|c| {
        taken += c.width().unwrap_or(0);
        taken < columns
    });
    format!("{}…", fits.collect::<String>().trim_end())
}

/// `line 31` in the descriptor itself, `portfolio.yaml:31` elsewhere.
fn near(place: &DocumentPlace, descriptor: &str) -> String {
    match place.line {
        Some(line) if place.file == descriptor => format!("line {line}"),
        Some(line) => format!("{}:{line}", place.file),
        None => place.file.clone(),
    }
}

fn value_style(node: &Node) -> Style {
    match node.truth {
        Some(Truth::Unknown) => Style::Doubt,
        Some(_) => Style::Strong,
        None => Style::Plain,
    }
}
