//! Words that leave it open whether something is so: "may", "it is unclear", "is believed to".
//!
//! Semantic uncertainty only: a vague source ("experts say") is an attribution's matter.

use super::lexicon::List;
use super::sentence::Sentence;
use super::words::Words;
use crate::text::Span;

/// A hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hedge {
    /// Index of its sentence in [`Reading::sentences`](super::Reading::sentences).
    pub sentence: usize,
    /// Its words.
    pub span: Span,
}

/// Finds the hedges of a text, in order.
pub fn hedges(words: &Words<'_>, sentences: &[Sentence]) -> Vec<Hedge> {
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = words.listed(at, List::Supposition).filter(|end| *end <= sentence.tokens.end);
            if let Some(end) = end
                && (end > at + 1 || leaves_open(words, at, sentence.tokens.start))
            {
                found.push(Hedge { sentence: index, span: words.span(at..end) });
            }
            at = end.unwrap_or(at + 1);
        }
    }
    found
}

/// Whether the listed word at token `at` of a sentence that begins at token `first` leaves something open there.
fn leaves_open(words: &Words<'_>, at: usize, first: usize) -> bool {
    const PERSONS: &[&str] = &["he", "she", "it", "they", "that", "to", "the"];
    let next = |list: &[&str]| words.is_any(at + 1, list);
    let last = |list: &[&str]| at > first && words.is_any(at - 1, list);
    match words.folded(at) {
        // The month, and "May Day".
        "may" if words.is_capitalised(at) && at > first => false,
        "may" => words.is_word(at + 1) && !next(&["of", "in", "on"]),
        "if" => !last(&["as", "even"]) && !next(&["any", ",", "not"]),
        "could" => words.is_word(at + 1) && !next(&["not"]) && !last(&["that", "who", "so"]),
        "appear" | "appears" | "appeared" | "appearing" => next(&["to", "that", "likely"]),
        "possible" => {
            next(&["that"])
                || !next(&["to", "for", "by"])
                    && !last(&["as", "if", "where", "when", "is", "was", "made", "severest", "best"])
        }
        "expected" => !last(&["as", "than", "the"]),
        "thought" => next(PERSONS) && !last(&["of", "a", "the", "his", "her"]),
        "consider" | "considers" | "considering" => {
            next(&["him", "her", "it", "them", "this", "that", "the", "himself", "themselves"])
        }
        "considered" => !last(&["automatically"]),
        "seen" | "viewed" | "perceived" => next(&["as"]),
        "indicate" | "indicates" | "indicating" | "feared" | "fear" | "fears" | "concern" | "concerns"
        | "worry" | "worries" | "suggestion" | "belief" | "implication" => next(&["that"]),
        "assumed" | "assume" | "assumes" | "assuming" | "suspect" | "suspects" => {
            next(PERSONS) && !takes_office(words, at)
        }
        "forecast" => last(&["is", "are", "has", "have", "also"]),
        "questioned" | "question" => next(&["whether", "if"]),
        _ => true,
    }
}

/// "assumed the presidency": a thing taken on, not a supposition.
fn takes_office(words: &Words<'_>, at: usize) -> bool {
    const TAKEN: &[&str] = &[
        "role",
        "title",
        "office",
        "name",
        "duties",
        "position",
        "presidency",
        "leadership",
        "command",
        "control",
        "post",
        "throne",
        "responsibility",
        "chair",
        "debt",
        "liabilities",
    ];
    words.is(at + 1, "the") && (at + 2..at + 4).any(|at| words.is_any(at, TAKEN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{sentence, token};

    fn hedged(text: &str) -> Vec<&str> {
        let tokens = token::tokens(text);
        let sentences = sentence::sentences(text, &tokens);
        let words = Words::new(text, &tokens);
        hedges(&words, &sentences).iter().map(|hedge| hedge.span.of(text)).collect()
    }

    #[test]
    fn what_leaves_it_open() {
        assert_eq!(hedged("The dam may fail if the rain goes on."), ["may", "if"]);
        assert_eq!(hedged("It is not clear whether the wall could hold."), ["not clear", "whether", "could"]);
        assert_eq!(hedged("He is thought to have left. Perhaps he will return."), ["thought", "Perhaps"]);
        assert_eq!(hedged("There is no evidence of a leak."), ["no evidence"]);
        assert_eq!(hedged("The pump appears to be old."), ["appears"]);
    }

    #[test]
    fn what_does_not() {
        for text in [
            "It opened in May.",
            "She appeared in court, as expected.",
            "He assumed the presidency in 2019.",
            "They thought of the harbour.",
            "The suspects were held as soon as possible.",
            "The band Couldbe played.",
        ] {
            assert!(hedged(text).is_empty(), "{text}: {:?}", hedged(text));
        }
    }
}
