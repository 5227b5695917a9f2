//! A finding, and the fixes that settle it.

use serde::Serialize;

use crate::text::{EditSet, Severity, Span};

/// Something a checking desk would raise. Spans are byte offsets into the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// The words marked.
    pub span: Span,
    /// How loudly.
    pub severity: Severity,
    /// One line: what is missing, and what would settle it.
    pub message: String,
    /// What else in the document matters to it.
    pub related: Vec<Related>,
    /// What it is about: all that the fixes need.
    pub subject: Subject,
}

/// Another place that matters to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// Why it matters.
    pub message: String,
}

/// What a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Block and sentence, where it stands in prose.
    pub sentence: Option<(usize, usize)>,
    /// Index in the reading's attributions, for findings about one.
    pub attribution: Option<usize>,
    /// The outlet or body credited, for a citation to look for.
    pub outlet: Option<String>,
    /// The figure, phrase, label or key concerned.
    pub words: Option<String>,
}

/// What kind of change a fix is; menus show them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FixKind {
    /// Adds or defines a citation.
    Cite,
    /// Says who.
    Attribute,
    /// Rewrites the words.
    Rewrite,
    /// Leaves a mark for later.
    Mark,
    /// Silences the finding, with a reason.
    Ignore,
}

/// A change that settles a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// As in DOMAIN.md §5.5: verb first, about 60 characters.
    pub title: String,
    /// What kind of change it is.
    pub kind: FixKind,
    /// Whether it is the one to offer first: it needs no invention. Never an ignore.
    pub preferred: bool,
    /// Whether it is right whatever the writer meant, so that it may be applied unasked
    /// ([`remedy::safe`](super::remedy::safe)). Never one that leaves something to fill in.
    pub safe: bool,
    /// The edits, to be applied together.
    pub edits: EditSet,
}
