//! Which sentences assert something checkable (DOMAIN.md §4.1, Q1).

use std::ops::Range;

use super::attribution::Attribution;
use super::lexicon::List;
use super::mention::Mention;
use super::moment::{Moment, MomentKind};
use super::quantity::{Quantity, QuantityKind};
use super::quotation::Quotation;
use super::sentence::Sentence;
use super::token::TokenKind;
use super::words::Words;
use crate::text::Span;

/// What one sentence claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Whether there is a claim to check at all.
    pub checkable: bool,
    /// How much it asks to be checked, from 0 to 1.
    pub score: f32,
    /// Why, in words a person can read: "a figure", "a superlative", "a question".
    pub reasons: Vec<&'static str>,
}

/// All that has been read of a text when its claims are weighed. Each list is in order of place.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'r> {
    /// Direct quotations.
    pub quotations: &'r [Quotation],
    /// Names.
    pub mentions: &'r [Mention],
    /// Figures.
    pub quantities: &'r [Quantity],
    /// Dates and words for time.
    pub moments: &'r [Moment],
    /// Who says what.
    pub attributions: &'r [Attribution],
}

/// Weighs each sentence: one claim for each.
pub fn claims(words: &Words<'_>, sentences: &[Sentence], evidence: Evidence<'_>) -> Vec<Claim> {
    let mut attributed = vec![false; sentences.len()];
    for attribution in evidence.attributions.iter().filter(|attribution| attribution.vouches()) {
        if let Some(sentence) = attributed.get_mut(attribution.sentence) {
            // "The decision signals" and "I think" are the writer's own voice.
            let cue = words.token_at(attribution.cue.start);
            let own = words.is_in(cue, List::Interpretation)
                || attribution
                    .source
                    .is_some_and(|source| words.is_any(words.token_at(source.start), &["i", "we"]));
            *sentence |= !attribution.quoted && !own;
        }
    }
    let mut quoted = vec![false; words.len()];
    for quotation in evidence.quotations {
        quoted[words.tokens_in(quotation.span)].fill(true);
    }
    let mut mentions = evidence.mentions;
    let (mut quantities, mut moments) = (evidence.quantities, evidence.moments);
    let mut claims = Vec::with_capacity(sentences.len());
    for (sentence, attributed) in sentences.iter().zip(attributed) {
        let span = sentence.span;
        let weigher = Weigher {
            words,
            tokens: sentence.tokens.clone(),
            attributed,
            quoted: &quoted,
            mentions: take(&mut mentions, span, |mention| mention.span),
            quantities: take(&mut quantities, span, |quantity| quantity.span),
            moments: take(&mut moments, span, |moment| moment.span),
        };
        claims.push(weigher.claim());
    }
    claims
}

/// Takes from the front of `list` what begins before the end of `sentence`.
fn take<'r, T>(list: &mut &'r [T], sentence: Span, span: impl Fn(&T) -> Span) -> &'r [T] {
    let (inside, rest) = list.split_at(list.partition_point(|item| span(item).start < sentence.end));
    *list = rest;
    inside
}

struct Weigher<'r, 't> {
    words: &'r Words<'t>,
    tokens: Range<usize>,
    attributed: bool,
    /// By token of the whole text, whether it stands in a direct quotation.
    quoted: &'r [bool],
    mentions: &'r [Mention],
    quantities: &'r [Quantity],
    moments: &'r [Moment],
}

