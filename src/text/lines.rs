//! Lines and columns: byte offsets to positions and back, in each encoding the protocol knows.

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a text, both parts counted from 0. What `column` counts is said by an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line. Lines break at `\n`, `\r\n` and `\r` only.
    pub line: u32,
    /// The column in that line.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line breaks of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at + 1);
        }
        LineIndex { starts }
    }

    /// Number of lines; a text that ends in a break has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which `line` begins; the text's length is not known here, so a line past the end gives `None`.
    pub fn start(&self, line: u32) -> Option<usize> {
        self.starts.get(line as usize).copied()
    }

    /// The position of byte `offset` of `text`, which must be the text this index was made of. An offset past the
    /// end, or inside a character, is moved back to the nearest place that exists.
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = &text[self.starts[line]..offset];
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => before.chars().count(),
        };
        Position { line: line as u32, column: column as u32 }
    }

    /// The byte offset of `position`. A column past the end of its line is the line's end, before its break; a line
    /// past the end is the end of the text; a column inside a character is the character's start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let Some(start) = self.start(position.line) else {
            return text.len();
        };
        let end = self.start(position.line + 1).unwrap_or(text.len());
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        let mut column = 0;
        for (at, c) in line.char_indices() {
            let width = match encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if column + width > position.column as usize {
                return start + at;
            }
            column += width;
        }
        start + line.len()
    }
}
