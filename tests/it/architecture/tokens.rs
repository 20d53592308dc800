//! Rust source as tokens: just enough to see which paths a file names, blind to comments.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// A string literal; the text is what stands between the quotes, escapes left alone.
    Text,
    Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'s> {
    pub kind: Kind,
    pub text: &'s str,
    pub line: usize,
}

/// Every token of a source; `::` is one token, every other mark is a single character.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut line = 1;
    let mut counted = 0;
    while let Some(first) = source[at..].chars().next() {
        line += source[counted..at].matches('\n').count();
        counted = at;
        let rest = &source[at..];
        let (kind, text, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            at += block_comment(rest);
            continue;
        } else if let Some((text, length)) = raw_string(rest).or_else(|| quoted(rest)) {
            (Kind::Text, text, length)
        } else if first == '\'' {
            at += character_or_lifetime(rest);
            continue;
        } else if first.is_alphanumeric() || first == '_' {
            let word = word(rest);
            (Kind::Word, word, word.len())
        } else if rest.starts_with("::") {
            (Kind::Mark, &rest[..2], 2)
        } else {
            (Kind::Mark, &rest[..first.len_utf8()], first.len_utf8())
        };
        found.push(Token { kind, text, line });
        at += length;
    }
    found
}

fn word(rest: &str) -> &str {
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    &rest[..end]
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, with `b` or `c` before it.
fn raw_string(rest: &str) -> Option<(&str, usize)> {
    let after = rest.strip_prefix(['b', 'c']).unwrap_or(rest);
    let hashes = after.strip_prefix('r')?;
    let body = hashes.trim_start_matches('#');
    let fence = format!("\"{}", "#".repeat(hashes.len() - body.len()));
    let body = body.strip_prefix('"')?;
    let end = body.find(&fence)?;
    let length = rest.len() - body.len() + end + fence.len();
    Some((&body[..end], length))
}

fn quoted(rest: &str) -> Option<(&str, usize)> {
    let body = rest
        .strip_prefix(['b', 'c'])
        .unwrap_or(rest)
        .strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&body[..at], rest.len() - body.len() + at + 1)),
            _ => {}
        }
    }
    None
}

fn character_or_lifetime(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let behind = at + escaped.len_utf8();
            behind + rest[behind..].find('\'').map_or(0, |end| end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_seen_and_strings_are_one_token() {
        let source = "// crate::a\n/* x /* y */ z */ let s = \"a \\\" // b\"; r#\"c \" d\"# '\"' '\\'' 'a b::c";
        let seen: Vec<(Kind, &str, usize)> = tokens(source)
            .into_iter()
            .map(|token| (token.kind, token.text, token.line))
            .collect();
        assert_eq!(
            seen,
            [
                (Kind::Word, "let", 2),
                (Kind::Word, "s", 2),
                (Kind::Mark, "=", 2),
                (Kind::Text, "a \\\" // b", 2),
                (Kind::Mark, ";", 2),
                (Kind::Text, "c \" d", 2),
                (Kind::Word, "a", 2),
                (Kind::Word, "b", 2),
                (Kind::Mark, "::", 2),
                (Kind::Word, "c", 2),
            ]
        );
    }
}
