//! R7: the opening may be bare where the body supports the same fact.

use std::collections::{HashMap, HashSet};

use super::{Scales, Status, Supported};
use crate::language::{MentionKind, Quantity, QuantityKind, Reading, TokenKind};
use crate::prose::{Block, BlockKind};
use crate::text::Span;

/// The most bytes of an opening paragraph.
const LONGEST: usize = 2000;

/// A figure as two sentences can share it.
type Figure = (QuantityKind, u64, u64);

/// Gives each bare sentence of the opening the sentence of the body that supports the same fact.
pub(super) fn excuse(scales: &Scales<'_>, blocks: &mut [Vec<Supported>]) {
    let opening = opening(scales);
    let Some(last) = opening.last().copied() else { return };
    let bare: Vec<(usize, usize)> = opening
        .iter()
        .flat_map(|&block| (0..blocks[block].len()).map(move |sentence| (block, sentence)))
        .filter(|&(block, sentence)| {
            let supported = &blocks[block][sentence];
            supported.status == Status::Unsourced
                && !supported.is_backed()
                && !accuses(scales, block, sentence)
        })
        .collect();
    if bare.is_empty() {
        return;
    }
    let body = Body::of(scales, blocks, last + 1);
    for (block, sentence) in bare {
        let Some(at) = body.supports(scales, block, sentence) else { continue };
        let status = blocks[at.0][at.1].status;
        let away = at.0 - block;
        let paragraphs = if away == 1 { "one paragraph".to_owned() } else { format!("{away} paragraphs") };
        let supported = &mut blocks[block][sentence];
        supported.status = status;
        supported.because =
            format!("the opening may be bare: the body has it with its source, {paragraphs} later (R7)");
        supported.body = Some(at);
    }
}

/// The first paragraph, with the deck before it where there is one, if the page goes on after it.
fn opening(scales: &Scales<'_>) -> Vec<usize> {
    let blocks = &scales.page.blocks;
    let mut paragraphs =
        (0..blocks.len().min(scales.readings.len())).filter(|at| blocks[*at].kind == BlockKind::Paragraph);
    let Some(first) = paragraphs.next() else { return Vec::new() };
    let Some(second) = paragraphs.next() else { return Vec::new() };
    let fits = |at: usize| blocks[at].text.len() <= LONGEST;
    let deck = blocks[first].emphasis.iter().any(|span| span.len() + 4 >= blocks[first].text.len());
    match (deck, paragraphs.next()) {
        (true, Some(_)) if fits(first) && fits(second) => vec![first, second],
        _ if fits(first) => vec![first],
        _ => Vec::new(),
    }
}

/// Whether a sentence accuses: then the opening is excused by nothing.
fn accuses(scales: &Scales<'_>, block: usize, sentence: usize) -> bool {
    const STEMS: &[&str] = &[
        "accus", "alleg", "fraud", "brib", "corrupt", "abus", "rape", "murder", "embezzl", "launder",
        "assault", "harass", "illegal", "unlawful", "crimin", "guilty", "theft", "stole",
    ];
    let words = words(scales, block, sentence);
    words.split(|c: char| !c.is_alphabetic()).any(|word| {
        STEMS.iter().any(|stem| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem)))
    })
}

fn words<'a>(scales: &Scales<'a>, block: usize, sentence: usize) -> &'a str {
    let text = &scales.page.blocks[block].text;
    scales.readings[block].sentences.get(sentence).map_or("", |sentence| sentence.span.of(text))
}

