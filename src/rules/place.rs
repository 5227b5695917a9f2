//! Where in the prose a rule looks: the writer's own attributions and sentences, each in its place.

use std::collections::HashSet;

use super::context::Context;
use super::edits::capitalised;
use super::finding::{Finding, Subject};
use super::registry::Meta;
use crate::language::{Attribution, Form, MentionKind, Reading, SourceKind};
use crate::prose::{Block, BlockKind};
use crate::text::Span;

/// One attribution in its place.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Index of the block.
    pub block: usize,
    /// The block.
    pub prose: &'a Block,
    /// Its reading.
    pub reading: &'a Reading,
    /// Index of the attribution in the reading.
    pub index: usize,
    /// The attribution.
    pub attribution: &'a Attribution,
}

/// Every attribution of one of `forms` that the writer makes: in running text, outside of quotations, and in a
/// sentence nobody has marked as unfinished.
pub(super) fn places<'a>(context: &Context<'a>, forms: &'static [Form]) -> impl Iterator<Item = Place<'a>> {
    context.blocks().filter(|(_, block, _)| is_own_prose(&block.kind)).flat_map(
        move |(block, prose, reading)| {
            reading
                .attributions
                .iter()
                .enumerate()
                .filter(move |(_, attribution)| {
                    forms.contains(&attribution.form)
                        && attribution.is_own()
                        && !is_unfinished(prose, reading, attribution.sentence)
                })
                .map(move |(index, attribution)| Place { block, prose, reading, index, attribution })
        },
    )
}

/// Running text and list items: headings, quoted blocks, notes, tables and bylines attribute in ways of their own.
pub(super) fn is_own_prose(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item)
}

/// Whether most words begin with a capital: a title, a slogan, a name.
pub(super) fn is_title_case(words: &str) -> bool {
    let mut long = words
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 3)
        .peekable();
    long.peek().is_some() && long.all(|word| !word.starts_with(char::is_lowercase))
}

/// Whether the page says of itself that it gives an opinion: what it means is then the writer's to say.
pub(super) fn is_opinion(context: &Context<'_>) -> bool {
    context.page.front_matter.is_opinion()
}

/// Whether the sentence holds a slot or a mark that asks who says so: `placeholder` has it from there.
pub(super) fn is_unfinished(block: &Block, reading: &Reading, sentence: usize) -> bool {
    let Some(sentence) = reading.sentences.get(sentence) else { return false };
    let words = sentence.span.of(&block.text);
    let slot = words.match_indices("TK").any(|(at, _)| {
        let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        alone(words[..at].chars().next_back()) && alone(words[at + 2..].chars().next())
    });
    slot || words.contains('[')
        && ["[who?]", "[by whom?]", "[citation needed]", "[source?]", "[which?]", "[when?]"]
            .iter()
            .any(|mark| words.contains(mark))
}

impl<'a> Place<'a> {
    /// Its sentence, as findings name it.
    pub fn sentence(&self) -> (usize, usize) {
        (self.block, self.attribution.sentence)
    }

