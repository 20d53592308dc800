//! A document's own characters inside a message: short, and without anything that a terminal would obey.

/// So many characters of what was found are shown.
const SHOWN: usize = 60;

/// In backticks, cut after 60 characters, what cannot be seen escaped.
pub(in crate::document) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text, SHOWN))
}

/// A sentence that may repeat what was found: longer, and as harmless.
pub(in crate::document) fn visible(sentence: &str) -> String {
    shortened(sentence, 3 * SHOWN)
}

fn shortened(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(most));
    let mut characters = text.chars();
    for c in characters.by_ref().take(most) {
        if is_unseen(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    if characters.next().is_some() {
        out.push('…');
    }
    out
}

/// Control characters, line separators, and marks that turn or hide what stands around them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_short_and_visible() {
        assert_eq!(quoted("yes"), "`yes`");
        assert_eq!(quoted("a\nb\u{1b}[31m"), "`a\\nb\\u{1b}[31m`");
        assert_eq!(quoted("\u{202e}txt"), "`\\u{202e}txt`");
        assert_eq!(quoted("größer"), "`größer`");
        assert_eq!(quoted(&"x".repeat(60)), format!("`{}`", "x".repeat(60)));
        assert_eq!(quoted(&"x".repeat(61)), format!("`{}…`", "x".repeat(60)));
    }
}
