//! What the document says of itself: title, author, date, bibliography, type.

use jiff::civil::Date;

use crate::text::Span;

/// The keys of the front matter that matter here (DOMAIN.md §10.3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The whole block with its fences; `None` when there is none.
    pub source: Option<Span>,
    /// The headline.
    pub title: Option<String>,
    /// The writers.
    pub authors: Vec<String>,
    /// The publication date, with the bytes of its value.
    pub date: Option<(Date, Span)>,
    /// Bibliography files, as written, relative to the document.
    pub bibliography: Vec<String>,
    /// news, interview, analysis, opinion, fiction.
    pub kind: Option<String>,
    /// The profile to check with.
    pub profile: Option<String>,
    /// Rules switched off for this document (`factcheck: {disable: [...]}`), each with the bytes of its name.
    pub disable: Vec<(String, Span)>,
    /// Why the block could not be read, with the place: the rest of the document still is.
    pub problem: Option<(String, Span)>,
}
