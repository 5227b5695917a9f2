//! An office by its name alone: "the French president" is somebody, on the article's day.

use super::{Hover, Place};
use crate::knowledge::card::{self, Here};
use crate::knowledge::office::{self, Worded};
use crate::text::Span;
use crate::workspace::Report;

/// How far around the cursor the office's words may reach, in bytes.
const REACH: usize = 60;

pub(super) fn at(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let (date, _) = report.page.date?;
    let store = &report.around.tongue.store;
    let (worded, span) = words(report, place)?;
    let [holder] = worded.holders(store, date)[..] else { return None };
    let here = Here { date: Some(date), ..Here::default() };
    Some(Hover::new(place.source(report, span), card::card(store, holder, here)))
}

/// The office whose words stand around the cursor.
fn words(report: &Report, place: &Place<'_>) -> Option<(Worded, Span)> {
    let store = &report.around.tongue.store;
    let sentence = place.reading.sentences.get(place.reading.sentence_at(place.at)?)?.span;
    let near = |offset: usize| place.at.abs_diff(offset) <= REACH;
    let ends = place.reading.tokens.iter().filter(|token| sentence.covers(token.span));
    for token in ends.clone().filter(|token| token.span.end >= place.at && near(token.span.end)) {
        let before = Span::new(sentence.start, token.span.end).of(place.text);
        if let Some(worded) = office::at_end(store, before).filter(|worded| !worded.country.is_empty()) {
            let span = Span::new(sentence.start + worded.start, token.span.end);
            if span.touches(place.at) {
                return Some((worded, span));
            }
        }
    }
    for token in ends.filter(|token| token.span.start <= place.at && near(token.span.start)) {
        let after = Span::new(token.span.start, sentence.end).of(place.text);
        if let Some(worded) = office::at_start(store, after).filter(|worded| !worded.country.is_empty()) {
            let span = Span::new(token.span.start, token.span.start + worded.role.len());
            if span.touches(place.at) {
                return Some((worded, span));
            }
        }
    }
    None
}
