//! The inline side: from the parser's events to the words of one block and the marks in them.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::prose::draft::{Draft, Effect, Mark, TagMark};
use crate::prose::html;
use crate::prose::marks::{self, Found};
use crate::prose::page::CitationForm;
use crate::text::Span;

/// A block whose inline content is being read.
pub(super) struct Leaf {
    /// The bytes read so far, markup included.
    pub source: Span,
    pub draft: Draft,
    open: Vec<Open>,
    /// How many images we are inside of: their words are not prose.
    images: usize,
    /// End of the last text, to tell an escape from other markup.
    text_end: usize,
}

/// An inline element that has begun.
enum Open {
    /// Where its words begin in the draft.
    Emphasis(usize),
    /// Where the struck words begin, and what is struck.
    Struck(usize, Span),
    /// Index of the mark.
    Link(usize),
    Other,
}

impl Leaf {
    pub fn new(source: Span) -> Self {
        Leaf { source, draft: Draft::default(), open: Vec::new(), images: 0, text_end: usize::MAX }
    }

    /// Takes an event that neither begins nor ends an element.
    pub fn inline(
        &mut self,
        event: Event<'_>,
        span: Span,
        document: &str,
        masked: &str,
        base: usize,
        found: &mut Found,
    ) {
        self.source = self.source.hull(span);
        if self.images > 0 {
            return;
        }
        match event {
            Event::Text(words) => {
                self.text(&words, span, document, &masked[span.start - base..span.end - base])
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.draft.push_hole(span);
                found.opaque.push(span);
            }
            Event::SoftBreak | Event::HardBreak => self.draft.push(" ", span),
            Event::InlineHtml(_) | Event::Html(_) => self.markup(span, document, found),
            Event::FootnoteReference(label) => {
                self.mark(span, Effect::Cut, CitationForm::Note { label: label.to_string(), defined: true })
            }
            Event::TaskListMarker(_) => found.opaque.push(span),
            _ => {}
        }
    }

    fn mark(&mut self, source: Span, effect: Effect, form: CitationForm) {
        let text = Span::at(self.draft.text.len());
        self.draft.marks.push(Mark { text, source, effect, form: Some(form) });
    }

    fn text(&mut self, words: &str, span: Span, document: &str, masked: &str) {
        let bytes = document.as_bytes();
        let escaped = span.start > 0
            && bytes[span.start - 1] == b'\\'
            && self.text_end != span.start
            && bytes.get(span.start).is_some_and(u8::is_ascii_punctuation);
        self.text_end = span.end;
        if words != masked {
            self.draft.push_escaped(words, span);
        } else if escaped {
            let first = Span::new(span.start - 1, span.start + 1);
            self.source = self.source.hull(first);
            self.draft.push_escaped(&document[span.start..span.start + 1], first);
            self.draft.push_verbatim(document, Span::new(span.start + 1, span.end));
        } else {
            self.draft.push_verbatim(document, span);
        }
    }

    /// Takes an inline tag or comment.
    pub fn markup(&mut self, span: Span, document: &str, found: &mut Found) {
        let words = span.of(document);
        let at = self.draft.text.len();
        if words.starts_with("<!--") {
            let mark = marks::comment(span, document, Span::at(at), found);
            self.draft.marks.push(mark);
            return;
        }
        let Some(tag) = html::Tag::read(words) else {
            found.opaque.push(span);
            return;
        };
        if tag.is("br") || tag.is("wbr") {
            found.opaque.push(span);
            if tag.is("br") {
                self.draft.push(" ", span);
            }
        } else if tag.is("img") {
            found.opaque.push(span);
            let text = self.draft.push_hole(span);
            let url = tag.attribute("src").unwrap_or_default();
            let form = Some(CitationForm::Image { url });
            self.draft.marks.push(Mark { text, source: span, effect: Effect::Keep, form });
        } else if tag.is("q") {
            // A reader sees quotation marks here.
            self.draft.push("\"", span);
        } else {
            self.draft.tags.push(TagMark { at, source: span });
        }
    }

