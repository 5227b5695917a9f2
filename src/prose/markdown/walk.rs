//! From the parser's events to blocks: which container we are in, when a block begins and when it ends.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::html_block;
use super::leaf::Leaf;
use crate::prose::block::{Block, BlockKind, ListPlace};
use crate::prose::keys;
use crate::prose::marks::{self, Found, Setting};
use crate::prose::page::{NoteDefinition, Page, Syntax};
use crate::text::Span;

/// What the walk knows while it goes through the document.
pub(super) struct Walk<'a> {
    pub page: &'a mut Page,
    pub document: &'a str,
    /// What the parser sees: the body of the document, as long as it, byte for byte.
    pub masked: &'a str,
    /// Where the body begins in the document.
    pub base: usize,
    hostile: &'a [Span],
    pub setting: Setting,
    pub found: Found,
    pub leaf: Option<Leaf>,
    /// Spans of everything that made a block or is opaque: what is between them may hold link definitions.
    covered: Vec<Span>,
    section: u32,
    /// Depth of quotations of someone else, and whether each open one is.
    quotes: Vec<bool>,
    quoted: usize,
    /// `<blockquote>` opened and not closed in HTML.
    pub html_quotes: usize,
    /// Open footnote definitions: label, span, whether anything was read of it.
    notes: Vec<NoteDefinition>,
    lists: Vec<ListPlace>,
    list_count: u32,
    items: usize,
    heading: Option<u8>,
    cell: bool,
    /// The block that ends right here, if the next thing may be led in by it.
    last_block: Option<usize>,
    html: Option<Vec<Span>>,
    /// Inside code or metadata, whose text is not prose.
    silent: usize,
}

impl<'a> Walk<'a> {
    pub fn new(
        page: &'a mut Page,
        document: &'a str,
        masked: &'a str,
        base: usize,
        hostile: &'a [Span],
    ) -> Self {
        let sure_keys = !page.front_matter.bibliography.is_empty() || keys::cites_by_keys(document);
        Walk {
            page,
            document,
            masked,
            base,
            hostile,
            setting: Setting { syntax: Syntax::Markdown, sure_keys },
            found: Found::default(),
            leaf: None,
            covered: Vec::new(),
            section: 0,
            quotes: Vec::new(),
            quoted: 0,
            html_quotes: 0,
            notes: Vec::new(),
            lists: Vec::new(),
            list_count: 0,
            items: 0,
            heading: None,
            cell: false,
            last_block: None,
            html: None,
            silent: 0,
        }
    }

