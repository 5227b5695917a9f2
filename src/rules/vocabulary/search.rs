//! Where the newsroom's words stand in a page.

use regex::Match;

use super::Vocabulary;
use crate::language::spelling::without_possessive;
use crate::language::token::{Token, fold_char, tokens};
use crate::language::{Reading, TokenKind};
use crate::prose::{Block, BlockKind};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Subject};
use crate::text::{Severity, Span};

/// The most matches of a pattern in one sentence. With the next limit it bounds what a pattern can cost.
pub(super) const MOST: usize = 16;

/// The longest sentence a pattern is tried on, in bytes: beyond it the text is no prose.
const LONGEST: usize = 8192;

impl Vocabulary {
    /// The findings of every rule that is on.
    pub(in crate::rules) fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let levels: Vec<Option<Severity>> =
            self.rules().iter().map(|rule| context.settings.level(rule.name).flatten()).collect();
        if levels.iter().all(Option::is_none) {
            return;
        }
        for (index, block, reading) in context.blocks().filter(|(_, block, _)| is_prose(&block.kind)) {
            let mut found = self.in_phrases(block, reading);
            self.in_patterns(block, reading, &levels, &mut found);
            // Of one rule's matches that overlap, the first and longest.
            found.sort_by_key(|(rule, span)| (*rule, span.start, usize::MAX - span.end));
            let mut last: Option<(usize, usize)> = None;
            for (rule, span) in found {
                if last.is_some_and(|(before, end)| before == rule && span.start < end) {
                    continue;
                }
                let own = &self.rules()[rule];
                let quoted = block.kind == BlockKind::Quote || reading.is_quoted(span.start);
                let (Some(severity), Some(sentence)) = (levels[rule], reading.sentence_at(span.start)) else {
                    continue;
                };
                if quoted && !own.in_quotations {
                    continue;
                }
                last = Some((rule, span.end));
                let words = span.of(&block.text);
                findings.push(Finding {
                    rule: own.name,
                    span: context.source(index, span),
                    severity,
                    message: own.message.clone(),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, sentence)),
                        words: Some(words.to_owned()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn in_phrases(&self, block: &Block, reading: &Reading) -> Vec<(usize, Span)> {
        let Some(automaton) = &self.phrases else { return Vec::new() };
        let folded = Folded::of(&block.text, &reading.tokens);
        let found = automaton.find_overlapping_iter(&folded.words).filter_map(|found| {
            let (rule, phrase) = &self.owners[found.pattern().as_usize()];
            let span = folded.span(found.start(), found.end())?;
            let same = || span.of(&block.text).split_whitespace().eq(phrase.split_whitespace());
            (self.rules()[*rule].ignore_case || same()).then_some((*rule, span))
        });
        found.collect()
    }

    fn in_patterns(
        &self,
        block: &Block,
        reading: &Reading,
        levels: &[Option<Severity>],
        found: &mut Vec<(usize, Span)>,
    ) {
        for (rule, pattern) in self.patterns.iter().filter(|(rule, _)| levels[*rule].is_some()) {
            for sentence in &reading.sentences {
                let words = sentence.span.of(&block.text);
                if words.len() > LONGEST {
                    continue;
                }
                let matches = pattern.find_iter(words).take(MOST);
                let spans = matches.map(|it| span_of(it, sentence.span.start)).filter(|span| {
                    // What stands for code or an address is no word.
                    !span.is_empty() && !span.of(&block.text).contains(Block::HOLE)
                });
                found.extend(spans.map(|span| (*rule, span)));
            }
        }
    }
}

/// Notes name sources by their own titles, and a byline is a name.
fn is_prose(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Note(_) | BlockKind::Byline)
}

/// A match in a sentence that begins at `from`.
pub(super) fn span_of(found: Match<'_>, from: usize) -> Span {
    Span::new(from + found.start(), from + found.end())
}

/// A text's words in lower case with one space around each, possessive endings apart.
struct Folded {
    words: String,
    /// Where each word begins in `words`, and where it stands in the text.
    places: Vec<(usize, Span)>,
}

impl Folded {
    fn of(text: &str, tokens: &[Token]) -> Folded {
        let mut folded = Folded { words: String::with_capacity(text.len() + 8), places: Vec::new() };
        folded.words.push(' ');
        for token in tokens {
            let word = token.of(text);
            let base =
                if token.kind == TokenKind::Word { without_possessive(word).len() } else { word.len() };
            let cut = token.span.start + base;
            folded.add(text, Span::new(token.span.start, cut));
            folded.add(text, Span::new(cut, token.span.end));
        }
        folded
    }

    fn add(&mut self, text: &str, span: Span) {
        if !span.is_empty() {
            self.places.push((self.words.len(), span));
            self.words.extend(span.of(text).chars().flat_map(fold_char));
            self.words.push(' ');
        }
    }

    /// The place in the text of a match, which begins and ends with a space.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.places.binary_search_by_key(&(start + 1), |place| place.0).ok()?;
        let last = self.places.partition_point(|place| place.0 < end).checked_sub(1)?;
        Some(self.places[first].1.hull(self.places[last].1))
    }
}

/// A phrase as it is looked for.
pub(super) fn folded(phrase: &str) -> String {
    Folded::of(phrase, &tokens(phrase)).words
}
