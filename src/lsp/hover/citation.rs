//! A citation: what it points at, as a reference a reader can read, and how often the article uses it.

use std::borrow::Cow;

use super::{Hover, lines, url};
use crate::citations::{Library, LibraryEntry, render};
use crate::knowledge::markdown::{escape, excerpt};
use crate::knowledge::when::day_name;
use crate::prose::{CitationForm, CitationKey, RawCitation};
use crate::workspace::Report;

/// The most characters of a note that are shown.
const NOTE: usize = 400;

pub(super) fn at(report: &Report, offset: usize) -> Option<Hover> {
    let page = &report.page;
    let touching = page.citations.iter().filter(|raw| raw.source.touches(offset));
    if let Some(raw) = touching.min_by_key(|raw| (offset >= raw.source.end, raw.source.len())) {
        return of_citation(report, raw, offset);
    }
    if let Some(note) = page.notes.iter().find(|note| note.mark.touches(offset)) {
        let told = vec![
            format!("**{}** {}", escape(&format!("[^{}]", note.label)), excerpt(&note.text, NOTE)),
            uses(note_uses(report, &note.label)),
        ];
        return Some(Hover::new(note.mark, lines(told)));
    }
    let link = page.links.iter().find(|link| link.source.touches(offset))?;
    Some(Hover::new(link.source, lines(of_url(report, &link.url))))
}

fn of_citation(report: &Report, raw: &RawCitation, offset: usize) -> Option<Hover> {
    let mut span = raw.source;
    let told = match &raw.form {
        CitationForm::Link { url } | CitationForm::BareUrl { url } => of_url(report, url),
        CitationForm::Reference { url: Some(url), .. } => of_url(report, url),
        CitationForm::Reference { label, url: None, .. } => {
            vec![format!(
                "**{}** is not defined: it needs a line “{}: address”.",
                escape(&format!("[{label}]")),
                escape(&format!("[{label}]"))
            )]
        }
        CitationForm::Note { label, .. } => of_note(report, label),
        CitationForm::InlineNote { text } => {
            let mut told = vec![format!("**Note** {}", excerpt(text, NOTE))];
            told.extend(outlets(report, text));
            told
        }
        CitationForm::Keys { keys, .. } => {
            let under = keys.iter().find(|key| key.span.touches(offset));
            if let Some(key) = under {
                span = key.span;
            }
            let shown: Vec<&CitationKey> = under.map_or_else(|| keys.iter().collect(), |key| vec![key]);
            shown.into_iter().flat_map(|key| of_key(report, key)).collect()
        }
        CitationForm::WikiRef { name, text } => {
            let held = if text.is_empty() { wiki_text(report, name.as_deref()) } else { Some(text.as_str()) };
            match held {
                Some(text) => vec![format!("**Reference** {}", excerpt(text, NOTE))],
                None => vec!["This reference holds no text, and no other of its name does.".into()],
            }
        }
        CitationForm::Annotation { text } => vec![format!("**Checker’s copy** {}", excerpt(text, NOTE))],
        CitationForm::WikiLink { .. } | CitationForm::Image { .. } => return None,
    };
    Some(Hover::new(span, lines(told)))
}

fn of_url(report: &Report, address: &str) -> Vec<String> {
    let Some(host) = url::host(address) else {
        return vec![format!("**Link** to {}", escape(address))];
    };
    let store = &report.around.tongue.store;
    let imported = || store.imported_outlet_of_host(&host).map(Cow::Owned);
    let outlet = store.outlet_of_host(&host).map(Cow::Borrowed).or_else(imported);
    let mut first = match &outlet {
        Some(outlet) => {
            format!("**{}** — {} · {}", escape(&outlet.name), escape(&outlet.description), escape(&host))
        }
        None => format!("**{}** · not among the known outlets", escape(&host)),
    };
    if let Some(outlet) = &outlet {
        first.push_str(&format!(" *({})*", escape(outlet.layer)));
    }
    let mut told = vec![first];
    let page = url::page(address);
    let library = &report.around.library;
    if let Some(entry) =
        library.entries.iter().find(|entry| entry.url.as_deref().is_some_and(|own| url::page(own) == page))
    {
        told.push(format!(
            "In your library as {}: {}",
            escape(&format!("@{}", entry.key)),
            render::reference(entry, &report.around.settings.references)
        ));
    }
    if let Some(date) = url::date(address) {
        let distance = report.page.date.map(|(day, _)| super::moment::distance(date, day));
        told.push(match distance {
            Some(distance) => format!("Address dated {} — {distance}", day_name(date)),
            None => format!("Address dated {}", day_name(date)),
        });
    }
    let tracking = url::tracking(address);
    if !tracking.is_empty() {
        told.push(format!("Carries tracking parameters: {}", escape(&tracking.join(", "))));
    }
    let same = |other: &str| url::page(other) == page;
    told.push(uses(
        report
            .page
            .citations
            .iter()
            .filter(|raw| match &raw.form {
                CitationForm::Link { url } | CitationForm::BareUrl { url } => same(url),
                CitationForm::Reference { url: Some(url), .. } => same(url),
                _ => false,
            })
            .count(),
    ));
    told
}

