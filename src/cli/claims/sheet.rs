//! The fact-check sheet of one article: what was read in it, by byte of the file.

use std::collections::HashMap;

use serde::Serialize;

use super::verify::{self, Item};
use crate::citations::support::sentence_of;
use crate::citations::{Backing, Citation, Status};
use crate::knowledge::{Store, fold, resolve};
use crate::language::article::{self, Place};
use crate::language::{Attribution, Mention, MentionKind};
use crate::prose::{CheckMark, CitationForm};
use crate::rules::checking;
use crate::text::{Encoding, LineIndex, Span};
use crate::workspace::Report;

/// What was read in one article, in order of place. Its fields are those of the JSON report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sheet {
    /// The article's path as the user would write it.
    pub path: String,
    /// Sentences.
    pub sentences: Vec<Placed>,
    /// Direct speech.
    pub quotations: Vec<Quoted>,
    /// Who says what.
    pub attributions: Vec<Attributed>,
    /// Names.
    pub mentions: Vec<Named>,
    /// One for each sentence.
    pub claims: Vec<Claimed>,
    /// The figures, dates and names to verify, each once.
    pub verify: Vec<Item>,
}

/// Bytes of the file, end exclusive.
type Bytes = [usize; 2];

/// A stretch of the file.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Placed {
    span: Bytes,
}

/// A stretch of the file with what stands there.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    span: Bytes,
    text: String,
}

/// Direct speech and who speaks it.
#[derive(Clone, Debug, Serialize)]
pub struct Quoted {
    span: Bytes,
    speaker: Option<Words>,
}

/// An attribution.
#[derive(Clone, Debug, Serialize)]
pub struct Attributed {
    source: Option<Source>,
    cue: Words,
    content: Vec<Placed>,
}

/// The source of an attribution.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    span: Bytes,
    text: String,
    kind: &'static str,
    antecedent: Option<Words>,
}

/// A name.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    span: Bytes,
    text: String,
    kind: &'static str,
    entity: Option<String>,
    /// The full form of a later short one.
    #[serde(skip)]
    full: Option<String>,
}

impl Named {
    /// What kind of name it is.
    pub(super) const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The name by which all mentions of the same are told: the known entity's, the first full form, or as it stands.
    pub(super) fn canonical(&self) -> &str {
        let full = self.full.as_deref().unwrap_or(&self.text);
        self.entity.as_deref().unwrap_or(full)
    }
}

/// A sentence and what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Claimed {
    span: Bytes,
    text: String,
    /// How much it asks to be checked, from 0 to 1.
    pub score: f32,
    /// Why, in words.
    pub reasons: Vec<&'static str>,
    /// What it rests on.
    pub status: Status,
    /// Why that.
    pub because: String,
    /// The citations in reach: keys, addresses, labels or the text of notes.
    pub citations: Vec<String>,
    /// Its check marks, in order of place.
    pub checks: Vec<Check>,
    /// The sentence as a reader hears it, without markup.
    #[serde(skip)]
    pub prose: String,
    /// The line of the file it begins in, from 1.
    #[serde(skip)]
    pub line: u32,
}

/// What became of checking a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// `confirmed`, `changed` or `open`.
    pub result: &'static str,
    /// Who checked.
    pub by: Option<String>,
    /// When, as in `2024-05-16`.
    pub on: Option<String>,
    /// From what.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// In one line.
    #[serde(skip)]
    pub told: String,
}

impl Check {
    fn of(mark: &CheckMark) -> Self {
        Check {
            result: mark.outcome.name(),
            by: mark.by.clone(),
            on: mark.on.map(|on| on.to_string()),
            source: mark.source.clone(),
            note: mark.note.clone(),
            told: mark.told(),
        }
    }
}

impl Claimed {
    /// Whether it is a row of a list of what is to be checked: claims, and whatever somebody has checked.
    pub fn is_row(&self) -> bool {
        self.status != Status::NotCheckable || !self.checks.is_empty()
    }

