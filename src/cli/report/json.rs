//! JSON: an array with one object a file, or one object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Document, Entry, Format, Summary};
use crate::rules::{Fix, FixKind};
use crate::text::Span;

/// `json` and `jsonl`.
#[derive(Debug, Default)]
pub struct Json {
    lines: bool,
    begun: bool,
}

impl Json {
    /// An array of files.
    pub fn array() -> Self {
        Json::default()
    }

    /// A file a line.
    pub fn lines() -> Self {
        Json { lines: true, begun: false }
    }
}

impl Format for Json {
    fn document(&mut self, out: &mut dyn Write, document: &Document) -> io::Result<()> {
        if !self.lines {
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        }
        self.begun = true;
        serde_json::to_writer(&mut *out, &file(document))?;
        if self.lines { out.write_all(b"\n") } else { Ok(()) }
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        match (self.lines, self.begun) {
            (true, _) => Ok(()),
            (false, true) => out.write_all(b"\n]\n"),
            (false, false) => out.write_all(b"[]\n"),
        }
    }
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    findings: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignores: Vec<Silence<'a>>,
}

/// An ignore: shown with what ignores hide.
#[derive(Serialize)]
struct Silence<'a> {
    span: [usize; 2],
    range: Range,
    form: &'a str,
    rules: &'a [String],
    reason: Option<&'a str>,
    hides: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    span: [usize; 2],
    range: Range,
    text: &'a str,
    related: Vec<Place<'a>>,
    fixes: Vec<Change<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<Reason<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Place<'a> {
    message: &'a str,
    span: [usize; 2],
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    kind: FixKind,
    preferred: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
}

fn file(document: &Document) -> File<'_> {
    File {
        path: &document.path,
        findings: document.entries.iter().map(|entry| item(document, entry)).collect(),
        ignores: document
            .ignores
            .iter()
            .map(|ignore| Silence {
                span: pair(ignore.span),
                range: range(document, ignore.span),
                form: ignore.form,
                rules: &ignore.rules,
                reason: ignore.reason.as_deref(),
                hides: ignore.hides,
            })
            .collect(),
    }
}

fn item<'a>(document: &'a Document, entry: &'a Entry) -> Item<'a> {
    Item {
        rule: entry.rule,
        severity: entry.severity.name(),
        message: &entry.message,
        span: pair(entry.span),
        range: range(document, entry.span),
        text: entry.span.of(&document.text),
        related: entry
            .related
            .iter()
            .map(|related| Place {
                message: &related.message,
                span: pair(related.span),
                range: range(document, related.span),
                text: related.span.of(&document.text),
            })
            .collect(),
        fixes: entry.fixes.iter().map(change).collect(),
        help: entry.help.as_deref(),
        ignored: entry.ignored.as_deref().map(|reason| Reason { reason }),
    }
}

fn change(fix: &Fix) -> Change<'_> {
    let edits = fix.edits.edits();
    Change {
        title: &fix.title,
        kind: fix.kind,
        preferred: fix.preferred,
        edits: edits.iter().map(|edit| Edit { span: pair(edit.span), text: &edit.text }).collect(),
    }
}

const fn pair(span: Span) -> [usize; 2] {
    [span.start, span.end]
}

fn range(document: &Document, span: Span) -> Range {
    let point = |offset| {
        let place = document.place(offset);
        Point { line: place.line, column: place.column }
    };
    Range { start: point(span.start), end: point(span.end) }
}
