//! Lines of a page: wrapped at its width, coloured if it is.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::printable::{joins, printable};

/// What is written so far, and how wide it may be.
#[derive(Debug)]
pub struct Page {
    width: usize,
    colour: bool,
    written: String,
    last: Last,
}

/// What the last line written is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Empty,
    Rule,
    Text,
}

/// How a piece of text looks where there is colour. Nothing is said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
    Doubt,
    Care,
}

/// A piece of text that looks one way. Pieces touch unless there is a blank at the end of one.
#[derive(Debug, Clone)]
pub struct Piece<'t> {
    style: Style,
    text: Cow<'t, str>,
    /// The blanks in it stay, and no line ends at them.
    whole: bool,
}

/// Text that does not break, in one or several styles.
#[derive(Debug, Default)]
struct Word<'t> {
    parts: Vec<(Style, &'t str)>,
    columns: usize,
}

/// The narrowest page.
const NARROWEST: usize = 40;

/// Columns that a line keeps for text, however far it is indented.
pub const LEAST_TEXT: usize = 24;

impl Page {
    pub fn new(width: usize, colour: bool) -> Page {
        Page {
            width: width.max(NARROWEST),
            colour,
            written: String::new(),
            last: Last::Nothing,
        }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.written)
    }

    /// An empty line, but never two behind each other, nor one below a rule.
    pub fn gap(&mut self) {
        if self.last == Last::Text {
            self.written.push('\n');
            self.last = Last::Empty;
        }
    }

    /// A line of `of` across the page, with an empty one above it and none below.
    pub fn rule(&mut self, of: &str) {
        self.gap();
        self.exact(&of.repeat(self.width), &[]);
        self.last = Last::Rule;
    }

    /// A paragraph. The first line stands behind `first`, the others behind `rest`; both are faint.
    pub fn text(&mut self, first: &str, rest: &str, pieces: &[Piece<'_>]) {
        self.styled(Style::Faint, first, rest, pieces);
    }

    /// A paragraph whose first line stands behind `first` in a style of its own.
    pub fn styled(&mut self, style: Style, first: &str, rest: &str, pieces: &[Piece<'_>]) {
        let mut fitted: Vec<Word<'_>> = Vec::new();
        let room = |prefix: &str| self.width.saturating_sub(columns(prefix));
        let mut narrow = room(first).max(LEAST_TEXT / 2);
        for word in words(pieces) {
            if word.columns <= narrow {
                fitted.push(word);
            } else {
                fitted.append(&mut cut(&word, narrow));
            }
            narrow = room(rest).max(LEAST_TEXT / 2);
        }
        let mut words = fitted.into_iter().peekable();
        let (mut style, mut prefix) = (style, first);
        loop {
            let room = self.width.saturating_sub(columns(prefix));
            let mut line: Vec<Word<'_>> = Vec::new();
            let mut taken = 0;
            while let Some(word) =
                words.next_if(|word| line.is_empty() || taken + 1 + word.columns <= room)
            {
                taken += word.columns + usize::from(!line.is_empty());
                line.push(word);
            }
            self.line(style, prefix, &line);
            (style, prefix) = (Style::Faint, rest);
            if words.peek().is_none() {
                return;
            }
        }
    }

    /// One line as it stands, however long.
    pub fn exact(&mut self, prefix: &str, pieces: &[Piece<'_>]) {
        self.exact_styled(Style::Faint, prefix, pieces);
    }

    /// One line as it stands, behind a prefix in a style of its own.
    pub fn exact_styled(&mut self, style: Style, prefix: &str, pieces: &[Piece<'_>]) {
        let parts = pieces
            .iter()
            .map(|piece| (piece.style, &*piece.text))
            .collect();
        let word = Word { parts, columns: 0 };
        self.line(style, prefix, &[word]);
    }

    fn line(&mut self, style: Style, prefix: &str, words: &[Word<'_>]) {
        let start = self.written.len();
        self.paint(style, prefix);
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                self.written.push(' ');
            }
            for (style, text) in &word.parts {
                self.paint(*style, text);
            }
        }
        let drawn = self.written.get(start..).unwrap_or("");
        let end = start + drawn.trim_end().len();
        self.written.truncate(end);
        self.written.push('\n');
        self.last = Last::Text;
    }

    fn paint(&mut self, style: Style, text: &str) {
        let code = match style {
            _ if !self.colour || text.trim().is_empty() => "",
            Style::Plain => "",
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Good => "32",
            Style::Bad => "1;31",
            Style::Doubt => "1;35",
            Style::Care => "33",
        };
        if code.is_empty() {
            self.written.push_str(text);
        } else {
            for part in ["\u{1b}[", code, "m", text, "\u{1b}[0m"] {
                self.written.push_str(part);
            }
        }
    }
}

/// A word in parts that fit, cut where a reader would rather see a cut.
fn cut<'t>(word: &Word<'t>, room: usize) -> Vec<Word<'t>> {
    let mut cut = Vec::new();
    let mut current = Word::default();
    for (style, text) in &word.parts {
        let mut rest = *text;
        while !rest.is_empty() {
            let (fits, behind) = split(rest, room.saturating_sub(current.columns));
            if fits.is_empty() {
                cut.push(std::mem::take(&mut current));
                continue;
            }
            current.parts.push((*style, fits));
            current.columns += columns(fits);
            rest = behind;
            if !rest.is_empty() {
                cut.push(std::mem::take(&mut current));
            }
        }
    }
    cut.push(current);
    cut.retain(|word| !word.parts.is_empty());
    cut
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        text.len()
    } else {
        text.width()
    }
}

