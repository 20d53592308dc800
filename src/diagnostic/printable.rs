//! Text from outside, made fit for a terminal and for a pipeline's log.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with everything escaped that would not print as itself: control characters, marks that turn the direction
/// of a line or have no width, and the openings by which pipelines take a line of a log for a command (`::` where a
/// line could begin, `##name[`).
pub fn printable(text: &str) -> Cow<'_, str> {
    let hides = |text: &str| {
        !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.chars().any(is_hidden)
    };
    if !text.contains("::") && !text.contains("##") && !hides(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut could_begin = true;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        if (could_begin && rest.starts_with("::")) || opens_command(text, at) {
            push_escape(&mut shown, c);
        } else {
            push(&mut shown, c);
        }
        could_begin = c.is_whitespace();
    }
    Cow::Owned(shown)
}

/// One line of a file, cut to a width, with the place that it is shown for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Terminal columns before the place.
    pub before: usize,
    /// Terminal columns that the place takes, at least one.
    pub under: usize,
}

/// A line as an excerpt of at most `width` terminal columns around the place, which begins at the one-based character
/// `column` and is `characters` long. Tabs become four blanks.
pub fn excerpt(line: &str, column: usize, characters: usize, width: usize) -> Excerpt {
    let line = line.trim_end();
    let first = column.saturating_sub(1);
    let last = first.saturating_add(characters.max(1));
    let mut cells: Vec<(String, usize)> = Vec::new();
    // The cells at which the place begins and ends, if the line reaches so far.
    let (mut from, mut to) = (None, None);
    for (index, (at, c)) in line.char_indices().enumerate() {
        let joined = joins(line.get(..at).unwrap_or(""), c) && !cells.is_empty();
        let cell = cells.len() - usize::from(joined);
        if index == first {
            from = Some(cell);
        }
        if index == last {
            to = Some(cell.max(from.map_or(0, |from| from + 1)));
        }
        if !joined {
            cells.push((String::new(), 0));
        }
        if let Some((text, columns)) = cells.last_mut() {
            match c {
                '\t' => text.push_str("    "),
                _ if opens_command(line, at) => push_escape(text, c),
                _ => push(text, c),
            }
            *columns = text.width();
        }
    }
    let columns =
        |cells: &[(String, usize)]| cells.iter().map(|(_, columns)| columns).sum::<usize>();
    let from = from.unwrap_or(cells.len());
    let to = to.unwrap_or(cells.len()).max(from);
    let before = columns(cells.get(..from).unwrap_or(&[]));
    let under = columns(cells.get(from..to).unwrap_or(&[]));
    // A place behind the line's end: just after its last character.
    let under = under.max(1);
    let (text, cut) = window(&cells, before, width.max(8));
    let before = before.saturating_sub(cut.0) + cut.1;
    Excerpt {
        under: under.min(text.width().saturating_sub(before).max(1)),
        text,
        before,
    }
}

/// The cells that fit, `…` where some are cut off; with how many columns went at the front and how many stand there
/// instead.
fn window(cells: &[(String, usize)], place: usize, width: usize) -> (String, (usize, usize)) {
    let total: usize = cells.iter().map(|(_, columns)| columns).sum();
    if total <= width {
        return (join(cells), (0, 0));
    }
    let start = if place + width / 3 < width {
        0
    } else {
        (place - width / 3).min(total + 1 - width)
    };
    let mut text = String::from(if start > 0 { "…" } else { "" });
    let mark = text.width();
    let (mut column, mut skipped, mut room) = (0, 0, width - mark);
    for (cell, columns) in cells {
        if column < start {
            skipped += columns;
        } else if total - column > room && columns + 1 > room {
            text.push('…');
            break;
        } else {
            text.push_str(cell);
            room -= columns;
        }
        column += columns;
    }
    (text, (skipped, mark))
}

/// Whether a character belongs to the one before it: a mark without width, a skin tone, or what a joiner ties on.
pub fn joins(before: &str, c: char) -> bool {
    !is_hidden(c)
        && (c.width() == Some(0)
            || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
            || before.ends_with('\u{200d}'))
}

fn join(cells: &[(String, usize)]) -> String {
    cells.iter().map(|(cell, _)| cell.as_str()).collect()
}

fn push(shown: &mut String, c: char) {
    match c {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ if is_hidden(c) => push_escape(shown, c),
        _ => shown.push(c),
    }
}

fn push_escape(shown: &mut String, c: char) {
    shown.extend(c.escape_unicode());
}