fn of_note(report: &Report, label: &str) -> Vec<String> {
    let mark = escape(&format!("[^{label}]"));
    let Some(note) = report.page.notes.iter().find(|note| note.label == label) else {
        return vec![format!("**{mark}** is not defined: it needs a line “{mark}: reference”.")];
    };
    let mut told = vec![format!("**{mark}** {}", excerpt(&note.text, NOTE))];
    told.extend(outlets(report, &note.text));
    told.push(uses(note_uses(report, label)));
    told
}

fn note_uses(report: &Report, label: &str) -> usize {
    let is_use =
        |raw: &&RawCitation| matches!(&raw.form, CitationForm::Note { label: other, .. } if other == label);
    report.page.citations.iter().filter(is_use).count()
}

/// The outlets that a note's addresses lead to.
fn outlets(report: &Report, text: &str) -> Option<String> {
    let store = &report.around.tongue.store;
    let host = url::all(text).find_map(url::host)?;
    let outlet = store.outlet_of_host(&host)?;
    Some(format!(
        "{} is {}, {} *({})*",
        escape(&host),
        escape(&outlet.name),
        escape(&outlet.description),
        escape(outlet.layer)
    ))
}

fn of_key(report: &Report, key: &CitationKey) -> Vec<String> {
    let library = &report.around.library;
    let mark = escape(&format!("@{}", key.key));
    let Some(entry) = library.get(&key.key) else {
        return vec![undefined(library, &mark)];
    };
    let file = entry.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut told = vec![format!(
        "**{mark}** {} *({})*",
        render::reference(entry, &report.around.settings.references),
        escape(&file)
    )];
    if let Some(locator) = &key.locator {
        told.push(format!("Cited at {}", escape(locator.trim_matches([',', ' ']))));
    }
    let missing = missing(entry);
    if !missing.is_empty() {
        told.push(format!("The entry has no {}", missing.join(", no ")));
    }
    let is_use = |raw: &RawCitation| match &raw.form {
        CitationForm::Keys { keys, .. } => keys.iter().filter(|other| other.key == key.key).count(),
        _ => 0,
    };
    told.push(uses(report.page.citations.iter().map(is_use).sum()));
    told
}

fn undefined(library: &Library, mark: &str) -> String {
    if !library.is_present() {
        return format!(
            "**{mark}** cannot be looked up: no bibliography is in scope. Name one in `factcheck.toml` or the front matter."
        );
    }
    let files: Vec<String> = library
        .files
        .iter()
        .filter_map(|file| Some(escape(&file.file_name()?.to_string_lossy())))
        .take(4)
        .collect();
    format!("**{mark}** is not defined in {}", files.join(", "))
}

fn missing(entry: &LibraryEntry) -> Vec<&'static str> {
    let has = [
        ("title", !entry.title.is_empty()),
        ("author or outlet", !entry.authors.is_empty() || entry.container.is_some()),
        ("date", entry.date.is_some()),
    ];
    has.into_iter().filter(|(_, has)| !has).map(|(name, _)| name).collect()
}

fn wiki_text<'r>(report: &'r Report, name: Option<&str>) -> Option<&'r str> {
    report.page.citations.iter().find_map(|raw| match &raw.form {
        CitationForm::WikiRef { name: other, text }
            if !text.is_empty() && name.is_some() && other.as_deref() == name =>
        {
            Some(text.as_str())
        }
        _ => None,
    })
}

fn uses(count: usize) -> String {
    match count {
        0 => "Not used in this article".into(),
        1 => "Used once in this article".into(),
        count => format!("Used {count} × in this article"),
    }
}
