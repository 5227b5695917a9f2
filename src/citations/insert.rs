//! The edits that add a citation in the page's own style (DOMAIN.md §5.3, §5.4).

use serde::{Deserialize, Serialize};

use super::LibraryEntry;
use crate::prose::Page;
use crate::text::{EditSet, Span};

/// How a page cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// `[words](url)`.
    Inline,
    /// `[words][label]` and a definition.
    Reference,
    /// `[^label]` and a definition.
    Footnote,
    /// `[@key]`.
    Pandoc,
    /// `^[reference]`.
    InlineNote,
    /// ", The Wall Street Journal reported Thursday."
    Ap,
    /// "(1)" and a numbered list at the end.
    ChicagoPlain,
    /// `<ref>{{cite news …}}</ref>`.
    Wiki,
}

/// An edit that adds a citation, and how it reads in a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Insertion {
    /// "Cite: add footnote [^wsj-2024-05-16]".
    pub title: String,
    /// The edits: mark and definition together.
    pub edits: EditSet,
}

/// The style the page already uses most; `None` when it cites nothing.
pub fn prevailing(_page: &Page) -> Option<Style> {
    None
}

/// Adds a citation of `entry` (a stub with TK slots when `None`) to `sentence`, in `style`. `words` is what a link
/// should cover. Spans are of the document. `None` when the style cannot be used there.
pub fn cite(
    _page: &Page,
    _sentence: Span,
    _words: Option<Span>,
    _entry: Option<&LibraryEntry>,
    _style: Style,
) -> Option<Insertion> {
    None
}
