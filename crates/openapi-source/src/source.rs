//! A named text whose lines can be counted.
//!
//! Offsets are bytes of the text, which starts behind a byte-order mark. It does not parse:
//! [`crate::Document`] does. [`crate::render`] shows parts of it.

use std::fmt;

/// The decoded text of one document.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Offset of the first byte of each line.
    lines: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`] bytes: a document may be one line
    /// of megabytes, and thousands of its places are asked for.
    characters: Vec<usize>,
}

/// Bytes between two known counts of characters.
const STEP: usize = 1024;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Source {
    /// Takes a text. Lines end with LF, CRLF or CR, as in YAML.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
                _ => false,
            };
            if ends_line {
                lines.push(at + 1);
            }
        }
        let mut characters = vec![0];
        let mut count = 0;
        for step in text.as_bytes().chunks(STEP) {
            count += begins(step);
            characters.push(count);
        }
        Self {
            name: name.into(),
            text,
            lines,
            characters,
        }
    }

    /// The name it was read under, as shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte. An offset behind the end counts as the end; one inside a
    /// character counts as its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let known = self.characters.get(step).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(step * STEP..offset);
        known + rest.map_or(0, begins)
    }

    /// The bytes of a line (from 1), without its end. An unknown line is empty.
    pub(crate) fn line(&self, line: usize) -> (usize, &str) {
        let Some(start) = line
            .checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .copied()
        else {
            return (self.text.len(), "");
        };
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or("");
        (start, text.trim_end_matches(['\r', '\n']))
    }
}

impl fmt::Debug for Source {
    /// Names the source. The text may be megabytes and is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// How many characters begin in these bytes of UTF-8.
fn begins(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn positions_count_lines_and_characters() {
        let source = Source::new("x", "aé\r\nb\rc\n\n日x");
        let cases = [
            (0, (1, 1)),
            (1, (1, 2)),
            (2, (1, 2)),
            (3, (1, 3)),
            (4, (1, 4)),
            (5, (2, 1)),
            (7, (3, 1)),
            (9, (4, 1)),
            (10, (5, 1)),
            (13, (5, 2)),
            (14, (5, 3)),
            (99, (5, 3)),
        ];
        for (offset, expected) in cases {
            let position = source.position(offset);
            assert_eq!(
                (position.line, position.column),
                expected,
                "offset {offset}"
            );
        }
        assert_eq!(Source::new("x", "").position(5).to_string(), "1:1");
        assert_eq!(source.line(1), (0, "aé"));
        assert_eq!(source.line(4), (9, ""));
        assert_eq!(source.line(6), (14, ""));
    }

    /// Places far into one line are counted from the last known one.
    #[test]
    fn a_long_line_is_counted_in_characters() {
        let source = Source::new(
            "x",
            format!("a{}\n{}", "é".repeat(1_500), "b".repeat(3_000)),
        );
        let cases = [
            (1, (1, 2)),
            (1_023, (1, 513)),
            (1_024, (1, 513)),
            (1_025, (1, 514)),
            (3_001, (1, 1_502)),
            (3_002, (2, 1)),
            (5_002, (2, 2_001)),
        ];
        for (offset, (line, column)) in cases {
            let position = source.position(offset);
            assert_eq!((position.line, position.column), (line, column), "{offset}");
        }
    }
}
