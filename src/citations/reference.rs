//! Citations on the page, looked up: what each one points at and whether it backs anything (DOMAIN.md §4.3).

use super::Library;
use crate::prose::{Page, Place};
use crate::text::Span;

/// A citation of the page and what stands behind it.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Index in [`Page::citations`].
    pub raw: usize,
    /// The whole of it in the document.
    pub source: Span,
    /// Where it stands in the prose.
    pub place: Option<Place>,
    /// What it points at.
    pub backing: Backing,
}

/// What a citation points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backing {
    /// A page on the web, or a local file that exists.
    Url(String),
    /// Entries of the library, by key, at least one of them known.
    Entries(Vec<String>),
    /// A footnote or `<ref>` that holds a reference: its text.
    Note(String),
    /// The checker's own copy of the source.
    Annotation(String),
    /// It points at nothing that can back a claim: undefined, empty, a template, or an explanatory note.
    Nothing,
}

impl Citation {
    /// Whether it backs what it is put to.
    pub fn counts(&self) -> bool {
        self.backing != Backing::Nothing
    }

    /// Whether it is a mark (footnote, key, `<ref>`) rather than a link on words: only marks reach backwards (R3).
    pub fn is_mark(&self) -> bool {
        self.place.is_some_and(|place| place.words.is_empty())
    }
}

/// Looks up every citation of the page.
pub fn resolve(_page: &Page, _library: &Library) -> Vec<Citation> {
    Vec::new()
}