/// The pieces as words, parted at blanks.
fn words<'t>(pieces: &'t [Piece<'_>]) -> Vec<Word<'t>> {
    let mut words = Vec::new();
    let mut current = Word::default();
    for piece in pieces {
        if piece.whole {
            current.parts.push((piece.style, &piece.text));
            current.columns += columns(&piece.text);
            continue;
        }
        for (index, text) in piece.text.split(' ').enumerate() {
            if index > 0 {
                words.push(std::mem::take(&mut current));
            }
            if !text.is_empty() {
                current.parts.push((piece.style, text));
                current.columns += columns(text);
            }
        }
    }
    words.push(current);
    words.retain(|word| !word.parts.is_empty());
    words
}

/// As much of a text as fits, and the rest. Cuts behind `/`, `.`, `,` and the like if one stands in the latter half,
/// never before a mark without width, and never so that a line begins with `::`.
fn split(text: &str, room: usize) -> (&str, &str) {
    let (mut columns, mut end, mut gentle) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        if columns + wide > room {
            break;
        }
        columns += wide;
        let behind = at + c.len_utf8();
        let rest = text.get(behind..).unwrap_or("");
        let next = rest.chars().next();
        let so_far = text.get(..behind).unwrap_or("");
        let cuttable = !rest.starts_with("::") && next.is_none_or(|next| !joins(so_far, next));
        if cuttable {
            end = behind;
            if matches!(
                c,
                '/' | '.' | ',' | ';' | '(' | ')' | '[' | ']' | '-' | '_' | '='
            ) {
                gentle = if columns * 2 > room { behind } else { gentle };
            }
        }
    }
    if end < text.len() && gentle > 0 {
        end = gentle;
    }
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn piece<'t>(style: Style, text: impl Into<Cow<'t, str>>) -> Piece<'t> {
    let text = match text.into() {
        Cow::Borrowed(text) => printable(text),
        Cow::Owned(text) => Cow::Owned(printable(&text).into_owned()),
    };
    Piece {
        style,
        text,
        whole: false,
    }
}

impl Style {
    /// Text from anywhere in this style, fit for a terminal.
    pub fn of<'t>(self, text: impl Into<Cow<'t, str>>) -> Piece<'t> {
        piece(self, text)
    }

    /// The same with its blanks, as for a column of a table.
    pub fn whole<'t>(self, text: impl Into<Cow<'t, str>>) -> Piece<'t> {
        Piece {
            whole: true,
            ..piece(self, text)
        }
    }
}

/// Text that is known to be fit for a terminal.
pub fn printed(text: &str) -> Piece<'_> {
    Piece {
        style: Style::Plain,
        text: text.into(),
        whole: true,
    }
}

