//! `undocumented-quote`: speech with a speaker, but without where and when it was said.

use crate::language::{Attribution, SourceKind};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{is_own_prose, is_title_case, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "undocumented-quote",
    group: Group::Support,
    layer: precedence::layer("undocumented-quote"),
    severity: Severity::Hint,
    summary: "Where and when was this said? Add venue or source.",
    page: include_str!("undocumented_quote.md"),
};

/// The fewest words of a quotation that is speech and no term.
const FEWEST: usize = 3;

/// Words that tell where, when or how something was said.
const VENUES: &[&str] = &[
    "interview",
    "interviewed",
    "conference",
    "briefing",
    "statement",
    "email",
    "e-mail",
    "emailed",
    "letter",
    "testified",
    "testimony",
    "wrote",
    "writes",
    "posted",
    "post",
    "tweeted",
    "tweet",
    "court",
    "speech",
    "hearing",
    "meeting",
    "podcast",
    "programme",
    "program",
    "phone",
    "telephone",
    "message",
    "blog",
    "memo",
    "report",
    "release",
    "filing",
    "debate",
    "parliament",
    "rally",
    "lecture",
    "told",
    "tells",
    "book",
    "memoir",
    "column",
    "article",
    "press",
];

/// The rule.
pub struct UndocumentedQuote;

impl Rule for UndocumentedQuote {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (block, prose, reading) in context.blocks() {
            if !is_own_prose(&prose.kind) || reading.quotations.is_empty() {
                continue;
            }
            let mut has_venue = None;
            for (index, quotation) in reading.quotations.iter().enumerate() {
                let words = quotation.words.of(&prose.text);
                let count = words.split_whitespace().count();
                let Some(at) = reading.sentence_at(quotation.span.start) else { continue };
                if !quotation.speech || !quotation.closed || count < FEWEST || is_title_case(words) {
                    continue;
                }
                let speaker = context.article.speaker(block, index).is_some();
                let told = reading
                    .attributions
                    .iter()
                    .find(|one| one.sentence == at && one.is_own() && is_named(one));
                let cited = context.support.get(block, at).is_some_and(|it| it.citation.is_some());
                let venue = *has_venue.get_or_insert_with(|| has_venue_words(&prose.text));
                if !speaker && told.is_none() || cited || venue || is_unfinished(prose, reading, at) {
                    continue;
                }
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(block, quotation.span),
                    severity: META.severity,
                    message: META.summary.into(),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((block, at)),
                        words: Some(words.to_string()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((block, at)) = finding.subject.sentence else { return Vec::new() };
        let (Some(prose), Some(reading)) = (context.page.blocks.get(block), context.readings.get(block))
        else {
            return Vec::new();
        };
        let Some(sentence) = reading.sentences.get(at) else { return Vec::new() };
        let words = sentence.span.of(&prose.text);
        let inside = words.trim_end_matches(['.', '!', '?', '…']);
        if inside.ends_with(['"', '”', '’', '\'']) {
            return Vec::new();
        }
        let end =
            context.source(block, Span::new(sentence.span.start, sentence.span.start + inside.len())).end;
        fix(
            FixKind::Attribute,
            "Attribute: say where — “in an interview on TK DATE”",
            vec![Edit::insert(end, " in an interview on TK DATE")],
        )
        .into_iter()
        .collect()
    }
}

fn is_named(attribution: &Attribution) -> bool {
    matches!(attribution.kind, SourceKind::Person | SourceKind::Organisation | SourceKind::Anaphor)
}

fn has_venue_words(paragraph: &str) -> bool {
    paragraph
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| VENUES.iter().any(|venue| word.eq_ignore_ascii_case(venue)))
}
