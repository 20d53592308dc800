use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take; patterns come from policies, repetitions in them multiply.
const SIZE: usize = 1 << 20;

/// A pattern that matches a text only as a whole. Matching takes time linear in the text; there are no back-references
/// and no look-around.
///
/// # Errors
/// What is wrong with the pattern, in a few words.
pub fn whole_text(pattern: &str) -> Result<Regex, String> {
    // Alone first: `a)|(b` is no pattern, though it is one between the brackets of the anchored form.
    compile(pattern)?;
    compile(&format!(r"\A(?:{pattern})\z"))
}

fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "a pattern that is too large".to_owned(),
            other => format!("a pattern that does not read: {}", last_line(&other)),
        })
}

/// The regex crate draws the pattern and then says what is wrong, in the last line.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
