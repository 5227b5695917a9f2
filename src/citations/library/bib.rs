//! BibTeX and BibLaTeX files. The file is cut into entries by a scanner that forgives, then each is read by the crate.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use biblatex::{
    Bibliography, Chunk, ChunksExt, DateValue, Entry, Pair, ParseErrorKind, PermissiveType, RawBibliography,
    RawChunk, Spanned,
};
use rayon::prelude::*;

use super::record::{Origin, Record};
use super::{FileReading, LibraryEntry, doi_url, one_line, plain};
use crate::text::{Severity, Span};

/// One `@type{key, …}` of the file.
pub(in crate::citations) struct Piece<'t> {
    /// Where its `@` is.
    pub start: usize,
    pub kind: &'t str,
    pub key: &'t str,
    /// The bytes of the key.
    pub key_span: Span,
    /// What follows the key, up to the closing brace and without it.
    pub rest: &'t str,
    pub rest_start: usize,
    pub closed: bool,
}

/// Something wrong with one entry; offsets are of the file.
struct Fault {
    span: Span,
    severity: Severity,
    message: String,
    remedy: &'static str,
}

/// Reads the entries of a file.
pub(super) fn read(reading: &mut FileReading<'_>) -> Vec<LibraryEntry> {
    let pieces = split(reading.text);
    let strings: String = pieces
        .iter()
        .filter(|piece| piece.kind.eq_ignore_ascii_case("string"))
        .map(|piece| format!("@string{{{}}}\n", piece.rest))
        .collect();
    let strings = guarded(|| RawBibliography::parse(&strings).ok()).flatten();
    let strings = strings.map(|raw| raw.abbreviations).unwrap_or_default();
    let pieces: Vec<Piece<'_>> = pieces.into_iter().filter(|piece| is_entry(piece.kind)).collect();
    let by_key: HashMap<&str, usize> =
        pieces.iter().enumerate().rev().map(|(index, piece)| (piece.key, index)).collect();
    let file = reading.file.clone();
    let read: Vec<(Option<LibraryEntry>, Vec<Fault>)> = pieces
        .par_iter()
        .map(|piece| {
            if let Some(entry) = plain::entry(piece, &file) {
                return (Some(entry), Vec::new());
            }
            let mut faults = Vec::new();
            let entry = entry(piece, &pieces, &by_key, &strings, &mut faults);
            (entry.map(|entry| describe(entry, piece, &file, &mut faults)), faults)
        })
        .collect();
    let mut entries = Vec::with_capacity(read.len());
    for (entry, faults) in read {
        entries.extend(entry);
        for fault in faults {
            reading.problem(Some(fault.span), fault.severity, fault.message, fault.remedy);
        }
    }
    entries
}

pub(in crate::citations) fn is_entry(kind: &str) -> bool {
    !["string", "comment", "preamble"].iter().any(|other| kind.eq_ignore_ascii_case(other))
}

/// Cuts the file at its `@type{`. An entry that is not closed ends where a line opens the next.
pub(in crate::citations) fn split(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'@', &bytes[at..]) {
        let sign = at + found;
        at = sign + 1;
        let Some((kind, open)) = opening(text, sign) else { continue };
        if is_commented(text, sign) {
            continue;
        }
        let parenthesis = bytes[open] == b'(';
        let (end, closed) = closing(text, open + 1, parenthesis);
        let body = &text[open + 1..end];
        let (key, key_span, rest_start) = if is_entry(kind) {
            let lead = body.len() - body.trim_start().len();
            let comma = body.find(',').unwrap_or(body.len());
            let key = body[lead.min(comma)..comma].trim_end();
            let start = open + 1 + lead.min(comma);
            (key, Span::new(start, start + key.len()), open + 1 + (comma + 1).min(body.len()))
        } else {
            ("", Span::at(open + 1), open + 1)
        };
        if kind.eq_ignore_ascii_case("comment") && !closed {
            continue;
        }
        pieces.push(Piece {
            start: sign,
            kind,
            key,
            key_span,
            rest: &text[rest_start..end],
            rest_start,
            closed,
        });
        at = end.max(at);
    }
    pieces
}