    /// Takes one event of the parser.
    pub fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start + self.base, range.end + self.base);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Html(_) => {
                if let Some(lines) = &mut self.html {
                    lines.push(span);
                }
            }
            Event::Rule => {
                self.close_leaf();
                self.section += 1;
                self.last_block = None;
                self.opaque(span);
            }
            _ if self.silent > 0 => {}
            event => self.inline(event, span),
        }
    }

    fn inline(&mut self, event: Event<'_>, span: Span) {
        if self.is_hostile(span) {
            return;
        }
        let (document, masked, base) = (self.document, self.masked, self.base);
        let leaf = self.leaf.get_or_insert_with(|| Leaf::new(span));
        leaf.inline(event, span, document, masked, base, &mut self.found);
    }

    fn is_hostile(&self, span: Span) -> bool {
        let next = self.hostile.partition_point(|line| line.end <= span.start);
        self.hostile.get(next).is_some_and(|line| line.overlaps(span))
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {
                if self.is_hostile(span) || self.silent > 0 {
                    return;
                }
                let (document, masked, base) = (self.document, self.masked, self.base);
                self.leaf.get_or_insert_with(|| Leaf::new(span)).open(tag, span, document, masked, base);
            }
            block => {
                self.close_leaf();
                self.start_block(block, span);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.leaf = Some(Leaf::new(span)),
            Tag::Heading { level, .. } => {
                self.section += 1;
                self.heading = Some(level as u8);
                self.leaf = Some(Leaf::new(span));
            }
            Tag::BlockQuote(kind) => {
                let foreign = self.is_foreign(kind, span);
                self.quotes.push(foreign);
                self.quoted += usize::from(foreign);
                self.section += 1;
                self.last_block = None;
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.silent += 1;
                self.last_block = None;
                self.opaque(span);
            }
            Tag::HtmlBlock => self.html = Some(Vec::new()),
            Tag::List(_) => {
                let place = ListPlace { list: self.list_count, lead_in: self.lead_in() };
                self.list_count += 1;
                self.lists.push(place);
            }
            Tag::Item => self.items += 1,
            Tag::FootnoteDefinition(label) => {
                let mark_end =
                    memchr::memmem::find(span.of(self.document).as_bytes(), b"]:").map_or(0, |at| at + 2);
                let mark = Span::new(span.start, span.start + mark_end);
                self.covered.push(mark);
                let source = Span::new(span.start, span.start + span.of(self.document).trim_end().len());
                self.notes.push(NoteDefinition {
                    label: label.to_string(),
                    mark,
                    source,
                    text: String::new(),
                });
                self.last_block = None;
            }
            Tag::TableCell => {
                self.cell = true;
                self.leaf = Some(Leaf::new(span));
            }
            Tag::Table(_) => {
                self.last_block = None;
                // The row of dashes makes no block; no definition stands in a table.
                self.covered.push(span);
            }
            _ => {}
        }
    }

    /// Whether a block quotation holds someone else's words: an admonition or a callout is the writer's own.
    fn is_foreign(&self, kind: Option<BlockQuoteKind>, span: Span) -> bool {
        let first = span.of(self.document).lines().next().unwrap_or_default();
        let callout = first.trim_start_matches(['>', ' ', '\t']);
        let name = callout.strip_prefix("[!").and_then(|rest| rest.split(']').next());
        match name {
            Some(name) => ["quote", "cite"].iter().any(|known| name.eq_ignore_ascii_case(known)),
            None => kind.is_none(),
        }
    }

    fn lead_in(&self) -> Option<usize> {
        let led = self.last_block.filter(|&block| self.page.blocks[block].text.trim_end().ends_with(':'));
        led.or_else(|| self.lists.last().and_then(|outer| outer.lead_in))
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.close(tag, span, self.document, &mut self.found);
                }
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.silent = self.silent.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let lines = self.html.take().unwrap_or_default();
                html_block::read(self, span, &lines);
            }
            block => {
                self.close_leaf();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.heading = None;
                self.section += 1;
                self.last_block = None;
            }
            TagEnd::BlockQuote(_) => {
                let foreign = self.quotes.pop().unwrap_or_default();
                self.quoted -= usize::from(foreign);
                self.section += 1;
                self.last_block = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.last_block = None;
            }
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::FootnoteDefinition => {
                if let Some(note) = self.notes.pop() {
                    self.page.notes.push(note);
                }
                self.last_block = None;
            }
            TagEnd::TableCell => self.cell = false,
            TagEnd::Table => self.last_block = None,
            _ => {}
        }
    }

    /// Marks a stretch as no prose.
    pub fn opaque(&mut self, span: Span) {
        self.page.opaque.push(span);
        self.covered.push(span);
    }

    /// Notes that a stretch has been read.
    pub fn cover(&mut self, span: Span) {
        self.covered.push(span);
    }

    /// Makes what was read since the block began into a block.
    pub fn close_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else {
            return;
        };
        let kind = self.kind();
        self.put(leaf, kind);
    }

    /// The kind a block has here.
    pub fn kind(&self) -> BlockKind {
        if let Some(note) = self.notes.last() {
            BlockKind::Note(note.label.clone())
        } else if self.quoted + self.html_quotes > 0 {
            BlockKind::Quote
        } else if let Some(level) = self.heading {
            BlockKind::Heading(level)
        } else if self.cell {
            BlockKind::Cell
        } else if self.items > 0 {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        }
    }

    /// Composes a leaf into a block of `kind`.
    pub fn put(&mut self, leaf: Leaf, kind: BlockKind) {
        let blank = [' ', '\t', '\n', '\r'];
        let written = leaf.source.of(self.document);
        let lead = written.len() - written.trim_start_matches(blank).len();
        let length = written.trim_end_matches(blank).len().max(lead);
        let source = Span::new(leaf.source.start + lead, leaf.source.start + length);
        self.covered.push(leaf.source);
        let mut draft = leaf.finish(self.document, &mut self.found);
        marks::scan(&mut draft, self.document, self.setting, &mut self.found);
        if let Some(note) = self.notes.last_mut() {
            draft.marks.sort_by_key(|mark| (mark.text.start, mark.source.start));
            let words = draft.with_addresses(Span::new(0, draft.text.len()), self.document);
            if !note.text.is_empty() && !words.is_empty() {
                note.text.push(' ');
            }
            note.text.push_str(&words);
        }
        let list = self.lists.last().copied().filter(|_| self.items > 0);
        let shape = Block { kind, source, section: self.section, list, ..Block::default() };
        let index = self.page.blocks.len();
        match draft.compose(shape, index, &mut self.page.citations) {
            Some(block) => {
                self.page.blocks.push(block);
                self.last_block = Some(index);
            }
            None => self.last_block = None,
        }
    }

    /// Starts a new section: nothing reaches across.
    pub fn break_section(&mut self) {
        self.section += 1;
        self.last_block = None;
    }

    /// Ends the walk and gives what the blocks cover, in order.
    pub fn finish(mut self) -> Vec<Span> {
        self.close_leaf();
        self.page.directives.append(&mut self.found.directives);
        self.page.opaque.append(&mut self.found.opaque);
        self.covered.sort();
        self.covered
    }
}
