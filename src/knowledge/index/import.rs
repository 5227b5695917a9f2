//! A dump read into an index: first in batches that survive a kill, then, all classes and names being known, built.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::input::{Line, Lines};
use super::staging::{Batch, Origin, Print, Staging, Tally};
use super::wikidata::item_id;
use super::{build, classes, select, wikidata};

/// How many lines a batch has: a few seconds' work, so that a kill costs no more. Unoptimised builds take as long for
/// fewer.
const BATCH: u64 = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
/// How much of the dump is read at once, in lines and in bytes.
const CHUNK_LINES: usize = 4_000;
const CHUNK_BYTES: usize = 16 << 20;
/// How many malformed lines are told with what is wrong with them.
const COMPLAINTS: usize = 5;

/// What is wanted of an import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The index's file.
    pub index: PathBuf,
    /// The dump's file as it is called, or "-".
    pub file: String,
    /// The languages of names, best first.
    pub languages: Vec<String>,
    /// Begin anew whatever has been read before.
    pub restart: bool,
    /// Build the index of what there is, though the dump breaks off.
    pub finish: bool,
}

/// What an import is at.
#[derive(Clone, Debug)]
pub enum Step<'t> {
    /// Lines that an earlier run has read are passed over.
    Skipping(u64),
    /// So far has the reading come.
    Reading(&'t Tally),
    /// The index is being built: how many of how many batches.
    Building(usize, usize),
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What was read.
    pub tally: Tally,
    /// How many lines an earlier run had read.
    pub resumed: u64,
    /// What is in the index.
    pub contents: build::Contents,
}

/// Why an import ended before its index was made.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Something else has been imported in part.
    #[error(
        "an import of {0} into this index is unfinished, and this is another dump: go on with that one, or begin anew \
         with --restart"
    )]
    Other(String),
    /// The dump breaks off or cannot be unpacked.
    #[error(
        "the dump breaks off after line {lines}: {error}\nWhat came before is kept. Run the same command with the \
         whole file to go on, or with --finish to make do with what there is"
    )]
    Broken {
        /// How many lines were read.
        lines: u64,
        /// What happened.
        error: io::Error,
    },
    /// The dump holds no item.
    #[error("this is no Wikidata dump: of {0} lines none is an item")]
    NotADump(u64),
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] redb::Error),
}

/// Where an import keeps what it has read until the index is made.
pub fn staging_of(index: &Path) -> PathBuf {
    index.with_extension("import")
}

