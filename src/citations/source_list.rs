//! A list of all sources that a page cites, each once, in the order of their first use.

use std::collections::HashSet;

use super::address::Address;
use super::insert::{definition, line_break};
use super::reference::{holds_reference, is_address};
use super::render::{self, ReferenceStyle};
use super::{Library, LibraryEntry, stub};
use crate::prose::{BlockKind, CitationForm, Page, RawCitation, Syntax};
use crate::text::EditSet;

/// Headings under which sources are listed.
const HEADINGS: [&str; 6] =
    ["sources", "references", "bibliography", "works cited", "source list", "notes and sources"];

/// The edit that adds the list at the end of a Markdown page, under the heading "Sources". `None` where there is such a
/// list, or nothing to list. `outlet` names the outlet of a web host, where that is known.
pub fn build(
    page: &Page,
    library: &Library,
    style: &ReferenceStyle,
    outlet: impl Fn(&str) -> Option<String>,
) -> Option<EditSet> {
    if page.syntax != Syntax::Markdown || has_list(page) {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    let mut list = |key: &str, line: String| {
        if seen.insert(key.trim_end_matches('/').to_owned()) {
            lines.push(line);
        }
    };
    let reference = |entry: &LibraryEntry| render::reference(entry, style);
    let of_url = |url: &str| library.entries.iter().find(|entry| entry.url.as_deref() == Some(url));
    // What a note holds is listed with the note.
    let in_text =
        |citation: &&RawCitation| !page.notes.iter().any(|note| note.source.covers(citation.source));
    for citation in page.citations.iter().filter(in_text) {
        match &citation.form {
            CitationForm::Keys { keys, .. } => {
                for entry in keys.iter().filter_map(|key| library.get(&key.key)) {
                    list(entry.url.as_deref().unwrap_or(&entry.key), reference(entry));
                }
            }
            CitationForm::Link { url }
            | CitationForm::BareUrl { url }
            | CitationForm::Reference { url: Some(url), .. }
                if is_address(url) =>
            {
                let line = of_url(url).map_or_else(|| described(url, &outlet), reference);
                list(url, line);
            }
            CitationForm::Note { label, .. } => {
                let note = page.notes.iter().find(|note| note.label == *label);
                if let Some(note) = note.filter(|note| holds_reference(&note.text)) {
                    let words = note.source.of(&page.text)[note.mark.end - note.source.start..].trim();
                    list(words, words.lines().map(str::trim).collect::<Vec<_>>().join(" "));
                }
            }
            CitationForm::InlineNote { text } if holds_reference(text) => list(text, text.clone()),
            _ => {}
        }
    }
    if lines.is_empty() {
        return None;
    }
    let eol = line_break(page);
    let items: String = lines.iter().map(|line| format!("{eol}- {line}")).collect();
    Some(definition::append(page, &[], &format!("## Sources{eol}{items}")).into())
}

fn has_list(page: &Page) -> bool {
    page.blocks.iter().any(|block| {
        matches!(block.kind, BlockKind::Heading(_))
            && HEADINGS.contains(&block.text.trim().trim_end_matches(':').to_lowercase().as_str())
    })
}

/// What an address by itself tells: "“Council votes on dam,” *Norvik Gazette*, May 16, 2024, https://…".
fn described(url: &str, outlet: &impl Fn(&str) -> Option<String>) -> String {
    let address = Address::read(url);
    let host = address.map_or(url, |address| address.host);
    let outlet = outlet(host).map_or_else(|| host.to_owned(), |outlet| format!("*{outlet}*"));
    let title = stub::title(url).map(|title| format!("“{title},” ")).unwrap_or_default();
    let date = address.and_then(|address| address.date());
    let date = date.map(|(date, _)| {
        let part = |value: i8| u8::try_from(value).ok();
        format!(", {}", render::written_date((date.year().into(), part(date.month()), part(date.day()))))
    });
    format!("{title}{outlet}{}, <{url}>", date.unwrap_or_default())
}
