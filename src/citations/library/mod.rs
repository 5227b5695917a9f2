//! The writer's sources: entries by key, from BibLaTeX, Hayagriva YAML and CSL-JSON files.
//!
//! Each reader cuts its file into entries first and reads them one by one, so that a malformed entry costs only itself.

pub(super) mod bib;
pub(super) mod csl;
mod plain;
mod record;
pub mod seek;
pub(super) mod yaml;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::matching::Index;
use crate::text::file::{ReadError, read_text};
use crate::text::{Encoding, LineIndex, Problem, Severity, Span};

pub use record::Record;
pub(super) use record::Renderable;

/// The largest library file read, in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// One source of the writer's library.
#[derive(Clone, Debug)]
pub struct LibraryEntry {
    /// Its citation key.
    pub key: String,
    /// The file that defines it.
    pub file: Arc<PathBuf>,
    /// The bytes of its key there, when known.
    pub span: Option<Span>,
    /// Its title.
    pub title: String,
    /// Its authors' names, "Ana Ruiz", in order.
    pub authors: Vec<String>,
    /// The outlet, journal, site or publisher it appeared in.
    pub container: Option<String>,
    /// Year, month and day of issue, as far as known.
    pub date: Option<(i32, Option<u8>, Option<u8>)>,
    /// Where it is on the web; a DOI counts as `https://doi.org/…`.
    pub url: Option<String>,
    /// Abstract, keywords and notes: more words to match by.
    pub words: String,
    /// The record as its file has it, for rendering.
    pub record: Arc<Record>,
}

impl LibraryEntry {
    /// An entry of which only key, place and record are known.
    fn new(key: String, file: &Arc<PathBuf>, span: Option<Span>, record: Record) -> Self {
        LibraryEntry {
            key,
            file: Arc::clone(file),
            span,
            title: String::new(),
            authors: Vec::new(),
            container: None,
            date: None,
            url: None,
            words: String::new(),
            record: Arc::new(record),
        }
    }

    /// The first author's family name, or the whole name of a body.
    pub fn family(&self) -> Option<&str> {
        self.record.family()
    }
}

/// All entries in scope for a document.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The entries in the order of the files.
    pub entries: Vec<LibraryEntry>,
    /// The files read, those with problems included.
    pub files: Vec<PathBuf>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    by_key: HashMap<String, usize>,
    index: OnceLock<Arc<Index>>,
    sought: OnceLock<Arc<[seek::Sought]>>,
}

impl Library {
    /// Reads library files from disk. Never fails: what is wrong is in `problems`, every sound entry is kept.
    pub fn load(files: &[PathBuf]) -> Self {
        Library::load_with(files, |file| read_text(file, LARGEST_FILE).map(Arc::from))
    }

    /// The same with texts from elsewhere than the disk.
    pub fn load_with(files: &[PathBuf], read: impl Fn(&Path) -> Result<Arc<str>, ReadError>) -> Self {
        let mut library = Library { files: files.to_vec(), ..Library::default() };
        for path in files {
            match read(path) {
                Ok(text) => library.read(path, &text),
                Err(error) => library.problems.push(Problem {
                    path: path.clone(),
                    span: None,
                    position: None,
                    severity: Severity::Error,
                    message: format!("This library was not read: {error}."),
                    remedy: Some(error.remedy().to_string()),
                }),
            }
        }
        library
    }

    /// Reads library texts that are at hand, each with the path that names its format and its problems.
    pub fn parse(files: &[(PathBuf, String)]) -> Self {
        let paths = files.iter().map(|(path, _)| path.clone()).collect();
        let mut library = Library { files: paths, ..Library::default() };
        for (path, text) in files {
            library.read(path, text);
        }
        library
    }

