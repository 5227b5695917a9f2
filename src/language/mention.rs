//! People, organisations, places, outlets and documents, as written.

use crate::text::Span;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A person by name.
    Person,
    /// A body by name.
    Organisation,
    /// A place by name.
    Place,
    /// A news outlet or agency by name.
    Outlet,
    /// A document by title.
    Document,
    /// A name of which the words do not tell what it names.
    Unknown,
}

impl MentionKind {
    /// The lower-case name, as in reports.
    pub const fn name(self) -> &'static str {
        match self {
            MentionKind::Person => "person",
            MentionKind::Organisation => "organisation",
            MentionKind::Place => "place",
            MentionKind::Outlet => "outlet",
            MentionKind::Document => "document",
            MentionKind::Unknown => "name",
        }
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name's bytes, without possessive ending; a leading "The" only when it belongs to the name.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Whether it is a later short form ("the Journal", "Ruiz") that needs a full mention before it.
    pub short: bool,
}
