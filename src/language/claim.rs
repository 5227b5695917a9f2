//! Which sentences assert something checkable (DOMAIN.md §4.1, Q1).

use std::ops::Range;
use std::sync::LazyLock;

use super::attribution::Attribution;
use super::hedge::Hedge;
use super::lexicon::List;
use super::mention::Mention;
use super::model::shape::Shape;
use super::model::{Model, Part, Sink};
use super::moment::{Moment, MomentKind};
use super::quantity::{Quantity, QuantityKind};
use super::quotation::Quotation;
use super::reading::Reading;
use super::sentence::Sentence;
use super::token::TokenKind;
use super::words::Words;
use crate::text::Span;

/// What one sentence claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Whether there is a claim to check at all.
    pub checkable: bool,
    /// How much it asks to be checked, from 0 to 1: how likely people would say that it is worth checking. A linear
    /// model tells, from the words and the reasons.
    pub score: f32,
    /// Why, in words a person can read: "a figure", "a superlative", "a question".
    pub reasons: Vec<&'static str>,
}

/// How much words speak for a sentence that is worth checking. `benches/accuracy/train.rs` made it.
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::of(include_str!("model/claims.weights")));

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
    /// Words that leave it open whether something is so.
    pub hedges: &'r [Hedge],
}

/// Weighs each sentence: one claim for each.
pub fn claims(words: &Words<'_>, sentences: &[Sentence], evidence: Evidence<'_>) -> Vec<Claim> {
    let mut claims = Vec::with_capacity(sentences.len());
    each(words, sentences, evidence, |weigher| {
        let mut claim = weigher.claim();
        let mut tally = MODEL.tally();
        weigher.show(&claim, &mut tally);
        claim.score = tally.probability();
        claims.push(claim);
    });
    claims
}

/// Shows a sink what the model sees of a text, all its sentences together: an example to train with.
pub fn show(text: &str, reading: &Reading, sink: &mut impl Sink) {
    let words = Words::new(text, &reading.tokens);
    each(&words, &reading.sentences, Evidence::of(reading), |weigher| weigher.show(&weigher.claim(), sink));
}

/// Gathers what stands in each sentence.
fn each(
    words: &Words<'_>,
    sentences: &[Sentence],
    evidence: Evidence<'_>,
    mut tell: impl FnMut(&Weigher<'_, '_>),
) {
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
    let (mut quotations, mut hedges) = (evidence.quotations, evidence.hedges);
    for (sentence, attributed) in sentences.iter().zip(attributed) {
        let span = sentence.span;
        let quotations = take(&mut quotations, span, |quotation| quotation.span);
        tell(&Weigher {
            words,
            tokens: sentence.tokens.clone(),
            attributed,
            quoted: &quoted,
            speaks: quotations.iter().any(|quotation| quotation.speech),
            hedged: !take(&mut hedges, span, |hedge| hedge.span).is_empty(),
            mentions: take(&mut mentions, span, |mention| mention.span),
            quantities: take(&mut quantities, span, |quantity| quantity.span),
            moments: take(&mut moments, span, |moment| moment.span),
        });
    }
}

impl<'r> Evidence<'r> {
    /// What a reading holds.
    pub fn of(reading: &'r Reading) -> Self {
        Evidence {
            quotations: &reading.quotations,
            mentions: &reading.mentions,
            quantities: &reading.quantities,
            moments: &reading.moments,
            attributions: &reading.attributions,
            hedges: &reading.hedges,
        }
    }
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
    /// Whether someone is quoted speaking.
    speaks: bool,
    /// Whether a word leaves it open.
    hedged: bool,
    mentions: &'r [Mention],
    quantities: &'r [Quantity],
    moments: &'r [Moment],
}

impl Weigher<'_, '_> {
    /// Whether there is a claim, and why; the score is still to come.
    fn claim(&self) -> Claim {
        let dismissal = self.dismissal();
        let signs = [
            (self.has_figure(), "a figure"),
            (self.has_date(), "a date"),
            (self.has_superlative(), "a superlative"),
            (self.has_comparison(), "a comparison"),
            (self.has_listed(List::Change), "a change"),
            (self.has_listed(List::Cause), "a cause"),
            (!self.mentions.is_empty(), "a name"),
            (self.speaks, "a quotation"),
            (self.attributed, "an attribution"),
            (self.hedged, "a hedge"),
        ];
        let checkable = dismissal.is_none();
        let signs = signs.into_iter().filter(|(shown, _)| *shown && checkable).map(|(_, reason)| reason);
        let mut reasons: Vec<&'static str> = dismissal.into_iter().chain(signs).collect();
        if reasons.is_empty() {
            reasons.push("a statement");
        }
        Claim { checkable, score: 0.0, reasons }
    }

    /// Shows a sink the words and the reasons.
    fn show(&self, claim: &Claim, sink: &mut impl Sink) {
        let shape = Shape {
            words: self.words,
            tokens: self.tokens.clone(),
            mentions: self.mentions,
            quantities: self.quantities,
            moments: self.moments,
        };
        shape.show(sink);
        for reason in &claim.reasons {
            let mut parts = [Part::of(""); 3];
            let mut count = 0;
            for (part, word) in parts.iter_mut().zip(reason.split(' ')) {
                *part = Part::of(word);
                count += 1;
            }
            sink.feature('k', &parts[..count]);
        }
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

    fn has_listed(&self, list: List) -> bool {
        self.tokens.clone().any(|at| self.words.listed(at, list).is_some())
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
