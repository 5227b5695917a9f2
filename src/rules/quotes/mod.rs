//! Quotations and wording, against the writer's own sources on disk.

pub mod quote_mismatch;
pub mod uncredited_overlap;

use std::sync::Arc;

use crate::citations::transcripts::{Quoted, SourcePlace, Transcript};
use crate::rules::context::Context;

/// A quotation looked up in the writer's own sources.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The sources it is expected in: those the speaker speaks in, else those the sentence cites. None means any.
    pub only: Vec<u32>,
    /// Where it stands.
    pub found: Arc<Option<Quoted>>,
}

/// Looks up a quotation, given by its block and its place in the reading.
pub fn look_up(context: &Context<'_>, block: usize, quotation: usize) -> Option<Lookup> {
    let words = context.readings.get(block)?.quotations.get(quotation)?.words;
    let only = preferred(context, block, quotation);
    let found = context.transcripts.quotation(words.of(&context.page.blocks.get(block)?.text), &only);
    Some(Lookup { only, found })
}

/// The sources to look in first.
fn preferred(context: &Context<'_>, block: usize, quotation: usize) -> Vec<u32> {
    let voices = speaker(context, block, quotation).map(|name| context.transcripts.with_voice(&name));
    if let Some(voices) = voices.filter(|voices| !voices.is_empty()) {
        return voices;
    }
    let Some(reading) = context.readings.get(block) else { return Vec::new() };
    let sentence = reading.sentence_at(reading.quotations[quotation].span.start).unwrap_or_default();
    cited(context, (block, sentence))
}

/// A place in a source as messages name it: "interview-lind.md:42", "statement.pdf, page 3".
pub fn named(file: &Transcript, place: SourcePlace) -> String {
    let number = place.number();
    let place_of = if place.is_page {
        format!("{}, page {number}", file.name)
    } else {
        format!("{}:{number}", file.name)
    };
    place.clock().map_or(place_of.clone(), |clock| format!("{place_of} ({clock})"))
}

/// The sources that what reaches a sentence points at: links to files that are among them.
fn cited(context: &Context<'_>, (block, sentence): (usize, usize)) -> Vec<u32> {
    let Some(supported) = context.support.get(block, sentence) else { return Vec::new() };
    let Some(citation) = supported.citation.and_then(|(index, _)| context.citations.get(index)) else {
        return Vec::new();
    };
    let words = citation.source.of(&context.page.text);
    let files = context.transcripts.files.iter().enumerate();
    files.filter(|(_, file)| words.contains(&file.name)).map(|(index, _)| index as u32).collect()
}

/// The name of whoever speaks a quotation, or what stands for it.
pub(super) fn speaker(context: &Context<'_>, block: usize, number: usize) -> Option<String> {
    let place = context.article.speaker(block, number)?;
    let reading = context.readings.get(place.block)?;
    let attribution = reading.attributions.iter().position(|it| it.source == Some(place.span));
    let named = attribution.and_then(|index| context.article.antecedent(place.block, index)).unwrap_or(place);
    context.page.blocks.get(named.block).map(|block| named.span.of(&block.text).to_owned())
}
