//! Lines of a file, unfolded, each character with its place.

/// A place in the file as it was written: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

/// One content line: what was folded is one again (RFC 5545, 3.1).
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// For each piece that was folded: the byte of `text` at which it begins, its line, and how many characters of that
    /// line stand before it.
    pieces: Vec<(usize, u32, u32)>,
}

impl Line {
    /// Where the character at a byte of the text was written.
    pub(super) fn place(&self, byte: usize) -> Place {
        let piece = self.pieces.partition_point(|(start, ..)| *start <= byte);
        let piece = piece.checked_sub(1).and_then(|at| self.pieces.get(at));
        let (start, line, before) = piece.copied().unwrap_or((0, 1, 0));
        let ahead = self
            .text
            .get(start..byte)
            .map_or(0, |text| text.chars().count());
        Place {
            line,
            column: before
                .saturating_add(u32::try_from(ahead).unwrap_or(u32::MAX))
                .saturating_add(1),
        }
    }
}

/// The content lines of a file that are not blank. Lines end with CRLF, LF or CR. Where bytes are not UTF-8: `Err` with
/// the place of the line.
pub(super) fn unfold(bytes: &[u8]) -> Vec<Result<Line, Place>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = Vec::new();
    let mut current: Option<Folded> = None;
    for (number, written) in (1..).zip(physical(bytes)) {
        match (written.split_first(), &mut current) {
            (Some((b' ' | b'\t', rest)), Some(folded)) => {
                folded.pieces.push((folded.bytes.len(), number, 1));
                folded.bytes.extend_from_slice(rest);
            }
            _ => {
                lines.extend(current.take().map(Folded::finish));
                current = Some(Folded {
                    bytes: written.to_vec(),
                    pieces: vec![(0, number, 0)],
                });
            }
        }
    }
    lines.extend(current.take().map(Folded::finish));
    lines.retain(|line| !line.as_ref().is_ok_and(|line| line.text.trim().is_empty()));
    lines
}

struct Folded {
    bytes: Vec<u8>,
    pieces: Vec<(usize, u32, u32)>,
}

impl Folded {
    /// Only now, since a fold may cut a character in two.
    fn finish(self) -> Result<Line, Place> {
        let line = self.pieces.first().map_or(1, |(_, line, _)| *line);
        let text = String::from_utf8(self.bytes).map_err(|_| Place { line, column: 1 })?;
        Ok(Line {
            text,
            pieces: self.pieces,
        })
    }
}

fn physical(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let Some(end) = end else {
            rest = None;
            return Some(bytes);
        };
        let (line, after) = bytes.split_at_checked(end)?;
        let after = after.strip_prefix(b"\r\n").or_else(|| after.get(1..));
        rest = after;
        Some(line)
    })
}
