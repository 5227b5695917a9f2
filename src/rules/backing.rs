//! Turns of phrase in their place, and whether anything answers for them.

use std::collections::HashMap;

use super::context::Context;
use super::edits::{end_of_words, fix};
use super::finding::{Finding, Fix, FixKind, Subject};
use super::place::{is_own_prose, is_unfinished};
use super::registry::Meta;
use crate::citations::Supported;
use crate::citations::support::ReachRule;
use crate::language::{Reading, Turn, TurnKind};
use crate::prose::{Block, BlockKind};
use crate::text::{Edit, Span};

/// Whether anything answers for the sentence: a citation or a named source in reach, any attribution of its own (a
/// weak one is a finding of another rule), or that it asserts nothing.
pub(super) fn is_backed(context: &Context<'_>, (block, sentence): (usize, usize)) -> bool {
    let Some(reading) = context.readings.get(block) else { return true };
    let supported = context.support.get(block, sentence).is_some_and(Supported::is_backed);
    let attributed = reading.attributions_of(sentence).iter().any(|it| it.is_own());
    let asserts = reading.claims.get(sentence).is_none_or(|claim| claim.checkable);
    supported || attributed || !asserts
}

/// A turn of phrase in the writer's own running text.
#[derive(Clone, Copy)]
pub(super) struct Turned<'a> {
    /// Index of the block.
    pub block: usize,
    /// The block.
    pub prose: &'a Block,
    /// Its reading.
    pub reading: &'a Reading,
    /// The turn.
    pub turn: &'a Turn,
}

/// Every turn of the kinds that `is` picks: in running text, and in a sentence nobody has marked as unfinished.
pub(super) fn turned<'a>(
    context: &Context<'a>,
    is: fn(TurnKind) -> bool,
) -> impl Iterator<Item = Turned<'a>> {
    context.blocks().filter(|(_, block, _)| is_own_prose(&block.kind)).flat_map(
        move |(block, prose, reading)| {
            reading
                .turns
                .iter()
                .filter(move |turn| is(turn.kind) && !is_unfinished(prose, reading, turn.sentence))
                .map(move |turn| Turned { block, prose, reading, turn })
        },
    )
}

impl<'a> Turned<'a> {
    /// Its sentence, as findings name it.
    pub fn sentence(&self) -> (usize, usize) {
        (self.block, self.turn.sentence)
    }

    /// The words of its turn.
    pub fn words(&self) -> &'a str {
        self.turn.span.of(&self.prose.text)
    }

    /// Its sentence's span in the block.
    pub fn sentence_span(&self) -> Span {
        self.reading.sentences.get(self.turn.sentence).map_or(self.turn.span, |sentence| sentence.span)
    }

    /// Whether the sentence asks, commands or guides the reader, and so claims nothing.
    pub fn is_idle(&self) -> bool {
        self.reading.claims.get(self.turn.sentence).is_some_and(|claim| {
            claim.reasons.iter().any(|reason| {
                matches!(*reason, "a question" | "a command" | "a signpost" | "a hypothesis" | "a fragment")
            })
        })
    }

    /// Whether a citation reaches the sentence.
    pub fn is_cited(&self, context: &Context<'_>) -> bool {
        let (block, sentence) = self.sentence();
        context.support.get(block, sentence).is_some_and(|supported| supported.citation.is_some())
    }

    /// Whether a citation or a source answers for the sentence. A turn whose own verb was read as an attribution
    /// ("the offer signals") does not answer for itself.
    pub fn is_answered(&self, context: &Context<'_>) -> bool {
        let (block, sentence) = self.sentence();
        let elsewhere = context.support.get(block, sentence).is_some_and(|supported| {
            supported.citation.is_some()
                || supported.attribution.is_some_and(|backer| backer.rule != ReachRule::Own)
        });
        elsewhere
            || self
                .reading
                .attributions_of(sentence)
                .iter()
                .any(|one| one.is_own() && !one.cue.overlaps(self.turn.span))
    }

    /// The finding of a rule here.
    pub fn finding(&self, context: &Context<'_>, meta: &Meta, message: String) -> Finding {
        Finding {
            rule: meta.id,
            span: context.source(self.block, self.turn.span),
            severity: meta.severity,
            message,
            related: Vec::new(),
            subject: Subject {
                sentence: Some(self.sentence()),
                words: Some(self.words().to_string()),
                ..Subject::default()
            },
        }
    }
}

/// The turn a finding came from.
pub(super) fn turn_of<'a>(
    context: &Context<'a>,
    finding: &Finding,
    is: fn(TurnKind) -> bool,
) -> Option<Turned<'a>> {
    let (block, sentence) = finding.subject.sentence?;
    let prose = context.page.blocks.get(block)?;
    let reading = context.readings.get(block)?.as_ref();
    let turn = reading.turns.iter().find(|turn| {
        turn.sentence == sentence && is(turn.kind) && context.source(block, turn.span) == finding.span
    })?;
    Some(Turned { block, prose, reading, turn })
}

/// A block and a sentence of it.
type At = (usize, usize);

/// What is said with support somewhere in the article: the same again needs no source (R7 for the opening).
pub(super) struct Sourced {
    /// By what is claimed, the first and the last sentence that is backed.
    said: HashMap<String, (At, At)>,
    lede: Option<usize>,
}

/// The most bytes of an opening paragraph.
const LEDE: usize = 2000;

impl Sourced {
    /// Collects the turns of one kind that are backed.
    pub fn of(context: &Context<'_>, is: fn(TurnKind) -> bool) -> Self {
        let mut said: HashMap<String, (At, At)> = HashMap::new();
        for turned in turned(context, is).filter(|turned| is_backed(context, turned.sentence())) {
            let at = turned.sentence();
            said.entry(turned.claim()).or_insert((at, at)).1 = at;
        }
        let mut paragraphs =
            context.page.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph);
        let first = paragraphs.next().filter(|(_, block)| block.text.len() <= LEDE);
        let lede = first.filter(|_| paragraphs.next().is_some()).map(|(index, _)| index);
        Sourced { said, lede }
    }

    /// Whether a backed sentence before this one says the same, or, for the opening, one after it.
    pub fn has(&self, turned: &Turned<'_>) -> bool {
        self.said.get(&turned.claim()).is_some_and(|(first, last)| {
            *first < turned.sentence() || self.lede == Some(turned.block) && *last > turned.sentence()
        })
    }
}

impl Turned<'_> {
    /// What the turn claims, for comparison: its words and the next one, without articles.
    fn claim(&self) -> String {
        let text = &self.prose.text;
        let next = text[self.turn.span.end..].split_whitespace().next().unwrap_or_default();
        let words = self
            .words()
            .split_whitespace()
            .chain([next])
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        let words: Vec<String> =
            words.filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "")).collect();
        words.join(" ")
    }
}

/// The fix that adds a source at the end of a sentence: ", according to TK NAME, TK TITLE".
pub(super) fn attribute_at_end(
    context: &Context<'_>,
    (block, sentence): (usize, usize),
    to: &str,
) -> Option<Fix> {
    let prose = context.page.blocks.get(block)?;
    let span = context.readings.get(block)?.sentences.get(sentence)?.span;
    let end = end_of_words(&prose.text, span)?;
    let at = context.source(block, Span::new(span.start, end)).end;
    fix(
        FixKind::Attribute,
        format!("Attribute: say who — “according to {to}”"),
        vec![Edit::insert(at, format!(", according to {to}"))],
    )
}
