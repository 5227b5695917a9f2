//! `quote-mismatch`: a direct quotation that is not what the transcript has.

use super::{Lookup, look_up, named, speaker};
use crate::citations::transcripts::{Difference, Likeness};
use crate::language::Reading;
use crate::prose::{Block, BlockKind};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "quote-mismatch",
    group: Group::Quotes,
    layer: precedence::layer("quote-mismatch"),
    severity: Severity::Warning,
    summary: "A quotation that differs from the transcript.",
    page: include_str!("quote_mismatch.md"),
};

/// The fewest words of a quotation that is missed when it stands in no source.
const FEWEST_MISSED: usize = 5;
/// The most characters of a source that a message shows.
const SHOWN: usize = 160;

/// The rule.
pub struct QuoteMismatch;

impl Rule for QuoteMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if context.transcripts.is_empty() || context.page.front_matter.translated {
            return;
        }
        for (index, block, reading) in context.blocks() {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            for number in 0..reading.quotations.len() {
                findings.extend(check(context, index, block, reading, number));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let found = quotation_of(context, finding);
        let Some((index, block, words, found)) = found else { return Vec::new() };
        let Some(found) = found.found.as_ref().as_ref().filter(|found| found.likeness == Likeness::Near)
        else {
            return Vec::new();
        };
        let marks = ['"', '“', '”'];
        if found.differences.iter().any(|difference| difference.source.contains(marks)) {
            return Vec::new();
        }
        let edit = |difference: &Difference, text: String| {
            let place = place(context, index, block, words, difference);
            Edit::replace(place, text)
        };
        let use_source = |difference: &Difference| {
            let first = difference.quoted.start == 0 && words.of(&block.text).starts_with(char::is_uppercase);
            let text = if first { capitalised(&difference.source) } else { difference.source.clone() };
            match (difference.quoted.is_empty(), difference.quoted.start) {
                (true, 0) => format!("{text} "),
                (true, _) => format!(" {text}"),
                _ => text,
            }
        };
        let edits = found.differences.iter().map(|one| edit(one, use_source(one))).collect();
        let wording = fix(FixKind::Rewrite, "Quote: use the transcript wording", edits)
            .map(|fix| Fix { preferred: true, ..fix });
        let left_out = found.differences.iter().all(|one| one.quoted.is_empty() && one.quoted.start > 0);
        let honest = !found.differences.iter().any(|one| denies(&one.source));
        let marked = (left_out && honest).then(|| {
            let edits = found.differences.iter().map(|one| edit(one, " ...".into())).collect();
            fix(FixKind::Rewrite, "Quote: mark what is left out with “...”", edits)
        });
        wording.into_iter().chain(marked.flatten()).collect()
    }
}

/// The bytes of the document that a difference concerns.
fn place(context: &Context<'_>, index: usize, block: &Block, words: Span, difference: &Difference) -> Span {
    let span = difference.quoted.shifted(words.start);
    if span.is_empty() && span.start > words.start {
        // Right after the word before, not after what is elided behind it.
        return Span::at(context.source(index, Span::new(words.start, span.start)).end);
    }
    if difference.source.is_empty() && span.start > words.start {
        // A word that goes takes the space before it along.
        let before = Span::new(words.start, span.start).of(&block.text).trim_end();
        return context.source(index, Span::new(words.start + before.len(), span.end));
    }
    context.source(index, span)
}

/// Words that must not be hidden behind an ellipsis: without them the speaker says the opposite.
fn denies(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.any(|word| {
        let word = word.to_lowercase().replace('’', "'");
        matches!(
            word.as_str(),
            "not" | "no" | "never" | "nor" | "neither" | "nobody" | "without" | "hardly" | "if"
        ) || word.ends_with("n't")
    })
}

/// The quotation a finding is about: its block, its words there, and what was found.
fn quotation_of<'a>(context: &Context<'a>, finding: &Finding) -> Option<(usize, &'a Block, Span, Lookup)> {
    let (index, _) = finding.subject.sentence?;
    let block = context.page.blocks.get(index)?;
    let reading = context.readings.get(index)?;
    let number = reading
        .quotations
        .iter()
        .position(|quotation| context.source(index, quotation.span) == finding.span)?;
    Some((index, block, reading.quotations[number].words, look_up(context, index, number)?))
}

fn check(
    context: &Context<'_>,
    index: usize,
    block: &Block,
    reading: &Reading,
    number: usize,
) -> Option<Finding> {
    let quotation = &reading.quotations[number];
    let sentence = reading.sentence_at(quotation.span.start)?;
    let speaker = speaker(context, index, number);
    let supported = context.support.get(index, sentence);
    if !quotation.closed || speaker.is_none() && supported.is_none_or(|it| it.citation.is_none()) {
        return None;
    }
    let words = quotation.words.of(&block.text);
    let Lookup { only, found } = look_up(context, index, number)?;
    let finding = |severity, message, related| Finding {
        rule: META.id,
        span: context.source(index, quotation.span),
        severity,
        message,
        related,
        subject: Subject {
            sentence: Some((index, sentence)),
            words: Some(words.to_owned()),
            ..Subject::default()
        },
    };
    match found.as_ref() {
        Some(found) if found.likeness == Likeness::Near => {
            let file = context.transcripts.files.get(found.file as usize)?;
            let source = shortened(found.span.of(&file.text));
            let told = found.differences.iter().map(|difference| {
                let span = difference.quoted.shifted(quotation.words.start);
                related(context.source(index, span), difference_told(difference, words))
            });
            Some(finding(
                META.severity,
                format!("Quote differs from {}: \"{source}\".", named(file, found.place)),
                told.collect(),
            ))
        }
        Some(_) => None,
        None => {
            let long = words.split_whitespace().count() >= FEWEST_MISSED;
            let file = only.first().and_then(|file| context.transcripts.files.get(*file as usize));
            let file = file.filter(|_| long && quotation.speech)?;
            let place = match only.len() {
                1 => file.name.clone(),
                more => format!("{} or {} more", file.name, more - 1),
            };
            Some(finding(
                Severity::Info,
                format!("Not found in {place}: check the wording, or name where it was said."),
                Vec::new(),
            ))
        }
    }
}

fn difference_told(difference: &Difference, words: &str) -> String {
    let quoted = difference.quoted.of(words);
    match (quoted.is_empty(), difference.source.is_empty()) {
        (true, _) => format!("The source has “{}” here.", difference.source),
        (false, true) => format!("“{quoted}” is not in the source."),
        (false, false) => format!("The source has “{}”, not “{quoted}”.", difference.source),
    }
}

/// On one line, and not longer than a message bears.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => {
            let end = line[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &line[..end])
        }
        None => line,
    }
}