    /// Takes the start of an inline element.
    pub fn open(&mut self, tag: Tag<'_>, span: Span, document: &str, masked: &str, base: usize) {
        self.source = self.source.hull(span);
        let at = self.draft.text.len();
        if self.images > 0 {
            self.images += usize::from(matches!(tag, Tag::Image { .. }));
            self.open.push(Open::Other);
            return;
        }
        let open = match tag {
            Tag::Emphasis | Tag::Strong => Open::Emphasis(at),
            Tag::Strikethrough => Open::Struck(at, span),
            Tag::Link { link_type, dest_url, id, .. } => {
                let url = as_written(&dest_url, document, masked, base);
                let (form, source) = link(link_type, url, &id, span, document);
                let effect = match link_type {
                    LinkType::Autolink => Effect::Hole,
                    LinkType::WikiLink { .. } if dest_url.starts_with('@') => Effect::Cut,
                    _ => Effect::Keep,
                };
                self.source = self.source.hull(source);
                self.draft.marks.push(Mark { text: Span::at(at), source, effect, form });
                Open::Link(self.draft.marks.len() - 1)
            }
            Tag::Image { dest_url, .. } => {
                self.images = 1;
                let url = as_written(&dest_url, document, masked, base);
                let text = self.draft.push_hole(span);
                let form = Some(CitationForm::Image { url });
                self.draft.marks.push(Mark { text, source: span, effect: Effect::Keep, form });
                Open::Other
            }
            _ => Open::Other,
        };
        self.open.push(open);
    }

    /// Takes the end of an inline element.
    pub fn close(&mut self, tag: TagEnd, _span: Span, _document: &str, found: &mut Found) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.images > 0 {
            self.images -= usize::from(tag == TagEnd::Image);
            return;
        }
        let at = self.draft.text.len();
        match open {
            Open::Emphasis(start) => self.draft.emphasis.push(Span::new(start, at)),
            Open::Struck(start, source) => {
                found.opaque.push(source);
                let text = Span::new(start, at);
                self.draft.marks.push(Mark { text, source, effect: Effect::Cut, form: None });
            }
            Open::Link(mark) => self.draft.marks[mark].text.end = at,
            Open::Other => {}
        }
    }

    /// The finished draft, its tags paired.
    pub fn finish(mut self, document: &str, found: &mut Found) -> Draft {
        // Struck words are marked at their end.
        self.draft.marks.sort_by_key(|mark| (mark.text.start, mark.source.start));
        self.draft.emphasis.sort();
        html::resolve_tags(&mut self.draft, document, found);
        self.draft
    }
}

/// A link's target as it stands in the document: what was masked is read from there.
fn as_written(target: &CowStr<'_>, document: &str, masked: &str, base: usize) -> String {
    if let CowStr::Borrowed(words) = target
        && let Some(offset) = (words.as_ptr() as usize).checked_sub(masked.as_ptr() as usize)
        && offset + words.len() <= masked.len()
        && let Some(written) = document.get(base + offset..base + offset + words.len())
    {
        return written.to_owned();
    }
    target.to_string()
}

/// The citation a link is, and the whole of it in the document.
fn link(kind: LinkType, url: String, id: &str, span: Span, document: &str) -> (Option<CitationForm>, Span) {
    match kind {
        LinkType::Inline | LinkType::Autolink => (Some(CitationForm::Link { url }), span),
        LinkType::Email => (None, span),
        LinkType::WikiLink { .. } => (Some(CitationForm::WikiLink { target: url }), span),
        LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown => {
            let whole = match document[span.end..].starts_with("[]") {
                true if matches!(kind, LinkType::Collapsed | LinkType::CollapsedUnknown) => {
                    Span::new(span.start, span.end + 2)
                }
                _ => span,
            };
            // The label ends right before the last bracket of the words or of the second pair.
            let close = span.end.saturating_sub(1).max(span.start);
            let written = close.checked_sub(id.len()).filter(|&start| document.get(start..close) == Some(id));
            let start = match written {
                Some(start) => start,
                None => span.start + document[span.start..close].rfind('[').map_or(0, |at| at + 1),
            };
            let known = matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
            let form = CitationForm::Reference {
                label: id.to_owned(),
                label_span: Span::new(start, close),
                url: known.then_some(url),
            };
            (Some(form), whole)
        }
    }
}