/// The sentences of the body that are sourced or attributed.
struct Body<'a> {
    figures: HashMap<Figure, Vec<(usize, usize)>>,
    subjects: HashMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Body<'a> {
    fn of(scales: &Scales<'a>, blocks: &[Vec<Supported>], from: usize) -> Self {
        let mut body = Body { figures: HashMap::new(), subjects: HashMap::new() };
        for (block, sentences) in blocks.iter().enumerate().skip(from) {
            let prose = &scales.page.blocks[block];
            if !matches!(prose.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            let supported = |sentence: usize| {
                sentences
                    .get(sentence)
                    .is_some_and(|it| matches!(it.status, Status::Sourced | Status::Attributed))
            };
            let reading: &Reading = &scales.readings[block];
            for quantity in &reading.quantities {
                let sentence = reading.sentence_at(quantity.span.start).unwrap_or_default();
                if supported(sentence)
                    && let Some(figure) = figure(quantity)
                {
                    body.figures.entry(figure).or_default().push((block, sentence));
                }
            }
            for sentence in (0..sentences.len()).filter(|sentence| supported(*sentence)) {
                if let Some(subject) = subject(scales, block, sentence) {
                    body.subjects.entry(subject).or_default().push((block, sentence));
                }
            }
        }
        body
    }

    /// The sentence that has every figure of the given one, or without figures its subject and most of its words.
    fn supports(&self, scales: &Scales<'_>, block: usize, sentence: usize) -> Option<(usize, usize)> {
        let reading: &Reading = &scales.readings[block];
        let span = reading.sentences.get(sentence)?.span;
        let inside =
            |quantity: &&Quantity| span.covers(quantity.span) && !reading.is_quoted(quantity.span.start);
        let figures: Vec<Figure> = reading.quantities.iter().filter(inside).filter_map(figure).collect();
        if !figures.is_empty() {
            let places =
                figures.iter().map(|figure| self.figures.get(figure).and_then(|places| places.first()));
            return places.collect::<Option<Vec<_>>>()?.first().map(|place| **place);
        }
        let mine = stems(words(scales, block, sentence));
        let near = |place: &&(usize, usize)| {
            let other = stems(words(scales, place.0, place.1));
            let shared = mine.iter().filter(|stem| other.contains(*stem)).count();
            shared >= 4 && 2 * shared >= mine.len()
        };
        self.subjects.get(subject(scales, block, sentence)?)?.iter().find(near).copied()
    }
}

/// A figure that says how much: not an age, a label or a small count.
fn figure(quantity: &Quantity) -> Option<Figure> {
    let (low, high) = quantity.value?;
    let counts = match quantity.kind {
        QuantityKind::Time
        | QuantityKind::Label
        | QuantityKind::Bare
        | QuantityKind::Score
        | QuantityKind::Age => false,
        QuantityKind::Count => quantity.scaled || low >= 10.0,
        _ => true,
    };
    counts.then(|| (quantity.kind, low.to_bits(), high.to_bits()))
}

/// The name with which a sentence opens, the full one where it is known.
fn subject<'a>(scales: &Scales<'a>, block: usize, sentence: usize) -> Option<&'a str> {
    let reading: &Reading = &scales.readings[block];
    let span: Span = reading.sentences.get(sentence)?.span;
    let names = scales.article.names.get(block)?;
    let named = names.get(names.partition_point(|named| named.span.start < span.start))?;
    let opens = named.span.start < span.start + 24 && named.kind != MentionKind::Place;
    let text: &Block = scales.page.blocks.get(named.full.map_or(block, |full| full.block))?;
    (opens && named.span.end <= span.end)
        .then(|| named.full.map_or(named.span, |full| full.span).of(&text.text))
}

/// The weighty words of a sentence, cut to their stems.
fn stems(sentence: &str) -> HashSet<String> {
    const LONG: usize = 4;
    crate::language::token::tokens(sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.of(sentence).to_lowercase())
        .filter(|word| word.chars().count() >= LONG)
        .filter(|word| {
            !matches!(
                word.as_str(),
                "that"
                    | "this"
                    | "with"
                    | "from"
                    | "have"
                    | "been"
                    | "will"
                    | "said"
                    | "were"
                    | "they"
                    | "their"
                    | "which"
            )
        })
        .map(|word| word.chars().take(5).collect())
        .collect()
}
