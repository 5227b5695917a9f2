//! Who says what: sentences that attribute, and the spans of source, cue and content.

use std::collections::HashSet;

use factcheck_ls::text::Span;
use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Article, Data, Marked, Missing};
use super::look::{Attribution, Look};
use super::score::{Counts, Row};

#[derive(Deserialize)]
struct Line {
    text: String,
    has_cue: u8,
    has_attr: u8,
}

/// Sentence by sentence, each read alone.
pub fn sentences(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "polnear_sents";
    let lines: Vec<Line> = data.lines(SET)?;
    let said: Vec<(bool, bool)> = lines
        .par_iter()
        .map(|line| {
            let look = Look::at(&line.text);
            let cue = !look.attributions.is_empty();
            (cue, cue || look.quotations.iter().any(|quotation| quotation.speech))
        })
        .collect();
    let row = |measure: &str, label: fn(&Line) -> bool, said: &dyn Fn(usize) -> bool| {
        let mut counts = Counts::default();
        let (mut missed, mut wrong) = (Vec::new(), Vec::new());
        for (index, line) in lines.iter().enumerate() {
            counts += Counts::of_label(label(line), said(index));
            match (label(line), said(index)) {
                (true, false) => missed.push(line.text.clone()),
                (false, true) => wrong.push(line.text.clone()),
                _ => {}
            }
        }
        Row::counted(SET, measure, counts).missing(missed, wrong)
    };
    Ok(vec![
        row("has_cue", |line| line.has_cue == 1, &|index| said[index].0).noting("target F1 .87"),
        row("has_attr", |line| line.has_attr == 1, &|index| said[index].1).noting("attribution or speech"),
    ])
}

/// Span by span, in whole articles.
pub fn spans(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "polnear";
    let (mut cues, mut sources, mut content) = (Counts::default(), Counts::default(), Counts::default());
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let (mut wrong_sources, mut no_sources) = (Vec::new(), Vec::new());
    let (mut short_content, mut long_content) = (Vec::new(), Vec::new());
    for article in data.articles()? {
        let look = &article.look;
        let pairs = pairs(article);
        let met: HashSet<usize> = pairs.iter().map(|(gold, _)| *gold).collect();
        let touched: Vec<bool> = look
            .attributions
            .iter()
            .map(|found| article.attributions.iter().any(|gold| overlap(&gold.cue, &[found.cue])))
            .collect();
        cues += Counts {
            right: touched.iter().filter(|touched| **touched).count(),
            found: touched.len(),
            met: met.len(),
            gold: article.attributions.len(),
        };
        for (index, gold) in article.attributions.iter().enumerate() {
            if !met.contains(&index) {
                missed.extend(gold.cue.first().map(|cue| look.around(*cue)));
            }
        }
        for (found, _) in look.attributions.iter().zip(&touched).filter(|(_, touched)| !**touched) {
            wrong.push(look.around(found.cue));
        }
        for (gold, found) in pairs {
            let (gold, found) = (&article.attributions[gold], &look.attributions[found]);
            let right = found.source.is_some_and(|source| overlap(&gold.source, &[source]));
            sources += Counts::of_sets(
                right.into(),
                found.source.is_some().into(),
                usize::from(!gold.source.is_empty()),
            );
            if !right && !gold.source.is_empty() {
                let gold = gold.source.iter().map(|span| look.words(*span)).collect::<Vec<_>>().join(" … ");
                match found.source {
                    Some(source) => wrong_sources.push(format!("{} for {gold}", look.around(source))),
                    None => no_sources.push(format!("{gold}: {}", look.around(found.cue))),
                }
            }
            let tokens = tokens_shared(look, gold, found);
            if tokens.right * 2 < tokens.gold {
                short_content.push(told(look, gold, found));
            } else if tokens.right * 2 < tokens.found {
                long_content.push(told(look, gold, found));
            }
            content += tokens;
        }
    }
    Ok(vec![
        Row::counted(SET, "cues, overlap", cues).missing(missed, wrong).noting("target F1 .78"),
        Row::counted(SET, "sources of met cues, overlap", sources)
            .missing(no_sources, wrong_sources)
            .noting("target F1 .80"),
        Row::counted(SET, "content of met cues, tokens", content)
            .missing(short_content, long_content)
            .noting("target F1 .80"),
    ])
}

fn told(look: &Look, gold: &Marked, found: &Attribution) -> String {
    let words = |spans: &[Span]| spans.iter().map(|span| look.words(*span)).collect::<Vec<_>>().join(" | ");
    format!("[{}] {} INSTEAD OF {}", look.words(found.cue), words(&found.content), words(&gold.content))
}

/// Attributions marked by people with the found one whose cue meets theirs most.
fn pairs(article: &Article) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (index, gold) in article.attributions.iter().enumerate() {
        let shared = |found: &Attribution| gold.cue.iter().map(|cue| common(*cue, found.cue)).sum::<usize>();
        // Of equals the one whose source agrees, then the first.
        let best =
            article.look.attributions.iter().enumerate().filter(|(_, found)| shared(found) > 0).max_by_key(
                |(index, found)| {
                    let agrees = found.source.is_some_and(|source| overlap(&gold.source, &[source]));
                    (shared(found), agrees, std::cmp::Reverse(*index))
                },
            );
        pairs.extend(best.map(|(found, _)| (index, found)));
    }
    pairs
}

/// Bytes in both.
fn common(one: Span, other: Span) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// Whether any of the one overlap any of the others.
pub fn overlap(one: &[Span], others: &[Span]) -> bool {
    one.iter().any(|one| others.iter().any(|other| one.overlaps(*other)))
}

/// Words by white space, by where they begin.
fn tokens(look: &Look, spans: &[Span]) -> HashSet<usize> {
    let mut tokens = HashSet::new();
    for span in spans {
        let words = span.of(&look.text);
        let starts = words.split_whitespace().map(|word| word.as_ptr() as usize - words.as_ptr() as usize);
        tokens.extend(starts.map(|start| {
            // The first word with a mark before it is the same word without.
            let at = span.start + start;
            at + look.text[at..].find(char::is_alphanumeric).unwrap_or_default()
        }));
    }
    tokens
}

fn tokens_shared(look: &Look, gold: &Marked, found: &Attribution) -> Counts {
    let (gold, found) = (tokens(look, &gold.content), tokens(look, &found.content));
    Counts::of_sets(found.intersection(&gold).count(), found.len(), gold.len())
}
