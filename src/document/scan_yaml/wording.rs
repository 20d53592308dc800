use crate::diagnostic::codes;

use super::super::decode::show;
use super::super::refusal::Refusal;
use super::super::text::Text;

/// The scanner's own words, made to speak of the text where the same few mistakes are made again and again.
pub(super) fn malformed(source: &Text, at: usize, told: &str) -> Refusal {
    let (message, help) = if told.contains("mapping values are not allowed") {
        (
            "a second `:` makes a record where none can begin",
            "put a text that holds `: ` in quotes",
        )
    } else if told.contains("simple key expect") {
        (
            "the line before this is a key without its `:`",
            "write `key: value`, or indent the line to continue the text above",
        )
    } else if told.contains("block mapping, did not find expected key") {
        (
            "this line is indented like nothing above it",
            "indent the fields of one record alike",
        )
    } else if told.contains("unknown anchor") {
        (
            "this alias refers to an anchor that is not there",
            "write `&name` before the value that `*name` repeats",
        )
    } else if told.contains("tabs disallowed") {
        ("a tab indents this line", "indent with blanks")
    } else if told.contains("expected ',' or ']'") {
        (
            "a list that began with `[` is not closed",
            "close it with `]`",
        )
    } else if told.contains("expected ',' or '}'") {
        (
            "a record that began with `{` is not closed",
            "close it with `}`",
        )
    } else if told.contains("invalid trailing content") {
        (
            "something stands behind the closing quote",
            "put all of the text inside the quotes",
        )
    } else if told.contains("unexpected character: `@'")
        || told.contains("unexpected character: ``'")
    {
        (
            "no text begins with this character",
            "put the text in quotes",
        )
    } else {
        return Refusal::at(
            codes::DOC_MALFORMED,
            source,
            at,
            format!("this is not well-formed YAML: {}", show::visible(told)),
        );
    };
    Refusal::at(codes::DOC_MALFORMED, source, at, message).help(help)
}
