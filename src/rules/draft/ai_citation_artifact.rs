//! `ai-citation-artifact`: what a chatbot leaves where a citation should be.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "ai-citation-artifact",
    group: Group::Draft,
    layer: precedence::layer("ai-citation-artifact"),
    severity: Severity::Error,
    summary: "Chatbot residue: this is not a citation. Open the source and cite it properly.",
    page: include_str!("ai_citation_artifact.md"),
};

/// What residue begins with, in lower case, and how to find its end.
const RESIDUE: &[(&str, Shape)] = &[
    (":contentreference[oaicite:", Shape::Reference),
    ("[oaicite:", Shape::Bracket),
    ("oai_citation", Shape::Word),
    ("turn0search", Shape::Token),
    ("turn0view", Shape::Token),
    ("turn0news", Shape::Token),
    ("turn1search", Shape::Token),
    ("【", Shape::Lenticular),
    ("[cite:", Shape::Numbers),
    ("[cite_start]", Shape::Whole),
    ("[cite_end]", Shape::Whole),
    ("[web:", Shape::Numbers),
    (":antcitation", Shape::Word),
    ("grok_card", Shape::Word),
    ("<grok:render", Shape::Tag),
    ("grok_render", Shape::Word),
    ("utm_source=chatgpt.com", Shape::Parameter),
    ("utm_source=openai", Shape::Parameter),
    ("utm_source=copilot.com", Shape::Parameter),
    ("utm_source=perplexity", Shape::Parameter),
    ("referrer=grok.com", Shape::Parameter),
    ("as of my last knowledge update", Shape::Phrase),
    ("as of my knowledge cutoff", Shape::Phrase),
    ("as an ai language model", Shape::Phrase),
];

/// How residue ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// At the end of what it begins with.
    Whole,
    /// A phrase of prose.
    Phrase,
    /// `:contentReference[oaicite:3]{index=3}`.
    Reference,
    /// At its closing bracket.
    Bracket,
    /// Digits, commas and a closing bracket: `[cite: 1, 2]`.
    Numbers,
    /// At the last letter or digit: `turn0search3`.
    Token,
    /// At the next white space or closing mark.
    Word,
    /// `【4†source】`.
    Lenticular,
    /// At `>`.
    Tag,
    /// A parameter of an address.
    Parameter,
}

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasickBuilder::new().ascii_case_insensitive(true).build(RESIDUE.iter().map(|(begin, _)| begin)).ok()
});

/// The rule.
pub struct AiCitationArtifact;

impl Rule for AiCitationArtifact {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let text: &str = &context.page.text;
        let Some(finder) = FINDER.as_ref() else { return };
        let mut taken = 0;
        for found in finder.find_iter(text) {
            let Some((_, shape)) = RESIDUE.get(found.pattern().as_usize()) else { continue };
            let Some(end) = end(text, found.start(), found.end(), *shape) else { continue };
            let span = Span::new(found.start(), end);
            if span.start < taken || is_spoken_of(context, span, *shape) {
                continue;
            }
            taken = span.end;
            findings.push(Finding {
                rule: META.id,
                span,
                severity: META.severity,
                message: META.summary.into(),
                related: Vec::new(),
                subject: Subject {
                    sentence: sentence(context, span),
                    words: Some(span.of(text).to_string()),
                    ..Subject::default()
                },
            });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let span = finding.span;
        let words = span.of(text);
        let (before, after) = (&text[..span.start], &text[span.end..]);
        if words.contains("utm_source=") || words.contains("referrer=") {
            // "?a=1&utm_source=x" loses its "&", "?utm_source=x&a=1" keeps its "?".
            let gone = match (before.chars().next_back(), after.chars().next()) {
                (Some('?'), Some('&')) => Span::new(span.start, span.end + 1),
                (Some('?' | '&'), _) => Span::new(span.start - 1, span.end),
                _ => return Vec::new(),
            };
            let strip =
                fix(FixKind::Rewrite, "Rewrite: strip the tracking parameter", vec![Edit::replace(gone, "")]);
            return strip.map(|fix| Fix { preferred: true, safe: true, ..fix }).into_iter().collect();
        }
        let spoken = words.starts_with(|c: char| c.is_alphabetic()) && words.contains(' ');
        if spoken {
            return Vec::new();
        }
        let blank = before.len() - before.trim_end_matches(' ').len();
        let gone = Span::new(span.start - blank, span.end);
        let remove = fix(FixKind::Rewrite, "Rewrite: remove the residue", vec![Edit::replace(gone, "")])
            .map(|fix| Fix { preferred: true, ..fix });
        let stub = fix(FixKind::Mark, "Mark: TK source", vec![Edit::replace(span, "[TK source]")]);
        remove.into_iter().chain(stub).collect()
    }
}

/// Where residue of this shape ends that begins at `start` and whose beginning ends at `at`; `None` when it is none.
fn end(text: &str, start: usize, at: usize, shape: Shape) -> Option<usize> {
    let rest = &text[at..];
    let near = |c: char| rest.char_indices().take(60).find(|(_, other)| *other == c).map(|(place, _)| place);
    let free = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let run = |fits: fn(char) -> bool| at + rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
    match shape {
        Shape::Whole => Some(at),
        Shape::Phrase => (free && !rest.starts_with(char::is_alphanumeric)).then_some(at),
        Shape::Reference => {
            let close = at + near(']')? + 1;
            let braces = text[close..].starts_with("{index=");
            let end = if braces { text[close..].find('}').map(|place| close + place + 1) } else { None };
            Some(end.unwrap_or(close))
        }
        Shape::Bracket => Some(at + near(']')? + 1),
        Shape::Numbers => {
            let close = near(']')?;
            let inside = &rest[..close];
            let numbers = !inside.trim().is_empty()
                && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | ';' | '-'));
            numbers.then_some(at + close + 1)
        }
        Shape::Token => {
            let end = run(|c| c.is_ascii_digit());
            (free && end > at).then_some(end)
        }
        Shape::Word => {
            free.then(|| run(|c| !c.is_whitespace() && !matches!(c, ')' | ']' | '.' | ',' | '"' | '”')))
        }
        Shape::Lenticular => {
            let close = near('】')?;
            rest[..close].contains('†').then_some(at + close + '】'.len_utf8())
        }
        Shape::Tag => Some(at + near('>')? + 1),
        Shape::Parameter => {
            let asked = text[..start].ends_with(['?', '&', ';']);
            asked.then(|| run(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        }
    }
}

/// Whether the residue is spoken of, not left behind: in code, or between quotation marks.
fn is_spoken_of(context: &Context<'_>, span: Span, shape: Shape) -> bool {
    let page = context.page;
    let after = page.opaque.partition_point(|opaque| opaque.end <= span.start);
    if page.opaque.get(after).is_some_and(|opaque| opaque.start <= span.start) && shape != Shape::Tag {
        return true;
    }
    let at = page.blocks.partition_point(|block| block.source.end <= span.start);
    let (Some(block), Some(reading)) = (page.blocks.get(at), context.readings.get(at)) else { return false };
    block.text_offset(span.start).is_some_and(|offset| {
        reading.is_quoted(offset)
            || block.text[offset..].starts_with(crate::prose::Block::HOLE) && shape != Shape::Parameter
    })
}

/// The block and sentence a span of the document stands in.
fn sentence(context: &Context<'_>, span: Span) -> Option<(usize, usize)> {
    let blocks = &context.page.blocks;
    let at = blocks.partition_point(|block| block.source.end <= span.start);
    let offset = blocks.get(at)?.text_offset(span.start)?;
    Some((at, context.readings.get(at)?.sentence_at(offset)?))
}
