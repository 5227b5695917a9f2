//! CSL-JSON files, and the same records in YAML.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use hayagriva::citationberg::json::Item;
use rayon::prelude::*;
use serde_json::Value;

use super::record::{Origin, Record};
use super::{FileReading, LibraryEntry, doi_url, one_line};
use crate::text::{Severity, Span};

/// Reads the items of a CSL-JSON file.
pub(super) fn read(reading: &mut FileReading<'_>) -> Vec<LibraryEntry> {
    let text = reading.text;
    let (pieces, whole) = split(text);
    if !whole {
        reading.problem(
            Some(Span::at(text.trim_end().len())),
            Severity::Warning,
            "The list of entries is not closed.".into(),
            "Add the missing bracket.",
        );
    }
    let file = Arc::clone(&reading.file);
    let read: Vec<Result<LibraryEntry, (Span, String)>> = pieces
        .par_iter()
        .map(|&piece| {
            let words = piece.of(text);
            let value: Value = serde_json::from_str(words).map_err(|error| {
                (Span::at(piece.start + offset(words, error.line(), error.column())), error.to_string())
            })?;
            item(value, words, id_span(text, piece), &file).map_err(|why| (Span::at(piece.start), why))
        })
        .collect();
    let mut entries = Vec::with_capacity(read.len());
    for one in read {
        match one {
            Ok(entry) => entries.push(entry),
            Err((span, why)) => reading.problem(
                Some(span),
                Severity::Error,
                format!("This entry cannot be read: {why}."),
                "Check quotation marks, commas and brackets here.",
            ),
        }
    }
    entries
}

/// The objects of the outermost list, or of the list in an object that wraps it. Also whether the list was closed.
pub(in crate::citations) fn split(text: &str) -> (Vec<Span>, bool) {
    let bytes = text.as_bytes();
    let Some(list) = memchr::memchr(b'[', bytes) else {
        // One record by itself.
        let start = text.find('{');
        let single = start.map(|start| Span::new(start, text.trim_end().len()));
        return (single.into_iter().collect(), true);
    };
    let mut pieces = Vec::new();
    let mut at = list + 1;
    // A lone object whose first list belongs to one of its fields.
    if let Some(start) = text[..list].find('{') {
        let wraps = ["\"items\"", "\"references\""]
            .iter()
            .any(|name| text[start..list].trim_end().trim_end_matches(':').trim_end().ends_with(name));
        if !wraps {
            at = start;
        }
    }
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',') {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'{') => {
                let end = object_end(text, at);
                pieces.push(Span::new(at, end));
                at = end;
            }
            Some(b']') => return (pieces, true),
            None => return (pieces, text[..list].contains('{')),
            Some(_) => match memchr::memchr2(b'{', b']', &bytes[at..]) {
                Some(found) => {
                    pieces.push(Span::new(at, at + found));
                    at += found;
                }
                None => return (pieces, false),
            },
        }
    }
}

