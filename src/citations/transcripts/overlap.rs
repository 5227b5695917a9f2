//! Words in a row that an article shares with a source.

use super::Index;
use super::source::{SourcePlace, Transcript};
use super::terms::terms;
use crate::text::Span;

/// A run of words shared with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Which source, an index of [`Transcripts::files`](super::Transcripts::files).
    pub file: u32,
    /// Where that is in the file.
    pub place: SourcePlace,
    /// How many words.
    pub words: usize,
    /// Their bytes in the sentence.
    pub span: Span,
    /// How many of them are long: seven letters or more.
    pub long: usize,
    /// How many of them begin with a small letter in the sentence: lists of names have few.
    pub small: usize,
}

/// The fewest words that are looked for.
const FEWEST: usize = 9;
/// The most places of a word that are looked at.
const MOST_PLACES: usize = 5_000;

impl Index {
    pub(super) fn overlap(&self, files: &[Transcript], sentence: &str) -> Option<Overlap> {
        let words = terms(sentence);
        if words.len() < FEWEST {
            return None;
        }
        let numbers: Vec<u32> = words.iter().map(|word| self.number(&word.folded)).collect();
        let mut best: Option<(usize, usize, usize)> = None;
        // Every run of nine words or more holds one of these whole, and so its rarest word.
        let mut last = usize::MAX;
        for start in 0..=numbers.len() - FEWEST {
            let window = start..start + FEWEST;
            let rarest = window.min_by_key(|at| self.places(numbers[*at]).len()).unwrap_or(start);
            if rarest == last {
                continue;
            }
            last = rarest;
            for &place in self.places(numbers[rarest]).iter().take(MOST_PLACES) {
                let (from, length) = self.run(&numbers, rarest, place as usize);
                if length >= FEWEST && best.is_none_or(|(_, _, most)| length > most) {
                    best = Some((from, place as usize - (rarest - from), length));
                }
            }
        }
        let (from, place, length) = best?;
        let (file, _) = self.file_at(place);
        let shared = &words[from..from + length];
        let first = |at: usize| sentence[words[at].span.start..].chars().next();
        Some(Overlap {
            file,
            place: files[file as usize].place(self.span(place, place).start),
            words: length,
            span: Span::new(shared[0].span.start, shared[length - 1].span.end),
            long: shared.iter().filter(|word| word.folded.chars().count() >= 7).count(),
            small: (from..from + length).filter(|at| first(*at).is_some_and(char::is_lowercase)).count(),
        })
    }

    /// The run around word `at` of the sentence and place `place` of the row: its first word and its length.
    fn run(&self, numbers: &[u32], at: usize, place: usize) -> (usize, usize) {
        let same = |step: usize, back: bool| {
            let (word, there) = if back {
                (at.checked_sub(step), place.checked_sub(step))
            } else {
                (Some(at + step), Some(place + step))
            };
            let number = word.and_then(|word| numbers.get(word));
            let other = there.and_then(|there| self.row.get(there));
            number.is_some_and(|number| *number != 0) && number == other
        };
        let before = (1..).take_while(|step| same(*step, true)).count();
        let after = (1..).take_while(|step| same(*step, false)).count();
        (at - before, before + 1 + after)
    }
}
