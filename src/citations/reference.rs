//! Citations on the page, looked up: what each one points at and whether it backs anything (DOMAIN.md §4.3).

use std::collections::HashMap;

use super::Library;
use super::matching::host;
use crate::prose::{CitationForm, CitationKey, Page, Place};
use crate::text::Span;

/// A citation of the page and what stands behind it.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Index in [`Page::citations`].
    pub raw: usize,
    /// The whole of it in the document.
    pub source: Span,
    /// Where it stands in the prose.
    pub place: Option<Place>,
    /// What it points at.
    pub backing: Backing,
}

/// What a citation points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backing {
    /// A page on the web, or a local file that exists.
    Url(String),
    /// Entries of the library, by key, at least one of them known; or keys in brackets where there is no library.
    Entries(Vec<String>),
    /// A footnote or `<ref>` that holds a reference: its text.
    Note(String),
    /// The checker's own copy of the source.
    Annotation(String),
    /// It points at nothing that can back a claim: undefined, empty, a template, or an explanatory note.
    Nothing,
}

impl Citation {
    /// Whether it backs what it is put to.
    pub fn counts(&self) -> bool {
        self.backing != Backing::Nothing
    }

    /// Whether it is a mark (footnote, key, `<ref>`) rather than a link on words: only marks reach backwards (R3).
    pub fn is_mark(&self) -> bool {
        self.place.is_some_and(|place| place.words.is_empty())
    }
}

/// Looks up every citation of the page. A link to a local file counts for nothing here, since no disk is read.
pub fn resolve(page: &Page, library: &Library) -> Vec<Citation> {
    resolve_with(page, library, |_| false)
}

/// Looks up every citation of the page; `exists` tells whether a relative link leads to a file.
pub fn resolve_with(page: &Page, library: &Library, exists: impl Fn(&str) -> bool) -> Vec<Citation> {
    let mut notes: HashMap<String, &str> = HashMap::new();
    for note in &page.notes {
        notes.entry(label_key(&note.label)).or_insert(&note.text);
    }
    let mut named: HashMap<&str, &str> = HashMap::new();
    for raw in &page.citations {
        if let CitationForm::WikiRef { name: Some(name), text } = &raw.form
            && !text.trim().is_empty()
        {
            named.entry(name).or_insert(text);
        }
    }
    let link = |url: &str| {
        if is_address(url) || is_relative(url) && exists(url) {
            Backing::Url(url.to_string())
        } else {
            Backing::Nothing
        }
    };
    // A note that many marks name is read once. It is known by where it stands in the page.
    let mut read: HashMap<*const u8, bool> = HashMap::new();
    let mut note = |text: &str| {
        let backs = read
            .entry(text.as_ptr())
            .or_insert_with(|| holds_reference(text) || cites_known_key(text, library));
        if *backs { Backing::Note(text.to_string()) } else { Backing::Nothing }
    };
    let mut back = |form: &CitationForm| match form {
        CitationForm::Link { url } | CitationForm::BareUrl { url } => link(url),
        CitationForm::Reference { url, .. } => url.as_deref().map_or(Backing::Nothing, link),
        CitationForm::Note { label, .. } => {
            notes.get(&label_key(label)).map_or(Backing::Nothing, |text| note(text))
        }
        CitationForm::InlineNote { text } => note(text),
        CitationForm::Keys { keys, bracketed } => keys_back(keys, *bracketed, library),
        CitationForm::WikiRef { name, text } => {
            let text = match name.as_deref() {
                Some(name) if text.trim().is_empty() => named.get(name).copied().unwrap_or_default(),
                _ => text.as_str(),
            };
            if text.contains("{{") { Backing::Note(text.to_string()) } else { note(text) }
        }
        CitationForm::Annotation { text } if !text.trim().is_empty() => Backing::Annotation(text.clone()),
        // A picture backs itself, not the prose; a wiki link is a note of the writer's own.
        CitationForm::Annotation { .. } | CitationForm::WikiLink { .. } | CitationForm::Image { .. } => {
            Backing::Nothing
        }
    };
    page.citations
        .iter()
        .enumerate()
        .map(|(index, raw)| Citation {
            raw: index,
            source: raw.source,
            place: raw.place,
            backing: back(&raw.form),
        })
        .collect()
}

