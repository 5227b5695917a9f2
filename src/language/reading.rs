//! All that is read in one block, as a pure function of its text, and the cache that keeps it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::{
    Attribution, Claim, Hedge, Lexicon, Malformed, Mention, Moment, Proof, Quantity, Quotation, Relation,
    Sentence, Token, Turn, Words, attribution, claim, hedge, mention, moment, quantity, quotation, sentence,
    token, turn,
};

/// What one block's prose says. Spans are byte offsets into the block's text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Words, numbers and marks.
    pub tokens: Vec<Token>,
    /// Sentences, covering all tokens.
    pub sentences: Vec<Sentence>,
    /// Direct quotations, outermost only.
    pub quotations: Vec<Quotation>,
    /// Names.
    pub mentions: Vec<Mention>,
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// What figures and years say of one another.
    pub relations: Vec<Relation>,
    /// Numbers that lack a digit or a separator.
    pub malformed: Vec<Malformed>,
    /// Dates and words for time.
    pub moments: Vec<Moment>,
    /// Dates and times that prove themselves.
    pub proofs: Vec<Proof>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Words that leave it open whether something is so.
    pub hedges: Vec<Hedge>,
    /// One for each sentence.
    pub claims: Vec<Claim>,
    /// Turns of phrase that a checker asks after.
    pub turns: Vec<Turn>,
}

impl Reading {
    /// Reads a block's text.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let tokens = token::tokens(text);
        let sentences = sentence::sentences(text, &tokens);
        let quotations = quotation::quotations(text, &tokens);
        let words = Words::with(text, &tokens, lexicon);
        let moments = moment::moments(&words);
        let quantities = quantity::quantities(&words, &moments);
        let relations = quantity::relation::relations(&words, &sentences, &quantities, &moments);
        let malformed = quantity::malformed::malformed(&words);
        let proofs = moment::proof::proofs(&words, &moments);
        let mentions = mention::mentions(&words, &sentences, lexicon);
        let attributions = attribution::attributions(&words, &sentences, &quotations, &mentions);
        let hedges = hedge::hedges(&words, &sentences);
        let evidence = claim::Evidence {
            quotations: &quotations,
            mentions: &mentions,
            quantities: &quantities,
            moments: &moments,
            attributions: &attributions,
            hedges: &hedges,
        };
        let claims = claim::claims(&words, &sentences, evidence);
        let turns = turn::turns(&words, &sentences, evidence);
        drop(words);
        Reading {
            tokens,
            sentences,
            quotations,
            mentions,
            quantities,
            relations,
            malformed,
            moments,
            proofs,
            attributions,
            hedges,
            claims,
            turns,
        }
    }

    /// The index of the sentence that holds byte `offset`, or the last one before it.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)
    }

    /// The attributions of a sentence by which somebody vouches.
    pub fn attributions_of(&self, sentence: usize) -> &[Attribution] {
        // They are in the order of their sentences, those that vouch first.
        let start = self.attributions.partition_point(|attribution| attribution.sentence < sentence);
        let end =
            start + self.attributions[start..].partition_point(|it| it.sentence == sentence && it.vouches());
        &self.attributions[start..end]
    }

    /// Whether byte `offset` stands inside a direct quotation.
    pub fn is_quoted(&self, offset: usize) -> bool {
        let before = self.quotations.partition_point(|quotation| quotation.span.start <= offset);
        before.checked_sub(1).is_some_and(|last| offset < self.quotations[last].span.end)
    }
}

/// Readings by block text, so that a block that did not change, or only moved, is not read again.
///
/// The cache keeps no reading alive: it finds again what some report still holds. So it never holds more than the
/// documents at hand, however long a session lasts.
#[derive(Debug, Default)]
pub struct ReadingCache {
    shelf: Mutex<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    readings: HashMap<Box<str>, Weak<Reading>>,
    /// How many texts there may be before those without a reading are cleared away.
    limit: usize,
}

impl ReadingCache {
    /// The reading of `text`: one that is still in use, or a fresh one. One cache serves one lexicon.
    pub fn read(&self, text: &str, lexicon: &Lexicon) -> Arc<Reading> {
        if let Some(reading) = self.lock().readings.get(text).and_then(Weak::upgrade) {
            return reading;
        }
        let reading = Arc::new(Reading::of(text, lexicon));
        self.lock().keep(text, &reading);
        reading
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    /// The fewest texts that are worth clearing up among.
    const LEAST: usize = 1024;

    fn keep(&mut self, text: &str, reading: &Arc<Reading>) {
        if self.readings.len() >= self.limit.max(Self::LEAST) {
            self.readings.retain(|_, reading| reading.strong_count() > 0);
            // Twice as many as are in use: clearing up costs each new text the same, however many there are.
            self.limit = 2 * self.readings.len();
        }
        self.readings.insert(text.into(), Arc::downgrade(reading));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_use_is_read_once_and_one_out_of_use_is_let_go() {
        let (cache, lexicon) = (ReadingCache::default(), Lexicon::default());
        let kept = cache.read("The bridge is closed.", &lexicon);
        for number in 0..10 * Shelf::LEAST {
            cache.read(&format!("Bridge {number} is closed."), &lexicon);
        }
        assert!(Arc::ptr_eq(&kept, &cache.read("The bridge is closed.", &lexicon)));
        assert!(cache.lock().readings.len() <= Shelf::LEAST);
    }
}
