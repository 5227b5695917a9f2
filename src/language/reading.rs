//! All that is read in one block, as a pure function of its text, and the cache that keeps it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{
    Attribution, Claim, Lexicon, Mention, Moment, Quantity, Quotation, Sentence, Token, Words, attribution,
    claim, mention, moment, quantity, quotation, sentence, token,
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
    /// Dates and words for time.
    pub moments: Vec<Moment>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// One for each sentence.
    pub claims: Vec<Claim>,
}

impl Reading {
    /// Reads a block's text.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let tokens = token::tokens(text);
        let sentences = sentence::sentences(text, &tokens);
        let quotations = quotation::quotations(text, &tokens);
        let words = Words::new(text, &tokens);
        let moments = moment::moments(&words);
        let quantities = quantity::quantities(&words, &moments);
        let mentions = mention::mentions(&words, &sentences, lexicon);
        let attributions = attribution::attributions(&words, &sentences, &quotations, &mentions);
        let claims = claim::claims(
            &words,
            &sentences,
            claim::Evidence {
                quotations: &quotations,
                mentions: &mentions,
                quantities: &quantities,
                moments: &moments,
                attributions: &attributions,
            },
        );
        drop(words);
        Reading { tokens, sentences, quotations, mentions, quantities, moments, attributions, claims }
    }

    /// The index of the sentence that holds byte `offset`, or the last one before it.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)
    }

    /// Whether byte `offset` stands inside a direct quotation.
    pub fn is_quoted(&self, offset: usize) -> bool {
        let before = self.quotations.partition_point(|quotation| quotation.span.start <= offset);
        before.checked_sub(1).is_some_and(|last| offset < self.quotations[last].span.end)
    }
}

/// Readings by block text, so that a block that did not change, or only moved, is not read again.
#[derive(Debug, Default)]
pub struct ReadingCache {
    readings: Mutex<HashMap<Box<str>, Arc<Reading>>>,
}

impl ReadingCache {
    /// The most texts kept; past it the cache starts afresh.
    const CAPACITY: usize = 65_536;

    /// The reading of `text`, from the cache or fresh. One cache serves one lexicon.
    pub fn read(&self, text: &str, lexicon: &Lexicon) -> Arc<Reading> {
        if let Some(reading) = self.lock().get(text) {
            return Arc::clone(reading);
        }
        let reading = Arc::new(Reading::of(text, lexicon));
        let mut readings = self.lock();
        if readings.len() >= Self::CAPACITY {
            readings.clear();
        }
        readings.insert(text.into(), Arc::clone(&reading));
        reading
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Box<str>, Arc<Reading>>> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
