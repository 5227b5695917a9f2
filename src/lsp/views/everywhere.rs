//! Symbols of the whole workspace: the entries of the library, and the people and organisations of the open articles.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::{Location, SymbolInformation, SymbolKind};

use super::open::{LibraryText, Source};
use super::{shortened, who_and_year};
use crate::citations::library::seek::{Fit, fold};
use crate::citations::{Library, LibraryEntry};
use crate::knowledge::fold as name;
use crate::language::MentionKind;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::prose::Syntax;

/// The most sources of one answer; as many names may come beside them.
const MOST: usize = 100;

/// What answers a query: all letters of it in any order of words, in any case, with or without accents.
pub fn symbols(open: &[Arc<Checked>], query: &str, abilities: &Abilities) -> Vec<SymbolInformation> {
    let mut found = names(open, query, abilities);
    found.extend(sources(open, query, abilities));
    found
}

fn sources(open: &[Arc<Checked>], query: &str, abilities: &Abilities) -> Vec<SymbolInformation> {
    let mut libraries: Vec<&Arc<Library>> = Vec::new();
    for report in open.iter().filter_map(|checked| checked.report.as_ref()) {
        if !libraries.iter().any(|known| Arc::ptr_eq(known, &report.around.library)) {
            libraries.push(&report.around.library);
        }
    }
    let mut seen = HashSet::new();
    let mut answers: Vec<(Fit, &LibraryEntry)> = Vec::new();
    for library in libraries {
        let found = library.seek(query).into_iter().map(|(index, fit)| (fit, &library.entries[index]));
        answers.extend(found.take(MOST).filter(|(_, entry)| seen.insert((&entry.file, &entry.key))));
    }
    answers.sort_by_key(|(fit, _)| *fit);
    answers.truncate(MOST);
    let mut texts: HashMap<&Path, Option<LibraryText<'_>>> = HashMap::new();
    let symbols = answers.into_iter().filter_map(|(_, entry)| {
        let file: &Path = &entry.file;
        let text = texts.entry(file).or_insert_with(|| Source::in_file(file).text(open).ok());
        let location = text.as_ref()?.location(entry.span.unwrap_or_default(), abilities);
        let within = file.file_name().map(|name| name.to_string_lossy().into_owned());
        Some(symbol(title(entry), SymbolKind::FILE, location, within))
    });
    symbols.collect()
}

/// "ruiz2024 · Ruiz (2024): The Levee Report".
fn title(entry: &LibraryEntry) -> String {
    let (who, year) = who_and_year(entry);
    format!("{} · {who} ({year}): {}", entry.key, shortened(&entry.title, 60))
}

/// Each name once an article, at its first full mention.
fn names(open: &[Arc<Checked>], query: &str, abilities: &Abilities) -> Vec<SymbolInformation> {
    let wanted = fold(query.trim());
    let mut found = Vec::new();
    for checked in open {
        let Some(report) = checked.report.as_ref() else { continue };
        if report.page.syntax == Syntax::Bibliography {
            continue;
        }
        let places = checked.places(abilities);
        let headline = report.page.headline.map(|index| shortened(&report.page.blocks[index].text, 60));
        let mut seen = HashSet::new();
        for (block, reading) in report.page.blocks.iter().zip(&report.readings) {
            for mention in reading.mentions.iter().filter(|mention| !mention.short) {
                let kind = match mention.kind {
                    MentionKind::Person => SymbolKind::OBJECT,
                    MentionKind::Organisation | MentionKind::Outlet => SymbolKind::NAMESPACE,
                    _ => continue,
                };
                let words = mention.span.of(&block.text);
                if found.len() < MOST && answers(&fold(words), &wanted) && seen.insert(name::key(words)) {
                    let range = places.range(block.source_span(mention.span));
                    let location = Location { uri: checked.uri.clone(), range };
                    found.push(symbol(shortened(words, 80), kind, location, headline.clone()));
                }
            }
        }
    }
    found
}

/// Whether every word asked for stands in the name.
fn answers(name: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| name.contains(word))
}

#[allow(deprecated)]
fn symbol(
    name: String,
    kind: SymbolKind,
    location: Location,
    container_name: Option<String>,
) -> SymbolInformation {
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name }
}
