use std::sync::OnceLock;

/// A document file's text. Where its lines begin is found when the first place is asked for.
#[derive(Debug)]
pub(super) struct Text {
    content: String,
    line_starts: OnceLock<Vec<usize>>,
}

impl Text {
    pub(super) fn new(content: String) -> Text {
        Text {
            content,
            line_starts: OnceLock::new(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    /// One-based line and column, in characters, of a byte.
    pub(super) fn position(&self, offset: usize) -> (u32, u32) {
        let offset = self.content.floor_char_boundary(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let before = self.content.get(start..offset).unwrap_or("");
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (number(line), number(before.chars().count() + 1))
    }

    /// A one-based line without its end; empty where there is no such line.
    pub(super) fn line(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let Some(index) = (line as usize).checked_sub(1) else {
            return "";
        };
        let Some(start) = starts.get(index).copied() else {
            return "";
        };
        let end = starts.get(index + 1).copied().unwrap_or(self.content.len());
        self.content
            .get(start..end)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r'])
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self.content.match_indices('\n');
            std::iter::once(0)
                .chain(ends.map(|(end, _)| end + 1))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_characters() {
        let text = Text::new("ä b\r\n\nçd".into());
        let places: Vec<(u32, u32)> = (0..=text.as_str().len())
            .map(|at| text.position(at))
            .collect();
        assert_eq!(
            places,
            [
                (1, 1),
                (1, 1),
                (1, 2),
                (1, 3),
                (1, 4),
                (1, 5),
                (2, 1),
                (3, 1),
                (3, 1),
                (3, 2),
                (3, 3)
            ]
        );
        assert_eq!(text.position(1_000), (3, 3));
        let lines: Vec<&str> = (0..5).map(|line| text.line(line)).collect();
        assert_eq!(lines, ["", "ä b", "", "çd", ""]);
    }
}
