//! One stretch of prose, and the map from it back to the source.

use crate::text::Span;

/// What kind of prose a block holds. Rules choose by it where they run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
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
/// Where both have the same length the bytes are the same, one to one. Elsewhere (an entity, an escape, a soft
/// break, an elided piece of code) the whole of `text` stands for the whole of `source`.
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
/// tags and shortcodes leave nothing behind. Soft breaks are single spaces.
#[derive(Clone, Debug)]
pub struct Block {
    /// What kind of prose this is.
    pub kind: BlockKind,
    /// The prose itself.
    pub text: String,
    /// How the prose maps to the source, in order and covering all of `text`.
    pub runs: Vec<Run>,
    /// The bytes of the document the block was read from, markup included.
    pub source: Span,
    /// Counts the headings, thematic breaks and block quotations before it: nothing reaches across (R8).
    pub section: u32,
    /// Which list the item belongs to, with the block that leads in to it, if any.
    pub list: Option<ListPlace>,
    /// Parts of `text` inside emphasis, as written (italics often mark a title).
    pub emphasis: Vec<Span>,
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
    /// is not verbatim grows to the whole of it.
    pub fn source_span(&self, span: Span) -> Span {
        Span::new(self.source_offset(span.start, false), self.source_offset(span.end, true))
    }

    fn source_offset(&self, offset: usize, ends: bool) -> usize {
        let run = if ends {
            self.runs.iter().find(|run| offset <= run.text.end)
        } else {
            self.runs.iter().find(|run| offset < run.text.end)
        };
        let Some(run) = run.or(self.runs.last()) else {
            return self.source.start;
        };
        if run.text.len() == run.source.len() {
            run.source.start + offset.clamp(run.text.start, run.text.end) - run.text.start
        } else if ends && offset > run.text.start || offset >= run.text.end {
            run.source.end
        } else {
            run.source.start
        }
    }

    /// The offset in [`Block::text`] of byte `offset` of the document; `None` outside of the block's prose.
    pub fn text_offset(&self, offset: usize) -> Option<usize> {
        let run = self.runs.iter().find(|run| run.source.touches(offset))?;
        Some(if run.text.len() == run.source.len() {
            run.text.start + offset - run.source.start
        } else {
            run.text.start
        })
    }
}
