//! Commands that list what views in an editor's side bar show: the claims, the library.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::ls_types::{Position, Range, Uri};

use crate::citations::{Backing, LibraryEntry, Status, matching, render};
use crate::lsp::client::Abilities;
use crate::lsp::convert;
use crate::lsp::hover::url::page;
use crate::lsp::reading::Checked;
use crate::lsp::views::{claims_of, navigation};
use crate::prose::{CheckMark, CitationForm};
use crate::rules::checking;
use crate::workspace::Report;

/// A claim.
#[derive(Serialize)]
pub struct Claim<'r> {
    range: Range,
    text: &'r str,
    status: Status,
    sign: char,
    /// Why it has that status.
    because: &'r str,
    /// What the latest check mark says: confirmed, changed or open.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<&'static str>,
}

/// The claims of the document, in order.
pub fn claims<'r>(checked: &Checked, report: &'r Report, client: &Abilities) -> Vec<Claim<'r>> {
    let places = checked.places(client);
    let mut marks: HashMap<(usize, usize), &CheckMark> = HashMap::new();
    for (sentence, mark) in checking::marks(&report.context()) {
        let last = marks.entry(sentence).or_insert(mark);
        if last.on <= mark.on {
            *last = mark;
        }
    }
    claims_of(report)
        .map(|claim| Claim {
            range: places.range(claim.source),
            text: claim.words,
            status: claim.status,
            sign: claim.status.sign(),
            because: claim.because,
            checked: marks.get(&claim.at).map(|mark| mark.outcome.name()),
        })
        .collect()
}

/// An entry of the library.
#[derive(Serialize)]
pub struct Source<'r> {
    key: &'r str,
    title: &'r str,
    /// In one line: who, what, where, when.
    line: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
    /// Where the document cites it.
    cited: Vec<Range>,
    /// Why it may back the sentence asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// The library in the order of its files; with a place, what may back the sentence there comes first.
pub fn sources<'r>(
    checked: &Checked,
    report: &'r Report,
    at: Option<Position>,
    client: &Abilities,
) -> Vec<Source<'r>> {
    let library = &report.around.library;
    let mut cited = citations(checked, report, client);
    let mut source = |entry: &'r LibraryEntry, because: Option<String>| Source {
        key: &entry.key,
        title: &entry.title,
        line: render::line(entry),
        url: entry.url.as_deref(),
        cited: cited.remove(entry.key.as_str()).unwrap_or_default(),
        because,
    };
    let fitting = at.map(|at| fitting(checked, report, at, client)).unwrap_or_default();
    let mut rest: Vec<_> = library.entries.iter().map(Some).collect();
    let mut sources = Vec::with_capacity(rest.len());
    for candidate in fitting {
        if let Some(entry) = rest.get_mut(candidate.entry).and_then(Option::take) {
            sources.push(source(entry, Some(candidate.because)));
        }
    }
    sources.extend(rest.into_iter().flatten().map(|entry| source(entry, None)));
    sources
}

/// The most entries told to fit a sentence.
const FITTING: usize = 10;

fn fitting(checked: &Checked, report: &Report, at: Position, client: &Abilities) -> Vec<matching::Candidate> {
    let place = report.sentence_at(checked.places(client).offset(at));
    place.map(|place| report.fitting(place, FITTING)).unwrap_or_default()
}

/// Where each entry is cited, by key: with its key, or with its address.
fn citations<'r>(checked: &Checked, report: &'r Report, client: &Abilities) -> HashMap<&'r str, Vec<Range>> {
    let places = checked.places(client);
    let by_page: HashMap<String, &str> = report
        .around
        .library
        .entries
        .iter()
        .filter_map(|entry| Some((page(entry.url.as_deref()?), entry.key.as_str())))
        .collect();
    let mut found: HashMap<&str, Vec<Range>> = HashMap::new();
    let mut tell = |key: &'r str, range: Range| {
        let ranges = found.entry(key).or_default();
        if ranges.last() != Some(&range) {
            ranges.push(range);
        }
    };
    for citation in &report.citations {
        let Some(raw) = report.page.citations.get(citation.raw) else { continue };
        if let CitationForm::Keys { keys, .. } = &raw.form {
            for key in keys.iter().filter_map(|key| report.around.library.get(&key.key)) {
                tell(&key.key, places.range(citation.source));
            }
        }
        let named = match &citation.backing {
            Backing::Url(url) => by_page.get(&page(url)).copied().into_iter().collect(),
            Backing::Note(text) => {
                let words = text.split(|c: char| c.is_whitespace() || "<>()[]".contains(c));
                let urls = words.filter(|word| word.contains("://"));
                urls.filter_map(|url| by_page.get(&page(url.trim_end_matches(['.', ',']))).copied()).collect()
            }
            _ => Vec::new(),
        };
        for key in named {
            tell(key, places.range(citation.source));
        }
    }
    found
}

/// One entry: where it is defined, and how a reader of the article would see it.
pub fn source(report: &Report, key: &str, client: &Abilities) -> Result<Value, String> {
    let library = &report.around.library;
    let entry = library.get(key).ok_or_else(|| format!("The library has no source \"{key}\"."))?;
    let location = navigation::in_file(&entry.file, entry.span, client.encoding);
    let reference = convert::plain_text(&render::reference(entry, &report.around.settings.references));
    let url: Option<Uri> = entry.url.as_deref().and_then(|url| url.parse().ok());
    Ok(json!({"key": entry.key, "location": location, "reference": reference, "url": url}))
}
