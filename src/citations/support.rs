//! How far a citation reaches, and the status of each claim (DOMAIN.md §4).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::reference::Citation;
use crate::language::{Attribution, Reading, SourceKind};
use crate::prose::{Block, BlockKind, CitationForm, Page};

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
    /// R2: an earlier sentence whose source goes on.
    Forward,
    /// R3: a mark that closes the paragraph.
    Backward,
    /// R4: a quotation takes its speaker from the sentence beside it.
    Beside,
    /// R5: the list's lead-in.
    LeadIn,
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

/// What is in reach of one sentence.
#[derive(Clone, Debug)]
pub struct Supported {
    /// Its status.
    pub status: Status,
    /// Why, in words.
    pub because: String,
    /// The citation in reach, as an index of the resolved citations, and by which rule.
    pub citation: Option<(usize, ReachRule)>,
    /// An attribution in reach, in its own sentence of any kind but a hidden one, from elsewhere only of someone
    /// identified: its sentence in the same block, and by which rule.
    pub attribution: Option<(usize, ReachRule)>,
}

/// The support of every sentence of the page, by block and sentence.
#[derive(Clone, Debug, Default)]
pub struct Support {
    /// In the order of the page's blocks and their sentences.
    pub blocks: Vec<Vec<Supported>>,
}

impl Support {
    /// The support of one sentence.
    pub fn get(&self, block: usize, sentence: usize) -> Option<&Supported> {
        self.blocks.get(block)?.get(sentence)
    }
}

/// Weighs what backs each sentence of the page.
pub fn weigh(page: &Page, readings: &[Arc<Reading>], citations: &[Citation], reach: Reach) -> Support {
    let mut marks: Vec<Vec<Option<Mark>>> =
        readings.iter().map(|reading| vec![None; reading.sentences.len()]).collect();
    for (index, citation) in citations.iter().enumerate().filter(|(_, citation)| citation.counts()) {
        let Some(place) = citation.place else { continue };
        let Some(reading) = readings.get(place.block) else { continue };
        let sentence = sentence_of(page, reading, citation, place.at);
        if let Some(slot) = marks.get_mut(place.block).and_then(|block| block.get_mut(sentence)) {
            slot.get_or_insert(Mark { citation: index, backwards: citation.is_mark() });
        }
    }
    let last: Vec<Option<Mark>> =
        marks.iter().map(|marks| marks.iter().rev().find_map(|mark| *mark)).collect();
    let lead_in = |block: &Block| last.get(block.list?.lead_in?).copied().flatten();
    let blocks = page.blocks.iter().zip(readings).zip(&marks);
    let blocks =
        blocks.map(|((block, reading), marks)| weigh_block(block, reading, marks, lead_in(block), reach));
    Support { blocks: blocks.collect() }
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

/// A citation that stands in a sentence.
#[derive(Clone, Copy)]
struct Mark {
    citation: usize,
    backwards: bool,
}

fn weigh_block(
    block: &Block,
    reading: &Reading,
    marks: &[Option<Mark>],
    lead_in: Option<Mark>,
    reach: Reach,
) -> Vec<Supported> {
    let count = reading.sentences.len();
    let mut own: Vec<Vec<&Attribution>> = vec![Vec::new(); count];
    for attribution in reading.attributions.iter().filter(|attribution| !attribution.quoted) {
        if let Some(sentence) = own.get_mut(attribution.sentence) {
            sentence.push(attribution);
        }
    }
    let mut citation: Vec<Option<(usize, ReachRule)>> =
        marks.iter().map(|mark| mark.map(|mark| (mark.citation, ReachRule::Own))).collect();
    let mut attribution: Vec<Option<(usize, ReachRule)>> = own
        .iter()
        .enumerate()
        .map(|(index, own)| {
            own.iter().any(|one| one.kind != SourceKind::Hidden).then_some((index, ReachRule::Own))
        })
        .collect();
    let bare = |index: usize| marks[index].is_none() && own[index].is_empty();
    // "It blamed old pipes" attributes to the same source again: the flow goes on.
    let goes_on = |index: usize| {
        marks[index].is_none()
            && own[index].iter().all(|one| one.kind == SourceKind::Anaphor)
            && continues(reading, &block.text, index)
    };

    if reach != Reach::Sentence {
        for index in (1..count).filter(|&index| goes_on(index)) {
            citation[index] = citation[index - 1].map(|(from, _)| (from, ReachRule::Forward));
            let before = attribution[index - 1];
            let identified = before.filter(|(from, _)| own[*from].iter().any(|one| is_identified(one)));
            attribution[index] =
                attribution[index].or(identified.map(|(from, _)| (from, ReachRule::Forward)));
        }
        if let Some(mark) = marks.last().copied().flatten().filter(|mark| mark.backwards) {
            for (index, slot) in citation.iter_mut().enumerate().take(count.saturating_sub(1)) {
                if bare(index) {
                    slot.get_or_insert((mark.citation, ReachRule::Backward));
                }
            }
        }
    }
    if reach == Reach::Paragraph
        && let Some(mark) = marks.iter().copied().flatten().next()
    {
        citation.iter_mut().for_each(|slot| {
            slot.get_or_insert((mark.citation, ReachRule::Paragraph));
        });
    }
    if let Some(mark) = lead_in {
        citation.iter_mut().for_each(|slot| {
            slot.get_or_insert((mark.citation, ReachRule::LeadIn));
        });
    }
    for (index, slot) in attribution.iter_mut().enumerate() {
        if slot.is_none() && is_all_speech(reading, index) {
            let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            *slot = beside
                .filter(|&other| own.get(other).is_some_and(|own| own.iter().any(|one| is_identified(one))))
                .map(|other| (other, ReachRule::Beside))
                .next();
        }
    }
    (0..count)
        .map(|index| {
            let (status, because) = decide(block, reading, index, &own, citation[index], attribution[index]);
            Supported { status, because, citation: citation[index], attribution: attribution[index] }
        })
        .collect()
}

/// The decision table of DOMAIN.md §4.1. Of several attributions the weakest decides.
fn decide(
    block: &Block,
    reading: &Reading,
    index: usize,
    own: &[Vec<&Attribution>],
    citation: Option<(usize, ReachRule)>,
    attribution: Option<(usize, ReachRule)>,
) -> (Status, String) {
    let claim = reading.claims.get(index);
    if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Byline) {
        return (Status::NotCheckable, "a heading or byline".into());
    }
    let words = |attribution: &Attribution| attribution.marked.of(&block.text);
    let of_kind = |kinds: &[SourceKind]| own[index].iter().find(|one| kinds.contains(&one.kind)).copied();
    if claim.is_none_or(|claim| !claim.checkable) && own[index].is_empty() {
        let reasons = claim.map(|claim| claim.reasons.join(", ")).unwrap_or_default();
        return (Status::NotCheckable, if reasons.is_empty() { "nothing to check".into() } else { reasons });
    }
    if let Some(unnamed) = of_kind(&[SourceKind::Anonymous]) {
        let documented = if citation.is_some() { ", documented by a citation" } else { "" };
        return (Status::Anonymous, format!("\u{201c}{}\u{201d}{documented}", words(unnamed)));
    }
    if let Some((_, rule)) = citation {
        return (Status::Sourced, cited(rule).into());
    }
    if let Some(vague) = of_kind(&[SourceKind::Vague, SourceKind::Hidden]) {
        return (Status::Vague, format!("\u{201c}{}\u{201d}: nobody is named", words(vague)));
    }
    match attribution {
        Some((_, ReachRule::Own)) => {
            let source = own[index].iter().find_map(|one| one.source).map(|span| span.of(&block.text));
            let source = source.unwrap_or("a named source");
            (Status::Attributed, format!("{source} says so; no document is cited"))
        }
        Some((from, _)) => {
            let source = own[from].iter().find_map(|one| one.source).map(|span| span.of(&block.text));
            (Status::Attributed, format!("goes on from {}", source.unwrap_or("the sentence before")))
        }
        None => (Status::Unsourced, "no source or citation in reach".into()),
    }
}

