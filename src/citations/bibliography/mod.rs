//! The references of a document as they are written, with the bytes of each part: its footnotes, its wiki references,
//! and, where the document is itself a library, the entries. Rules judge a reference by what stands there; what the
//! library makes of it is another matter.

mod bib;
mod entry;
mod json;
pub mod keys;
mod note;
mod yaml;

use std::sync::Arc;

use crate::language::Reading;
use crate::prose::{CitationForm, Page, Syntax};
use crate::text::Span;

/// A reference as written. Spans are byte offsets into the document.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where it stands.
    pub form: Form,
    /// The label of its note, or its key.
    pub label: String,
    /// The bytes of `[^label]:`, or of the key.
    pub mark: Span,
    /// Its words, without the mark; of an entry, the whole.
    pub source: Span,
    /// What it is a reference to.
    pub kind: Kind,
    /// What is known of its parts, by role. A role may be filled more than once.
    pub parts: Vec<(Part, Span)>,
    /// Its dates.
    pub dates: Vec<When>,
    /// Whether it asks to be kept from readers: nobody may then ask for more.
    pub confidential: bool,
    /// Whether it takes parts from another entry.
    pub inherits: bool,
}

/// The forms of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A footnote, by its index in [`Page::notes`].
    Note(usize),
    /// An inline note or a wiki reference, by its index in [`Page::citations`].
    Inline(usize),
    /// An entry of a library.
    Entry,
}

/// What a reference refers to, where its record says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a journal, magazine or newspaper.
    Article,
    /// A page of the web.
    Web,
    /// A book.
    Book,
    /// A report of some body.
    Report,
    /// An interview.
    Interview,
    /// Anything else, and notes, which do not say.
    Other,
}

/// The parts of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its title.
    Title,
    /// Authors, editors, who was interviewed.
    People,
    /// The journal, newspaper, site or book it stands in.
    Container,
    /// Who published it.
    Publisher,
    /// Something that stands for its date: "forthcoming".
    Pending,
    /// Its address.
    Url,
    /// The address of an archived copy.
    Archive,
    /// A DOI.
    Doi,
    /// An ISBN.
    Isbn,
    /// An ISSN.
    Issn,
    /// A number of arXiv's.
    Arxiv,
    /// Another identifier by which it is found.
    Identifier,
}

/// A date of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Its bytes.
    pub span: Span,
    /// What happened then.
    pub event: Event,
    /// The year.
    pub year: i16,
    /// From 1 to 12, where given.
    pub month: Option<i8>,
    /// From 1 to 31, where given.
    pub day: Option<i8>,
}

/// What happened on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was published.
    Issued,
    /// The writer looked at it.
    Accessed,
    /// It was changed, or a copy was made.
    Other,
}

impl When {
    /// The day, when it is known to the day.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl Reference {
    /// The first bytes that fill this part.
    pub fn part(&self, wanted: Part) -> Option<Span> {
        self.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span)
    }

    /// Whether any of these parts is there.
    pub fn has(&self, wanted: &[Part]) -> bool {
        self.parts.iter().any(|(part, _)| wanted.contains(part))
    }

    /// The dates of this event.
    pub fn dates_of(&self, event: Event) -> impl Iterator<Item = &When> {
        self.dates.iter().filter(move |when| when.event == event)
    }
}

/// Every reference of a document, in order of place.
pub fn of_page(page: &Page, readings: &[Arc<Reading>]) -> Vec<Reference> {
    if page.syntax == Syntax::Bibliography {
        return entries(&page.text);
    }
    let mut references: Vec<Reference> = Vec::new();
    let mut blocks = note::Blocks::of(page, readings);
    for (index, definition) in page.notes.iter().enumerate() {
        references.push(note::of_definition(page, index, definition, &mut blocks));
    }
    for (index, citation) in page.citations.iter().enumerate() {
        match &citation.form {
            CitationForm::WikiRef { text, .. } if !text.is_empty() => {
                references.extend(note::of_template(page, index, citation.source));
            }
            CitationForm::InlineNote { .. } => references.push(note::of_inline(page, index, citation.source)),
            _ => {}
        }
    }
    references.sort_by_key(|reference| reference.source);
    references
}

/// The entries of a library's text.
fn entries(text: &str) -> Vec<Reference> {
    use super::library::Format;
    match Format::of_text(text) {
        Format::Bib => bib::entries(text),
        Format::CslJson => json::entries(text),
        Format::Yaml => yaml::entries(text),
    }
}