/// Whether the line of `sign` begins with a percent sign, which hides entries from LaTeX's own tools.
fn is_commented(text: &str, sign: usize) -> bool {
    let line = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..sign]).map_or(0, |at| at + 1);
    text[line..sign].trim_start().starts_with('%')
}

/// The type and the offset of the brace, when an entry opens at `sign`.
fn opening(text: &str, sign: usize) -> Option<(&str, usize)> {
    let after = &text[sign + 1..];
    let length = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let space = after[length..].bytes().take_while(u8::is_ascii_whitespace).count();
    let open = sign + 1 + length + space;
    let is_open = length > 0 && matches!(text.as_bytes().get(open), Some(b'{' | b'('));
    is_open.then(|| (&after[..length], open))
}

/// The offset of the brace that closes what opened before `from`; else where the next entry or the text's end is.
fn closing(text: &str, from: usize, parenthesis: bool) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = from;
    let mut line_start = false;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' if depth == 0 && !parenthesis => return (at, true),
            b')' if depth == 0 && parenthesis => return (at, true),
            b'}' => depth = depth.saturating_sub(1),
            b'@' if line_start && opens_entry(text, at) => return (at, false),
            _ => {}
        }
        line_start = matches!(bytes.get(at), Some(b'\n' | b'\r'));
        at += 1;
    }
    (text.len(), false)
}

/// Whether `@type{key,` stands at `sign`.
pub(in crate::citations) fn opens_entry(text: &str, sign: usize) -> bool {
    let Some((kind, open)) = opening(text, sign) else { return false };
    if !is_entry(kind) {
        return true;
    }
    let key = text[open + 1..].bytes().take(200).position(|byte| !is_key_byte(byte));
    key.is_some_and(|length| length > 0 && text.as_bytes()[open + 1 + length] == b',')
}

fn is_key_byte(byte: u8) -> bool {
    !matches!(byte, b',' | b'{' | b'}' | b'"' | b'=' | b'\n' | b'\r')
}

pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The text of one entry as the crate wants it: any key will do for reading.
pub(super) fn source(piece: &Piece<'_>, key: &str) -> (String, usize) {
    let head = format!("@{}{{{key},", piece.kind);
    let length = head.len();
    (format!("{head}{}\n}}", piece.rest), length)
}