    /// The words of a span of the block.
    pub fn words(&self, span: Span) -> &'a str {
        span.of(&self.prose.text)
    }

    /// The sentence's span in the block.
    pub fn sentence_span(&self) -> Span {
        self.reading
            .sentences
            .get(self.attribution.sentence)
            .map_or(self.attribution.marked, |sentence| sentence.span)
    }

    /// Whether a citation reaches the sentence.
    pub fn is_cited(&self, context: &Context<'_>) -> bool {
        context
            .support
            .get(self.block, self.attribution.sentence)
            .is_some_and(|supported| supported.citation.is_some())
    }

    /// Someone with a name who vouches in sentence `sentence` of the block.
    pub fn vouched_by(&self, sentence: usize, or_anaphor: bool) -> Option<&'a Attribution> {
        self.reading.attributions_of(sentence).iter().find(|other| {
            other.is_own()
                && other.form == Form::Identified
                && other.kind.is_named()
                && (or_anaphor || other.kind != SourceKind::Anaphor)
        })
    }

    /// A named source in the sentence before or after, in the same paragraph; the one after first: it often backs a
    /// lede.
    pub fn neighbour(&self) -> Option<&'a Attribution> {
        let sentence = self.attribution.sentence;
        let after = self.vouched_by(sentence + 1, false);
        after.or_else(|| self.vouched_by(sentence.checked_sub(1)?, false))
    }

    /// The sentences that follow in the article, at most `count`, in the same section: block, reading and number.
    pub fn following<'c>(
        &self,
        context: &Context<'c>,
        count: usize,
    ) -> impl Iterator<Item = (usize, &'c Block, &'c Reading, usize)> {
        let (block, sentence) = self.sentence();
        let section = self.prose.section;
        let blocks = context.page.blocks.iter().zip(context.readings).enumerate().skip(block);
        blocks
            .take_while(move |(_, (prose, _))| prose.section == section)
            .flat_map(move |(index, (prose, reading))| {
                let from = if index == block { sentence + 1 } else { 0 };
                (from..reading.sentences.len()).map(move |at| (index, prose, reading.as_ref(), at))
            })
            .take(count)
    }

    /// Where the next sentences, at most `count`, tell whose research it is: "The survey, conducted by the Halden
    /// Institute", "their findings in the journal Nature". Another study beside it tells nothing.
    pub fn told_of_research(&self, context: &Context<'_>, count: usize) -> Option<Span> {
        const NOUNS: &[&str] = &[
            "study",
            "survey",
            "research",
            "poll",
            "report",
            "paper",
            "findings",
            "team",
            "researchers",
            "scientists",
            "authors",
            "analysis",
        ];
        const DEFINITE: &[&str] = &["the", "this", "these", "their", "his", "her"];
        // "Studies show" is of many: the researchers told of next made one of their own.
        let marked = self.words(self.attribution.marked).to_lowercase();
        let many = ["studies", "surveys", "polls", "analyses"].iter().any(|noun| marked.contains(noun));
        self.following(context, count).enumerate().find_map(|(nth, (block, prose, reading, at))| {
            let span = reading.sentences.get(at)?.span;
            let is = |word: &str, list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
            let mut definite = 0;
            let words = span.of(&prose.text);
            let of = ["esearchers from ", "esearchers at ", "cientists from ", "cientists at "]
                .iter()
                .any(|of| words.contains(of))
                && !many
                || words.contains(" and team ")
                || words.contains(" and his team ")
                || words.contains(" and her team ");
            let research = span
                .of(&prose.text)
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .any(|word| {
                    // "the team", "the new study"
                    definite = if is(word, DEFINITE) { 5 } else { definite - i32::from(definite > 0) };
                    definite > 0 && is(word, NOUNS) || is(word, &["colleagues", "coauthors"])
                });
            let from = reading.mentions.partition_point(|mention| mention.span.start < span.start);
            let mut names =
                reading.mentions[from..].iter().take_while(|mention| mention.span.start < span.end);
            let named = names.any(|mention| mention.kind != MentionKind::Place);
            // Right after it, "the finding comes in a report published by", "figures listed by".
            let next = nth == 0
                && ["ccording to ", " listed by ", " published by ", " compiled by ", "esearch group "]
                    .iter()
                    .any(|of| words.contains(of));
            ((research || of || next) && named).then(|| context.source(block, span))
        })
    }

    /// The first person named as a source in the next sentences, at most `count`.
    pub fn named_soon(&self, context: &Context<'_>, count: usize) -> Option<(Span, String)> {
        self.following(context, count).find_map(|(block, prose, reading, at)| {
            let person = reading
                .attributions_of(at)
                .iter()
                .find(|one| !one.quoted && one.kind == SourceKind::Person)?;
            let name = person.source?;
            Some((context.source(block, name), capitalised(name.of(&prose.text))))
        })
    }

    /// The finding of a rule here.
    pub fn finding(&self, context: &Context<'_>, meta: &Meta, message: String) -> Finding {
        Finding {
            rule: meta.id,
            span: context.source(self.block, self.attribution.marked),
            severity: meta.severity,
            message,
            related: Vec::new(),
            subject: Subject {
                sentence: Some(self.sentence()),
                attribution: Some(self.index),
                outlet: None,
                words: Some(self.words(self.attribution.marked).to_string()),
            },
        }
    }
}

/// The place a finding came from.
pub(super) fn place_of<'a>(context: &Context<'a>, finding: &Finding) -> Option<Place<'a>> {
    let (block, _) = finding.subject.sentence?;
    let index = finding.subject.attribution?;
    let prose = context.page.blocks.get(block)?;
    let reading = context.readings.get(block)?.as_ref();
    let attribution = reading.attributions.get(index)?;
    Some(Place { block, prose, reading, index, attribution })
}

/// Remembers what has been said, so that it is said once.
#[derive(Default)]
pub(super) struct Once(HashSet<(usize, String)>);

impl Once {
    /// Whether `words` have not been met before in `part` of the page.
    pub fn first(&mut self, part: usize, words: &str) -> bool {
        self.0.insert((part, words.to_lowercase()))
    }
}
