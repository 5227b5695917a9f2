//! `uncredited-overlap`: a source's words in the writer's voice.

use super::named;
use crate::citations::transcripts::Overlap;
use crate::language::Reading;
use crate::prose::Block;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::is_own_prose;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "uncredited-overlap",
    group: Group::Quotes,
    layer: precedence::layer("uncredited-overlap"),
    severity: Severity::Info,
    summary: "Many words in a row that stand in a source, without quotation marks or a citation.",
    page: include_str!("uncredited_overlap.md"),
};

/// What everyone writes in the same words.
const BOILERPLATE: [&str; 8] = [
    "request for comment",
    "requests for comment",
    "could not be reached",
    "declined to comment",
    "spoke on condition of anonymity",
    "spoke on the condition of anonymity",
    "not authorized to speak",
    "could not independently verify",
];

/// The rule.
pub struct UncreditedOverlap;

impl Rule for UncreditedOverlap {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if context.transcripts.is_empty() {
            return;
        }
        let run = context.settings.option(META.id, "words") as usize;
        for (index, block, reading) in context.blocks().filter(|(_, block, _)| is_own_prose(&block.kind)) {
            for (number, sentence) in reading.sentences.iter().enumerate() {
                let span = sentence.span;
                let Some((own, shared)) = longest(context, block, reading, span) else { continue };
                if !is_telling(&shared, own.of(&block.text), run)
                    || is_credited(context, (index, number), &shared, block, reading)
                {
                    continue;
                }
                let file = &context.transcripts.files[shared.file as usize];
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, span),
                    severity: META.severity,
                    message: format!(
                        "{} words in a row match {} without quotation marks or a citation.",
                        shared.words,
                        named(file, shared.place)
                    ),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, number)),
                        words: Some(shared.span.shifted(own.start).of(&block.text).to_owned()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((index, number)) = finding.subject.sentence else { return Vec::new() };
        let (Some(block), Some(reading)) = (context.page.blocks.get(index), context.readings.get(index))
        else {
            return Vec::new();
        };
        let Some(sentence) = reading.sentences.get(number) else { return Vec::new() };
        let Some((own, shared)) = longest(context, block, reading, sentence.span) else { return Vec::new() };
        let run = context.source(index, shared.span.shifted(own.start));
        let quote = fix(
            FixKind::Attribute,
            "Quote: put the shared words in quotation marks",
            vec![Edit::insert(run.start, "“"), Edit::insert(run.end, "”")],
        );
        quote.into_iter().collect()
    }
}

/// The longest shared run of a sentence outside of its quotations, and the stretch that it is counted from.
fn longest(
    context: &Context<'_>,
    block: &Block,
    reading: &Reading,
    sentence: Span,
) -> Option<(Span, Overlap)> {
    let mut stretches = Vec::new();
    let mut from = sentence.start;
    let after = reading.quotations.partition_point(|quotation| quotation.span.end <= sentence.start);
    for quotation in reading.quotations[after..].iter().take_while(|it| it.span.start < sentence.end) {
        stretches.push(Span::new(from, quotation.span.start.max(from)));
        from = quotation.span.end.min(sentence.end).max(from);
    }
    stretches.push(Span::new(from, sentence.end));
    let shared = stretches.into_iter().filter_map(|stretch| {
        let shared = context.transcripts.overlap(stretch.of(&block.text));
        shared.as_ref().clone().map(|shared| (stretch, shared))
    });
    shared.max_by_key(|(_, shared)| shared.words)
}

/// Whether the run is long enough, is not a list of names, and is not what everyone writes.
fn is_telling(shared: &Overlap, stretch: &str, run: usize) -> bool {
    // Of a run with long words fewer are enough: 9 of 12.
    let enough = shared.words >= run || shared.words >= run * 3 / 4 && shared.long >= 2;
    let words = shared.span.of(stretch).to_lowercase();
    enough
        && shared.small * 3 >= shared.words * 2
        && !BOILERPLATE.iter().any(|usual| stretch.to_lowercase().contains(usual) || words.contains(usual))
}

/// Whether a citation reaches the sentence, or it names a source that stands in that file.
fn is_credited(
    context: &Context<'_>,
    (block, number): (usize, usize),
    shared: &Overlap,
    prose: &Block,
    reading: &Reading,
) -> bool {
    let file = &context.transcripts.files[shared.file as usize];
    let cited = context.support.get(block, number).is_some_and(|it| it.citation.is_some());
    let own = reading.attributions_of(number).iter().filter(|it| it.is_own() && it.kind.is_named());
    let named = own.filter_map(|it| it.source).any(|source| {
        let name = source.of(&prose.text);
        name.starts_with(char::is_uppercase) && (file.has_voice(name) || file.text.contains(name))
    });
    cited || named
}
