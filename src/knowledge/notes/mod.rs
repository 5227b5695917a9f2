//! The newsroom's own Markdown notes file (DOMAIN.md §6.3).
//!
//! ```markdown
//! # People
//! ## Maren Olsen
//! - role: party whip, since 2022-09
//! - born: 1980-06-12
//! - not: Maren Olson
//! ```
//!
//! Headings name a section and, below it, an entry; `key: value` lines tell of the entry. Keys are free; the known
//! ones are read here. What cannot be understood costs its own line and is said, with its place and what would mend
//! it.

pub mod add;
mod entry;
mod section;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{Entity, EntityKind};
use crate::text::{LineIndex, Problem, Severity, Span};
use entry::Entry;
use section::Section;

/// What a notes file holds.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// People, organisations, places and outlets.
    pub entities: Vec<Entity>,
    /// Anonymous sources with their approvals. Never exported, never logged.
    pub anonymous: Vec<AnonymousSource>,
    /// Pairs of names that are not misspellings of one another.
    pub distinct: Vec<(String, String)>,
}

/// An anonymous source the newsroom has on record.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AnonymousSource {
    /// What the notes call it: "S1".
    pub label: String,
    /// How the article may describe it.
    pub described_as: String,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When.
    pub approved_on: Option<String>,
    /// Why it is not named.
    pub reason: Option<String>,
}

impl AnonymousSource {
    /// Whether it is on record who approved it and when.
    pub fn is_approved(&self) -> bool {
        self.approved_by.is_some() && self.approved_on.is_some()
    }
}

impl fmt::Debug for AnonymousSource {
    /// Says nothing of the source: debug output ends up in logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("AnonymousSource(…)")
    }
}

/// Reads a notes file's text.
pub fn parse(path: &Path, text: &str) -> (Notes, Vec<Problem>) {
    let mut reader = Reader {
        path,
        text,
        shared: Arc::new(path.to_owned()),
        file: path.file_name().map_or_else(|| "notes".into(), |name| name.to_string_lossy().into_owned()),
        lines: LineIndex::new(text),
        section: Section::None { level: 0, warned: true },
        entry: None,
        notes: Notes::default(),
        seen: HashMap::new(),
        problems: Vec::new(),
    };
    let mut masked = Mask::default();
    let mut start = 0;
    let mut number = 0;
    while start < text.len() {
        let end = reader.lines.start(number + 1).unwrap_or(text.len());
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        number += 1;
        let visible = masked.visible(if number == 1 { line.trim_start_matches('\u{feff}') } else { line });
        reader.line(&visible, Span::new(start, start + line.len()), number);
        start = end;
    }
    reader.close();
    (reader.notes, reader.problems)
}