/// What a terminal obeys or hides rather than prints. The joiners U+200C and U+200D belong to ordinary text.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || c.width().is_none()
}

/// Whether the second `#` of `##name[` stands at `at`.
fn opens_command(text: &str, at: usize) -> bool {
    let (Some(before), Some(rest)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    before.ends_with('#')
        && rest.strip_prefix('#').is_some_and(|name| {
            name.trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .starts_with('[')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_made_printable_once_and_for_all(text in any::<String>()) {
            let shown = printable(&text).into_owned();
            prop_assert!(!shown.chars().any(is_hidden), "{shown:?}");
            prop_assert_eq!(printable(&shown), shown.as_str());
        }

        #[test]
        fn any_excerpt_fits_and_its_place_lies_within_or_just_behind(
            line in r"(\PC|[ \t#:a-z\u{300}\u{200d}\u{1f469}\u{1f3fb}\u{6771}\u{5d0}\u{202e}\u{1b}]){0,60}",
            column in 0usize..70,
            characters in 0usize..70,
            width in 8usize..50,
        ) {
            let shown = excerpt(&line, column, characters, width);
            let columns = shown.text.width();
            prop_assert!(columns <= width, "{shown:?}");
            prop_assert!(shown.before <= columns && shown.under >= 1, "{shown:?}");
            prop_assert!(shown.before + shown.under <= columns.max(shown.before + 1), "{shown:?}");
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "",
            "a b",
            "אבג e\u{301}",
            "std::x",
            "# one",
            "## two",
            "👩\u{200d}🚒",
        ] {
            assert!(
                matches!(printable(text), Cow::Borrowed(_)) || text == "std::x" || text == "## two"
            );
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn what_a_terminal_or_a_pipeline_would_obey_is_escaped() {
        assert_eq!(printable("a\u{1b}[31m\nb\tc\r"), "a\\u{1b}[31m\\nb\\tc\\r");
        assert_eq!(
            printable("x\u{202e}y\u{2066}z\u{9b}"),
            "x\\u{202e}y\\u{2066}z\\u{9b}"
        );
        assert_eq!(
            printable("::set-output name=a::b"),
            "\\u{3a}:set-output name=a::b"
        );
        assert_eq!(printable("a ::error::b"), "a \\u{3a}:error::b");
        assert_eq!(
            printable("a##vso[task]##[x] ##b"),
            "a#\\u{23}vso[task]#\\u{23}[x] ##b"
        );
    }

    #[test]
    fn an_excerpt_points_at_its_place() {
        let of = |line: &str, column, characters| excerpt(line, column, characters, 40);
        let expected = |text: &str, before, under| Excerpt {
            text: text.to_owned(),
            before,
            under,
        };
        assert_eq!(of("  by: alice  ", 7, 5), expected("  by: alice", 6, 5));
        assert_eq!(of("\tby: alice", 2, 1), expected("    by: alice", 4, 1));
        assert_eq!(
            of("a\u{301}b: 漢字: x", 4, 1),
            expected("a\u{301}b: 漢字: x", 2, 1)
        );
        assert_eq!(of("漢字: x", 5, 1), expected("漢字: x", 6, 1));
        assert_eq!(
            of("👩\u{200d}🚒: x", 6, 1),
            expected("👩\u{200d}🚒: x", 4, 1)
        );
        assert_eq!(
            of("ae\u{301}\u{301}bc", 2, 4),
            expected("ae\u{301}\u{301}bc", 1, 2)
        );
        assert_eq!(of("e\u{301}x", 2, 1), expected("e\u{301}x", 0, 1));
        assert_eq!(of("\u{1b}x", 2, 1), expected("\\u{1b}x", 6, 1));
        assert_eq!(of("", 1, 0), expected("", 0, 1));
        assert_eq!(of("ab", 9, 1), expected("ab", 2, 1));
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let line = "0123456789".repeat(6);
        let cut = |column| excerpt(&line, column, 1, 20);
        assert_eq!(cut(1).text, "0123456789012345678…");
        assert_eq!((cut(8).before, cut(8).text.width()), (7, 20));
        let middle = cut(31);
        assert_eq!(
            (middle.text.as_str(), middle.before),
            ("…456789012345678901…", 7)
        );
        assert_eq!(middle.text.chars().nth(7), Some('0'));
        let end = cut(60);
        assert_eq!(
            (end.text.as_str(), end.before),
            ("…1234567890123456789", 19)
        );
        assert_eq!(end.text.chars().nth(19), Some('9'));
    }
}
