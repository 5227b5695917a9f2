//! Footnotes, inline notes and wiki templates as references.

use std::sync::Arc;

use super::entry::{address_in, when};
use super::{Event, Form, Kind, Part, Reference, When};
use crate::language::{Moment, MomentKind, Reading};
use crate::prose::{BlockKind, NoteDefinition, Page};
use crate::text::Span;

/// The blocks of notes, in order, to be taken note by note.
pub(super) struct Blocks<'p> {
    page: &'p Page,
    readings: &'p [Arc<Reading>],
    of_notes: Vec<usize>,
}

impl<'p> Blocks<'p> {
    pub fn of(page: &'p Page, readings: &'p [Arc<Reading>]) -> Self {
        let notes = page.blocks.iter().enumerate();
        let mut of_notes: Vec<usize> = notes
            .filter(|(_, block)| matches!(block.kind, BlockKind::Note(_)))
            .map(|(index, _)| index)
            .collect();
        of_notes.sort_by_key(|&index| page.blocks[index].source);
        Blocks { page, readings, of_notes }
    }

    /// The moments of the blocks inside of `source`, with the words before each.
    fn moments(&self, source: Span) -> impl Iterator<Item = (&'p Moment, Span, &'p str)> {
        let (page, readings) = (self.page, self.readings);
        let first = self.of_notes.partition_point(|&index| page.blocks[index].source.start < source.start);
        self.of_notes[first..]
            .iter()
            .take_while(move |&&index| page.blocks[index].source.start < source.end)
            .flat_map(move |&index| {
                let block = &page.blocks[index];
                let moments = readings.get(index).map_or(&[][..], |reading| reading.moments.as_slice());
                moments.iter().map(move |moment| {
                    (moment, block.source_span(moment.span), &block.text[..moment.span.start])
                })
            })
    }
}

/// A footnote.
pub(super) fn of_definition(
    page: &Page,
    index: usize,
    note: &NoteDefinition,
    blocks: &mut Blocks<'_>,
) -> Reference {
    let text: &str = &page.text;
    let words = Span::new(note.mark.end.min(note.source.end), note.source.end);
    let lead = words.of(text).len() - words.of(text).trim_start().len();
    let source = Span::new(words.start + lead, words.end);
    let mut dates = Vec::new();
    for (moment, span, before) in blocks.moments(note.source) {
        let (year, month, day) = match moment.kind {
            MomentKind::Date { date, .. } => (date.year(), Some(date.month()), Some(date.day())),
            MomentKind::Month { month, year: Some(year) } => (year, Some(month), None),
            MomentKind::Year(year) => (year, None, None),
            _ => continue,
        };
        dates.push(When { span, event: event(before), year, month, day });
    }
    let mut parts = Vec::new();
    for (start, _) in source.of(text).match_indices("://") {
        let from = source.start + start;
        let lead = text[..from].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let span = Span::new((from - lead).max(source.start), source.end);
        parts.extend(address_in(text, span).map(|span| (Part::Url, span)));
    }
    Reference {
        form: Form::Note(index),
        label: note.label.clone(),
        mark: note.mark,
        source,
        kind: Kind::Other,
        parts,
        dates,
        confidential: false,
        inherits: false,
    }
}

/// What the words before a date say of it.
fn event(before: &str) -> Event {
    const ACCESS: &[&str] = &["accessed", "retrieved", "visited", "viewed", "consulted", "checked", "seen"];
    const CHANGE: &[&str] = &["updated", "modified", "revised", "corrected", "archived", "edited", "amended"];
    let clause = before.rsplit([';', '.', '(', ',']).next().unwrap_or_default();
    let clause = if clause.trim().is_empty() { before } else { clause };
    let near = clause.split_whitespace().rev().take(4);
    for word in near {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if ACCESS.contains(&word.as_str()) {
            return Event::Accessed;
        }
        if CHANGE.contains(&word.as_str()) {
            return Event::Other;
        }
    }
    Event::Issued
}

/// An inline note: its address is all that is read.
pub(super) fn of_inline(page: &Page, index: usize, source: Span) -> Reference {
    let inner = Span::new((source.start + 2).min(source.end), source.end.saturating_sub(1).max(source.start));
    let url = address_in(&page.text, inner).map(|span| (Part::Url, span));
    Reference {
        form: Form::Inline(index),
        label: String::new(),
        mark: Span::at(source.start),
        source: inner,
        kind: Kind::Other,
        parts: url.into_iter().collect(),
        dates: Vec::new(),
        confidential: false,
        inherits: false,
    }
}

/// `{{cite web |title=… |url=…}}` inside of `source`.
pub(super) fn of_template(page: &Page, index: usize, source: Span) -> Option<Reference> {
    let text: &str = &page.text;
    let open = source.start + source.of(text).find("{{")?;
    let close = open + text[open..source.end].rfind("}}")?;
    let inner = Span::new(open + 2, close);
    let name = inner.of(text).split(['|', '\n']).next().unwrap_or_default().trim().to_lowercase();
    let kind = match name.as_str() {
        "cite web" => Kind::Web,
        "cite news" | "cite journal" | "cite magazine" => Kind::Article,
        "cite book" => Kind::Book,
        "cite report" => Kind::Report,
        "cite interview" => Kind::Interview,
        "citation" => Kind::Other,
        _ => return None,
    };
    let mut parts = Vec::new();
    let mut dates = Vec::new();
    let mut at = inner.start;
    for parameter in inner.of(text).split('|') {
        let start = at;
        at += parameter.len() + 1;
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let lead = value.len() - value.trim_start().len();
        let from = start + name.len() + 1 + lead;
        let span = Span::new(from, from + value.trim().len());
        if span.is_empty() {
            continue;
        }
        let event = match name.trim() {
            "date" | "year" | "publication-date" => Event::Issued,
            "access-date" | "accessdate" => Event::Accessed,
            other => {
                let part = match other {
                    "title" | "script-title" => Part::Title,
                    "last" | "first" | "author" | "last1" | "author1" | "editor" | "subject" => Part::People,
                    "work" | "website" | "newspaper" | "journal" | "magazine" => Part::Container,
                    "publisher" | "institution" | "agency" => Part::Publisher,
                    "url" => Part::Url,
                    "archive-url" | "archiveurl" => Part::Archive,
                    "doi" => Part::Doi,
                    "isbn" => Part::Isbn,
                    "issn" => Part::Issn,
                    "arxiv" => Part::Arxiv,
                    "pmid" | "pmc" | "oclc" | "jstor" => Part::Identifier,
                    _ => continue,
                };
                parts.push((part, span));
                continue;
            }
        };
        match when(text, span, event) {
            Some(when) => dates.push(when),
            None => parts.push((Part::Pending, span)),
        }
    }
    Some(Reference {
        form: Form::Inline(index),
        label: String::new(),
        mark: Span::new(open, open + 2),
        source: Span::new(open, close + 2),
        kind,
        parts,
        dates,
        confidential: false,
        inherits: false,
    })
}