/// Reads line by line: the section and entry that are open, and what has been read so far.
struct Reader<'t> {
    path: &'t Path,
    text: &'t str,
    shared: Arc<std::path::PathBuf>,
    file: String,
    lines: LineIndex,
    section: Section,
    entry: Option<Entry>,
    notes: Notes,
    /// Where each entity stands in the notes.
    seen: HashMap<(EntityKind, String), usize>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// `span` and `number` (from 1) are the whole line's; `line` is what is visible of it.
    fn line(&mut self, line: &str, span: Span, number: u32) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some((level, title)) = heading(line) {
            return self.heading(level, title, span, number);
        }
        let item = trimmed.strip_prefix(['-', '*', '+']).map(str::trim_start);
        let indented = line.starts_with([' ', '\t']);
        let words = item.unwrap_or(trimmed);
        match (&self.section, &mut self.entry) {
            (Section::Distinct { .. }, _) => self.distinct(words, span),
            (Section::None { .. }, _) => self.stray(span),
            (_, None) => self.problem(
                span,
                "This line belongs to no entry.",
                "Put it under a heading with the name it is about, such as “## Maren Olsen”.",
            ),
            (_, Some(entry)) => {
                if item.is_none() && indented && entry.goes_on(words) {
                    return;
                }
                if let Some((message, remedy)) = entry.read(words, &self.file, number) {
                    self.problem(span, message, remedy);
                }
            }
        }
    }

    fn heading(&mut self, level: usize, title: &str, span: Span, number: u32) {
        self.close();
        if let Some(section) = Section::named(title, level) {
            self.section = section;
            return;
        }
        if level <= self.section.level() || matches!(self.section, Section::None { .. }) {
            self.section = Section::None { level, warned: false };
            return;
        }
        if title.is_empty() {
            self.problem(span, "This heading has no name.", "Write the entry's name after the #.");
            return;
        }
        if let Section::Distinct { .. } = self.section {
            return;
        }
        let at = self.text[span.start..span.end].find(title).unwrap_or(0);
        let name = Span::new(span.start + at, span.start + at + title.len());
        self.entry = Some(Entry::new(title, &self.section, name, number));
    }

    /// A line outside of every section: said once, and only when it looks like a note.
    fn stray(&mut self, span: Span) {
        let Section::None { warned, .. } = &mut self.section else { return };
        let line = span.of(self.text).trim_start();
        if *warned || !line.starts_with(['-', '*', '+']) || !line.contains(':') {
            return;
        }
        *warned = true;
        self.problem(
            span,
            "This section is not one that is read.",
            "Sections are People, Organisations, Places, Outlets, Anonymous and Distinct.",
        );
    }

    fn distinct(&mut self, words: &str, span: Span) {
        match words.split_once(" / ").or_else(|| words.split_once('/')) {
            Some((one, other)) if !one.trim().is_empty() && !other.trim().is_empty() => {
                self.notes.distinct.push((one.trim().to_owned(), other.trim().to_owned()));
            }
            _ => self.problem(
                span,
                "A pair of distinct names needs a slash between them.",
                "Write “- Jan Novak / Jana Novak”.",
            ),
        }
    }

    /// Keeps the entry that is open.
    fn close(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        let span = entry.name_span();
        if matches!(self.section, Section::Anonymous { .. }) {
            match entry.into_anonymous() {
                Some(source) => self.notes.anonymous.push(source),
                None => self.problem(
                    span,
                    "This anonymous source has no description.",
                    "Add “- described as: …”, the words the article may use.",
                ),
            }
            return;
        }
        let entity = entry.into_entity(&self.shared);
        let next = self.notes.entities.len();
        let first = *self.seen.entry((entity.kind, entity.name.clone())).or_insert(next);
        match self.notes.entities.get_mut(first) {
            None => self.notes.entities.push(entity),
            Some(known) => {
                let line = known.definition.as_ref().map_or(0, |definition| definition.line);
                known.facts.extend(entity.facts);
                known.offices.extend(entity.offices);
                known.aliases.extend(entity.aliases);
                known.domains.extend(entity.domains);
                known.avoid.extend(entity.avoid);
                self.problem(
                    span,
                    &format!("This entry stands twice: first on line {line}."),
                    "Put both under one heading; until then they count together.",
                );
            }
        }
    }

    fn problem(&mut self, span: Span, message: &str, remedy: &str) {
        self.problems.push(Problem {
            path: self.path.to_owned(),
            span: Some(span),
            position: Some(self.lines.position(self.text, span.start, crate::text::Encoding::Utf32)),
            severity: Severity::Warning,
            message: message.to_owned(),
            remedy: Some(remedy.to_owned()),
        });
    }
}

/// The level and words of an ATX heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start();
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_heading = (1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']));
    is_heading.then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

/// Takes out what is no note: comments, fenced code, front matter.
#[derive(Default)]
struct Mask {
    comment: bool,
    fence: Option<&'static str>,
    front_matter: bool,
    lines: usize,
}

impl Mask {
    fn visible(&mut self, line: &str) -> String {
        self.lines += 1;
        if self.front_matter || self.lines == 1 && line.trim_end() == "---" {
            self.front_matter = self.lines == 1 || !matches!(line.trim_end(), "---" | "...");
            return String::new();
        }
        if !self.comment {
            let start = line.trim_start();
            if let Some(fence) = self.fence {
                if start.starts_with(fence) {
                    self.fence = None;
                }
                return String::new();
            }
            self.fence = ["```", "~~~"].into_iter().find(|fence| start.starts_with(fence));
            if self.fence.is_some() {
                return String::new();
            }
        }
        let mut visible = String::new();
        let mut rest = line;
        loop {
            if self.comment {
                let Some((_, after)) = rest.split_once("-->") else { return visible };
                self.comment = false;
                rest = after;
            }
            let Some((before, after)) = rest.split_once("<!--") else {
                visible.push_str(rest);
                return visible;
            };
            visible.push_str(before);
            self.comment = true;
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests;
