//! Figures that the article has a source for already: the same figure of the same thing, and the answers of a poll
//! that it is telling of.

use std::collections::HashSet;

use crate::language::{Quantity, QuantityKind, Reading};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::guard::words;
use crate::rules::place::is_own_prose;
use crate::text::Span;

/// How many sentences after a poll or one of its answers the next answer still needs no source of its own.
const RUN: usize = 4;

/// How many words two sentences must share to speak of the same thing.
const SHARED: usize = 2;

/// A block and a sentence of it.
type At = (usize, usize);

/// One figure with a source.
struct Figure {
    kind: QuantityKind,
    value: (f64, f64),
    at: At,
    about: HashSet<String>,
}

/// The figures that have a source, and where polls are told of.
pub(super) struct Known {
    figures: Vec<Figure>,
    answers: HashSet<At>,
    lede: Option<usize>,
}

impl Known {
    /// Reads the article for them.
    pub fn of(context: &Context<'_>) -> Self {
        let mut known = Known { figures: Vec::new(), answers: HashSet::new(), lede: None };
        let mut run = 0;
        for (block, prose, reading) in context.blocks() {
            if !is_own_prose(&prose.kind) {
                continue;
            }
            if known.lede.is_none() && prose.kind == BlockKind::Paragraph {
                known.lede = Some(block);
            }
            for (number, sentence) in reading.sentences.iter().enumerate() {
                let at = (block, number);
                let text = sentence.span.of(&prose.text);
                let supported =
                    context.support.get(block, number).is_some_and(|supported| supported.is_backed());
                let sourced =
                    supported || reading.attributions_of(number).iter().any(|it| it.is_own() && it.vouches());
                let attributed = reading.attributions_of(number).iter().any(|it| it.is_own());
                run = if (attributed || supported) && tells_of_poll(text) {
                    RUN
                } else if run > 0 && is_answer(reading, sentence.span) {
                    known.answers.insert(at);
                    RUN
                } else {
                    run.saturating_sub(1)
                };
                if !sourced {
                    continue;
                }
                let from = reading.quantities.partition_point(|it| it.span.start < sentence.span.start);
                let mut here = reading.quantities[from..]
                    .iter()
                    .take_while(|quantity| quantity.span.start < sentence.span.end)
                    .peekable();
                if here.peek().is_none() {
                    continue;
                }
                let about = about(text);
                known.figures.extend(here.filter_map(|quantity| {
                    let value = quantity.value?;
                    Some(Figure { kind: quantity.kind, value, at, about: about.clone() })
                }));
            }
        }
        known
    }

    /// Whether the figure, of sentence `at` with these words, has a source earlier, or later if this is the opening
    /// (R7).
    pub fn has(&self, at: At, quantity: &Quantity, sentence: &str) -> bool {
        if is_share(quantity.kind) && self.answers.contains(&at) {
            return true;
        }
        let Some(value) = quantity.value else { return false };
        let same = |figure: &&Figure| {
            figure.kind == quantity.kind
                && figure.value == value
                && (figure.at < at || self.lede == Some(at.0) && figure.at > at)
        };
        let mut same = self.figures.iter().filter(same).peekable();
        same.peek().is_some() && {
            let about = about(sentence);
            same.any(|figure| figure.about.intersection(&about).count() >= SHARED)
        }
    }
}

fn tells_of_poll(sentence: &str) -> bool {
    const POLLS: [&str; 9] =
        ["poll", "polls", "survey", "surveys", "surveyed", "respondents", "pollsters", "pollster", "polling"];
    words(sentence).any(|word| POLLS.iter().any(|poll| word.eq_ignore_ascii_case(poll)))
}

/// Whether the sentence gives a share: after a poll has been told of, the shares are its answers.
fn is_answer(reading: &Reading, sentence: Span) -> bool {
    let from = reading.quantities.partition_point(|quantity| quantity.span.start < sentence.start);
    reading.quantities[from..]
        .iter()
        .take_while(|quantity| quantity.span.start < sentence.end)
        .any(|quantity| is_share(quantity.kind))
}

const fn is_share(kind: QuantityKind) -> bool {
    matches!(kind, QuantityKind::Percent | QuantityKind::Fraction)
}

/// What a sentence is about: its longer words, each by its first letters, so that "bridges" is "bridge".
fn about(sentence: &str) -> HashSet<String> {
    const EMPTY: [&str; 16] = [
        "about", "after", "before", "their", "there", "which", "where", "would", "could", "percent",
        "million", "billion", "thousand", "during", "under", "while",
    ];
    words(sentence)
        .filter(|word| word.chars().count() >= 5 && !word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .map(|word| word.chars().take(6).collect())
        .collect()
}
