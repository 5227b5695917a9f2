//! Who says so: source, cue and content of each attribution, and what kind of source it is.

use super::mention::Mention;
use super::quotation::Quotation;
use super::sentence::Sentence;
use super::words::Words;
use crate::text::Span;

/// How well identified a source is (ARCHITECTURE.md, data model).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A person by name.
    Person,
    /// A body by name, or an institution that speaks as such ("police", "the ministry").
    Organisation,
    /// A news outlet by name.
    Outlet,
    /// An identified report, filing, poll, dataset or post.
    Document,
    /// Unnamed, but of a named body: "a Microsoft spokesperson".
    Role,
    /// "unnamed sources", "a senior official", "people familiar with the matter".
    Anonymous,
    /// "experts", "critics", "studies", "many".
    Vague,
    /// Nobody is there: "reportedly", "it was revealed".
    Hidden,
    /// "he", "the company", "the study": someone named before.
    Anaphor,
}

impl SourceKind {
    /// The lower-case name, as in reports.
    pub const fn name(self) -> &'static str {
        match self {
            SourceKind::Person => "person",
            SourceKind::Organisation => "organisation",
            SourceKind::Outlet => "outlet",
            SourceKind::Document => "document",
            SourceKind::Role => "role",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Vague => "vague",
            SourceKind::Hidden => "hidden",
            SourceKind::Anaphor => "anaphor",
        }
    }

    /// Whether the reader learns who vouches: a name, a document, or someone named before.
    pub const fn is_named(self) -> bool {
        matches!(
            self,
            SourceKind::Person
                | SourceKind::Organisation
                | SourceKind::Outlet
                | SourceKind::Document
                | SourceKind::Anaphor
        )
    }
}

/// The construction by which a source is named or hidden. Each sourcing rule answers for one or two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Someone or something with a name, or a pronoun for it, and a verb or "according to".
    Identified,
    /// "unnamed sources", "a confidential source".
    Unnamed,
    /// "people familiar with the matter", "a source close to the talks".
    Access,
    /// "a source said", "sources say".
    BareSource,
    /// "on condition of anonymity", "declined to be named".
    AnonymityClause,
    /// "company insiders say".
    Insider,
    /// "the Gazette has learned".
    HasLearned,
    /// "a senior official said".
    UnnamedOfficial,
    /// "a Microsoft spokesperson said".
    UnnamedSpokesperson,
    /// "experts say", "many believe".
    Group,
    /// "widely regarded as".
    WidelyHeld,
    /// "studies show", "recent research suggests".
    Research,
    /// "reportedly", "is said to".
    Hearsay,
    /// "it was revealed that", "there are concerns that".
    Agentless,
}

/// An attribution: words that say where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Index of its sentence in [`Reading::sentences`](super::Reading::sentences).
    pub sentence: usize,
    /// The source as written; `None` when it is hidden.
    pub source: Option<Span>,
    /// The verb, adverb or preposition that attributes: "said", "according to", "reportedly".
    pub cue: Span,
    /// What is attributed, when it can be told.
    pub content: Option<Span>,
    /// How well identified the source is.
    pub kind: SourceKind,
    /// By which construction.
    pub form: Form,
    /// The words a rule marks: "According to unnamed sources", "a senior official", "reportedly".
    pub marked: Span,
    /// Whether the cue stands inside a direct quotation: someone else attributes, not the writer.
    pub quoted: bool,
    /// What the text tells of an unnamed source: who roughly and how they know.
    pub description: Option<Span>,
    /// Why an unnamed source is not named, where the text says so.
    pub reason: Option<Span>,
}

/// Finds the attributions of a block, in order of their cues.
pub fn attributions(
    _words: &Words<'_>,
    _sentences: &[Sentence],
    _quotations: &[Quotation],
    _mentions: &[Mention],
) -> Vec<Attribution> {
    Vec::new()
}
