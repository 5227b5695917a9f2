//! How far a citation reaches, and the status of each claim (DOMAIN.md §4).

mod caption;
mod decide;
mod flow;
mod lede;
mod source_list;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::reference::Citation;
use crate::language::article::Place;
use crate::language::{Article, Reading, SourceKind};
use crate::prose::{CitationForm, Page};

/// How far a citation or an attribution flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Its own sentence.
    Sentence,
    /// Its own sentence, and the next ones while they continue the same source.
    #[default]
    Flow,
    /// Its whole paragraph.
    Paragraph,
}

/// The rule of DOMAIN.md §4.2 by which something is in reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReachRule {
    /// R1: its own sentence.
    Own,
    /// R2: an earlier sentence whose citation goes on with the source.
    Forward,
    /// R3: a mark that closes the paragraph.
    Backward,
    /// R4: a quotation takes its speaker from the sentence beside it, or from the quotation before it.
    Beside,
    /// R5: the list's lead-in.
    LeadIn,
    /// R6: the caption or the "Source:" line of a table or figure.
    Caption,
    /// R10: an earlier sentence whose source goes on.
    Onward,
    /// The whole paragraph, where the setting says so.
    Paragraph,
}

impl ReachRule {
    /// The rule's number in DOMAIN.md §4.2, as hovers show it.
    pub const fn name(self) -> &'static str {
        match self {
            ReachRule::Own => "R1",
            ReachRule::Forward => "R2",
            ReachRule::Backward => "R3",
            ReachRule::Beside => "R4",
            ReachRule::LeadIn => "R5",
            ReachRule::Caption => "R6",
            ReachRule::Onward => "R10",
            ReachRule::Paragraph => "paragraph",
        }
    }
}

/// Who vouches for a claim, in one word (DOMAIN.md §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is paper in reach.
    Sourced,
    /// Someone named says so, without paper.
    Attributed,
    /// An unnamed source says so.
    Anonymous,
    /// A group, a rumour or nobody says so.
    Vague,
    /// The writer says so.
    Unsourced,
    /// There is nothing to check.
    NotCheckable,
}

impl Status {
    /// The lower-case name, as in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Sourced => "sourced",
            Status::Attributed => "attributed",
            Status::Anonymous => "anonymous",
            Status::Vague => "vague",
            Status::Unsourced => "unsourced",
            Status::NotCheckable => "not-checkable",
        }
    }

    /// The sign that stands for it in hovers and reports.
    pub const fn sign(self) -> char {
        match self {
            Status::Sourced => '●',
            Status::Attributed => '◐',
            Status::Anonymous => '◆',
            Status::Vague => '◇',
            Status::Unsourced => '○',
            Status::NotCheckable => '·',
        }
    }
}

/// Someone who answers for a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backer {
    /// The words that name them; none when the words are not in the prose.
    pub source: Option<Place>,
    /// How well identified they are, a pronoun by whom it stands for.
    pub kind: SourceKind,
    /// By which rule they are in reach.
    pub rule: ReachRule,
}

/// What is in reach of one sentence.
#[derive(Clone, Debug)]
pub struct Supported {
    /// Its status.
    pub status: Status,
    /// Why, in words.
    pub because: String,
    /// The citation in reach, as an index of the resolved citations, and by which rule.
    pub citation: Option<(usize, ReachRule)>,
    /// Who answers for it: in its own sentence of any kind but a hidden one, from elsewhere only someone identified
    /// or whoever speaks the quotation.
    pub attribution: Option<Backer>,
    /// For a sentence of the opening that is bare itself, the sentence of the body that supports the same fact, by
    /// block and sentence (R7).
    pub body: Option<(usize, usize)>,
}

impl Supported {
    /// Whether anything in reach answers for the sentence.
    pub fn is_backed(&self) -> bool {
        self.citation.is_some() || self.attribution.is_some() || self.body.is_some()
    }
}

/// The support of every sentence of the page, by block and sentence.
#[derive(Clone, Debug, Default)]
pub struct Support {
    /// In the order of the page's blocks and their sentences.
    pub blocks: Vec<Vec<Supported>>,
    /// The heading, by block, of a list of sources at the end that no mark in the text points to: it supports nothing
    /// (R9).
    pub source_list: Option<usize>,
}

impl Support {
    /// The support of one sentence.
    pub fn get(&self, block: usize, sentence: usize) -> Option<&Supported> {
        self.blocks.get(block)?.get(sentence)
    }
}

/// All that is weighed: the page, what it says, what ties it together, what it cites.
#[derive(Clone, Copy)]
struct Scales<'a> {
    page: &'a Page,
    readings: &'a [Arc<Reading>],
    article: &'a Article,
    citations: &'a [Citation],
}

/// Weighs what backs each sentence of the page.
pub fn weigh(
    page: &Page,
    readings: &[Arc<Reading>],
    article: &Article,
    citations: &[Citation],
    reach: Reach,
) -> Support {
    let scales = Scales { page, readings, article, citations };
    let marks = scales.marks();
    let captions = caption::captions(&scales, &marks);
    let listed = source_list::listed(&scales);
    let references = decide::references(&scales);
    let mut blocks: Vec<Vec<Supported>> = (0..page.blocks.len().min(readings.len()))
        .map(|block| {
            let reached = flow::flow(&scales, block, &marks, &captions[block], reach);
            decide::decide(&scales, block, &reached, &captions[block], &listed, &references)
        })
        .collect();
    lede::excuse(&scales, &mut blocks);
    Support { blocks, source_list: listed.heading }
}

/// A citation that stands in a sentence.
#[derive(Clone, Copy, Debug)]
struct Mark {
    citation: usize,
    backwards: bool,
}

impl Scales<'_> {
    /// The first citation that counts of each sentence, by block and sentence.
    fn marks(&self) -> Vec<Vec<Option<Mark>>> {
        let mut marks: Vec<Vec<Option<Mark>>> =
            self.readings.iter().map(|reading| vec![None; reading.sentences.len()]).collect();
        for (index, citation) in self.citations.iter().enumerate().filter(|(_, citation)| citation.counts()) {
            let Some(place) = citation.place else { continue };
            let Some(reading) = self.readings.get(place.block) else { continue };
            let sentence = sentence_of(self.page, reading, citation, place.at);
            if let Some(slot) = marks.get_mut(place.block).and_then(|block| block.get_mut(sentence)) {
                slot.get_or_insert(Mark { citation: index, backwards: citation.is_mark() });
            }
        }
        marks
    }

    /// How well identified the source at a place is.
    fn kind_at(&self, place: Place) -> SourceKind {
        self.article.kind_at(self.readings, place)
    }

    /// The words of a place.
    fn words(&self, place: Place) -> &str {
        self.page.blocks.get(place.block).map_or("", |block| place.span.of(&block.text))
    }
}

/// The sentence that a citation at byte `at` of its block stands in.
pub fn sentence_of(page: &Page, reading: &Reading, citation: &Citation, at: usize) -> usize {
    let in_text = matches!(
        page.citations.get(citation.raw).map(|raw| &raw.form),
        Some(CitationForm::Keys { bracketed: false, .. })
    );
    if citation.is_mark() && !in_text {
        // A mark after the stop belongs to the sentence that the stop ends.
        reading.sentences.partition_point(|sentence| sentence.span.start < at).max(1) - 1
    } else {
        reading.sentence_at(at).unwrap_or_default()
    }
}
