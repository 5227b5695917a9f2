//! The writer's sources: entries by key, from BibLaTeX, Hayagriva YAML and CSL-JSON files.

use std::path::PathBuf;
use std::sync::Arc;

use crate::text::{Problem, Span};

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
    /// The record as the rendering crate knows it.
    pub record: Arc<hayagriva::Entry>,
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
}

impl Library {
    /// Reads library files from disk. Never fails: what is wrong is in `problems`, every sound entry is kept.
    pub fn load(files: &[PathBuf]) -> Self {
        Library { files: files.to_vec(), ..Library::default() }
    }

    /// The entry with this key.
    pub fn get(&self, key: &str) -> Option<&LibraryEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Whether any library file is in scope, even an empty one.
    pub fn is_present(&self) -> bool {
        !self.files.is_empty()
    }
}
