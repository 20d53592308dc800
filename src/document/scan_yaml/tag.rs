use saphyr_parser::Tag;

use super::super::decode::kind;

/// Where the tags of YAML's core schema live; `!!` stands for it.
const CORE: &str = "tag:yaml.org,2002:";

/// The tags that are honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Text,
    Null,
    Bool,
    Int,
    Float,
    List,
    Map,
}

impl Known {
    const ALL: [Known; 7] = [
        Known::Text,
        Known::Null,
        Known::Bool,
        Known::Int,
        Known::Float,
        Known::List,
        Known::Map,
    ];

    /// The known tag that this one is, or the tag as it may be written.
    pub(super) fn of(tag: &Tag) -> Result<Known, String> {
        let full = format!("{}{}", tag.handle, tag.suffix);
        match full.strip_prefix(CORE) {
            Some(short) => {
                let written = format!("!!{short}");
                let known = Known::ALL.into_iter().find(|known| known.name() == written);
                known.ok_or(written)
            }
            None if full == "!" => Ok(Known::Text),
            None => Err(full),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Known::Text => "!!str",
            Known::Null => "!!null",
            Known::Bool => "!!bool",
            Known::Int => "!!int",
            Known::Float => "!!float",
            Known::List => "!!seq",
            Known::Map => "!!map",
        }
    }

    /// Whether a scalar is what its tag says.
    pub(super) fn fits(self, text: &str) -> bool {
        match self {
            Known::Text => true,
            Known::Null => kind::is_null(text),
            Known::Bool => kind::boolean(text).is_some(),
            Known::Int => kind::is_integer(text),
            Known::Float => kind::is_number(text),
            Known::List | Known::Map => false,
        }
    }
}
