//! Citing a source that the writer picked from the whole library, whether or not a finding asks for it.

use super::Report;
use crate::citations::Insertion;
use crate::citations::insert::Request;
use crate::citations::matching::{self, Candidate};

impl Report {
    /// The edits that cite the entry of this key for a sentence, by block and number, in the style that the user, the
    /// page or else the profile asks for; where that cannot be used there, in one that can. `None` when there is no
    /// such entry or sentence, or no style fits. The locator is words such as "p. 3".
    pub fn cite(&self, key: &str, sentence: (usize, usize), locator: Option<&str>) -> Option<Insertion> {
        let settings = &self.around.settings;
        let request = Request {
            page: &self.page,
            sentence: self.context().sentence(sentence)?,
            words: self.context().credit(sentence),
            entry: Some(self.around.library.get(key)?),
            locator,
            outlet: None,
            domain: None,
            style: self.context().citation_style(),
            numeric: settings.numeric_labels,
            references: &settings.references,
        };
        request.insertion_in_any_style()
    }

    /// The entries that best back a sentence, by block and number, best first; at most `most`.
    pub fn fitting(&self, sentence: (usize, usize), most: usize) -> Vec<Candidate> {
        let Some(words) = self.context().sentence(sentence) else { return Vec::new() };
        let query = matching::Query {
            sentence: words.of(&self.page.text),
            around: self.page.blocks.get(sentence.0).map_or("", |block| &block.text),
            date: self.page.date.map(|(date, _)| date),
            ..matching::Query::default()
        };
        matching::candidates(&self.around.library, &query, most)
    }
}