    /// The check mark that counts: the latest, of two of one day the later on the page.
    pub fn checked(&self) -> Option<&Check> {
        self.checks.iter().max_by_key(|check| check.on.as_deref())
    }
}

impl Sheet {
    /// An article in which nothing could be read.
    pub fn empty(path: String) -> Self {
        Sheet { path, ..Sheet::default() }
    }

    /// What a report holds.
    pub fn of(path: String, report: &Report) -> Self {
        let reader = Reader {
            report,
            lines: LineIndex::new(&report.page.text),
            marks: checking::marks(&report.context()),
        };
        let mut names = Names { report, known: HashMap::new() };
        let mut sheet = Sheet::empty(path);
        let mut cited = reader.cited();
        let mut placed = Vec::new();
        for (block, reading) in report.readings.iter().enumerate() {
            for sentence in &reading.sentences {
                sheet.sentences.push(Placed { span: reader.bytes(block, sentence.span) });
            }
            for (index, quotation) in reading.quotations.iter().enumerate() {
                let speaker = report.article.speaker(block, index);
                if quotation.speech || speaker.is_some() {
                    let speaker = speaker.map(|speaker| reader.words_at(speaker));
                    sheet.quotations.push(Quoted { span: reader.bytes(block, quotation.span), speaker });
                }
            }
            for (index, attribution) in reading.attributions.iter().enumerate() {
                sheet.attributions.push(reader.attributed(block, index, attribution));
            }
            for named in report.article.names.get(block).into_iter().flatten() {
                if let Some((kind, entity)) = names.of(block, named) {
                    let Words { span, text } = reader.words(block, named.span);
                    let full = named.full.map(|full| reader.words_at(full).text);
                    let name = Named { span, text, kind: kind.name(), entity, full };
                    placed.push((Place { block, span: named.span }, name.clone()));
                    sheet.mentions.push(name);
                }
            }
            for sentence in 0..reading.sentences.len() {
                let own = cited.remove(&(block, sentence)).unwrap_or_default();
                sheet.claims.extend(reader.claimed(block, sentence, own));
            }
        }
        sheet.verify = verify::items(report, &placed);
        sheet
    }

    /// The sentences that claim something checkable.
    pub fn checkable(&self) -> impl Iterator<Item = &Claimed> {
        self.claims.iter().filter(|claim| claim.status != Status::NotCheckable)
    }
}

/// A report, where its lines begin, and its check marks by sentence.
struct Reader<'r> {
    report: &'r Report,
    lines: LineIndex,
    marks: Vec<((usize, usize), &'r CheckMark)>,
}

