//! Where a citation stands, and what it is put to: what the rules of this group share.

use crate::citations::Pointer;
use crate::citations::pointer::Role;
use crate::prose::{BlockKind, RawCitation, Syntax};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::registry::Meta;
use crate::text::{Edit, Span};

/// The sentence a citation stands in; a mark after the stop belongs to the sentence that the stop ends.
pub(super) fn sentence(context: &Context<'_>, citation: &RawCitation) -> Option<(usize, usize)> {
    let place = citation.place?;
    let reading = context.readings.get(place.block)?;
    let before = reading.sentences.partition_point(|sentence| sentence.span.start < place.at);
    (!reading.sentences.is_empty()).then_some((place.block, before.max(1) - 1))
}

/// Words that link to an address, in running text.
pub(super) struct LinkedWords<'a> {
    /// Index of the block.
    pub block: usize,
    /// The words in the block's text.
    pub span: Span,
    /// The words.
    pub words: &'a str,
    /// The text of their sentence, and its index.
    pub sentence: &'a str,
    /// Block and sentence.
    pub at: (usize, usize),
}

/// The words that link to this address, where they stand in a paragraph or a list item of the writer's own.
pub(super) fn linked_words<'a>(context: &Context<'a>, pointer: &Pointer) -> Option<LinkedWords<'a>> {
    if !matches!(pointer.role, Role::Link | Role::Definition) {
        return None;
    }
    let citation = context.page.citations.get(pointer.citation?)?;
    let place = citation.place?;
    let block = context.page.blocks.get(place.block)?;
    let own = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Note(_));
    let at = (place.block, context.readings.get(place.block)?.sentence_at(place.words.start)?);
    let sentence = context.readings[place.block].sentences.get(at.1)?.span;
    own.then(|| LinkedWords {
        block: place.block,
        span: place.words,
        words: place.words.of(&block.text).trim(),
        sentence: sentence.of(&block.text),
        at,
    })
}

/// Whether a sentence claims something, or says who does.
pub(super) fn carries_claim(context: &Context<'_>, (block, sentence): (usize, usize)) -> bool {
    let Some(reading) = context.readings.get(block) else { return false };
    reading.claims.get(sentence).is_some_and(|claim| claim.checkable)
        || reading.attributions_of(sentence).iter().any(|attribution| attribution.is_own())
}

/// A finding of `meta` at `span`.
pub(super) fn finding(meta: &Meta, span: Span, message: impl Into<String>) -> Finding {
    Finding {
        rule: meta.id,
        span,
        severity: meta.severity,
        message: message.into(),
        related: Vec::new(),
        subject: Subject::default(),
    }
}

/// A finding about an address, in the sentence it stands in.
pub(super) fn at_pointer(
    context: &Context<'_>,
    meta: &Meta,
    pointer: &Pointer,
    span: Span,
    message: impl Into<String>,
) -> Finding {
    // A definition stands apart from the sentence that uses it: what silences the one does not reach the other.
    let here = pointer.role != Role::Definition || !pointer.span.overlaps(span);
    let citation = pointer.citation.and_then(|index| context.page.citations.get(index)).filter(|_| here);
    let subject = Subject {
        sentence: citation.and_then(|citation| sentence(context, citation)),
        words: Some(pointer.url.clone()),
        ..Subject::default()
    };
    Finding { subject, ..finding(meta, span, message) }
}

/// One edit with its title.
pub(super) fn one(kind: FixKind, title: impl Into<String>, edit: Edit) -> Fix {
    Fix { title: title.into(), kind, preferred: false, safe: false, edits: edit.into() }
}

/// The pointer that holds a finding's words.
pub(super) fn pointer_at<'a>(context: &Context<'a>, finding: &Finding) -> Option<&'a Pointer> {
    let next = context.pointers.partition_point(|pointer| pointer.span.start <= finding.span.start);
    let last = next.checked_sub(1).map(|last| &context.pointers[last]);
    last.filter(|pointer| pointer.span.overlaps(finding.span))
        // An autolink's brackets begin before its address.
        .or_else(|| context.pointers.get(next).filter(|pointer| finding.span.covers(pointer.span)))
}

/// The lines of a definition, for its removal.
pub(super) fn whole_lines(text: &str, definition: Span) -> Span {
    let start = text[..definition.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let start = if text[start..definition.start].trim().is_empty() { start } else { definition.start };
    let rest = &text[definition.end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let end = if rest[..line].trim().is_empty() { definition.end + line } else { definition.end };
    Span::new(start, end)
}

/// The title of the library's entry that has this address.
pub(super) fn known_title(context: &Context<'_>, url: &str) -> Option<String> {
    let same = |other: &str| other.trim_end_matches('/') == url.trim_end_matches('/');
    let entry = context.library.entries.iter().find(|entry| entry.url.as_deref().is_some_and(same))?;
    let title = entry.title.trim();
    let plain = !title.is_empty() && !title.contains(['[', ']', '\n']);
    (plain && context.page.syntax == Syntax::Markdown).then(|| title.to_owned())
}

/// `[//]: # (a comment)`, `[comment]: <> (another)`: the usual ways to hide words in Markdown.
pub(super) fn is_comment(label: &str, url: &str) -> bool {
    matches!(url, "" | "#") || !label.chars().any(char::is_alphanumeric)
}
