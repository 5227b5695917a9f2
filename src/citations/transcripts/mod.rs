//! The writer's own sources on disk, indexed once: where a quotation stands in them, and which words an article shares
//! with them.
//!
//! All words of all sources stand in one row of numbers, a zero between sources; for each word the places where it
//! stands. A look-up begins at the rarest words, so it costs the same with two sources or two hundred.

mod align;
mod overlap;
mod quote;
mod source;
mod terms;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::text::{Problem, Severity, Span};

pub use overlap::Overlap;
pub use quote::{Difference, Likeness, Quoted};
pub use source::{LARGEST_SOURCE, SourceError, SourcePlace, Transcript};

/// The most sources read for one document.
pub const MOST_SOURCES: usize = 4096;

/// The most look-ups remembered.
const REMEMBERED: usize = 8192;

/// The sources in scope for a document.
#[derive(Debug, Default)]
pub struct Transcripts {
    /// The sources that could be read, in the order of their paths.
    pub files: Vec<Transcript>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    index: Index,
    quoted: Memory<(String, Vec<u32>), Option<Quoted>>,
    shared: Memory<String, Option<Overlap>>,
}

/// Look-ups already made. They depend on nothing but the sources and the words.
type Memory<K, V> = Mutex<HashMap<K, Arc<V>>>;

#[derive(Debug, Default)]
struct Index {
    /// Each word's number, from 1.
    numbers: HashMap<Box<str>, u32>,
    /// The words of all sources; 0 ends each source.
    row: Vec<u32>,
    /// Bytes of each word in its source's text.
    spans: Vec<(u32, u32)>,
    /// Where each source begins in `row`.
    firsts: Vec<usize>,
    /// Where each word's places begin in `places`, by number; one past the end at the end.
    starts: Vec<u32>,
    /// Places in `row`, ascending for each word.
    places: Vec<u32>,
}

impl Transcripts {
    /// Reads and indexes these files. One that cannot be read is a problem and costs only itself.
    pub fn load(paths: &[PathBuf]) -> Self {
        let read: Vec<_> = paths.par_iter().map(|path| (path, Transcript::read(path))).collect();
        let mut problems = Vec::new();
        let mut files = Vec::new();
        for (path, result) in read {
            match result {
                Ok(transcript) => files.push(transcript),
                Err(error) => problems.push(Problem {
                    path: path.clone(),
                    span: None,
                    position: None,
                    severity: Severity::Warning,
                    message: format!("Quotations are not compared with this source: {error}."),
                    remedy: Some(error.remedy().into()),
                }),
            }
        }
        Transcripts { problems, ..Transcripts::of(files) }
    }

    /// Indexes sources that have been read.
    pub fn of(files: Vec<Transcript>) -> Self {
        let words: Vec<_> = files.par_iter().map(|file| terms::terms(&file.text)).collect();
        let mut index = Index::default();
        for words in words {
            index.firsts.push(index.row.len());
            for term in words {
                let next = index.numbers.len() as u32 + 1;
                let number = *index.numbers.entry(term.folded.into()).or_insert(next);
                index.row.push(number);
                index.spans.push((term.span.start as u32, term.span.end as u32));
            }
            index.row.push(0);
            index.spans.push((0, 0));
        }
        index.invert();
        Transcripts { files, index, ..Transcripts::default() }
    }

    /// Whether there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The sources in which somebody of this name speaks.
    pub fn with_voice(&self, name: &str) -> Vec<u32> {
        (0..self.files.len() as u32).filter(|file| self.files[*file as usize].has_voice(name)).collect()
    }

    /// The source at this path.
    pub fn at(&self, path: &Path) -> Option<u32> {
        self.files.iter().position(|file| file.path == path).map(|file| file as u32)
    }

    /// Where a quotation stands: word for word if it does anywhere, else what comes near. With `only`, what comes near
    /// is looked for in those sources alone.
    pub fn quotation(&self, words: &str, only: &[u32]) -> Arc<Option<Quoted>> {
        let key = (words.to_owned(), only.to_vec());
        remember(&self.quoted, key, |(words, only)| self.index.quotation(&self.files, words, only))
    }

    /// The longest run of words that a sentence shares with a source.
    pub fn overlap(&self, sentence: &str) -> Arc<Option<Overlap>> {
        remember(&self.shared, sentence.to_owned(), |sentence| self.index.overlap(&self.files, sentence))
    }
}

fn remember<K: std::hash::Hash + Eq, V>(memory: &Memory<K, V>, key: K, find: impl FnOnce(&K) -> V) -> Arc<V> {
    let lock = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lock().get(&key) {
        return Arc::clone(known);
    }
    let found = Arc::new(find(&key));
    let mut memory = lock();
    if memory.len() >= REMEMBERED {
        memory.clear();
    }
    memory.insert(key, Arc::clone(&found));
    found
}

impl Index {
    fn invert(&mut self) {
        let mut counts = vec![0_u32; self.numbers.len() + 2];
        for number in &self.row {
            counts[*number as usize + 1] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        self.starts = counts.clone();
        self.places = vec![0; self.row.len()];
        for (place, number) in self.row.iter().enumerate() {
            let slot = &mut counts[*number as usize];
            self.places[*slot as usize] = place as u32;
            *slot += 1;
        }
    }

    /// The number of a word; 0 for one that stands in no source.
    fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or_default()
    }

    /// Where a word stands, ascending.
    fn places(&self, number: u32) -> &[u32] {
        if number == 0 {
            return &[];
        }
        let at = number as usize;
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The source that holds place `at` of the row, and the places it fills there.
    fn file_at(&self, at: usize) -> (u32, std::ops::Range<usize>) {
        let file = self.firsts.partition_point(|first| *first <= at).saturating_sub(1);
        let end = self.firsts.get(file + 1).copied().unwrap_or(self.row.len());
        (file as u32, self.firsts[file]..end - 1)
    }

    /// Bytes of its source's text from word `from` to word `to`, both included.
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.spans[from].0 as usize, self.spans[to].1 as usize)
    }
}

#[cfg(test)]
mod tests;
