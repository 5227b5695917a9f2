//! A document parsed: its prose in blocks, and all that is not prose, in order.

use std::sync::Arc;

use jiff::civil::Date;

use super::block::Block;
use super::directive::Directive;
use super::front_matter::FrontMatter;
use crate::text::Span;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// CommonMark with the extensions newsrooms meet.
    #[default]
    Markdown,
    /// Paragraphs and nothing else.
    Plain,
    /// A list of sources (BibLaTeX, CSL-JSON, Hayagriva): no prose at all.
    Bibliography,
}

/// A document parsed. Spans are byte offsets into `text` unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The document.
    pub text: Arc<str>,
    /// How it is written.
    pub syntax: Syntax,
    /// Its prose, in reading order.
    pub blocks: Vec<Block>,
    /// Every pointer to a source, in reading order, as written: nothing is looked up here.
    pub citations: Vec<RawCitation>,
    /// Footnote definitions, in order. The first of a label counts.
    pub notes: Vec<NoteDefinition>,
    /// Link reference definitions, in order. The first of a label counts.
    pub links: Vec<LinkDefinition>,
    /// The document's own account of itself.
    pub front_matter: FrontMatter,
    /// Ignores and check marks, in order.
    pub directives: Vec<Directive>,
    /// Stretches that are not prose at all: code, HTML, math, front matter, comments.
    pub opaque: Vec<Span>,
    /// Index in `blocks` of the headline, where one is recognised.
    pub headline: Option<usize>,
    /// The article's date, from front matter or a dateline, with the bytes that say so.
    pub date: Option<(Date, Span)>,
    /// What could not be read as written, with the place: the rest still is.
    pub problems: Vec<(String, Span)>,
}

/// Where in a block's prose a citation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index in [`Page::blocks`].
    pub block: usize,
    /// Offset in the block's text at which the mark stood before it was taken out, or the link words begin.
    pub at: usize,
    /// The words the link covers, in the block's text; the hole for a bare URL, an autolink or an image; empty for
    /// marks.
    pub words: Span,
}

/// A pointer to a source, as written.
#[derive(Clone, Debug)]
pub struct RawCitation {
    /// Which form it has.
    pub form: CitationForm,
    /// The whole of it in the document: `[words](url)`, `[^1]`, `[@key, p. 3]`.
    pub source: Span,
    /// Where it stands in the prose; `None` outside of prose blocks.
    pub place: Option<Place>,
}

/// The forms a citation takes on the page (DOMAIN.md §4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationForm {
    /// `[words](url "title")` or `<url>`.
    Link {
        /// The target, as written.
        url: String,
    },
    /// `[words][label]`, `[words][]` or `[label]`, with its label's own bytes.
    Reference {
        /// The label, as written.
        label: String,
        /// The label's bytes, without brackets.
        label_span: Span,
        /// The target, when the label is defined.
        url: Option<String>,
    },
    /// `[^label]`.
    Note {
        /// The label, as written.
        label: String,
        /// Whether a definition exists.
        defined: bool,
    },
    /// `^[text]`.
    InlineNote {
        /// The note's text.
        text: String,
    },
    /// `[@key, p. 3; @other]` or a bare `@key`.
    Keys {
        /// The keys in order.
        keys: Vec<CitationKey>,
        /// Whether the group is in brackets.
        bracketed: bool,
    },
    /// `<ref name="n">text</ref>` or `<ref name="n" />`; `{{cite …}}` and `{{sfn …}}` outside a `<ref>`.
    WikiRef {
        /// The name, when given.
        name: Option<String>,
        /// What it holds; empty for a reuse.
        text: String,
    },
    /// A URL standing in the prose by itself.
    BareUrl {
        /// The URL.
        url: String,
    },
    /// `<!-- src: … -->` or `{>> … <<}`: the checker's copy.
    Annotation {
        /// What it says.
        text: String,
    },
    /// `[[target|words]]`.
    WikiLink {
        /// The target.
        target: String,
    },
    /// An image or embed.
    Image {
        /// Its target.
        url: String,
    },
}

/// One key of a citation group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationKey {
    /// The key without `@`.
    pub key: String,
    /// The bytes of `@key`.
    pub span: Span,
    /// What follows it up to `;` or `]`: "p. 3".
    pub locator: Option<String>,
}

/// `[^label]: text`.
#[derive(Clone, Debug)]
pub struct NoteDefinition {
    /// The label, as written.
    pub label: String,
    /// The bytes of `[^label]:`.
    pub mark: Span,
    /// The whole definition.
    pub source: Span,
    /// Its text, as prose with URLs kept.
    pub text: String,
}

/// `[label]: url "title"`.
#[derive(Clone, Debug)]
pub struct LinkDefinition {
    /// The label, as written.
    pub label: String,
    /// The whole definition.
    pub source: Span,
    /// The target.
    pub url: String,
    /// The title, when given.
    pub title: Option<String>,
}

impl Page {
    /// Puts everything in reading order, joins opaque stretches, and tells which note marks have a definition.
    pub(super) fn settle(&mut self) {
        self.citations.sort_by_key(|citation| (citation.source.start, citation.source.end));
        self.directives.sort_by_key(|directive| directive.source);
        self.notes.sort_by_key(|note| note.source);
        self.opaque.sort();
        let mut opaque: Vec<Span> = Vec::with_capacity(self.opaque.len());
        for span in self.opaque.drain(..).filter(|span| !span.is_empty()) {
            match opaque.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => opaque.push(span),
            }
        }
        self.opaque = opaque;
        let defined: std::collections::HashSet<String> =
            self.notes.iter().map(|note| note.label.to_lowercase()).collect();
        for citation in &mut self.citations {
            if let CitationForm::Note { label, defined: known } = &mut citation.form {
                *known = defined.contains(&label.to_lowercase());
            }
        }
    }
}
