//! Where the scanner says that something stands, made into bytes of the text.

/// Turns places counted in characters into bytes. Places come nearly in order, so it walks from the last one.
pub(super) struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Offsets<'t> {
        Offsets {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    pub(super) fn byte(&mut self, characters: usize) -> usize {
        if self.ascii {
            return characters.min(self.text.len());
        }
        if characters >= self.characters {
            let ahead = self.text.get(self.bytes..).unwrap_or("");
            let steps = characters - self.characters;
            self.bytes += ahead
                .char_indices()
                .nth(steps)
                .map_or(ahead.len(), |(at, _)| at);
        } else {
            let behind = self.text.get(..self.bytes).unwrap_or("");
            let steps = self.characters - characters;
            self.bytes = behind
                .char_indices()
                .rev()
                .nth(steps.saturating_sub(1))
                .map_or(0, |(at, _)| at);
        }
        self.characters = characters;
        self.bytes
    }
}

/// The place of a scalar behind its tag and anchor.
pub(super) fn behind_properties(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..end).unwrap_or("");
        let blanks = rest.len() - rest.trim_start().len();
        let after = rest.trim_start();
        if after.starts_with(['!', '&']) {
            let word = after.find(char::is_whitespace).unwrap_or(after.len());
            at += blanks + word;
        } else if after.is_empty() {
            return start;
        } else {
            return at + blanks;
        }
    }
}

/// The dash with which the line of a place begins; the place itself where the line begins otherwise.
pub(super) fn first_dash(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or("");
    let dash = line.len() - line.trim_start_matches([' ', '\t']).len();
    if line.get(dash..).is_some_and(|rest| rest.starts_with('-')) {
        start + dash
    } else {
        at
    }
}
