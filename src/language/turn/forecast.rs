//! "are expected to", "will likely": what is to come, without anyone who foresees it.

use super::{Clause, Found};
use crate::language::lexicon::List;

impl Clause<'_, '_> {
    /// "are not expected to", "is widely predicted to".
    pub(super) fn expectation(&self, at: usize) -> Found {
        let words = self.words;
        if !words.is_in(at, List::Expected) || !self.any(at + 1, &["to"]) {
            return None;
        }
        let mut be = self.before(at, 1);
        while self.any(be, &["not", "also", "now", "still", "all", "both", "never"])
            || self.tokens.contains(&be) && words.folded(be).ends_with("ly")
        {
            be = self.before(be, 1);
        }
        let stands =
            self.any(be, &["is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "been"]);
        // "is set to music", "is expected to" at the end of a line.
        let verb = self.tokens.contains(&(at + 2))
            && words.is_word(at + 2)
            && !words.is_capitalised(at + 2)
            && !self.any(at + 2, &["the", "a", "an", "music", "his", "her", "its", "their"]);
        (stands && verb).then_some(be..at + 2)
    }

    /// "will likely", "is bound to", "remains to be seen".
    pub(super) fn forecast(&self, at: usize) -> Found {
        let end = self.words.listed(at, List::Forecast)?;
        // "the future of": only as what the sentence is about is it a forecast.
        let names = self.any(at, &["the"]) && self.any(at + 1, &["future"]);
        let conditional =
            (self.tokens.start..at).any(|before| self.any(before, &["if", "unless", "whether"]));
        (!names && !conditional).then_some(at..end)
    }
}
