//! Who speaks each quotation: the source whose words hold it, or the one whose words it goes on with.
//!
//! Within a paragraph a quotation that begins a sentence goes on with whoever spoke before it; a paragraph that opens
//! with a quotation goes on with the last speaker of the paragraph above, until a new one is named (R4 of DOMAIN.md
//! §4.2). A quotation that is left open at the end of its paragraph runs on into the next.

use super::clause::{Clause, is_boundary};
use super::{Part, Place};
use crate::language::attribution::{Attribution, SourceKind};
use crate::language::quotation::Quotation;
use crate::language::reading::Reading;
use crate::text::Span;

/// How many sentences a quotation or what an attribution covers is followed through: longer ones are open marks that
/// swallowed the rest of a block.
const FAR: usize = 12;

/// The speaker of every quotation, by block.
pub(super) fn speakers(parts: &[Part<'_>]) -> Vec<Vec<Option<Place>>> {
    let mut all: Vec<Vec<Option<Place>>> = Vec::with_capacity(parts.len());
    let mut voice = None;
    // Quotations of an unfinished run of paragraphs whose speaker is still to come.
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for (block, part) in parts.iter().enumerate() {
        if part.apart {
            voice = None;
            waiting.clear();
        }
        let paragraph = Paragraph::of(part);
        let mut found = Vec::with_capacity(part.reading.quotations.len());
        let runs_on = block > 0 && !part.apart && runs_on(&parts[block - 1], part);
        if !runs_on {
            waiting.clear();
        }
        let carried = voice.filter(|_| paragraph.opens_quoted());
        let mut said = None;
        for index in 0..part.reading.quotations.len() {
            let span = match paragraph.speaker(index) {
                Some(span) => Some(Place { block, span }),
                None if index == 0 && runs_on && block > 0 => {
                    all.get(block - 1).and_then(|before| before.last().copied().flatten()).or(carried)
                }
                None => paragraph
                    .goes_on(index)
                    .then(|| paragraph.voice_before(index, block, said).or(carried))
                    .flatten(),
            };
            if index == 0 {
                match span {
                    // The run of paragraphs has its speaker at its end.
                    Some(place) => {
                        for (block, quotation) in waiting.drain(..) {
                            if let Some(slot) = all.get_mut(block).and_then(|slots| slots.get_mut(quotation))
                            {
                                slot.get_or_insert(place);
                            }
                        }
                    }
                    None if runs_on => {}
                    None => waiting.clear(),
                }
            }
            said = span.filter(|_| part.reading.quotations[index].speech).or(said);
            found.push(span);
        }
        if let Some(last) = part.reading.quotations.last()
            && !last.closed
            && found.last().copied().flatten().is_none()
        {
            waiting.push((block, found.len() - 1));
        }
        let own = paragraph.last_voice(block);
        voice = match (own, said) {
            (Some((at, own)), Some(said)) => {
                // The later of the two.
                let spoken = part.reading.quotations.iter().zip(&found).rev().find(|(_, by)| by.is_some());
                let end = spoken.map_or(0, |(quotation, _)| paragraph.sentence_end(quotation));
                // "…," she told the Gazette: what follows in its sentence is no new speaker.
                Some(if end > at { said } else { own })
            }
            (own, said) => own.map(|(_, own)| own).or(said).or(carried.filter(|_| !found.is_empty())),
        };
        if part.text.trim_end().ends_with(':') {
            // "Ruiz put it this way:"
            voice = paragraph.leads_in(block).or(voice);
        }
        // A line that signs the quotation above it: "— Ana Ruiz".
        if let (Some(span), Some(last)) =
            (signature(part.text, 0).filter(|_| found.is_empty()), all.last_mut())
        {
            let unsigned = last.iter_mut().rev().take_while(|slot| slot.is_none());
            unsigned.for_each(|slot| *slot = Some(Place { block, span }));
        }
        all.push(found);
    }
    all
}

/// Who speaks each block that is quoted as a block: the name on its last line after a dash, or on a line of its own after
/// it; else the source of the words before it that end in a colon.
pub(super) fn block_speakers(parts: &[Part<'_>]) -> Vec<Option<Place>> {
    let mut all = vec![None; parts.len()];
    let mut at = 0;
    while at < parts.len() {
        let start = at;
        while parts.get(at).is_some_and(|part| part.quote && (at == start || !part.apart)) {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let signed = parts[start..at].iter().enumerate().rev().find_map(|(step, part)| {
            let from = part.text.rfind(['—', '–', '―']).or_else(|| part.text.rfind("-- "));
            let span = signature(part.text, from.filter(|from| *from == 0 || closes(&part.text[..*from]))?)?;
            Some(Place { block: start + step, span })
        });
        let after = parts.get(at).filter(|part| !part.quote).and_then(|part| signature(part.text, 0));
        let lead = start.checked_sub(1).filter(|lead| !parts[*lead].quote).and_then(|block| {
            let part = &parts[block];
            part.text.trim_end().ends_with(':').then(|| Paragraph::of(part).leads_in(block)).flatten()
        });
        let speaker = signed.or(after.map(|span| Place { block: at, span })).or(lead);
        all[start..at].fill(speaker);
    }
    all
}

/// Whether the text ends as a sentence or a line of its own does, so that a dash after it signs.
fn closes(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '…', '”', '"', '\n', '\'', '’'])
}

/// Whether a quotation left open at the end of one paragraph is taken up by a mark at the beginning of the next.
fn runs_on(before: &Part<'_>, part: &Part<'_>) -> bool {
    let open = before.reading.quotations.last().is_some_and(|last| !last.closed);
    let begins = part.reading.quotations.first().is_some_and(|first| first.span.start == leading(part.text));
    open && begins
}

/// Where the words of a text begin.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

struct Paragraph<'a> {
    text: &'a str,
    reading: &'a Reading,
    /// By sentence, the parts of attributed content that lie in it, with their attributions.
    contents: Vec<Vec<(Span, usize)>>,
}

