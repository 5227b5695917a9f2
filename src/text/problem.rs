//! Something wrong with a file that is not the article: a library, a notes file, the configuration.

use std::path::PathBuf;

use super::{Position, Span};

/// A clear word about bad input: which file, where in it, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The bytes concerned, when they are known.
    pub span: Option<Span>,
    /// Line and column (0-based, in characters) of the start of `span`, when known.
    pub position: Option<Position>,
    /// How bad it is: an error costs the file or the entry, a warning costs a detail.
    pub severity: Severity,
    /// What is wrong, one line.
    pub message: String,
    /// What would mend it, one line.
    pub remedy: Option<String>,
}

/// How loudly something is said. Ordered from the quietest.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; most editors draw no squiggle.
    Hint,
    /// A checker would ask.
    Info,
    /// Most house rules require action.
    Warning,
    /// Cannot be published: a contradiction, a broken reference, a placeholder.
    Error,
}

impl Severity {
    /// The lower-case name, as in configuration and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step quieter; a hint stays a hint.
    pub const fn lowered(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning => Severity::Info,
            Severity::Info | Severity::Hint => Severity::Hint,
        }
    }
}
