//! Which citation and whose word reach each sentence of a block: R1 to R5 and R10.

use super::caption::Caption;
use super::{Backer, Mark, Reach, ReachRule, Scales};
use crate::language::article::Place;
use crate::language::{Attribution, Reading, SourceKind};
use crate::prose::BlockKind;

/// What reaches one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Reached<'a> {
    /// The attributions of its own, each with the kind it has in the article.
    pub own: Vec<(&'a Attribution, SourceKind)>,
    pub citation: Option<(usize, ReachRule)>,
    pub backer: Option<Backer>,
    /// How many sentences away the citation stands.
    pub away: usize,
}

/// What reaches each sentence of block `block`.
pub(super) fn flow<'a>(
    scales: &Scales<'a>,
    block: usize,
    marks: &[Vec<Option<Mark>>],
    caption: &Caption,
    reach: Reach,
) -> Vec<Reached<'a>> {
    let reading: &Reading = &scales.readings[block];
    let text = &scales.page.blocks[block].text;
    let mine = &marks[block];
    let mut reached = own(scales, block, mine);
    let count = reached.len();
    let bare = |reached: &Reached<'_>, index: usize| mine[index].is_none() && reached.own.is_empty();
    if reach != Reach::Sentence {
        for index in 1..count {
            // "It blamed old pipes" attributes to the same source again: the flow goes on.
            let same = reached[index].own.iter().all(|(one, _)| one.kind == SourceKind::Anaphor);
            if mine[index].is_some()
                || !same
                || is_all_speech(reading, index)
                || !continues(reading, text, index)
            {
                continue;
            }
            if let Some((from, _)) = reached[index - 1].citation {
                reached[index].away = reached[index - 1].away + 1;
                reached[index].citation = Some((from, ReachRule::Forward));
            }
            let before = reached[index - 1].backer.filter(|backer| is_identified(backer.kind));
            if let (None, Some(before)) = (reached[index].backer, before) {
                reached[index].backer = Some(Backer { rule: ReachRule::Onward, ..before });
            }
        }
        if let Some(mark) = mine.last().copied().flatten().filter(|mark| mark.backwards) {
            for (index, one) in reached.iter_mut().enumerate().take(count.saturating_sub(1)) {
                if bare(one, index) && one.citation.is_none() {
                    one.citation = Some((mark.citation, ReachRule::Backward));
                    one.away = count - 1 - index;
                }
            }
        }
    }
    if reach == Reach::Paragraph
        && let Some(mark) = mine.iter().copied().flatten().next()
    {
        for one in &mut reached {
            one.citation.get_or_insert((mark.citation, ReachRule::Paragraph));
        }
    }
    lead_in(scales, block, marks, &mut reached);
    for one in &mut reached {
        if let Some(citation) = caption.citation {
            one.citation.get_or_insert((citation, ReachRule::Caption));
        }
        if one.backer.is_none() && one.own.is_empty() {
            one.backer = caption.backer;
        }
    }
    beside(scales, block, mine, &mut reached);
    reached
}

/// R1: what each sentence has of its own.
fn own<'a>(scales: &Scales<'a>, block: usize, marks: &[Option<Mark>]) -> Vec<Reached<'a>> {
    let reading: &'a Reading = &scales.readings[block];
    let mut reached: Vec<Reached<'a>> = marks
        .iter()
        .map(|mark| Reached {
            citation: mark.map(|mark| (mark.citation, ReachRule::Own)),
            ..Reached::default()
        })
        .collect();
    for (index, attribution) in reading.attributions.iter().enumerate() {
        let kind = scales.article.kind(block, index).unwrap_or(attribution.kind);
        if let Some(reached) = reached.get_mut(attribution.sentence).filter(|_| attribution.is_own()) {
            reached.own.push((attribution, kind));
        }
    }
    for one in &mut reached {
        let of = |named: bool| {
            one.own.iter().find(|(_, kind)| *kind != SourceKind::Hidden && (!named || is_identified(*kind)))
        };
        one.backer = of(true).or_else(|| of(false)).map(|(attribution, kind)| Backer {
            source: attribution.source.map(|span| Place { block, span }),
            kind: *kind,
            rule: ReachRule::Own,
        });
    }
    reached
}