/// Imports a dump. `told` hears of each step.
pub fn import(
    wanted: &Import,
    mut lines: Lines,
    mut told: impl FnMut(Step<'_>),
) -> Result<Imported, ImportError> {
    let mut staging = Staging::open(&staging_of(&wanted.index))?;
    // The first line is the bracket; the second tells one dump from another.
    let mut head = Vec::new();
    let mut first = Vec::new();
    let mut broken = None;
    for _ in 0..2 {
        match lines.next_line() {
            Ok(Some(line)) => {
                head.extend_from_slice(line.bytes());
                first.push(line);
            }
            Ok(None) => break,
            Err(error) => broken = Some(error),
        }
    }
    let origin = Origin::new(wanted.file.clone(), &head, wanted.languages.clone());
    match staging.origin() {
        Some(earlier) if wanted.restart => drop(earlier),
        Some(earlier) if (earlier.head, &earlier.languages) != (origin.head, &origin.languages) => {
            return Err(ImportError::Other(earlier.file));
        }
        _ => {}
    }
    if wanted.restart || staging.origin().is_none() {
        staging.begin(&origin)?;
    }
    let mut tally = staging.tally()?;
    let resumed = tally.lines;
    if broken.is_none() {
        let done = read_all(first, lines, &mut tally, &mut staging, &wanted.languages, &mut told)?;
        broken = match done {
            Ended::Whole => None,
            Ended::Broken(error) => Some(error),
            Ended::Foreign => {
                let earlier = staging.origin().map_or_else(|| wanted.file.clone(), |earlier| earlier.file);
                return Err(ImportError::Other(earlier));
            }
        };
    }
    if let Some(error) = broken.filter(|_| !wanted.finish) {
        return Err(ImportError::Broken { lines: tally.lines, error });
    }
    if tally.lines > 0 && tally.kept == 0 && tally.malformed + 4 >= tally.lines {
        staging.remove()?;
        return Err(ImportError::NotADump(tally.lines));
    }
    let contents =
        build::build(&staging, &wanted.index, &origin, |done, all| told(Step::Building(done, all)))?;
    staging.remove()?;
    Ok(Imported { tally, resumed, contents })
}

/// Reads everything that has not been read before; the error that ended it, if one did.
fn read_all(
    first: Vec<Line>,
    mut lines: Lines,
    tally: &mut Tally,
    staging: &mut Staging,
    languages: &[String],
    told: &mut impl FnMut(Step<'_>),
) -> Result<Ended, ImportError> {
    // One thread unpacks while the others read what it has unpacked.
    let (sender, chunks) = sync_channel::<io::Result<Vec<Line>>>(2);
    let unpacker = thread::Builder::new().name("unpack".into()).spawn(move || {
        let mut chunk = first;
        let mut bytes = 0;
        loop {
            match lines.next_line() {
                Ok(Some(line)) => {
                    bytes += line.bytes().len();
                    chunk.push(line);
                    if chunk.len() >= CHUNK_LINES || bytes >= CHUNK_BYTES {
                        bytes = 0;
                        if sender.send(Ok(std::mem::take(&mut chunk))).is_err() {
                            return;
                        }
                    }
                }
                Ok(None) => {
                    let _ = sender.send(Ok(chunk));
                    return;
                }
                Err(error) => {
                    let _ = sender.send(Ok(chunk)).and_then(|()| sender.send(Err(error)));
                    return;
                }
            }
        }
    })?;
    let done = take_all(&chunks, tally, staging, languages, told);
    drop(chunks);
    // Whatever befell it, it has been told through the channel.
    let _ = unpacker.join();
    done
}

fn take_all(
    chunks: &Receiver<io::Result<Vec<Line>>>,
    tally: &mut Tally,
    staging: &mut Staging,
    languages: &[String],
    told: &mut impl FnMut(Step<'_>),
) -> Result<Ended, ImportError> {
    let mut skip = tally.lines;
    let (mut listed, mut closed, mut print) = (None, false, Print::default());
    let mut batch = Batch::default();
    let mut committed = tally.lines;
    let mut broken = None;
    for chunk in chunks {
        let mut chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => {
                broken = Some(error);
                break;
            }
        };
        // A list that nobody closes was cut off, be it at a line's end: a pipe that breaks looks like this.
        for line in chunk.iter().map(|line| line.bytes().trim_ascii()).filter(|line| !line.is_empty()) {
            listed.get_or_insert(line.starts_with(b"["));
            closed = line.ends_with(b"]");
        }
        if listed == Some(true) && !closed && matches!(chunk.last(), Some(Line::Open(_))) {
            // Half an item: it is read when the rest of it is there.
            chunk.pop();
        }
        if skip > 0 {
            let known = usize::try_from(skip).unwrap_or(usize::MAX).min(chunk.len());
            print = chunk.drain(..known).fold(print, |print, line| print.and(line.bytes()));
            skip -= known as u64;
            if skip == 0 && print != tally.print {
                return Ok(Ended::Foreign);
            }
            told(Step::Skipping(tally.lines - skip));
            if chunk.is_empty() {
                continue;
            }
        }
        for line in &chunk {
            tally.print = tally.print.and(line.bytes());
        }
        let read: Vec<Found> = chunk.par_iter().map(|line| find(line, languages)).collect();
        for found in read {
            tally.lines += 1;
            found.add_to(&mut batch, tally);
        }
        told(Step::Reading(tally));
        if tally.lines - committed >= BATCH {
            batch.tally = tally.clone();
            staging.commit(&std::mem::take(&mut batch))?;
            committed = tally.lines;
        }
    }
    if skip > 0 && broken.is_none() {
        // It ends before the place where the other one had come to.
        return Ok(Ended::Foreign);
    }
    if listed == Some(true) && !closed && broken.is_none() {
        let why = "its list of items is not closed";
        broken = Some(io::Error::new(io::ErrorKind::UnexpectedEof, why));
    }
    if tally.lines > committed {
        batch.tally = tally.clone();
        staging.commit(&batch)?;
    }
    Ok(broken.map_or(Ended::Whole, Ended::Broken))
}

/// How the reading of a dump ended.
enum Ended {
    /// All of it has been read.
    Whole,
    /// It breaks off.
    Broken(io::Error),
    /// It is another than the one that an earlier import had begun.
    Foreign,
}

/// What a line holds.
#[derive(Default)]
struct Found {
    label: Option<(wikidata::ItemId, String)>,
    edges: Vec<(wikidata::ItemId, wikidata::ItemId)>,
    record: Option<super::record::Record>,
    complaint: Option<String>,
}

impl Found {
    fn add_to(self, batch: &mut Batch, tally: &mut Tally) {
        batch.labels.extend(self.label);
        batch.edges.extend(self.edges);
        tally.kept += u64::from(self.record.is_some());
        batch.records.extend(self.record);
        if let Some(complaint) = self.complaint {
            tally.malformed += 1;
            if tally.complaints.len() < COMPLAINTS {
                tally.complaints.push((tally.lines, complaint));
            }
        }
    }
}

fn find(line: &Line, languages: &[String]) -> Found {
    let complaint = |words: String| Found { complaint: Some(words), ..Found::default() };
    if matches!(line, Line::TooLong) {
        return complaint("longer than any item".into());
    }
    let bytes = line.bytes().trim_ascii();
    let bytes = bytes.strip_suffix(b",").unwrap_or(bytes);
    let bytes = bytes.strip_prefix(b"[").unwrap_or(bytes).trim_ascii();
    let bytes = if bytes.first() == Some(&b'{') { bytes.strip_suffix(b"]").unwrap_or(bytes) } else { bytes };
    if matches!(bytes, b"" | b"]") {
        return Found::default();
    }
    let item = match wikidata::read(bytes, languages) {
        Ok(item) => item,
        Err(error) => return complaint(error.to_string()),
    };
    let Some(id) = item_id(&item.id) else { return Found::default() };
    let record = select::record(&item, languages);
    Found {
        label: record.as_ref().map(|record| (id, record.name.clone())),
        edges: select::above(&item).map(|above| (id, above)).collect(),
        record: record.filter(|record| !classes::is_dropped(&record.classes)),
        complaint: None,
    }
}
