//! The newsroom's own Markdown notes file (DOMAIN.md §6.3).

use std::path::Path;

use super::Entity;
use crate::text::Problem;

/// What a notes file holds.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// People, organisations, places and outlets.
    pub entities: Vec<Entity>,
    /// Anonymous sources with their approvals. Never exported, never logged.
    pub anonymous: Vec<AnonymousSource>,
    /// Pairs of names that are not misspellings of one another.
    pub distinct: Vec<(String, String)>,
}

/// An anonymous source the newsroom has on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnonymousSource {
    /// How the article may describe it.
    pub described_as: String,
    /// Who approved it, and when.
    pub approved_by: Option<String>,
    /// Why it is not named.
    pub reason: Option<String>,
}

/// Reads a notes file's text.
pub fn parse(_path: &Path, _text: &str) -> (Notes, Vec<Problem>) {
    Default::default()
}
