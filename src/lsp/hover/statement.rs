//! Quotations and claims: who speaks, and who vouches.

use super::{Hover, Place, lines};
use crate::citations::{Reach, ReachRule, Status};
use crate::knowledge::markdown::{escape, excerpt};
use crate::language::article;
use crate::rules::checking;
use crate::workspace::Report;

/// The quotation around the place, with its speaker where the sentence or its neighbours name one.
pub(super) fn quotation(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let quotation = place.pick(&place.reading.quotations, |quotation| quotation.span)?;
    if !quotation.speech {
        return None;
    }
    let words = quotation.words.of(place.text).split_whitespace().count();
    let unit = if words == 1 { "word" } else { "words" };
    let mut told = vec![format!("**Direct quotation**, {words} {unit}")];
    let index = place.reading.quotations.iter().position(|other| other.span == quotation.span)?;
    match report.article.speaker(place.block, index) {
        Some(speaker) => told.push(format!("Speaker: {}", named(report, speaker)?)),
        None => told.push("No speaker found beside it: who said it, where and when?".into()),
    }
    if !quotation.closed {
        told.push("Its closing mark is missing, or the quotation goes on in the next paragraph".into());
    }
    told.extend(super::quoted::told(report, place));
    told.extend(checked(report, place));
    told.push("To verify: word for word against a recording, transcript or published text".into());
    Some(Hover::new(place.source(report, quotation.span), lines(told)))
}

/// A source as written, how well identified it is, and whom it stands for: "she (person: Ana Ruiz)".
fn named(report: &Report, source: article::Place) -> Option<String> {
    let words = |place: article::Place| {
        let block = report.page.blocks.get(place.block)?;
        Some(escape(place.span.of(&block.text)))
    };
    let kind = report.article.kind_at(&report.readings, source);
    let stands_for = report
        .article
        .attribution_at(&report.readings, source)
        .and_then(|at| report.article.antecedent(source.block, at))
        .and_then(words);
    let written = words(source)?;
    Some(match stands_for {
        Some(full) => format!("{written} ({}: {full})", kind.name()),
        None => format!("{written} ({})", kind.name()),
    })
}

/// The status of the claim around the place and why; where nothing is in reach, how far that goes; its check mark.
pub(super) fn status(report: &Report, place: &Place<'_>) -> Option<String> {
    let supported = report.support.get(place.block, place.reading.sentence_at(place.at)?)?;
    let status = supported.status;
    let mut told =
        format!("{} This claim is {}: {}", status.sign(), status.name(), escape(&supported.because));
    if status == Status::Unsourced && !supported.is_backed() {
        told += &format!("  \nReach: {}", within(report.around.settings.reach));
    }
    told.extend(checked(report, place).map(|mark| format!("  \n{mark}")));
    Some(told)
}

/// One line: the check mark of the sentence around the place that counts.
fn checked(report: &Report, place: &Place<'_>) -> Option<String> {
    let sentence = place.reading.sentence_at(place.at)?;
    let mark = checking::last(&report.context(), (place.block, sentence))?;
    Some(format!("Last check mark: {}", escape(&mark.told())))
}

/// The status of the claim around the place, and what decided it.
pub(super) fn claim(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let index = place.reading.sentence_at(place.at)?;
    let sentence = place.reading.sentences.get(index).filter(|sentence| sentence.span.touches(place.at))?;
    let supported = report.support.get(place.block, index)?;
    if supported.status == Status::NotCheckable {
        return None;
    }
    let mut told = vec![format!(
        "**{} Claim: {}** — {}",
        supported.status.sign(),
        supported.status.name(),
        escape(&supported.because)
    )];
    if let Some(claim) = place.reading.claims.get(index).filter(|claim| claim.checkable) {
        told.push(format!("What makes it checkable: {}", claim.reasons.join(", ")));
    }
    if let Some(source) = supported.attribution.and_then(|backer| backer.source)
        && let Some(named) = named(report, source)
    {
        told.push(format!("Source: {named}"));
    }
    if let Some((citation, rule)) = supported.citation
        && let Some(citation) = report.citations.get(citation)
    {
        let words = citation.source.of(&report.page.text);
        told.push(format!("Citation: {} ({})", excerpt(words, 120), reach(rule)));
    }
    told.extend(checked(report, place));
    Some(Hover::new(place.source(report, sentence.span), lines(told)))
}

/// How far a citation reaches in this house.
const fn within(reach: Reach) -> &'static str {
    match reach {
        Reach::Sentence => "a citation covers its own sentence only (R1)",
        Reach::Flow => {
            "a citation covers its own sentence (R1), and the next ones while they continue its source (R2)"
        }
        Reach::Paragraph => "a citation covers its whole paragraph",
    }
}

const fn reach(rule: ReachRule) -> &'static str {
    match rule {
        ReachRule::Own => "in this sentence",
        ReachRule::Beside => "beside this sentence",
        ReachRule::Forward => "from an earlier sentence whose source goes on",
        ReachRule::Backward => "the mark that closes the paragraph",
        ReachRule::LeadIn => "from the sentence that leads in to the list",
        ReachRule::Caption => "in the caption",
        ReachRule::Onward => "from an earlier sentence",
        ReachRule::Paragraph => "in this paragraph",
    }
}
