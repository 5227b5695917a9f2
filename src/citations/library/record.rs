//! An entry as its file has it, and the form the rendering crate wants, made when first asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use biblatex::EntryType;
use hayagriva::citationberg::json;

/// An entry as its file has it.
#[derive(Debug)]
pub struct Record {
    origin: Origin,
    family: Option<String>,
    entry: OnceLock<Option<hayagriva::Entry>>,
    item: OnceLock<Option<Box<json::Item>>>,
}

/// The form an entry was read in. Of a large library few entries are ever rendered: those that can be described without
/// the crate's help are kept as text until then.
#[derive(Debug)]
pub(super) enum Origin {
    Bib(Box<biblatex::Entry>),
    /// The source of one plain entry, and its type.
    BibText(Box<str>, Box<str>),
    Yaml(Box<hayagriva::Entry>),
    /// One record, in JSON.
    CslText(Box<str>),
}

/// An entry in the form the rendering crate takes.
pub enum Renderable<'a> {
    /// The crate's own.
    Entry(&'a hayagriva::Entry),
    /// CSL-JSON, which it takes as it is.
    Item(&'a json::Item),
}

impl Record {
    pub(super) fn new(origin: Origin, family: Option<String>) -> Self {
        Record {
            origin,
            family: family.filter(|name| !name.is_empty()),
            entry: OnceLock::new(),
            item: OnceLock::new(),
        }
    }

    pub(super) fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// The entry as the rendering crate takes it; `None` when it cannot be brought into that form.
    pub(in crate::citations) fn renderable(&self) -> Option<Renderable<'_>> {
        match &self.origin {
            Origin::CslText(text) => {
                let item = self.item.get_or_init(|| {
                    serde_json::from_str(text).ok().map(|value| Box::new(super::csl::standard(value)))
                });
                item.as_deref().map(Renderable::Item)
            }
            Origin::Yaml(entry) => Some(Renderable::Entry(entry)),
            Origin::Bib(entry) => self.entry.get_or_init(|| convert(entry)).as_ref().map(Renderable::Entry),
            Origin::BibText(text, _) => {
                let read = || {
                    catch_unwind(AssertUnwindSafe(|| biblatex::Bibliography::parse(text).ok())).ok().flatten()
                };
                let entry = self.entry.get_or_init(|| convert(read()?.iter().next()?));
                entry.as_ref().map(Renderable::Entry)
            }
        }
    }

    /// The entry's type, in lower case.
    pub fn kind(&self) -> String {
        match &self.origin {
            Origin::Bib(entry) => entry.entry_type.to_string().to_lowercase(),
            Origin::BibText(_, kind) => kind.to_lowercase(),
            Origin::Yaml(entry) => format!("{:?}", entry.entry_type()).to_lowercase(),
            Origin::CslText(_) => match self.renderable() {
                Some(Renderable::Item(item)) => {
                    item.type_().map(|kind| kind.to_lowercase()).unwrap_or_default()
                }
                _ => String::new(),
            },
        }
    }
}

/// The crate refuses an entry for one field it cannot type (a date range, a page number): without that field it may not.
fn convert(entry: &biblatex::Entry) -> Option<hayagriva::Entry> {
    let attempt = |entry: &biblatex::Entry| {
        catch_unwind(AssertUnwindSafe(|| hayagriva::Entry::try_from(entry).ok())).ok().flatten()
    };
    let mut entry = entry.clone();
    // Only articles have an outlet there: a page of the web, or of a newspaper, that names one is such an article.
    let loose = matches!(entry.entry_type, EntryType::Online | EntryType::Misc | EntryType::Unknown(_));
    if loose && ["journaltitle", "journal"].iter().any(|name| entry.fields.contains_key(*name)) {
        entry.entry_type = EntryType::Article;
    }
    if let Some(converted) = attempt(&entry) {
        return Some(converted);
    }
    let plain = [
        "title",
        "subtitle",
        "author",
        "editor",
        "journaltitle",
        "booktitle",
        "organization",
        "institution",
        "publisher",
        "location",
        "date",
        "year",
        "month",
        "url",
        "urldate",
        "doi",
        "note",
        "pages",
        "volume",
    ];
    let extra: Vec<String> =
        entry.fields.keys().filter(|field| !plain.contains(&field.as_str())).cloned().collect();
    for field in extra {
        entry.remove(&field);
    }
    for field in ["", "pages", "volume", "urldate", "month", "editor", "date", "year", "url", "author"] {
        entry.remove(field);
        if let Some(converted) = attempt(&entry) {
            return Some(converted);
        }
    }
    None
}
