//! Turns of phrase that a checker asks after: superlatives, comparisons, history, accusations, interpretations,
//! forecasts, documents cited in words, reports that credit other reports.
//!
//! Whether anybody answers for them is not decided here: a turn is only what the words do. What stands in a quotation
//! is the speaker's and makes no turn.

mod accusation;
mod comparison;
mod document;
mod forecast;
mod history;
mod meaning;
mod relay;
mod superlative;
mod voice;

use std::ops::Range;

use super::attribution::Attribution;
use super::claim::Evidence;
use super::lexicon::{List, ListSet};
use super::mention::Mention;
use super::moment::Moment;
use super::quantity::Quantity;
use super::sentence::Sentence;
use super::token::TokenKind;
use super::words::Words;
use crate::text::Span;

/// A turn of phrase, marked where it turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The words that make it.
    pub span: Span,
    /// Index of its sentence in [`Reading::sentences`](super::Reading::sentences).
    pub sentence: usize,
    /// What it does.
    pub kind: TurnKind,
}

/// What a turn of phrase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnKind {
    /// Ranks a thing against all others: "the oldest", "the only", "a record high".
    Superlative,
    /// Measures one thing against another: "higher than", "twice as fast as".
    Comparison,
    /// Dates an event or counts its years: "was opened in 1964", "for over three decades".
    History,
    /// States a wrong done by someone named: "embezzled".
    Accusation,
    /// Says what an act means: "reflects a broader trend".
    Interpretation,
    /// Expects without saying who does: "are expected to".
    Expectation,
    /// Forecasts in the writer's own voice: "will likely".
    Forecast,
    /// Praises instead of telling: "renowned".
    Praise,
    /// Tells speech by a verb that judges it: "claimed".
    LoadedVerb,
    /// Cites a document in words: "released a report", "according to court records".
    Document {
        /// The document's noun: "report".
        noun: Span,
        /// Whether "the" stands before it, so that it may have been named earlier.
        definite: bool,
    },
    /// Credits one report by way of another: "CNBC reported, citing the Wall Street Journal".
    Relay {
        /// Who passes it on, where the words tell.
        outer: Option<Span>,
        /// Who had it first.
        inner: Span,
    },
}

/// Lists whose words begin a turn, or stand in the middle of one.
const TRIGGERS: ListSet = ListSet::of(&[
    List::Superlative,
    List::ComparisonStart,
    List::Wrongdoing,
    List::Meaning,
    List::Expected,
    List::Forecast,
    List::Praise,
    List::Loaded,
    List::Paper,
    List::Relay,
]);

/// Finds the turns of a text, in order of their sentences and within one in order of place.
pub fn turns(words: &Words<'_>, sentences: &[Sentence], evidence: Evidence<'_>) -> Vec<Turn> {
    let mut quoted = vec![false; words.len()];
    for quotation in evidence.quotations {
        quoted[words.tokens_in(quotation.span)].fill(true);
    }
    let mut found = Vec::new();
    let (mut mentions, mut attributions) = (evidence.mentions, evidence.attributions);
    let (mut quantities, mut moments) = (evidence.quantities, evidence.moments);
    for (index, sentence) in sentences.iter().enumerate() {
        let span = sentence.span;
        let clause = Clause {
            words,
            tokens: sentence.tokens.start..sentence.tokens.end.min(words.len()),
            quoted: &quoted,
            mentions: take(&mut mentions, span, |mention| mention.span),
            quantities: take(&mut quantities, span, |quantity| quantity.span),
            moments: take(&mut moments, span, |moment| moment.span),
            attributions: take(&mut attributions, span, |attribution| attribution.marked),
        };
        let first = found.len();
        let mut turn =
            |tokens: Range<usize>, kind| found.push(Turn { span: words.span(tokens), sentence: index, kind });
        clause.turns(&mut turn);
        found[first..].sort_by_key(|turn| (turn.span.start, turn.span.end));
    }
    found
}

/// Takes from the front of `list` what begins before the end of `sentence`.
fn take<'r, T>(list: &mut &'r [T], sentence: Span, span: impl Fn(&T) -> Span) -> &'r [T] {
    let (inside, rest) = list.split_at(list.partition_point(|item| span(item).start < sentence.end));
    *list = rest;
    inside
}