fn entry<'t>(
    piece: &Piece<'t>,
    pieces: &[Piece<'t>],
    by_key: &HashMap<&str, usize>,
    strings: &[Pair<'_>],
    faults: &mut Vec<Fault>,
) -> Option<Entry> {
    if piece.key.is_empty() || piece.key.contains(['=', '{', '"']) {
        faults.push(Fault {
            span: piece.key_span,
            severity: Severity::Error,
            message: format!("This @{} has no key, so nothing can cite it.", piece.kind),
            remedy: "Add a key after the opening brace.",
        });
        return None;
    }
    if !piece.closed {
        faults.push(Fault {
            span: piece.key_span,
            severity: Severity::Warning,
            message: format!("The entry \"{}\" is not closed.", piece.key),
            remedy: "Add the missing brace.",
        });
    }
    let (mut text, head) = source(piece, "k");
    let place = |offset: usize| {
        let at = (piece.rest_start + offset.saturating_sub(head)).min(piece.rest_start + piece.rest.len());
        Span::at(at)
    };
    if let Some(Err(error)) = guarded(|| RawBibliography::parse(&text)) {
        let sound = sound_fields(piece.rest);
        let lost = sound.is_empty();
        faults.push(Fault {
            span: place(error.span.start),
            severity: if lost { Severity::Error } else { Severity::Warning },
            message: match lost {
                true => format!("The entry \"{}\" cannot be read: {}.", piece.key, error.kind),
                false => format!("A field of \"{}\" is left out: {}.", piece.key, error.kind),
            },
            remedy: "Check braces, quotation marks and commas here.",
        });
        if lost {
            return None;
        }
        text = source(&Piece { rest: &sound, ..*piece }, "k").0;
    }
    let Some(Ok(raw)) = guarded(|| RawBibliography::parse(&text)) else { return refused(piece, faults) };
    let parents = parents(&raw, pieces, by_key);
    let parent_texts: Vec<String> =
        parents.iter().map(|&parent| source(&pieces[parent], pieces[parent].key).0).collect();
    let mut whole = raw.clone();
    for text in &parent_texts {
        if let Some(Ok(parent)) = guarded(|| RawBibliography::parse(text)) {
            whole.entries.extend(parent.entries);
        }
    }
    let uses_strings = whole.entries.iter().any(|entry| {
        let chunks = entry.v.fields.iter().flat_map(|field| &field.value.v);
        chunks.into_iter().any(|chunk| matches!(chunk.v, RawChunk::Abbreviation(_)))
    });
    if uses_strings {
        whole.abbreviations = strings.to_vec();
    }
    let mut unknown: Vec<String> = Vec::new();
    let mut untexed: Vec<(String, String)> = Vec::new();
    let with_parents = whole.entries.len() > 1;
    loop {
        let mut attempt = whole.clone();
        for name in &unknown {
            let words = Spanned::zero(RawChunk::Normal(name.as_str()));
            attempt.abbreviations.push(Pair::new(Spanned::zero(name.as_str()), Spanned::zero(vec![words])));
        }
        match guarded(|| Bibliography::from_raw(attempt)) {
            Some(Ok(bibliography)) => {
                let mut entry = bibliography.into_vec().into_iter().find(|entry| entry.key == "k")?;
                entry.key = piece.key.to_string();
                for (name, words) in untexed {
                    entry.fields.insert(name, vec![Spanned::zero(Chunk::Normal(words))]);
                }
                return Some(entry);
            }
            Some(Err(error)) => match error.kind {
                ParseErrorKind::UnknownAbbreviation(name)
                    if unknown.len() < 16 && !unknown.contains(&name) =>
                {
                    faults.push(Fault {
                        span: piece.key_span,
                        severity: Severity::Warning,
                        message: format!(
                            "The entry \"{}\" uses \"{name}\", which no @string defines.",
                            piece.key
                        ),
                        remedy: "Define it, or put the words in braces.",
                    });
                    unknown.push(name);
                }
                _ if with_parents && whole.entries.len() > 1 => whole.entries.truncate(1),
                kind => {
                    // One field that cannot be understood costs its commands, not the entry.
                    let fields = &mut whole.entries[0].v.fields;
                    let at = fields.iter().rposition(|field| field.value.span.start <= error.span.start);
                    if let Some(at) = at {
                        let field = fields.remove(at);
                        let name = field.key.v.to_ascii_lowercase();
                        faults.push(Fault {
                            span: place(error.span.start),
                            severity: Severity::Warning,
                            message: format!(
                                "The {name} of \"{}\" is read without its TeX: {kind}.",
                                piece.key
                            ),
                            remedy: "Check the TeX commands of this field.",
                        });
                        untexed.push((name, without_tex(&field)));
                        continue;
                    }
                    faults.push(Fault {
                        span: place(error.span.start),
                        severity: Severity::Error,
                        message: format!("The entry \"{}\" cannot be read: {kind}.", piece.key),
                        remedy: "Check the TeX commands of its fields.",
                    });
                    return None;
                }
            },
            None => return refused(piece, faults),
        }
    }
}

/// The words of a field without commands, braces and dollar signs.
fn without_tex(field: &Pair<'_>) -> String {
    let mut out = String::new();
    for chunk in &field.value.v {
        let (RawChunk::Normal(text) | RawChunk::Abbreviation(text)) = chunk.v;
        let mut rest = text;
        while let Some(at) = rest.find(['\\', '{', '}', '$']) {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let command = match rest.as_bytes()[at] {
                b'\\' => after.bytes().take_while(u8::is_ascii_alphabetic).count(),
                _ => 0,
            };
            rest = &after[command..];
        }
        out.push_str(rest);
    }
    one_line(&out)
}

fn refused(piece: &Piece<'_>, faults: &mut Vec<Fault>) -> Option<Entry> {
    faults.push(Fault {
        span: piece.key_span,
        severity: Severity::Error,
        message: format!("The entry \"{}\" cannot be read.", piece.key),
        remedy: "Check braces and TeX commands.",
    });
    None
}

/// The fields that can be read by themselves, of an entry that cannot be read as a whole.
fn sound_fields(rest: &str) -> String {
    let starts_field = |line: &str| {
        let name = line.trim_start();
        let length = name
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        length > 0 && name[length..].trim_start().starts_with('=')
    };
    let mut fields: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        match fields.last_mut() {
            Some((_, end)) if !starts_field(line) => *end = at + line.len(),
            _ => fields.push((at, at + line.len())),
        }
        at += line.len();
    }
    let kept = readable(rest, &fields);
    if !kept.is_empty() {
        return kept;
    }
    // All on one line: its fields end at commas.
    let mut fields = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                fields.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    fields.push((start, rest.len()));
    readable(rest, &fields)
}

