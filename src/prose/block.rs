//! One stretch of prose, and the map from it back to the source.

use crate::text::Span;

/// What kind of prose a block holds. Rules choose by it where they run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading, with its level from 1 to 6.
    Heading(u8),
    /// The text of a list item.
    Item,
    /// Text inside a block quotation: someone else's words.
    Quote,
    /// A table cell.
    Cell,
    /// The text of a footnote definition, with its label.
    Note(String),
    /// A line that credits the writer or the place: "By Ana Ruiz", "PARIS (Reuters)".
    Byline,
}

/// A piece of a block's text and the source bytes it stands for.
///
/// Where both have the same length they map byte by byte: the bytes are the same, but for a line break (in HTML, a tab) that reads as
/// a space and a [`Block::HOLE`]. Elsewhere (an entity, an escape, an elided piece of code) the whole of `text` stands
/// for the whole of `source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes in [`Block::text`].
    pub text: Span,
    /// Bytes in the document.
    pub source: Span,
}

/// One stretch of prose: what a reader would hear, without markup.
///
/// Code, math, images and bare URLs inside it are each one [`Block::HOLE`]; footnote marks, citations, comments,
/// tags, shortcodes and struck text leave nothing behind. Soft breaks are single spaces. A bare `@key` that stands as
/// a noun in the sentence is a hole too.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// What kind of prose this is.
    pub kind: BlockKind,
    /// The prose itself.
    pub text: String,
    /// How the prose maps to the source, in order and covering all of `text`.
    pub runs: Vec<Run>,
    /// The bytes of the document the block was read from, markup included.
    pub source: Span,
    /// Changes at every heading, thematic break and edge of a block quotation: nothing reaches across (R8).
    pub section: u32,
    /// Which list the item belongs to, with the block that leads in to it, if any.
    pub list: Option<ListPlace>,
    /// Parts of `text` inside emphasis, as written (italics often mark a title).
    pub emphasis: Vec<Span>,
    /// The dateline that opens the text, with its dash: "BEIJING, May 16 (Reuters) — ".
    pub dateline: Option<Span>,
}

/// Where a list item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// Number of the list in the document, from 0.
    pub list: u32,
    /// Index of the paragraph block right before the list, when it ends in a colon.
    pub lead_in: Option<usize>,
}

impl Block {
    /// Stands in the prose for a thing that is not prose.
    pub const HOLE: char = '\u{fffc}';
}

impl Block {
    /// The document's bytes that a span of [`Block::text`] stands for. A span that begins or ends inside a run that
    /// is not verbatim grows to the whole of it. What was elided right before or after the span stays outside of it.
    pub fn source_span(&self, span: Span) -> Span {
        let Some(last) = self.runs.last() else {
            return Span::at(self.source.start);
        };
        let after = self.runs.partition_point(|run| run.text.end <= span.start);
        let start = match self.runs.get(after) {
            None => last.source.end,
            Some(run) if run.is_even() => run.source.start + (span.start - run.text.start),
            Some(run) => run.source.start,
        };
        if span.is_empty() {
            return Span::at(start);
        }
        let before = self.runs.partition_point(|run| run.text.end < span.end);
        let end = match self.runs.get(before) {
            None => last.source.end,
            Some(run) if run.is_even() => run.source.start + (span.end - run.text.start),
            Some(run) => run.source.end,
        };
        Span::new(start, end)
    }

    /// The offset in [`Block::text`] of byte `offset` of the document, on a character boundary; `None` outside of the
    /// block's prose. Inside a run that is not verbatim it is the run's start.
    pub fn text_offset(&self, offset: usize) -> Option<usize> {
        // Runs are in the order of their sources, too.
        let at = self.runs.partition_point(|run| run.source.end <= offset);
        let run = match self.runs.get(at) {
            Some(run) if run.source.start <= offset => run,
            // Just past the end of a run, where a cursor still touches it.
            _ => self.runs[..at].last().filter(|run| run.source.end == offset)?,
        };
        if offset == run.source.end {
            return Some(run.text.end);
        }
        let mut at =
            if run.is_even() { run.text.start + (offset - run.source.start) } else { run.text.start };
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        Some(at)
    }
}

impl Run {
    /// Whether text and source map byte by byte.
    pub const fn is_even(&self) -> bool {
        self.text.len() == self.source.len()
    }
}