/// No token, with room to count on from it.
const NOWHERE: usize = usize::MAX / 2;

/// Where a turn was found, in tokens.
type Found = Option<Range<usize>>;

/// Takes the turns found.
type Report<'f> = dyn FnMut(Range<usize>, TurnKind) + 'f;

/// One sentence, with what was read in it.
struct Clause<'r, 't> {
    words: &'r Words<'t>,
    tokens: Range<usize>,
    /// By token of the whole text, whether it stands in a quotation.
    quoted: &'r [bool],
    mentions: &'r [Mention],
    quantities: &'r [Quantity],
    moments: &'r [Moment],
    attributions: &'r [Attribution],
}

impl Clause<'_, '_> {
    fn turns(&self, report: &mut Report<'_>) {
        self.history(report);
        for at in self.tokens.clone() {
            if !self.words.may_begin(at, TRIGGERS) || self.quoted[at] {
                continue;
            }
            let mut found = |found: Found, kind| {
                if let Some(tokens) = found.filter(|tokens| self.holds(tokens)) {
                    report(tokens, kind);
                }
            };
            found(self.superlative(at), TurnKind::Superlative);
            found(self.comparison(at), TurnKind::Comparison);
            found(self.accusation(at), TurnKind::Accusation);
            found(self.interpretation(at), TurnKind::Interpretation);
            found(self.expectation(at), TurnKind::Expectation);
            found(self.forecast(at), TurnKind::Forecast);
            found(self.praise(at), TurnKind::Praise);
            found(self.loaded_verb(at), TurnKind::LoadedVerb);
            if let Some((tokens, kind)) = self.document(at) {
                found(Some(tokens), kind);
            }
            if let Some((tokens, kind)) = self.relay(at) {
                found(Some(tokens), kind);
            }
        }
    }

    /// Whether the tokens lie in the sentence and none in a quotation.
    fn holds(&self, tokens: &Range<usize>) -> bool {
        self.tokens.start <= tokens.start
            && tokens.end <= self.tokens.end
            && tokens.start < tokens.end
            && !self.quoted[tokens.clone()].contains(&true)
    }

    /// Whether token `at` is one of `lower`; false before the sentence and past it.
    fn any(&self, at: usize, lower: &[&str]) -> bool {
        self.tokens.contains(&at) && self.words.is_any(at, lower)
    }

    /// The token before `at`, `back` steps away, as an index that is harmless when there is none.
    fn before(&self, at: usize, back: usize) -> usize {
        at.checked_sub(back).filter(|before| *before >= self.tokens.start).unwrap_or(NOWHERE)
    }

    /// Whether token `at` is a word with a meaning of its own: no word of grammar, no mark.
    fn is_content(&self, at: usize) -> bool {
        self.tokens.contains(&at)
            && (self.words.is_number(at) || self.words.is_word(at) && !self.words.is_in(at, List::Function))
    }

    /// Whether token `at` ends a clause: a mark other than a hyphen or bracket.
    fn is_stop(&self, at: usize) -> bool {
        !self.tokens.contains(&at)
            || self.words.kind(at) == Some(TokenKind::Mark)
                && self.any(at, &[",", ".", ";", ":", "!", "?", "—", "–", "--", "(", ")", "…"])
    }

    /// Whether "has", "have" or "had" stands before token `at` in the sentence, and no "will".
    fn is_perfect(&self, at: usize) -> bool {
        if (self.tokens.start..at).any(|before| self.words.is_any(before, &["will", "would", "'ll"])) {
            return false;
        }
        (self.tokens.start..at).any(|before| {
            self.words.is_any(before, &["has", "have", "had", "having", "'ve", "hasn't", "haven't", "hadn't"])
                || self.words.folded(before).ends_with("'ve")
        })
    }

    /// The name that holds token `at`.
    fn name_at(&self, at: usize) -> Option<&Mention> {
        let span = self.words.span(at..at + 1);
        self.mentions.iter().find(|mention| mention.span.overlaps(span))
    }
}
