//! Text of others in reports.

use std::fmt::Write;

/// Characters of a text that are printed.
const CHARACTERS: usize = 200;

/// A text in double quotes as the language writes it, cut after 200 characters.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", cut(text, true))
}

/// A text without quotes: cut after 200 characters, control and direction characters spelled out.
pub fn safe(text: &str) -> String {
    cut(text, false)
}

fn cut(text: &str, in_quotes: bool) -> String {
    let mut out = String::with_capacity(text.len().min(CHARACTERS * 4));
    let mut characters = text.chars();
    for c in characters.by_ref().take(CHARACTERS) {
        match c {
            '"' | '\\' if in_quotes => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if deceives(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    if characters.next().is_some() {
        out.push('…');
    }
    out
}

/// Characters that move the cursor, turn the direction of what follows, break the line, or are not to be seen.
fn deceives(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