    fn read(&mut self, path: &Path, text: &str) {
        let mut reading =
            FileReading { file: Arc::new(path.to_path_buf()), text, lines: None, problems: vec![] };
        let entries = match Format::of(path, text) {
            Format::Bib => bib::read(&mut reading),
            Format::Yaml => yaml::read(&mut reading),
            Format::CslJson => csl::read(&mut reading),
        };
        for entry in entries {
            match self.by_key.entry(entry.key.clone()) {
                Slot::Vacant(slot) => {
                    slot.insert(self.entries.len());
                    self.entries.push(entry);
                }
                Slot::Occupied(first) => {
                    let first = &self.entries[*first.get()].file;
                    let place = if first.as_path() == path {
                        "above".to_string()
                    } else {
                        format!("in {}", first.display())
                    };
                    reading.problem(
                        entry.span,
                        Severity::Warning,
                        format!(
                            "The key \"{}\" is already defined {place}; this entry is ignored.",
                            entry.key
                        ),
                        "Rename one of the two.",
                    );
                }
            }
        }
        reading.problems.sort_by_key(|problem| problem.span.map_or(0, |span| span.start));
        self.problems.append(&mut reading.problems);
    }

    /// The entry with this key.
    pub fn get(&self, key: &str) -> Option<&LibraryEntry> {
        self.entries.get(*self.by_key.get(key)?)
    }

    /// Whether any library file is in scope, even an empty one.
    pub fn is_present(&self) -> bool {
        !self.files.is_empty()
    }

    /// What [`candidates`](super::matching::candidates) looks up in, made at first use.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Arc::new(Index::new(&self.entries)))
    }
}

/// Whether a text is a library by its looks: an entry of BibTeX, a record or a list of records of CSL-JSON, an entry of
/// Hayagriva's stands first.
pub fn is_library(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let head = &text[..(0..=text.len().min(400)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)];
    match head.chars().next() {
        Some('@') => bib::opens_entry(text, 0),
        Some('{' | '[') => {
            let closed = text.trim_end().ends_with(['}', ']']);
            closed && head.trim_start_matches(['[', ' ', '\n', '\r', '\t']).starts_with('{') && {
                let first = head.find('"').map(|at| &head[at..]).unwrap_or_default();
                ["\"id\"", "\"type\"", "\"citation-key\""].iter().any(|name| first.starts_with(name))
                    && head.contains("\"type\"")
            }
        }
        _ => {
            let mut lines = head.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
            let key = lines.next().unwrap_or_default().trim_end();
            let field = lines.next().unwrap_or_default();
            !key.starts_with([' ', '-'])
                && key.ends_with(':')
                && !key.trim_end_matches(':').contains(' ')
                && field.starts_with(' ')
                && field.trim_start().starts_with("type:")
        }
    }
}

/// The formats of a library file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Bib,
    Yaml,
    CslJson,
}

impl Format {
    /// By extension; where that says nothing, by the first character.
    fn of(path: &Path, text: &str) -> Format {
        let extension =
            path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("bib" | "biblatex" | "bibtex") => Format::Bib,
            Some("json" | "csl") => Format::CslJson,
            Some("yml" | "yaml") => Format::Yaml,
            _ => Format::of_text(text),
        }
    }

    /// By the first character.
    pub(super) fn of_text(text: &str) -> Format {
        match text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).chars().next() {
            Some('[' | '{') => Format::CslJson,
            Some('@' | '%') | None => Format::Bib,
            Some(_) if text.contains("\n@") => Format::Bib,
            Some(_) => Format::Yaml,
        }
    }
}

/// One file while it is read.
struct FileReading<'t> {
    file: Arc<PathBuf>,
    text: &'t str,
    lines: Option<LineIndex>,
    problems: Vec<Problem>,
}

impl FileReading<'_> {
    fn problem(&mut self, span: Option<Span>, severity: Severity, message: String, remedy: &str) {
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(self.text));
        let position = span.map(|span| lines.position(self.text, span.start, Encoding::Utf32));
        let remedy = Some(remedy.to_string());
        self.problems.push(Problem {
            path: self.file.to_path_buf(),
            span,
            position,
            severity,
            message,
            remedy,
        });
    }
}

/// Words on one line, without the braces and breaks of their file.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A DOI, with or without its resolver, as an address.
fn doi_url(doi: &str) -> Option<String> {
    let doi = doi.trim();
    let bare = doi.find("10.").map(|at| &doi[at..])?;
    bare.contains('/').then(|| format!("https://doi.org/{bare}"))
}
