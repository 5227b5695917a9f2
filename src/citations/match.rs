//! Which entries of the library best back a sentence.

use super::Library;

/// An entry of the library that may back a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index in [`Library::entries`].
    pub entry: usize,
    /// How well it fits; comparable within one call.
    pub score: f32,
    /// Why, in a phrase: "names Microsoft, May 2024, same outlet".
    pub because: String,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The sentence.
    pub sentence: &'a str,
    /// The outlet or body the sentence credits.
    pub outlet: Option<&'a str>,
    /// The article's date.
    pub date: Option<jiff::civil::Date>,
    /// Keys the article already cites.
    pub used: Vec<&'a str>,
}

/// The best entries for a sentence, best first, at most `limit`; only such as share something with it.
pub fn candidates(_library: &Library, _query: &Query<'_>, _limit: usize) -> Vec<Candidate> {
    Vec::new()
}
