//! The editable text of one open document.

use std::sync::Arc;

use super::lines::{Encoding, Position};

/// The text of an open document and the version the client gave it. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Buffer {
    rope: ropey::Rope,
    version: i32,
}

impl Buffer {
    /// A document as the client opened it.
    pub fn new(text: &str, version: i32) -> Self {
        Buffer { rope: ropey::Rope::from_str(text), version }
    }

    /// The version of the last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Says which version the text now is.
    pub fn set_version(&mut self, version: i32) {
        self.version = version;
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts `text` between two positions. A position that does not exist is moved back to the nearest that does, as
    /// in [`LineIndex::offset`](super::LineIndex::offset); an inverted pair is read the right way round.
    pub fn replace(&mut self, start: Position, end: Position, encoding: Encoding, text: &str) {
        let (start, end) = (self.char_at(start, encoding), self.char_at(end, encoding));
        let (start, end) = (start.min(end), start.max(end));
        self.rope.remove(start..end);
        self.rope.insert(start, text);
    }

    /// Puts `text` in place of everything.
    pub fn replace_all(&mut self, text: &str) {
        self.rope = ropey::Rope::from_str(text);
    }

    /// The whole text as one string.
    pub fn snapshot(&self) -> Arc<str> {
        String::from(&self.rope).into()
    }

    /// The index of the character at `position`.
    fn char_at(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let line = self.rope.line(line);
        let mut len = line.len_chars();
        while len > 0 && matches!(line.char(len - 1), '\n' | '\r') {
            len -= 1;
        }
        let line = line.slice(..len);
        let column = position.column as usize;
        start
            + match encoding {
                Encoding::Utf8 => line.byte_to_char(column.min(line.len_bytes())),
                Encoding::Utf16 => line.utf16_cu_to_char(column.min(line.len_utf16_cu())),
                Encoding::Utf32 => column.min(len),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    fn edited(text: &str, start: Position, end: Position, encoding: Encoding, new: &str) -> String {
        let mut buffer = Buffer::new(text, 1);
        buffer.replace(start, end, encoding, new);
        buffer.snapshot().to_string()
    }

    #[test]
    fn columns_are_counted_in_the_encoding_asked_for() {
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(edited("é😀x", at(0, column), at(0, column + 1), encoding, "y"), "é😀y");
        }
    }

    #[test]
    fn a_column_inside_a_character_is_its_start() {
        assert_eq!(edited("😀x", at(0, 1), at(0, 1), Encoding::Utf16, "y"), "y😀x");
        assert_eq!(edited("😀x", at(0, 3), at(0, 3), Encoding::Utf8, "y"), "y😀x");
    }

    #[test]
    fn places_that_do_not_exist_are_moved_back() {
        assert_eq!(edited("ab\r\ncd", at(0, 99), at(0, 99), Encoding::Utf16, "!"), "ab!\r\ncd");
        assert_eq!(edited("ab\r\ncd", at(9, 0), at(9, 0), Encoding::Utf16, "!"), "ab\r\ncd!");
        assert_eq!(edited("ab\r\ncd", at(u32::MAX, u32::MAX), at(0, 1), Encoding::Utf8, "!"), "a!");
    }

    #[test]
    fn lines_break_where_the_line_index_says() {
        let text = "a\u{2028}b\u{c}c\rd\r\ne\u{85}f\ng";
        let index = crate::text::LineIndex::new(text);
        for line in 0..6 {
            for column in 0..9 {
                for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let place = at(line, column);
                    let offset = index.offset(text, place, encoding);
                    let expected = format!("{}|{}", &text[..offset], &text[offset..]);
                    assert_eq!(edited(text, place, place, encoding, "|"), expected, "{place:?} {encoding:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_break_can_be_made_and_broken_by_edits() {
        let mut buffer = Buffer::new("a\rb", 1);
        buffer.replace(at(1, 0), at(1, 0), Encoding::Utf16, "\n");
        assert_eq!(&*buffer.snapshot(), "a\r\nb");
        buffer.replace(at(0, 1), at(1, 0), Encoding::Utf16, "");
        assert_eq!(&*buffer.snapshot(), "ab");
    }
}