impl Reader<'_> {
    fn source(&self, block: usize, span: Span) -> Span {
        self.report.page.blocks.get(block).map_or_else(Span::default, |block| block.source_span(span))
    }

    fn bytes(&self, block: usize, span: Span) -> Bytes {
        let span = self.source(block, span);
        [span.start, span.end]
    }

    fn words(&self, block: usize, span: Span) -> Words {
        let span = self.source(block, span);
        Words { span: [span.start, span.end], text: span.of(&self.report.page.text).to_owned() }
    }

    fn words_at(&self, place: Place) -> Words {
        self.words(place.block, place.span)
    }

    fn attributed(&self, block: usize, index: usize, attribution: &Attribution) -> Attributed {
        let source = attribution.source.map(|source| {
            let Words { span, text } = self.words(block, source);
            let antecedent = self.report.article.antecedent(block, index);
            let antecedent = antecedent.map(|antecedent| self.words_at(antecedent));
            Source { span, text, kind: attribution.kind.name(), antecedent }
        });
        let content = attribution.content.iter().map(|span| Placed { span: self.bytes(block, *span) });
        Attributed { source, cue: self.words(block, attribution.cue), content: content.collect() }
    }

    /// The citations that stand in each sentence and back something, by block and sentence.
    fn cited(&self) -> HashMap<(usize, usize), Vec<usize>> {
        let mut cited: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, citation) in self.report.citations.iter().enumerate() {
            let Some(place) = citation.place.filter(|_| citation.counts()) else { continue };
            let Some(reading) = self.report.readings.get(place.block) else { continue };
            let sentence = sentence_of(&self.report.page, reading, citation, place.at);
            cited.entry((place.block, sentence)).or_default().push(index);
        }
        cited
    }

    fn claimed(&self, block: usize, sentence: usize, mut cited: Vec<usize>) -> Option<Claimed> {
        let report = self.report;
        let span = report.readings.get(block)?.sentences.get(sentence)?.span;
        let claim = report.readings[block].claims.get(sentence)?;
        let supported = report.support.get(block, sentence)?;
        if let Some((reaching, _)) = supported.citation
            && !cited.contains(&reaching)
        {
            cited.insert(0, reaching);
        }
        let Words { span: bytes, text } = self.words(block, span);
        let mut citations: Vec<String> = Vec::new();
        for label in
            cited.into_iter().filter_map(|index| report.citations.get(index)).flat_map(|it| self.labels(it))
        {
            if !citations.contains(&label) {
                citations.push(label);
            }
        }
        let own = self.marks.iter().filter(|(of, _)| *of == (block, sentence));
        Some(Claimed {
            span: bytes,
            text,
            score: claim.score,
            reasons: claim.reasons.clone(),
            status: supported.status,
            because: supported.because.clone(),
            citations,
            checks: own.map(|(_, mark)| Check::of(mark)).collect(),
            prose: span.of(&report.page.blocks[block].text).to_owned(),
            line: self.lines.position(&report.page.text, bytes[0], Encoding::Utf8).line + 1,
        })
    }

    /// What a citation is called: its keys or its address; a note by its label, or by its text when it has none.
    fn labels(&self, citation: &Citation) -> Vec<String> {
        let form = self.report.page.citations.get(citation.raw).map(|raw| &raw.form);
        match (&citation.backing, form) {
            (Backing::Entries(keys), _) => keys.clone(),
            (Backing::Note(_), Some(CitationForm::Note { label, .. })) => vec![label.clone()],
            (Backing::Url(text) | Backing::Note(text) | Backing::Annotation(text), _) => {
                vec![text.split_whitespace().collect::<Vec<_>>().join(" ")]
            }
            (Backing::Nothing, _) => Vec::new(),
        }
    }
}

/// Names, looked up: each once, however often it occurs.
struct Names<'r> {
    report: &'r Report,
    known: HashMap<(String, MentionKind, bool), Option<(MentionKind, String)>>,
}

impl Names<'_> {
    /// What a mention names, with the known entity, when the text or what is known tells. `None` for a name of
    /// nobody knows what.
    fn of(&mut self, block: usize, named: &article::Named) -> Option<(MentionKind, Option<String>)> {
        let report = self.report;
        if let Some(mention) = named.mention.and_then(|index| report.readings.get(block)?.mentions.get(index))
        {
            let text = mention.span.of(&report.page.blocks.get(block)?.text);
            let key = (fold::key(text), mention.kind, mention.short);
            let known = self.known.entry(key).or_insert_with(|| find(report, block, mention, text));
            if let Some((kind, entity)) = known {
                return Some((*kind, Some(entity.clone())));
            }
        }
        (named.kind != MentionKind::Unknown).then_some((named.kind, None))
    }
}

/// The one known entity that a mention names.
fn find(report: &Report, block: usize, mention: &Mention, text: &str) -> Option<(MentionKind, String)> {
    let store: &Store = &report.around.tongue.store;
    if !mention.short && store.find(text).is_empty() {
        return None;
    }
    let texts: Vec<&str> = report.page.blocks.iter().map(|block| block.text.as_str()).collect();
    let named = resolve::named(store, &texts, &report.readings, block, mention.span.start)?;
    let entity = named.entities.first().filter(|_| named.sure && named.span == mention.span)?;
    Some((entity.kind.mention(), entity.name.clone()))
}
