//! Hayagriva's YAML, and CSL records in YAML.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use hayagriva::Entry;
use hayagriva::types::Person;
use rayon::prelude::*;
use serde_json::Value;

use super::record::{Origin, Record};
use super::{FileReading, LibraryEntry, csl, one_line};
use crate::text::{Severity, Span};

/// Reads the entries of a YAML file.
pub(super) fn read(reading: &mut FileReading<'_>) -> Vec<LibraryEntry> {
    let text = reading.text;
    let pieces = split(text);
    if pieces.iter().any(|(key, _)| key.of(text) == "references") {
        return records(reading);
    }
    let file = Arc::clone(&reading.file);
    let single = |words: &str| {
        let read = catch_unwind(AssertUnwindSafe(|| hayagriva::io::from_yaml_str(words)));
        match read {
            Ok(Ok(library)) => library.into_iter().next().ok_or_else(|| "it is empty".to_string()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("it is malformed".to_string()),
        }
    };
    let mut read: Vec<Result<Entry, String>> =
        pieces.par_iter().map(|(_, piece)| single(piece.of(text))).collect();
    // An entry may use an anchor of another one: then only the whole file can tell.
    if read.iter().any(Result::is_err) && text.contains('&') {
        let whole = catch_unwind(AssertUnwindSafe(|| hayagriva::io::from_yaml_str(text).ok())).ok().flatten();
        if let Some(whole) = whole {
            for ((key, _), slot) in pieces.iter().zip(&mut read) {
                if let (true, Some(entry)) = (slot.is_err(), whole.get(unquoted(key.of(text)))) {
                    *slot = Ok(entry.clone());
                }
            }
        }
    }
    let mut entries = Vec::with_capacity(read.len());
    for ((key, _), one) in pieces.into_iter().zip(read) {
        match one {
            Ok(entry) => entries.push(describe(entry, key, &file)),
            Err(why) => reading.problem(
                Some(key),
                Severity::Error,
                format!("The entry \"{}\" cannot be read: {}.", key.of(text), one_line(&why)),
                "Check indentation, colons and quotation marks.",
            ),
        }
    }
    entries
}

/// The top-level keys, each with the lines up to the next one.
pub(in crate::citations) fn split(text: &str) -> Vec<(Span, Span)> {
    let mut pieces: Vec<(Span, Span)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let lead = if start == 0 { line.len() - line.trim_start_matches('\u{feff}').len() } else { 0 };
        let words = line[lead..].trim_end();
        let outside = words.is_empty()
            || words.starts_with([' ', '\t', '#', '-', ']', '}', '%'])
            || words.starts_with("...");
        let key = if outside { None } else { key_length(words) };
        if let Some(length) = key {
            pieces.push((
                Span::new(start + lead, start + lead + length),
                Span::new(start + lead, start + lead + line.len() - lead),
            ));
        } else if let Some((_, piece)) = pieces.last_mut()
            && !words.starts_with("---")
            && !words.starts_with("...")
        {
            piece.end = at;
        }
    }
    pieces
}

fn key_length(words: &str) -> Option<usize> {
    let quote = words.chars().next().filter(|c| matches!(c, '"' | '\''));
    let length = match quote {
        Some(quote) => words[1..].find(quote)? + 2,
        None => words
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|&at| words.len() == at + 1 || words[at + 1..].starts_with([' ', '\t']))?,
    };
    words[length..].trim_start().starts_with(':').then_some(length)
}

fn unquoted(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}

/// CSL records under `references:`, as Pandoc and Zotero write them.
fn records(reading: &mut FileReading<'_>) -> Vec<LibraryEntry> {
    let text = reading.text.trim_start_matches('\u{feff}').trim_end();
    let text = text.strip_prefix("---").unwrap_or(text);
    let text = text.strip_suffix("...").or_else(|| text.strip_suffix("---")).unwrap_or(text);
    let value: Value = match catch_unwind(AssertUnwindSafe(|| serde_saphyr::from_str(text))) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            let why = one_line(error.to_string().lines().next().unwrap_or_default());
            reading.problem(
                None,
                Severity::Error,
                format!("This library cannot be read: {why}."),
                "Check its YAML.",
            );
            return Vec::new();
        }
        Err(_) => {
            reading.problem(None, Severity::Error, "This library cannot be read.".into(), "Check its YAML.");
            return Vec::new();
        }
    };
    let file = Arc::clone(&reading.file);
    let mut entries = Vec::new();
    for value in value.get("references").and_then(Value::as_array).into_iter().flatten() {
        match csl::item(value.clone(), &value.to_string(), None, &file) {
            Ok(entry) => entries.push(entry),
            Err(why) => reading.problem(
                None,
                Severity::Error,
                format!("A record cannot be read: {why}."),
                "Give it an \"id\" and its fields.",
            ),
        }
    }
    entries
}

fn describe(entry: Entry, key: Span, file: &Arc<PathBuf>) -> LibraryEntry {
    let title = entry.title().map(|title| one_line(&title.to_string())).unwrap_or_default();
    let people = entry.authors().filter(|people| !people.is_empty()).or(entry.editors()).unwrap_or_default();
    let authors = people.iter().map(full_name).collect();
    let family = people.first().map(|person| match &person.prefix {
        Some(prefix) => format!("{prefix} {}", person.name),
        None => person.name.clone(),
    });
    let parent = entry.parents().first();
    let container = parent.and_then(Entry::title).map(|title| one_line(&title.to_string()));
    let container =
        container.or_else(|| entry.organization().map(|body| one_line(&body.to_string()))).or_else(|| {
            let publisher = entry.publisher().or_else(|| parent?.publisher())?;
            Some(one_line(&publisher.name()?.to_string()))
        });
    let date = entry
        .date()
        .or_else(|| parent?.date())
        .map(|date| (date.year, date.month.map(|month| month + 1), date.day.map(|day| day + 1)));
    let url = entry.url().map(|url| url.value.to_string()).or_else(|| entry.doi().and_then(super::doi_url));
    let words = [entry.abstract_(), entry.note()];
    let words: Vec<String> = words.into_iter().flatten().map(|words| one_line(&words.to_string())).collect();
    let name = entry.key().to_string();
    LibraryEntry {
        title,
        authors,
        container,
        date,
        url,
        words: words.join(" "),
        ..LibraryEntry::new(name, file, Some(key), Record::new(Origin::Yaml(Box::new(entry)), family))
    }
}

fn full_name(person: &Person) -> String {
    let parts = [&person.given_name, &person.prefix, &Some(person.name.clone()), &person.suffix];
    one_line(&parts.map(|part| part.as_deref().unwrap_or_default()).join(" "))
}