impl Weigher<'_, '_> {
    fn claim(&self) -> Claim {
        if let Some(reason) = self.dismissal() {
            return Claim { checkable: false, score: 0.0, reasons: vec![reason] };
        }
        let mut score: f32 = 0.25;
        let mut reasons = Vec::new();
        let mut add = |weight: f32, reason: &'static str| {
            score += weight;
            reasons.push(reason);
        };
        if self.has_figure() {
            add(0.35, "a figure");
        }
        if self.has_date() {
            add(0.1, "a date");
        }
        if self.has_superlative() {
            add(0.15, "a superlative");
        }
        if self.has_comparison() {
            add(0.1, "a comparison");
        }
        if !self.mentions.is_empty() {
            add(0.1, "a name");
        }
        if self.attributed {
            add(0.05, "an attribution");
        }
        if reasons.is_empty() {
            reasons.push("a statement");
        }
        Claim { checkable: true, score: score.min(1.0), reasons }
    }

    /// Why there is nothing to check, if so.
    fn dismissal(&self) -> Option<&'static str> {
        let words = self.words;
        let first = self.first_word()?;
        let count = self.tokens.clone().filter(|at| words.is_word(*at)).count();
        let numbers = self.quantities.len() + self.moments.len();
        if self.is_question() {
            return Some("a question");
        }
        if count < 3 && numbers == 0 || count == 0 {
            return Some("a fragment");
        }
        if words.listed(first, List::Signpost).is_some() && !self.attributed {
            return Some("a signpost");
        }
        if self.is_command(first) {
            return Some("a command");
        }
        if self.attributed {
            return None;
        }
        if self.unquoted().any(|at| words.listed(at, List::FirstPerson).is_some()) {
            return Some("a first-person opinion");
        }
        let figure = self.has_figure() || self.has_date();
        if words.is_any(first, &["suppose", "imagine"]) || self.is_hypothetical(first) && !figure {
            return Some("a hypothesis");
        }
        if !figure {
            if let Some(modal) = self.main_modal() {
                return Some(modal);
            }
            if self.main_listed(List::Prediction) {
                return Some("a prediction");
            }
            if self.main_listed(List::Interpretation) && !self.speaks_of_document() {
                return Some("an interpretation");
            }
            if self.is_evaluation(count) {
                return Some("an evaluation");
            }
        }
        if self.tokens.clone().take(14).any(|at| words.listed(at, List::Definition).is_some()) && !figure {
            return Some("a definition");
        }
        None
    }

    fn first_word(&self) -> Option<usize> {
        self.tokens
            .clone()
            .find(|at| matches!(self.words.kind(*at), Some(TokenKind::Word | TokenKind::Number)))
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
    }

    fn unquoted(&self) -> impl Iterator<Item = usize> {
        self.tokens.clone().filter(|at| !self.is_quoted(*at))
    }

    /// Whether the sentence ends in a question mark, closing marks aside. A question within a quotation that is not
    /// the whole sentence is the speaker's.
    fn is_question(&self) -> bool {
        let words = self.words;
        let last = self
            .tokens
            .clone()
            .rev()
            .find(|at| words.kind(*at) != Some(TokenKind::Quote) && !words.is_any(*at, &[")", "]", "*"]));
        let Some(last) = last.filter(|last| words.of(*last).starts_with('?')) else { return false };
        !self.is_quoted(last) || self.unquoted().all(|at| !words.is_word(at))
    }

    fn is_command(&self, first: usize) -> bool {
        let words = self.words;
        words.is_in(first, List::Imperative)
            && !words.is_possessive(first)
            && !self.attributed
            && !words.is_any(
                first + 1,
                &[
                    "is", "was", "are", "were", "has", "had", "of", "and", "in", "who", "said", "will", ",",
                    "'s",
                ],
            )
            && !words.is_capitalised(first + 1)
    }

    fn is_hypothetical(&self, first: usize) -> bool {
        self.words.is(first, "if")
            && self.unquoted().any(|at| self.words.is_any(at, &["would", "could", "might"]))
    }

    fn has_figure(&self) -> bool {
        self.quantities.iter().any(|quantity| {
            !matches!(
                quantity.kind,
                QuantityKind::Time
                    | QuantityKind::Label
                    | QuantityKind::Bare
                    | QuantityKind::Score
                    | QuantityKind::Age
            ) && (quantity.kind != QuantityKind::Count || quantity.value.is_none_or(|(low, _)| low > 2.0))
        })
    }

    fn has_date(&self) -> bool {
        self.moments.iter().any(|moment| {
            moment.kind.is_fixed() || matches!(moment.kind, MomentKind::Weekday(_) | MomentKind::Relative)
        })
    }

    fn has_superlative(&self) -> bool {
        let words = self.words;
        self.unquoted().any(|at| {
            let word = words.folded(at);
            word.len() > 5
                && word.ends_with("est")
                && words.is_any(at.wrapping_sub(1), &["the", "its", "his", "her", "their"])
                || word == "most" && words.is_any(at.wrapping_sub(1), &["the", "its", "world's"])
                || word == "first" && words.is(at.wrapping_sub(1), "the")
        })
    }

    fn has_comparison(&self) -> bool {
        let words = self.words;
        self.unquoted().any(|at| words.is(at, "than") && words.is_word(at.wrapping_sub(1)))
    }

    /// The tokens of the main clause up to its verb's neighbourhood: a leading "As …," or "While …," is passed over, and
    /// what follows a "that" or "which" is not reached.
    fn main_clause(&self) -> Range<usize> {
        const LEADS: &[&str] = &[
            "as", "while", "although", "though", "because", "since", "when", "despite", "after", "before",
            "if",
        ];
        const SUBORDINATES: &[&str] = &[
            "that", "which", "who", "whose", "whether", "where", "because", "while", "although", "though",
            "if", "when", "unless", "until", "as", "after", "before", "since", "so", "saying", "stating",
            "adding",
        ];
        let words = self.words;
        let mut start = self.tokens.start;
        if let Some(first) = self.first_word() {
            start = first;
            if words.is_any(first, LEADS)
                && let Some(comma) = (first..self.tokens.end).find(|at| words.is(*at, ","))
            {
                start = comma + 1;
            }
        }
        let end = (start + 1..self.tokens.end)
            .find(|at| {
                words.is_any(*at, SUBORDINATES)
                    && !(words.is(*at, "as")
                        && words.is_any(at.wrapping_sub(1), &["such", "serves", "serve"]))
            })
            .unwrap_or(self.tokens.end);
        start..end
    }

    /// "could", "may", "might" as the verb of the main clause.
    fn main_modal(&self) -> Option<&'static str> {
        let words = self.words;
        let clause = self.main_clause();
        for at in clause.filter(|at| !self.is_quoted(*at)) {
            if words.is_any(at, &["could", "might", "may"])
                && !words.is_capitalised(at)
                && words.is_word(at + 1)
            {
                // "could not" tells that something failed; "may not" forbids.
                return (!words.is_any(at + 1, &["not", "have"])).then_some("a possibility");
            }
            // Another verb comes first: the modal stands in something that depends on it.
            if words.is_any(
                at,
                &[
                    "is", "are", "was", "were", "has", "had", "have", "said", "says", "will", "would", "did",
                    "does",
                ],
            ) {
                return None;
            }
        }
        None
    }

    fn main_listed(&self, list: List) -> bool {
        let clause = self.main_clause();
        let words = self.words;
        // A leading "While it remains to be seen, …" counts as the sentence's own.
        let leading = self.tokens.start..clause.start;
        clause.into_iter().filter(|at| !self.is_quoted(*at)).any(|at| words.listed(at, list).is_some())
            || list == List::Prediction
                && leading.into_iter().any(|at| words.are(at, &["remains", "to", "be", "seen"]))
    }

    /// Whether the subject is a document or figures, which are facts to look up.
    fn speaks_of_document(&self) -> bool {
        self.tokens.clone().take(12).any(|at| {
            self.words.is_any(
                at,
                &[
                    "report",
                    "study",
                    "survey",
                    "poll",
                    "data",
                    "figures",
                    "statistics",
                    "document",
                    "documents",
                    "audit",
                    "lawsuit",
                    "letter",
                    "memo",
                    "filing",
                ],
            )
        })
    }

    /// "It was a bold move": a verdict and nothing to measure.
    fn is_evaluation(&self, count: usize) -> bool {
        let words = self.words;
        if count > 14 || !self.mentions.is_empty() && count > 8 {
            return false;
        }
        let copula = &[
            "is", "was", "are", "were", "be", "been", "seems", "seemed", "looks", "looked", "remains",
            "it's", "that's",
        ];
        self.unquoted().any(|at| {
            words.is_any(at, copula)
                && (at + 1..at + 5)
                    .take_while(|next| {
                        words.is_in(*next, List::Evaluation)
                            || words.is_any(
                                *next,
                                &[
                                    "a", "an", "the", "not", "very", "so", "truly", "quite", "as", "rather",
                                    "really", "too", "more", "most", "also", "such", "one", "of", "both",
                                ],
                            )
                    })
                    .any(|next| words.is_in(next, List::Evaluation))
        })
    }
}