impl<'a> Paragraph<'a> {
    fn of(part: &'a Part<'_>) -> Self {
        let reading: &Reading = part.reading;
        let mut contents = Vec::new();
        if !reading.quotations.is_empty() {
            contents.resize(reading.sentences.len(), Vec::new());
            for (index, attribution) in reading.attributions.iter().enumerate() {
                if attribution.source.is_none() || attribution.quoted {
                    continue;
                }
                for &content in &attribution.content {
                    let first = reading.sentence_at(content.start).unwrap_or_default();
                    let said = reading.sentences.iter().zip(&mut contents).skip(first).take(FAR);
                    for (_, held) in said.take_while(|(sentence, _)| sentence.span.start < content.end) {
                        held.push((content, index));
                    }
                }
            }
        }
        Paragraph { text: part.text, reading, contents }
    }

    fn quotation(&self, index: usize) -> &'a Quotation {
        &self.reading.quotations[index]
    }

    fn opens_quoted(&self) -> bool {
        self.reading
            .quotations
            .first()
            .is_some_and(|first| first.speech && first.span.start <= leading(self.text))
    }

    /// The source that the words around a quotation name for it.
    fn speaker(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        let lead = self.text[..quotation.span.start].trim_end();
        // "the so-called “big push”": words that nobody in particular says.
        if self.is_title(quotation)
            || !quotation.speech && (lead.ends_with("so-called") || lead.ends_with("so called"))
        {
            return None;
        }
        let first = self.reading.sentence_at(quotation.span.start)?;
        let mut best: Option<(usize, usize, Span)> = None;
        for sentence in first..self.contents.len().min(first + FAR) {
            if self.reading.sentences[sentence].span.start >= quotation.span.end {
                break;
            }
            for &(content, attribution) in &self.contents[sentence] {
                if !content.overlaps(quotation.span) {
                    continue;
                }
                let attribution = &self.reading.attributions[attribution];
                let Some(source) = attribution.source.filter(|source| !quotation.span.covers(*source)) else {
                    continue;
                };
                let key = (distance(attribution.cue, quotation.span), content.len());
                if best.is_none_or(|(far, length, _)| key < (far, length)) {
                    best = Some((key.0, key.1, source));
                }
            }
        }
        self.after(index)
            .or(best.map(|(_, _, source)| source))
            .or_else(|| self.signed(index))
            .or_else(|| self.before(index))
    }

    /// ", quipped Ruiz", ", her friend Ana Ruiz told": after a comma inside the marks or, in British style, outside.
    fn after(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        let tokens = &self.reading.tokens;
        let from = tokens.partition_point(|token| token.span.start < quotation.span.end);
        let sentence = self.reading.sentence_at(quotation.span.end.saturating_sub(1))?;
        let to = self.reading.sentences.get(sentence)?.tokens.end;
        let words = quotation.words.of(self.text).trim_end_matches([' ', '\u{a0}', '\'', '’', '”', '"']);
        let inside = words.ends_with([',', '?', '!', '—', '…']);
        let outside = self.clause(to).word(from) == ",";
        if !inside && !outside || from >= to {
            return None;
        }
        let clause = self.clause(to.min(from + REACH));
        clause.inverted(from + usize::from(outside)).or_else(|| clause.subject(from + usize::from(outside)))
    }

    /// The last subject with its verb before a quotation in its sentence.
    fn before(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        let sentence = self.reading.sentence_at(quotation.span.start)?;
        let from = self.reading.sentences[sentence].tokens.start;
        let to = self.reading.tokens.partition_point(|token| token.span.start < quotation.span.start);
        let clause = self.clause(to);
        let nearest = to.saturating_sub(REACH).max(from);
        (nearest..to).rev().chain([from]).find_map(|at| {
            let free = at == from || is_boundary(clause.word(at - 1));
            (free && at < to).then(|| clause.subject(at)).flatten()
        })
    }

    /// "“…” — Ana Ruiz, engineer": the name after a dash that closes the paragraph.
    fn signed(&self, index: usize) -> Option<Span> {
        if index + 1 < self.reading.quotations.len() {
            return None;
        }
        signature(self.text, self.quotation(index).span.end)
    }

    /// Names of works and programmes: every weighty word with a capital.
    fn is_title(&self, quotation: &Quotation) -> bool {
        let words = quotation.words.of(self.text).split_whitespace();
        !quotation.speech
            && words.clone().filter(|word| word.starts_with(char::is_uppercase)).count() > 1
            && words.clone().all(|word| {
                word.starts_with(char::is_uppercase)
                    || matches!(word, "a" | "an" | "the" | "of" | "in" | "on" | "and" | "to" | "for" | "with")
            })
    }

    fn clause(&self, to: usize) -> Clause<'a> {
        Clause { text: self.text, reading: self.reading, to }
    }

    /// Whether a quotation that nobody beside it speaks goes on with the one who spoke before: it is speech, and it
    /// begins its sentence.
    fn goes_on(&self, index: usize) -> bool {
        let quotation = self.quotation(index);
        if !quotation.speech {
            return false;
        }
        let Some(sentence) = self.reading.sentence_at(quotation.span.start) else { return false };
        let start = self.reading.sentences[sentence].span.start;
        let lead = &self.text[start.min(quotation.span.start)..quotation.span.start];
        lead.trim().is_empty() || matches!(lead.trim(), "And" | "But" | "…" | "..." | "—")
    }

    /// Whom the last sentence of a paragraph that ends in a colon brings in: its source, or its subject and verb.
    fn leads_in(&self, block: usize) -> Option<Place> {
        let last = self.reading.sentences.last()?;
        let number = self.reading.sentences.len() - 1;
        let source = self
            .reading
            .attributions
            .iter()
            .rev()
            .take_while(|attribution| attribution.sentence == number)
            .filter(|attribution| speaks(attribution))
            .find_map(|attribution| attribution.source);
        let clause = self.clause(last.tokens.end);
        let span = source.or_else(|| {
            let near = last.tokens.end.saturating_sub(REACH).max(last.tokens.start);
            (near..last.tokens.end)
                .rev()
                .filter(|at| *at == last.tokens.start || is_boundary(clause.word(at - 1)))
                .find_map(|at| clause.subject(at))
        })?;
        Some(Place { block, span })
    }

    /// Where the sentence ends in which a quotation ends.
    fn sentence_end(&self, quotation: &Quotation) -> usize {
        let sentence = self.reading.sentence_at(quotation.span.end.saturating_sub(1));
        sentence.map_or(quotation.span.end, |sentence| self.reading.sentences[sentence].span.end)
    }

    /// Who spoke last before a quotation in its paragraph.
    fn voice_before(&self, index: usize, block: usize, said: Option<Place>) -> Option<Place> {
        let start = self.quotation(index).span.start;
        // What follows in the sentence of the last quotation is no new speaker: "…," she told the Gazette.
        let from = index
            .checked_sub(1)
            .filter(|_| said.is_some())
            .map_or(0, |last| self.sentence_end(self.quotation(last)));
        let sources = &self.reading.attributions;
        let sentence = self.reading.sentence_at(start).unwrap_or_default();
        let until = sources.partition_point(|attribution| attribution.sentence <= sentence);
        sources[..until]
            .iter()
            .rev()
            .take_while(|attribution| attribution.cue.end >= from)
            .filter(|attribution| attribution.cue.start < start && speaks(attribution))
            .find_map(|attribution| attribution.source)
            .map(|span| Place { block, span })
            .or(said)
    }

    /// The last source that speaks in the paragraph, with where its verb stands.
    fn last_voice(&self, block: usize) -> Option<(usize, Place)> {
        let last = self.reading.attributions.iter().rev().find(|attribution| speaks(attribution))?;
        Some((last.cue.start, Place { block, span: last.source? }))
    }
}

