//! The word lists the reading works with: lists as data beside this file, compiled once.

use super::mention::MentionKind;

/// Word lists, ready for look-up, and the names known outside the text (outlets, bodies, places, people).
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The built-in lists and `names`: each name or alias with what it names and whether it is a short form that
    /// counts only after a full mention.
    pub fn new<'a>(_names: impl IntoIterator<Item = (&'a str, MentionKind, bool)>) -> Self {
        Lexicon {}
    }
}