fn keys_back(keys: &[CitationKey], bracketed: bool, library: &Library) -> Backing {
    let all = || Backing::Entries(keys.iter().map(|key| key.key.clone()).collect());
    if keys.iter().any(|key| library.get(&key.key).is_some()) {
        return all();
    }
    // Without any bibliography at hand nobody can tell; the hint of undefined-citation says so.
    let plausible =
        bracketed && !library.is_present() && keys.iter().any(|key| !is_cross_reference(&key.key));
    if plausible { all() } else { Backing::Nothing }
}

/// `@fig:dam` and its kin: they point into the document (pandoc-crossref, Quarto).
pub fn is_cross_reference(key: &str) -> bool {
    const KINDS: [&str; 14] =
        ["fig", "tbl", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "tab"];
    key.split_once([':', '-']).is_some_and(|(kind, name)| KINDS.contains(&kind) && !name.is_empty())
}

/// A label as labels are compared: without case, white space as one space.
pub fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// An absolute address with a host, nothing of it left to a template.
pub fn is_address(url: &str) -> bool {
    let url = url.trim();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
    let template = ["{{", "}}", "{%", "${", "<%", "%s", "…", "..."].iter().any(|mark| url.contains(mark))
        || url.contains(['<', '>', ' ']);
    if template {
        return false;
    }
    match scheme.as_str() {
        "http" | "https" | "ftp" => {
            host(url).is_some_and(|host| host == "TK" || host.contains('.') && host.len() > 3)
        }
        "doi" => url.contains("10."),
        _ => false,
    }
}

fn is_relative(url: &str) -> bool {
    let url = url.trim();
    !url.is_empty() && !url.starts_with(['#', '/', '?']) && !url.contains(':') && !url.contains("{{")
}

fn cites_known_key(text: &str, library: &Library) -> bool {
    text.split('@').skip(1).any(|after| {
        let end = after
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ']' | '}'))
            .unwrap_or(after.len());
        library.get(after[..end].trim_end_matches(['.', ':'])).is_some()
    })
}

/// Whether a note names a source (address, title or person with a date, a document), or a slot for one, and does not
/// only explain.
pub fn holds_reference(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let all: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let has = |words: &[&str]| all.iter().any(|word| words.contains(&word.to_lowercase().as_str()));
    if text.contains("://") || text.contains("www.") || text.to_lowercase().contains("doi:") || has(&["tk"]) {
        return true;
    }
    if has(&["ibid", "op", "idem"]) && all.len() < 8 {
        return true;
    }
    let quoted =
        text.contains('\u{201c}') || text.matches('"').count() >= 2 || text.matches('*').count() >= 2;
    let dated = all.iter().any(|word| {
        let digits = word.get(..4).unwrap_or_default();
        digits.len() == 4
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || c == '-' || c == '\u{2013}' || c.is_ascii_lowercase())
            && digits.parse::<u32>().is_ok_and(|year| (1400..2200).contains(&year))
    });
    // A whole sentence explains; a reference has no verb of its own outside its title.
    let verbs = [
        "is", "are", "was", "were", "has", "have", "had", "does", "did", "do", "means", "includes",
        "excludes", "include", "exclude", "refers", "remains", "became", "can", "could", "will", "would",
        "should", "may", "might", "used", "counts", "opened", "closed", "based",
    ];
    if all.iter().any(|word| verbs.contains(word)) && !quoted {
        return false;
    }
    let named = all.iter().skip(1).any(|word| is_name(word))
        || all.first().is_some_and(|word| is_name(word) && all.len() < 12);
    let document = has(&[
        "interview",
        "report",
        "transcript",
        "filing",
        "statement",
        "memo",
        "letter",
        "email",
        "e-mail",
        "minutes",
        "press",
        "dataset",
        "testimony",
        "affidavit",
        "ruling",
        "judgment",
        "court",
        "hearing",
        "census",
        "p",
        "pp",
        "vol",
        "ed",
        "eds",
        "archive",
        "archives",
        "table",
        "survey",
        "briefing",
    ]);
    quoted && (dated || named) || dated && (named || document) || document && named && all.len() < 40
}

fn is_name(word: &str) -> bool {
    const OPENERS: [&str; 14] =
        ["The", "This", "These", "That", "See", "In", "All", "It", "We", "Our", "For", "A", "An", "Note"];
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && !OPENERS.contains(&word)
}
