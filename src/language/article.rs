//! What ties the readings of one article together: who speaks each quotation.
//!
//! A [`Reading`] knows only its own block; whatever takes a look at the paragraph before is worked out here, for the
//! whole article at once.

mod names;
mod speaker;

use std::sync::Arc;

pub use names::Named;

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
}

/// The answers, by block and by the place in the lists of its [`Reading`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Who speaks each quotation, as written nearest to it.
    pub speakers: Vec<Vec<Option<Place>>>,
    /// For each attribution whose source is an anaphor, the words it stands for, where that is safe.
    pub antecedents: Vec<Vec<Option<Place>>>,
    /// The names of each block, in order: its mentions, with what the whole article tells of them, and those that only
    /// the article shows to be names.
    pub names: Vec<Vec<Named>>,
}

impl Article {
    /// Works out what the readings of an article's blocks, in order, say together.
    pub fn of(parts: &[Part<'_>]) -> Self {
        Article {
            speakers: speaker::speakers(parts),
            antecedents: parts.iter().map(|part| vec![None; part.reading.attributions.len()]).collect(),
            names: names::names(parts),
        }
    }

    /// Who speaks a quotation, given by its block and its place in the reading.
    pub fn speaker(&self, block: usize, quotation: usize) -> Option<Place> {
        *self.speakers.get(block)?.get(quotation)?
    }

    /// Whom an attribution's pronoun or short name stands for.
    pub fn antecedent(&self, block: usize, attribution: usize) -> Option<Place> {
        *self.antecedents.get(block)?.get(attribution)?
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
}
