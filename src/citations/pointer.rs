//! Every web address of a document, with its own bytes and what it is there for.

use std::collections::HashMap;

use super::bibliography::{Form, Part, Reference};
use super::reference::label_key;
use crate::prose::{CitationForm, Page};
use crate::text::Span;

/// A web address in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The address, as written.
    pub url: String,
    /// Its bytes.
    pub span: Span,
    /// What it is there for.
    pub role: Role,
    /// The citation it belongs to, as an index of [`Page::citations`]; of a definition, the first that uses it.
    pub citation: Option<usize>,
    /// The reference it stands in, as an index of the document's references.
    pub reference: Option<usize>,
}

/// What an address is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Some words link to it.
    Link,
    /// It stands in the words by itself.
    Bare,
    /// A link definition gives it.
    Definition,
    /// It fills a field of an entry or a template.
    Field,
}

/// Every address, in order of place.
pub fn pointers(page: &Page, references: &[Reference]) -> Vec<Pointer> {
    let text: &str = &page.text;
    let mut found = Vec::new();
    let within = |span: Span| {
        let next = references.partition_point(|reference| reference.source.start <= span.start);
        next.checked_sub(1).filter(|&last| references[last].source.covers(span))
    };
    for (index, citation) in page.citations.iter().enumerate() {
        let (url, role) = match &citation.form {
            CitationForm::Link { url } if is_autolink(citation.source.of(text), url) => (url, Role::Bare),
            CitationForm::Link { url } => (url, Role::Link),
            CitationForm::BareUrl { url } => (url, Role::Bare),
            _ => continue,
        };
        if let Some(span) = place(text, citation.source, url) {
            let reference = within(span);
            found.push(Pointer { url: url.clone(), span, role, citation: Some(index), reference });
        }
    }
    let mut users: HashMap<String, usize> = HashMap::new();
    for (index, citation) in page.citations.iter().enumerate() {
        if let CitationForm::Reference { label, url: Some(_), .. } = &citation.form {
            users.entry(label_key(label)).or_insert(index);
        }
    }
    for definition in &page.links {
        if let Some(span) = place(text, definition.source, &definition.url) {
            let (url, role) = (definition.url.clone(), Role::Definition);
            let citation = users.get(&label_key(&definition.label)).copied();
            found.push(Pointer { url, span, role, citation, reference: None });
        }
    }
    for (index, reference) in references.iter().enumerate() {
        // The addresses of notes are on the page already.
        if matches!(reference.form, Form::Note(_)) {
            continue;
        }
        for &(part, span) in &reference.parts {
            if matches!(part, Part::Url | Part::Archive) {
                let url = span.of(text).to_owned();
                found.push(Pointer { url, span, role: Role::Field, citation: None, reference: Some(index) });
            }
        }
    }
    found.sort_by_key(|pointer| pointer.span);
    found.dedup_by_key(|pointer| pointer.span);
    found
}

fn is_autolink(source: &str, url: &str) -> bool {
    source.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')) == Some(url)
}

/// Where an address stands in the whole of its link: last, since the words may repeat it; in a tag, first.
fn place(text: &str, source: Span, url: &str) -> Option<Span> {
    if url.is_empty() {
        return None;
    }
    let words = source.of(text);
    let at =
        if words.starts_with("<a") || words.starts_with("<A") { words.find(url) } else { words.rfind(url) }?;
    Some(Span::new(source.start + at, source.start + at + url.len()))
}