/// Those of the stretches that make a field by themselves.
fn readable(rest: &str, fields: &[(usize, usize)]) -> String {
    let mut sound = String::new();
    for &(start, end) in fields {
        let field = rest[start..end].trim().trim_end_matches(',');
        let text = format!("@misc{{k,{field}\n}}");
        let read = guarded(|| RawBibliography::parse(&text).is_ok_and(|raw| raw.entries.len() == 1));
        if read == Some(true) && !field.is_empty() {
            sound.push_str(field);
            sound.push_str(",\n");
        }
    }
    sound
}

/// The entries that this one inherits from, nearest first.
fn parents(raw: &RawBibliography<'_>, pieces: &[Piece<'_>], by_key: &HashMap<&str, usize>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut keys: Vec<String> = raw.entries.iter().flat_map(|entry| inherits(&entry.v.fields)).collect();
    while let Some(key) = keys.pop() {
        let Some(&index) = by_key.get(key.as_str()) else { continue };
        if found.contains(&index) || found.len() == 8 {
            continue;
        }
        found.push(index);
        let (text, _) = source(&pieces[index], "k");
        if let Some(Ok(raw)) = guarded(|| RawBibliography::parse(&text)) {
            keys.extend(raw.entries.iter().flat_map(|entry| inherits(&entry.v.fields)));
        }
    }
    found
}

fn inherits(fields: &[Pair<'_>]) -> Vec<String> {
    let links = |field: &&Pair<'_>| {
        field.key.v.eq_ignore_ascii_case("crossref") || field.key.v.eq_ignore_ascii_case("xdata")
    };
    let words = |field: &Pair<'_>| -> String {
        field
            .value
            .v
            .iter()
            .filter_map(|chunk| if let RawChunk::Normal(text) = chunk.v { Some(text) } else { None })
            .collect()
    };
    fields
        .iter()
        .filter(links)
        .flat_map(|field| words(field).split(',').map(|key| key.trim().to_string()).collect::<Vec<_>>())
        .collect()
}

