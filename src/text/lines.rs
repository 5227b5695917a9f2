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

/// Where the lines of a text begin, and how many units of each encoding stand before places in it.
///
/// A look-up costs the same wherever it is, also in a line of a megabyte.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// One every [`STRIDE`] bytes or so; none when every unit is a byte.
    marks: Vec<Mark>,
}

/// Units that stand before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    bytes: usize,
    utf16: usize,
    chars: usize,
}

/// How far apart marks are, in bytes.
const STRIDE: usize = 512;

impl Default for LineIndex {
    fn default() -> Self {
        LineIndex::new("")
    }
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
        let marks = if text.is_ascii() { Vec::new() } else { marks(text) };
        LineIndex { starts, marks }
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
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts[line];
        let column = self.units_before(text, offset, encoding) - self.units_before(text, start, encoding);
        Position { line: line as u32, column: column as u32 }
    }

    /// The byte offset of `position`. A column past the end of its line is the line's end, before its break; a line
    /// past the end is the end of the text; a column inside a character is the character's start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let Some(start) = self.start(position.line) else {
            return text.len();
        };
        let next = self.starts.get(position.line as usize + 1).copied().unwrap_or(text.len());
        let bytes = text.as_bytes();
        let mut end = next.min(text.len());
        while end > start && matches!(bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        let column = position.column as usize;
        if self.marks.is_empty() || encoding == Encoding::Utf8 {
            let mut offset = start.saturating_add(column).min(end);
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            return offset;
        }
        let target = self.units_before(text, start, encoding).saturating_add(column);
        let mark = self.marks.partition_point(|mark| mark.units(encoding) <= target).saturating_sub(1);
        let mark = self.marks[mark];
        let mut units = mark.units(encoding);
        for (at, c) in text[mark.bytes..].char_indices() {
            let offset = mark.bytes + at;
            let width = if encoding == Encoding::Utf16 { c.len_utf16() } else { 1 };
            if offset >= end || units + width > target {
                return offset.clamp(start, end);
            }
            units += width;
        }
        end
    }

    /// How many units stand before `offset`, a character boundary.
    fn units_before(&self, text: &str, offset: usize, encoding: Encoding) -> usize {
        if self.marks.is_empty() || encoding == Encoding::Utf8 {
            return offset;
        }
        let mark = self.marks[self.marks.partition_point(|mark| mark.bytes <= offset).saturating_sub(1)];
        mark.then(&text.as_bytes()[mark.bytes..offset]).units(encoding)
    }
}

impl Mark {
    /// The mark after more `bytes`, which are whole characters.
    fn then(self, bytes: &[u8]) -> Mark {
        // Every character has one byte that is no continuation; those outside the basic plane begin at 0xF0.
        let chars = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        let astral = bytes.iter().filter(|&&byte| byte >= 0xf0).count();
        Mark {
            bytes: self.bytes + bytes.len(),
            utf16: self.utf16 + chars + astral,
            chars: self.chars + chars,
        }
    }

    const fn units(&self, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => self.bytes,
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.chars,
        }
    }
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = vec![Mark::default()];
    let mut last = Mark::default();
    while last.bytes + STRIDE < text.len() {
        let mut end = last.bytes + STRIDE;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        last = last.then(&text.as_bytes()[last.bytes..end]);
        marks.push(last);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn columns_in_each_encoding() {
        let text = "é😀x\r\n漢\u{301}z";
        let index = LineIndex::new(text);
        let x = text.find('x').unwrap();
        let columns = ALL.map(|encoding| index.position(text, x, encoding).column);
        assert_eq!(columns, [6, 3, 2]);
        let z = text.find('z').unwrap();
        let columns = ALL.map(|encoding| index.position(text, z, encoding));
        assert_eq!(columns, [at(1, 5), at(1, 2), at(1, 2)]);
        for encoding in ALL {
            for offset in (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)) {
                let position = index.position(text, offset, encoding);
                let back = index.offset(text, position, encoding);
                // Inside a line break there is no place: it is the line's end.
                let expected = if text.as_bytes().get(offset) == Some(&b'\n') { offset - 1 } else { offset };
                assert_eq!(back, expected, "{position:?} {encoding:?}");
            }
        }
    }

    #[test]
    fn lines_break_at_three_things_only() {
        let index = LineIndex::new("a\nb\r\nc\rd\u{2028}e\u{85}f\u{b}g\u{c}h");
        assert_eq!(index.count(), 4);
        assert_eq!([0, 1, 2, 3].map(|line| index.start(line)), [Some(0), Some(2), Some(5), Some(7)]);
        assert_eq!(index.start(4), None);
    }

    #[test]
    fn places_that_do_not_exist_are_moved() {
        for text in ["ab\r\ncd", "ab\r\ncé"] {
            let index = LineIndex::new(text);
            for encoding in ALL {
                assert_eq!(index.offset(text, at(0, u32::MAX), encoding), 2);
                assert_eq!(index.offset(text, at(u32::MAX, 0), encoding), text.len());
                assert_eq!(index.offset(text, at(1, u32::MAX), encoding), text.len());
                assert_eq!(index.position(text, usize::MAX, encoding).line, 1);
            }
        }
        let text = "😀";
        let index = LineIndex::new(text);
        assert_eq!(index.offset(text, at(0, 1), Encoding::Utf16), 0);
        assert_eq!(index.offset(text, at(0, 2), Encoding::Utf8), 0);
        assert_eq!(index.position(text, 2, Encoding::Utf16), at(0, 0));
        assert_eq!(LineIndex::default().position("", 0, Encoding::Utf16), at(0, 0));
    }

    #[test]
    fn many_look_ups_in_a_very_long_line_are_quick() {
        let text = "né😀 ".repeat(150_000);
        let index = LineIndex::new(&text);
        let begun = std::time::Instant::now();
        for number in 0..20_000_usize {
            let offset = number * 8 * 7;
            let position = index.position(&text, offset, Encoding::Utf16);
            assert_eq!(position.column as usize, number * 7 * 5);
            assert_eq!(index.offset(&text, position, Encoding::Utf16), offset);
        }
        // Without marks this takes a minute and more.
        assert!(begun.elapsed().as_secs() < 10);
    }
}