/// Text from anywhere as it is, fit for a terminal.
pub fn plain<'t>(text: impl Into<Cow<'t, str>>) -> Piece<'t> {
    piece(Style::Plain, text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_paragraph_keeps_to_the_page_and_loses_nothing(
            text in r"(\PC|[ \n:#/.a-z\u{300}\u{200d}\u{1f469}\u{1f3fb}\u{6771}\u{5d0}]){0,200}",
            width in 40usize..90,
            indent in 0usize..16,
        ) {
            let indent = " ".repeat(indent);
            let page = drawn(width, &indent, &indent, &[plain(text.as_str())]);
            for line in page.lines() {
                prop_assert!(line.width() <= width, "{line:?}");
                prop_assert!(!line.trim_start().starts_with("::"), "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&page), letters(&printable(&text)));
        }
    }

    fn drawn(width: usize, first: &str, rest: &str, pieces: &[Piece<'_>]) -> String {
        let mut page = Page::new(width, false);
        page.text(first, rest, pieces);
        page.take()
    }

    #[test]
    fn paragraphs_wrap_at_the_width() {
        let text = "one two three four five six seven eight nine ten";
        assert_eq!(
            drawn(40, "- ", "  ", &[plain(text)]),
            "- one two three four five six seven\n  eight nine ten\n"
        );
        assert_eq!(drawn(40, "- ", "  ", &[]), "-\n");
    }

    #[test]
    fn pieces_touch_unless_a_blank_parts_them() {
        let pieces = [plain("a "), Style::Strong.of("b"), plain(", c")];
        assert_eq!(drawn(40, "", "", &pieces), "a b, c\n");
        let mut page = Page::new(40, true);
        page.text("| ", "", &pieces);
        assert_eq!(
            page.take(),
            "\u{1b}[2m| \u{1b}[0ma \u{1b}[1mb\u{1b}[0m, c\n"
        );
    }

    #[test]
    fn long_words_are_cut_where_it_hurts_least() {
        let word = "release.pipeline.deploy_executor.name.of.the.person";
        assert_eq!(
            drawn(40, "", "", &[plain(word)]),
            "release.pipeline.deploy_executor.name.\nof.the.person\n"
        );
        assert_eq!(
            drawn(40, "", "", &[plain("x".repeat(45))]),
            format!("{}\n{}\n", "x".repeat(40), "x".repeat(5))
        );
    }

    #[test]
    fn width_is_what_a_terminal_shows() {
        let wide = "漢".repeat(25);
        assert_eq!(
            drawn(40, "", "", &[plain(wide)]),
            format!("{}\n{}\n", "漢".repeat(20), "漢".repeat(5))
        );
        let marked = format!("{}e\u{301}\u{301}{}", "x".repeat(39), "y".repeat(3));
        assert_eq!(
            drawn(40, "", "", &[plain(marked)]),
            format!("{}e\u{301}\u{301}\nyyy\n", "x".repeat(39))
        );
    }

    #[test]
    fn no_character_is_cut_in_two() {
        let joined = format!("{}👩\u{200d}🚒", "x".repeat(37));
        assert_eq!(
            drawn(40, "", "", &[plain(format!("{joined}y"))]),
            format!("{joined}y\n")
        );
        assert_eq!(
            drawn(40, "", "", &[plain(format!("xx{joined}y"))]),
            ["x".repeat(39), "👩\u{200d}🚒y".to_owned(), String::new()].join("\n")
        );
    }

    #[test]
    fn no_line_begins_with_a_pipelines_command() {
        let text = format!("{} ::error::x {}::y", "a".repeat(39), "b".repeat(40));
        let page = drawn(40, "", "", &[plain(text)]);
        assert_eq!(
            page,
            format!(
                "{}\n\\u{{3a}}:error::x\n{}\nb::y\n",
                "a".repeat(39),
                "b".repeat(39)
            )
        );
    }

    #[test]
    fn gaps_do_not_add_up() {
        let mut page = Page::new(40, false);
        page.gap();
        page.text("", "", &[plain("a")]);
        page.gap();
        page.gap();
        page.exact("  ", &[plain("b\nc")]);
        assert_eq!(page.take(), "a\n\n  b\\nc\n");
    }
}