/// R5: a list's lead-in answers for its items, with its citation or with whoever it ends on.
fn lead_in(scales: &Scales<'_>, block: usize, marks: &[Vec<Option<Mark>>], reached: &mut [Reached<'_>]) {
    let Some(lead) = scales.page.blocks[block].list.and_then(|list| list.lead_in) else { return };
    if let Some(mark) = marks.get(lead).and_then(|marks| marks.iter().rev().find_map(|mark| *mark)) {
        for one in reached.iter_mut() {
            one.citation.get_or_insert((mark.citation, ReachRule::LeadIn));
        }
    }
    let Some(reading) = scales.readings.get(lead) else { return };
    let last = reading.sentences.len().saturating_sub(1);
    let says = reading.attributions.iter().enumerate().rev().find(|(index, attribution)| {
        let kind = scales.article.kind(lead, *index).unwrap_or(attribution.kind);
        attribution.sentence == last && attribution.is_own() && is_identified(kind)
    });
    if let Some((index, attribution)) = says {
        let backer = Backer {
            source: attribution.source.map(|span| Place { block: lead, span }),
            kind: scales.article.kind(lead, index).unwrap_or(attribution.kind),
            rule: ReachRule::LeadIn,
        };
        for one in reached.iter_mut().filter(|one| one.own.is_empty()) {
            one.backer.get_or_insert(backer);
        }
    }
}

/// R4: a quotation takes its speaker, and the citation beside the speaker, from the sentence beside it; a run of
/// quotations from the last speaker; a quoted block from the line that signs it.
fn beside(scales: &Scales<'_>, block: usize, marks: &[Option<Mark>], reached: &mut [Reached<'_>]) {
    let reading: &Reading = &scales.readings[block];
    if scales.page.blocks[block].kind == BlockKind::Quote
        && let Some(place) = scales.article.block_speaker(block)
    {
        for one in reached.iter_mut().filter(|one| one.own.is_empty()) {
            one.backer.get_or_insert(Backer {
                source: Some(place),
                kind: scales.kind_at(place),
                rule: ReachRule::Beside,
            });
        }
    }
    let mut quotation = 0;
    for index in 0..reached.len() {
        let sentence = reading.sentences[index].span;
        while reading.quotations.get(quotation).is_some_and(|it| it.span.end <= sentence.start) {
            quotation += 1;
        }
        if reached[index].backer.is_some() {
            continue;
        }
        let all_speech = is_all_speech(reading, index);
        let spoken = (quotation..reading.quotations.len())
            .take_while(|at| reading.quotations[*at].span.start < sentence.end)
            .filter(|at| reading.quotations[*at].speech)
            .find_map(|at| scales.article.speaker(block, at));
        let own = spoken.is_some_and(|place| place.block == block && sentence.covers(place.span));
        if let Some(place) = spoken.filter(|_| own || all_speech) {
            let rule = if own { ReachRule::Own } else { ReachRule::Beside };
            reached[index].backer = Some(Backer { source: Some(place), kind: scales.kind_at(place), rule });
            let at = (place.block == block).then(|| reading.sentence_at(place.span.start)).flatten();
            let cited =
                at.filter(|at| at.abs_diff(index) == 1).and_then(|at| marks.get(at).copied().flatten());
            if let (None, Some(mark)) = (reached[index].citation, cited) {
                reached[index].citation = Some((mark.citation, ReachRule::Beside));
                reached[index].away = 1;
            }
        } else if all_speech {
            let neighbours = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let backer = neighbours
                .filter_map(|other| reached.get(other)?.backer)
                .find(|backer| backer.rule == ReachRule::Own && is_identified(backer.kind));
            reached[index].backer = backer.map(|backer| Backer { rule: ReachRule::Beside, ..backer });
        }
    }
}

/// Named, or the role of a named body: good enough to carry on into the next sentence.
pub(super) fn is_identified(kind: SourceKind) -> bool {
    kind.is_named() || kind == SourceKind::Role
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
