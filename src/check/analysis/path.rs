use std::fmt;

/// A path of an input, as its documents write it: `release.approvals[].by`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathPattern {
    /// The input's name.
    pub input: String,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A field, by its name in the document.
    Field(String),
    /// Any element of a list or set.
    Element,
    /// The value under any key of a map.
    Value,
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        for step in &self.steps {
            match step {
                Step::Field(name) if is_word(name) => write!(f, ".{name}")?,
                Step::Field(name) => write!(f, ".\"{name}\"")?,
                Step::Element => f.write_str("[]")?,
                Step::Value => f.write_str("[key]")?,
            }
        }
        Ok(())
    }
}

fn is_word(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