fn cited(rule: ReachRule) -> &'static str {
    match rule {
        ReachRule::Own => "cited in its own sentence (R1)",
        ReachRule::Forward => "goes on from a cited sentence (R2)",
        ReachRule::Backward => "the mark at the paragraph's end reaches back (R3)",
        ReachRule::Beside => "cited in the sentence beside it (R4)",
        ReachRule::LeadIn => "the list's lead-in is cited (R5)",
        ReachRule::Paragraph => "cited in its paragraph",
    }
}

/// Named, or the role of a named body: good enough to carry on into the next sentence.
fn is_identified(attribution: &Attribution) -> bool {
    attribution.kind.is_named() || attribution.kind == SourceKind::Role
}

/// R2: whether a sentence goes on with the source of the one before it.
fn continues(reading: &Reading, text: &str, index: usize) -> bool {
    const OPENERS: [&str; 6] = ["he", "she", "it", "they", "its", "their"];
    const BODIES: [&str; 30] = [
        "report",
        "study",
        "survey",
        "poll",
        "audit",
        "review",
        "inquiry",
        "company",
        "firm",
        "group",
        "agency",
        "ministry",
        "department",
        "bank",
        "board",
        "court",
        "filing",
        "statement",
        "document",
        "documents",
        "paper",
        "authors",
        "researchers",
        "researcher",
        "investigation",
        "figures",
        "data",
        "letter",
        "complaint",
        "newspaper",
    ];
    let span = reading.sentences[index].span;
    let mut words = span
        .of(text)
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        .filter(|word| !word.is_empty());
    let is = |word: &str, list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if is(first, &OPENERS) || is(first, &["the", "its", "their"]) && is(second, &BODIES) {
        return true;
    }
    if [second].into_iter().chain(words).any(|word| is(word, &["also", "added", "further"])) {
        return true;
    }
    // The same source by name: the sentence opens with the source of the one before it.
    let before = index.checked_sub(1).map(|before| reading.attributions_of(before)).unwrap_or_default();
    before
        .iter()
        .filter(|attribution| attribution.kind.is_named())
        .filter_map(|attribution| attribution.source)
        .any(|source| source.len() > 3 && span.of(text).starts_with(source.of(text)))
}

/// Whether a sentence is nothing but direct speech.
fn is_all_speech(reading: &Reading, index: usize) -> bool {
    let span = reading.sentences[index].span;
    // They are in order and apart, so only the last that begins by then can hold the sentence.
    let until = reading.quotations.partition_point(|quotation| quotation.span.start <= span.start + 1);
    reading.quotations[..until]
        .iter()
        .rev()
        .take_while(|quotation| span.end <= quotation.span.end + 1)
        .any(|quotation| quotation.speech)
}
