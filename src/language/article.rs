//! What ties the readings of one article together: who speaks each quotation.
//!
//! A [`Reading`] knows only its own block; whatever takes a look at the paragraph before is worked out here, for the
//! whole article at once.

mod antecedent;
mod clause;
mod names;
mod speaker;

use std::sync::Arc;

pub use names::Named;

use super::attribution::SourceKind;
use super::mention::MentionKind;
use super::reading::Reading;
use crate::text::Span;

/// Words in one block of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the block.
    pub block: usize,
    /// Bytes of that block's text.
    pub span: Span,
}

/// One block as the article sees it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The block's text.
    pub text: &'a str,
    /// What was read in it.
    pub reading: &'a Arc<Reading>,
    /// Whether something stands before it that no reference crosses: a heading, a block quote's edge, a break.
    pub apart: bool,
    /// Whether it is quoted as a block: someone else's words, without marks.
    pub quote: bool,
}

/// The answers, by block and by the place in the lists of its [`Reading`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Who speaks each quotation, as written nearest to it.
    pub speakers: Vec<Vec<Option<Place>>>,
    /// Who speaks each block that is quoted as a block, where a line signs it or the words before it lead in.
    pub block_speakers: Vec<Option<Place>>,
    /// For each attribution whose source is an anaphor, the words it stands for, where that is safe.
    pub antecedents: Vec<Vec<Option<Place>>>,
    /// The kind of each attribution's source: for an anaphor that of its antecedent.
    pub kinds: Vec<Vec<SourceKind>>,
    /// The names of each block, in order: its mentions, with what the whole article tells of them, and those that only
    /// the article shows to be names.
    pub names: Vec<Vec<Named>>,
}

impl Article {
    /// Works out what the readings of an article's blocks, in order, say together.
    pub fn of(parts: &[Part<'_>]) -> Self {
        let names = names::names(parts);
        let (antecedents, kinds) = antecedent::resolve(parts, &names)
            .into_iter()
            .map(|resolved| (resolved.places, resolved.kinds))
            .unzip();
        Article {
            speakers: speaker::speakers(parts),
            block_speakers: speaker::block_speakers(parts),
            antecedents,
            kinds,
            names,
        }
    }

    /// Who speaks a quotation, given by its block and its place in the reading.
    pub fn speaker(&self, block: usize, quotation: usize) -> Option<Place> {
        *self.speakers.get(block)?.get(quotation)?
    }

    /// Who speaks a block that is quoted as a block.
    pub fn block_speaker(&self, block: usize) -> Option<Place> {
        *self.block_speakers.get(block)?
    }

    /// Whether a block is only the name that signs the quotation above it: "— Ana Ruiz".
    pub fn is_signature(&self, block: usize) -> bool {
        let Some(before) = block.checked_sub(1) else { return false };
        let signs = |place: &Option<Place>| place.is_some_and(|place| place.block == block);
        let quoted = self.speakers.get(before).is_some_and(|speakers| speakers.iter().any(signs));
        quoted || self.block_speakers.get(before).is_some_and(signs)
    }

    /// Whom an attribution's pronoun or short name stands for.
    pub fn antecedent(&self, block: usize, attribution: usize) -> Option<Place> {
        *self.antecedents.get(block)?.get(attribution)?
    }

    /// The kind of an attribution's source, given by its block and its place in the reading; for an anaphor that of its
    /// antecedent where one is safe.
    pub fn kind(&self, block: usize, attribution: usize) -> Option<SourceKind> {
        self.kinds.get(block)?.get(attribution).copied()
    }

    /// The first full mention of what a short name names.
    pub fn first_mention(&self, block: usize, mention: usize) -> Option<Place> {
        self.named(block, mention)?.full
    }

    /// What the article knows of a mention, given by its block and its place in the reading.
    pub fn named(&self, block: usize, mention: usize) -> Option<&Named> {
        // Names that are no mentions only push it back.
        self.names.get(block)?.get(mention..)?.iter().find(|named| named.mention == Some(mention))
    }

    /// The attribution whose source stands at a place.
    pub fn attribution_at(&self, readings: &[Arc<Reading>], place: Place) -> Option<usize> {
        let reading = readings.get(place.block)?;
        let sentence = reading.sentence_at(place.span.start)?;
        let from = reading.attributions.partition_point(|attribution| attribution.sentence < sentence);
        let of_sentence = reading.attributions[from..].iter().take_while(|it| it.sentence == sentence);
        let at = of_sentence
            .enumerate()
            .find(|(_, it)| it.source.is_some_and(|source| source.overlaps(place.span)))
            .map(|(at, _)| at)?;
        Some(from + at)
    }

    /// How well identified the source at a place is.
    pub fn kind_at(&self, readings: &[Arc<Reading>], place: Place) -> SourceKind {
        if let Some(kind) = self.attribution_at(readings, place).and_then(|at| self.kind(place.block, at)) {
            return kind;
        }
        let names = self.names.get(place.block).map_or(&[][..], Vec::as_slice);
        let at = names.partition_point(|named| named.span.end <= place.span.start);
        match names.get(at).filter(|named| named.span.start < place.span.end).map(|named| named.kind) {
            Some(MentionKind::Outlet) => SourceKind::Outlet,
            Some(MentionKind::Document) => SourceKind::Document,
            Some(MentionKind::Organisation | MentionKind::Place) => SourceKind::Organisation,
            Some(MentionKind::Person | MentionKind::Unknown) => SourceKind::Person,
            None => SourceKind::Anaphor,
        }
    }
}