/// Just past the brace that closes the object at `open`; an object that is not closed, or whose quotation marks do not
/// pair, ends where a line opens the next record.
fn object_end(text: &str, open: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at, mut quoted) = (0usize, open, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            // No string of JSON runs over a line.
            b'\n' => {
                quoted = false;
                let next = at
                    + 1
                    + bytes[at + 1..].iter().take_while(|byte| **byte == b' ' || **byte == b'\t').count();
                let rest = bytes.get(next + 1..).unwrap_or_default();
                let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let opens = bytes.get(next) == Some(&b'{')
                    && [&b"\"id\""[..], b"\"type\"", b"\"citation-key\""]
                        .iter()
                        .any(|key| rest[space..].starts_with(key));
                if opens && at > open {
                    return at;
                }
            }
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Line from 1 and column from 1, in bytes, as an offset.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of the record's key, when its field is easily found.
fn id_span(text: &str, piece: Span) -> Option<Span> {
    let words = piece.of(text);
    let name = words.find("\"id\"")? + 4;
    let open = name + words[name..].find('"')? + 1;
    let end = open + words[open..].find('"')?;
    words[name..open - 1].trim().eq(":").then(|| Span::new(piece.start + open, piece.start + end))
}

/// One record.
pub(super) fn item(
    value: Value,
    text: &str,
    span: Option<Span>,
    file: &Arc<PathBuf>,
) -> Result<LibraryEntry, String> {
    let Value::Object(fields) = value else { return Err("it is not a record".into()) };
    let key = ["id", "citation-key"].iter().find_map(|name| text_of(fields.get(*name)?));
    let key = key.filter(|key| !key.is_empty()).ok_or("it has no \"id\"")?;
    let field = |name: &str| fields.get(name).and_then(text_of).map(|words| one_line(&untagged(&words)));
    let first = |names: &[&str]| names.iter().find_map(|name| field(name)).filter(|words| !words.is_empty());
    let people = ["author", "editor"]
        .iter()
        .find_map(|name| fields.get(*name)?.as_array().filter(|all| !all.is_empty()));
    let authors: Vec<String> =
        people.into_iter().flatten().map(full_name).filter(|name| !name.is_empty()).collect();
    let part = |person: &Value, name: &str| person.get(name).and_then(text_of);
    let family = people.and_then(|people| people.first()).and_then(|person| {
        let family = part(person, "family").or_else(|| part(person, "literal"))?;
        Some(
            part(person, "non-dropping-particle")
                .map_or(family.clone(), |particle| format!("{particle} {family}")),
        )
    });
    let url = field("URL").filter(|url| url.contains("://"));
    let url = url.or_else(|| field("DOI").and_then(|doi| doi_url(&doi)));
    let words = ["abstract", "keyword", "note", "annote", "event-title"];
    let words: Vec<String> = words.iter().filter_map(|name| field(name)).collect();
    let title = first(&["title", "title-short"]).unwrap_or_default();
    let container = first(&["container-title", "publisher", "event-title"]);
    let date = fields.get("issued").and_then(date);
    let record = Record::new(Origin::CslText(text.into()), family);
    Ok(LibraryEntry {
        title,
        authors,
        container,
        date,
        url,
        words: words.join(" "),
        ..LibraryEntry::new(key, file, span, record)
    })
}

/// The record as the rendering crate takes it. A field of another shape than the standard's costs only itself.
pub(super) fn standard(fields: serde_json::Map<String, Value>) -> Item {
    let mut sound: BTreeMap<String, hayagriva::citationberg::json::Value> = BTreeMap::new();
    for (name, value) in fields {
        let read = catch_unwind(AssertUnwindSafe(|| serde_json::from_value(as_standard(&name, value)).ok()));
        if let Ok(Some(value)) = read {
            sound.insert(name, value);
        }
    }
    Item(sound)
}

/// Dates with their parts as numbers: exporters also write them as text.
fn as_standard(name: &str, mut value: Value) -> Value {
    if let Value::String(text) = &mut value {
        *text = untagged(text);
    }
    if !matches!(
        name,
        "issued" | "accessed" | "original-date" | "event-date" | "submitted" | "available-date"
    ) {
        return value;
    }
    if let Some(Value::Array(ends)) = value.get_mut("date-parts") {
        // The crate renders no ranges.
        ends.truncate(1);
        for part in ends.iter_mut().filter_map(Value::as_array_mut).flatten() {
            if let Some(number) = part.as_str().and_then(|text| text.trim().parse::<i64>().ok()) {
                *part = number.into();
            }
        }
    } else if let Some((year, month, day)) = date(&value) {
        let mut parts = vec![Value::from(year)];
        parts.extend(month.map(Value::from));
        parts.extend(day.map(Value::from));
        return serde_json::json!({ "date-parts": [parts] });
    }
    value
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Without the tags that CSL-JSON allows in text.
fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open..];
        let name = tag[1..].trim_start_matches('/');
        let close = tag.find('>').filter(|&close| close < 60);
        out.push_str(&rest[..open]);
        match close {
            Some(close)
                if ["i>", "b>", "sub>", "sup>", "span", "sc>"]
                    .iter()
                    .any(|start| name.starts_with(start)) =>
            {
                rest = &tag[close + 1..];
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn full_name(person: &Value) -> String {
    let part = |name: &str| person.get(name).and_then(text_of).unwrap_or_default();
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal"];
    one_line(&parts.map(part).join(" "))
}

fn date(value: &Value) -> Option<(i32, Option<u8>, Option<u8>)> {
    if let Some(parts) = value.get("date-parts").and_then(|parts| parts.get(0)?.as_array()) {
        let number = |index: usize| text_of(parts.get(index)?)?.parse::<i32>().ok();
        let small =
            |index: usize, most: i32| number(index).filter(|n| (1..=most).contains(n)).map(|n| n as u8);
        return Some((number(0)?, small(1, 12), small(2, 31)));
    }
    let words = ["raw", "literal", "date"]
        .iter()
        .find_map(|name| text_of(value.get(*name)?))
        .or_else(|| text_of(value))?;
    if let Ok(date) = words.get(..10).unwrap_or_default().parse::<jiff::civil::Date>() {
        return Some((date.year().into(), u8::try_from(date.month()).ok(), u8::try_from(date.day()).ok()));
    }
    super::bib::year_in(&words).map(|year| (year, None, None))
}
