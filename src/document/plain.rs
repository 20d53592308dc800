//! A document as a tree that can be changed, and written again as YAML that reads back as it was.

use super::read::Document;
use super::tree::{NodeId, Tree, What};

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    Scalar { text: String, quoted: bool },
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

impl Document {
    /// The whole document, aliases written out.
    pub fn plain(&self) -> Plain {
        node(self.tree(), Tree::ROOT)
    }
}

impl Plain {
    /// Text that means what it says, whatever its type.
    pub fn quoted(text: impl Into<String>) -> Plain {
        Plain::Scalar {
            text: text.into(),
            quoted: true,
        }
    }

    /// A word, number or date as YAML has it without quotes.
    pub fn bare(text: impl Into<String>) -> Plain {
        Plain::Scalar {
            text: text.into(),
            quoted: false,
        }
    }

    /// Nothing: as if the key were not there.
    pub fn null() -> Plain {
        Plain::bare("null")
    }

    /// As a YAML document.
    pub fn to_yaml(&self) -> String {
        let mut out = String::new();
        match self {
            Plain::Scalar { .. } => {
                scalar(self, &mut out);
                out.push('\n');
            }
            Plain::List(items) if items.is_empty() => out.push_str("[]\n"),
            Plain::Map(entries) if entries.is_empty() => out.push_str("{}\n"),
            _ => block(self, 0, "", &mut out),
        }
        out
    }
}

fn node(tree: &Tree, id: NodeId) -> Plain {
    match tree.what(id) {
        What::Plain(_) => Plain::bare(tree.text(id)),
        What::Quoted(_) => Plain::quoted(tree.text(id)),
        What::List => Plain::List(tree.children(id).map(|child| node(tree, child)).collect()),
        What::Map | What::Alias(_) => Plain::Map(
            tree.entries(id)
                .map(|(key, value)| (tree.text(key).into_owned(), node(tree, value)))
                .collect(),
        ),
    }
}

/// A list or map that is not empty. `first` stands before the first line in place of its indent.
fn block(part: &Plain, indent: usize, first: &str, out: &mut String) {
    let begin = |out: &mut String, index: usize| {
        if index == 0 && !first.is_empty() {
            out.push_str(first);
        } else {
            out.push_str(&" ".repeat(indent));
        }
    };
    match part {
        Plain::Map(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                begin(out, index);
                scalar(&Plain::bare(key.as_str()), out);
                out.push(':');
                match value {
                    Plain::Scalar { text, quoted } if text.is_empty() && !quoted => out.push('\n'),
                    _ if is_line(value) => {
                        out.push(' ');
                        line(value, out);
                    }
                    _ => {
                        out.push('\n');
                        block(value, indent + 2, "", out);
                    }
                }
            }
        }
        Plain::List(items) => {
            for (index, item) in items.iter().enumerate() {
                begin(out, index);
                if is_line(item) {
                    out.push_str("- ");
                    line(item, out);
                } else {
                    block(item, indent + 2, "- ", out);
                }
            }
        }
        Plain::Scalar { .. } => line(part, out),
    }
}

fn is_line(part: &Plain) -> bool {
    match part {
        Plain::Scalar { .. } => true,
        Plain::List(items) => items.is_empty(),
        Plain::Map(entries) => entries.is_empty(),
    }
}

fn line(part: &Plain, out: &mut String) {
    match part {
        Plain::Scalar { .. } => scalar(part, out),
        Plain::List(_) => out.push_str("[]"),
        Plain::Map(_) => out.push_str("{}"),
    }
    out.push('\n');
}

fn scalar(part: &Plain, out: &mut String) {
    let Plain::Scalar { text, quoted } = part else {
        return;
    };
    if !quoted && is_bare(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // What YAML takes for an end of a line, and what no file should hold as it is.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether a text may stand without quotes and be read as it is.
fn is_bare(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return true;
    };
    let starts = !matches!(
        first,
        '-' | '?'
            | ':'
            | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
    ) || (first == '-'
        && text
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphanumeric()));
    starts
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::read::{Limits, Syntax, scan};
    use super::*;

    fn read(text: &str) -> Plain {
        let stream = scan(text.as_bytes(), Syntax::Yaml, Limits::default()).unwrap();
        stream.documents[0].plain()
    }

    #[test]
    fn a_document_is_written_as_it_reads() {
        let text = "a: 1.10\nb:\n  - x: \"no\"\n    y: []\n  - {}\n  -   - 2\nc:\nd: |\n  two\n  lines\n\"e: f\": \
                    &anchor -5\ng: *anchor\n";
        let tree = read(text);
        let written = tree.to_yaml();
        assert_eq!(
            written,
            "a: 1.10\nb:\n  - x: \"no\"\n    y: []\n  - {}\n  - - 2\nc:\nd: \"two\\nlines\\n\"\n\"e: f\": -5\ng: -5\n"
        );
        assert_eq!(read(&written), tree);
    }

    fn any_plain() -> impl Strategy<Value = Plain> {
        let scalar = prop_oneof![
            r"(\PC|[\n\t:#\-'\u{85}]){0,12}".prop_map(Plain::quoted),
            "[a-z0-9][a-z0-9._]{0,8}".prop_map(Plain::bare),
        ];
        scalar.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Plain::List),
                prop::collection::btree_map(r"[a-z][a-z0-9 :#\-]{0,8}", inner, 0..5)
                    .prop_map(|entries| Plain::Map(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_written_reads_back(tree in any_plain()) {
            let map = Plain::Map(vec![("root".to_owned(), tree)]);
            prop_assert_eq!(read(&map.to_yaml()), map);
        }
    }
}