/// Whether an attribution brings in someone who could go on to speak.
fn speaks(attribution: &Attribution) -> bool {
    !attribution.quoted
        && attribution.vouches()
        && attribution.source.is_some()
        && attribution.kind != SourceKind::Hidden
}

/// How many bytes lie between two spans.
fn distance(one: Span, other: Span) -> usize {
    if one.start >= other.end { one.start - other.end } else { other.start.saturating_sub(one.end) }
}

/// The most tokens looked at around a quotation.
const REACH: usize = 40;

/// The name after a dash at byte `from`, up to the end of the text: "— Ana Ruiz, engineer".
pub(super) fn signature(text: &str, from: usize) -> Option<Span> {
    const LONGEST: usize = 90;
    let rest = text.get(from..)?;
    let dashed = rest.trim_start();
    let words = dashed.trim_start_matches(['—', '–', '―', '-', '~', '\u{a0}', ' ']);
    if words.len() == dashed.len() || words.len() > LONGEST || !words.starts_with(char::is_uppercase) {
        return None;
    }
    let start = text.len() - words.len();
    let words = words.trim_end().trim_end_matches('.');
    let name = words.find([',', '(']).unwrap_or(words.len());
    (!words.contains(['"', '“'])).then(|| Span::new(start, start + words[..name].trim_end().len()))
}
