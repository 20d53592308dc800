use super::lines::{Line, Place};

/// One content line: `DTSTART;TZID=Europe/London:20261123T080000`.
#[derive(Debug, Clone)]
pub(super) struct Property {
    /// In upper case.
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) value: String,
    value_at: usize,
    line: Line,
}

#[derive(Debug, Clone)]
pub(super) struct Parameter {
    /// In upper case.
    name: String,
    /// Without quotation marks; several with their commas.
    value: String,
    at: usize,
}

impl Property {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self
            .parameters
            .iter()
            .find(|parameter| parameter.name == name);
        found.map(|parameter| parameter.value.as_str())
    }

    pub(super) fn parameter_place(&self, name: &str) -> Place {
        let found = self
            .parameters
            .iter()
            .find(|parameter| parameter.name == name);
        self.line.place(found.map_or(0, |parameter| parameter.at))
    }

    pub(super) fn place(&self) -> Place {
        self.line.place(0)
    }

    /// Where a byte of the value was written.
    pub(super) fn value_place(&self, byte: usize) -> Place {
        self.line.place(self.value_at.saturating_add(byte))
    }
}

/// Reads a content line.
///
/// # Errors
/// The byte that is wrong, and how.
pub(super) fn read(line: Line) -> Result<Property, (Place, String)> {
    let text = line.text.as_str();
    let name_end = text.find([':', ';']).unwrap_or(text.len());
    let name = text.get(..name_end).unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !is_name(name) || name_end == text.len() {
        let start: String = text.chars().take(24).collect();
        return Err((
            line.place(0),
            format!("`{start}` is no content line: write `NAME:value`"),
        ));
    }
    let mut at = name_end;
    let mut parameters = Vec::new();
    while text.get(at..).is_some_and(|rest| rest.starts_with(';')) {
        let start = at + 1;
        let rest = text.get(start..).unwrap_or_default();
        let end = start + parameter_end(rest).unwrap_or(rest.len());
        let written = text.get(start..end).unwrap_or_default();
        let parameter = written.split_once('=').filter(|(name, _)| is_name(name));
        let Some((name, value)) = parameter else {
            return Err((
                line.place(start),
                format!("`{written}` is no parameter: write `NAME=value`"),
            ));
        };
        parameters.push(Parameter {
            name: name.to_ascii_uppercase(),
            value: value.replace('"', ""),
            at: start,
        });
        at = end;
    }
    if !text.get(at..).is_some_and(|rest| rest.starts_with(':')) {
        return Err((
            line.place(at),
            format!("`{name}` has no value: write `:` and the value"),
        ));
    }
    Ok(Property {
        name: name.to_ascii_uppercase(),
        parameters,
        value: text.get(at + 1..).unwrap_or_default().to_owned(),
        value_at: at + 1,
        line,
    })
}

/// Where a parameter ends: at a colon or semicolon that is not in quotation marks.
fn parameter_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (!quoted && matches!(c, ';' | ':')).then_some(at)
    })
}
