//! `anonymous-quote`: direct speech from somebody the reader cannot know.

use crate::language::{Attribution, Form, Quotation, Reading};
use crate::rules::context::Context;
use crate::rules::edits::{fix, goes_on};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{is_own_prose, is_title_case, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "anonymous-quote",
    group: Group::Sourcing,
    layer: precedence::layer("anonymous-quote"),
    severity: Severity::Warning,
    summary: "Direct quote from an unnamed speaker: paraphrase it, or get it on the record.",
    page: include_str!("anonymous_quote.md"),
};

const FORMS: &[Form] = &[
    Form::Unnamed,
    Form::Access,
    Form::BareSource,
    Form::AnonymityClause,
    Form::Insider,
    Form::UnnamedOfficial,
];

/// The fewest words of a quotation that is speech and no term.
const FEWEST: usize = 4;

/// The rule.
pub struct AnonymousQuote;

impl Rule for AnonymousQuote {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (block, prose, reading) in context.blocks() {
            if !is_own_prose(&prose.kind) {
                continue;
            }
            for (index, quotation) in reading.quotations.iter().enumerate() {
                let words = quotation.words.of(&prose.text);
                let is_speech = quotation.speech
                    && quotation.closed
                    && words.split_whitespace().count() >= FEWEST
                    && !is_title_case(words);
                if !is_speech {
                    continue;
                }
                let Some((at, attribution)) = unnamed_speaker(context, block, index, quotation) else {
                    continue;
                };
                if is_unfinished(prose, reading, attribution.sentence) {
                    continue;
                }
                let cited = context
                    .support
                    .get(block, attribution.sentence)
                    .is_some_and(|supported| supported.citation.is_some());
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(block, quotation.span),
                    severity: if cited { META.severity.lowered() } else { META.severity },
                    message: META.summary.into(),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((block, attribution.sentence)),
                        attribution: Some(at),
                        words: Some(words.to_string()),
                        outlet: None,
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((block, _)) = finding.subject.sentence else { return Vec::new() };
        let (Some(prose), Some(reading)) = (context.page.blocks.get(block), context.readings.get(block))
        else {
            return Vec::new();
        };
        let Some(quotation) =
            reading.quotations.iter().find(|quotation| context.source(block, quotation.span) == finding.span)
        else {
            return Vec::new();
        };
        let paraphrase = fix(
            FixKind::Rewrite,
            "Rewrite: paraphrase this anonymous quote",
            without_marks(context, block, quotation),
        );
        let source = finding
            .subject
            .attribution
            .and_then(|at| reading.attributions.get(at))
            .filter(|attribution| attribution.form != Form::AnonymityClause)
            .and_then(|attribution| attribution.source);
        let named = source.and_then(|source| {
            let close = if goes_on(&prose.text, source.end) { "," } else { "" };
            fix(
                FixKind::Attribute,
                "Attribute: name the speaker — “TK NAME, TK TITLE”",
                vec![Edit::replace(context.source(block, source), format!("TK NAME, TK TITLE{close}"))],
            )
        });
        named.into_iter().chain(paraphrase).collect()
    }
}

/// The attribution by which an unnamed speaker says the quotation, in the same block.
fn unnamed_speaker<'a>(
    context: &Context<'a>,
    block: usize,
    index: usize,
    quotation: &Quotation,
) -> Option<(usize, &'a Attribution)> {
    let reading: &'a Reading = context.readings.get(block)?.as_ref();
    let speaker = context.article.speaker(block, index).filter(|place| place.block == block);
    let unnamed = |attribution: &Attribution| attribution.is_own() && FORMS.contains(&attribution.form);
    let mut all = reading.attributions.iter().enumerate();
    if let Some(speaker) = speaker {
        // "one minister who asked not to be named": the clause tells of the speaker beside it.
        return all.find(|(_, attribution)| {
            unnamed(attribution)
                && (attribution.source.is_some_and(|source| source.overlaps(speaker.span))
                    || attribution.form == Form::AnonymityClause
                        && attribution.marked.start.saturating_sub(speaker.span.end) < 12
                        && attribution.marked.start >= speaker.span.start)
        });
    }
    let first = reading.sentence_at(quotation.span.start)?;
    let last = reading.sentence_at(quotation.span.end.saturating_sub(1))?;
    // Nobody else may speak there.
    let mut own = all.filter(|(_, one)| (first..=last).contains(&one.sentence) && one.is_own());
    let found = own.next().filter(|(_, one)| unnamed(one))?;
    own.all(|(_, one)| unnamed(one)).then_some(found)
}

/// The edits that take the marks away; the sentence keeps its stop.
fn without_marks(context: &Context<'_>, block: usize, quotation: &Quotation) -> Vec<Edit> {
    let open = Span::new(quotation.span.start, quotation.words.start);
    let close = Span::new(quotation.words.end, quotation.span.end);
    [open, close]
        .into_iter()
        .filter(|mark| !mark.is_empty())
        .map(|mark| Edit::replace(context.source(block, mark), ""))
        .collect()
}