/// What the rest of the house asks of an entry.
fn describe(
    entry: Entry,
    piece: &Piece<'_>,
    file: &std::sync::Arc<std::path::PathBuf>,
    faults: &mut Vec<Fault>,
) -> LibraryEntry {
    let field = |name: &str| {
        let words = entry.fields.get(name).map(|chunks| one_line(&chunks.format_verbatim()));
        words.filter(|words| !words.is_empty())
    };
    let people = guarded(|| entry.author().ok().filter(|people| !people.is_empty())).flatten();
    let people = people
        .or_else(|| guarded(|| entry.editors().ok()?.into_iter().next().map(|(people, _)| people)).flatten());
    let authors: Vec<String> =
        people.iter().flatten().map(full_name).filter(|name| !name.is_empty() && name != "others").collect();
    let family = people.iter().flatten().next().map(|person| match person.prefix.is_empty() {
        true => person.name.clone(),
        false => format!("{} {}", person.prefix, person.name),
    });
    let date = match guarded(|| entry.date()) {
        Some(Ok(PermissiveType::Typed(date))) => {
            let (DateValue::At(day)
            | DateValue::After(day)
            | DateValue::Before(day)
            | DateValue::Between(_, day)) = date.value;
            // The crate counts months and days from 0.
            Some((day.year, day.month.map(|month| month + 1), day.day.map(|day| day + 1)))
        }
        Some(Err(biblatex::RetrievalError::TypeError(error))) => {
            faults.push(Fault {
                span: piece.key_span,
                severity: Severity::Warning,
                message: format!("The date of \"{}\" cannot be read: {}.", piece.key, error.kind),
                remedy: "Write it as 2024-05-16.",
            });
            None
        }
        _ => None,
    };
    let shape = Shape::of(field, date);
    let record = Record::new(Origin::Bib(Box::new(entry)), family);
    shape.entry(authors, LibraryEntry::new(piece.key.to_string(), file, Some(piece.key_span), record))
}

/// A date as far as it is known: year, month and day from 1.
pub(super) type PartialDate = Option<(i32, Option<u8>, Option<u8>)>;

/// What fields alone tell of an entry.
pub(super) struct Shape {
    title: String,
    container: Option<String>,
    date: PartialDate,
    url: Option<String>,
    words: String,
}

impl Shape {
    /// From the fields by name, each on one line.
    pub fn of(field: impl Fn(&str) -> Option<String>, date: PartialDate) -> Shape {
        let first = |names: &[&str]| names.iter().find_map(|name| field(name));
        let mut title = first(&["title", "shorttitle"]).unwrap_or_default();
        if let Some(subtitle) = field("subtitle") {
            title = if title.is_empty() { subtitle } else { format!("{title}: {subtitle}") };
        }
        let container = first(&[
            "journaltitle",
            "journal",
            "maintitle",
            "booktitle",
            "eventtitle",
            "organization",
            "institution",
            "school",
            "publisher",
        ])
        .or_else(|| first(&["howpublished"]).filter(|how| !how.contains("://") && how.len() < 60));
        let date = date.or_else(|| {
            first(&["date", "year"]).and_then(|words| year_in(&words)).map(|year| (year, None, None))
        });
        let url = first(&["url", "howpublished"])
            .and_then(|url| url.split_whitespace().find(|word| word.contains("://")).map(str::to_string))
            .or_else(|| field("doi").and_then(|doi| doi_url(&doi)));
        let words = ["abstract", "keywords", "note", "annotation", "annote", "eventtitle", "location"];
        let words: Vec<String> = words.iter().filter_map(|name| field(name)).collect();
        Shape { title, container, date, url, words: words.join(" ") }
    }

    /// The entry, given who wrote it and all that is not in its fields.
    pub fn entry(self, authors: Vec<String>, rest: LibraryEntry) -> LibraryEntry {
        let Shape { title, container, date, url, words } = self;
        LibraryEntry { title, authors, container, date, url, words, ..rest }
    }
}

fn full_name(person: &biblatex::Person) -> String {
    let parts = [&person.given_name, &person.prefix, &person.name, &person.suffix];
    one_line(&parts.map(String::as_str).join(" "))
}

/// The first year a text names.
pub(super) fn year_in(words: &str) -> Option<i32> {
    let runs = words.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| run.len() == 4)
        .find_map(|run| run.parse().ok())
        .filter(|year| (1000..=2999).contains(year))
}
