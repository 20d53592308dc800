use bumpalo::Bump;

/// Where in an input a value was read; nothing for what a policy made.
///
/// A path is a chain from the value back to the input, so that decoding pays one small allocation for each record
/// and list and none for scalars.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a>(pub Option<&'a Step<'a>>);

/// One step of a path.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub parent: Option<&'a Step<'a>>,
    pub segment: Segment<'a>,
}

/// What a step goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment<'a> {
    /// The input's name, at the root.
    Input(&'a str),
    /// A field, by the name it has in the document.
    Field(&'a str),
    /// A zero-based place in a list.
    Index(u32),
    /// A key of a map.
    Key(&'a str),
}

impl<'a> Origin<'a> {
    /// The origin of what the policy made itself.
    pub const MADE: Origin<'static> = Origin(None);

    pub fn input(arena: &'a Bump, name: &'a str) -> Origin<'a> {
        Origin(Some(arena.alloc(Step {
            parent: None,
            segment: Segment::Input(name),
        })))
    }

    /// One step further; made values stay made.
    pub fn step(self, arena: &'a Bump, segment: Segment<'a>) -> Origin<'a> {
        match self.0 {
            None => Origin(None),
            Some(parent) => Origin(Some(arena.alloc(Step {
                parent: Some(parent),
                segment,
            }))),
        }
    }

    /// The steps from the input inwards.
    pub fn segments(self) -> Vec<Segment<'a>> {
        let mut segments = Vec::new();
        let mut at = self.0;
        while let Some(step) = at {
            segments.push(step.segment);
            at = step.parent;
        }
        segments.reverse();
        segments
    }

    /// The path as a person writes it: `release.approvals[2].by`; keys that are no words stand in `["…"]`.
    pub fn show(self) -> String {
        show_path(&self.segments())
    }
}

/// Writes a path the way [`Origin::show`] does.
pub fn show_path(segments: &[Segment<'_>]) -> String {
    let mut out = String::new();
    for segment in segments {
        match segment {
            Segment::Input(name) => out.push_str(name),
            Segment::Index(index) => {
                out.push('[');
                out.push_str(&index.to_string());
                out.push(']');
            }
            Segment::Field(name) | Segment::Key(name) if is_word(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Segment::Field(name) | Segment::Key(name) => {
                out.push_str("[\"");
                out.push_str(&name.replace('\\', "\\\\").replace('"', "\\\""));
                out.push_str("\"]");
            }
        }
    }
    out
}

fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}
