//! What an import has read so far, in batches on disk: each is written beside its place, made durable and renamed, so
//! that a kill at any moment costs the batch under way and no more.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::wikidata::ItemId;

/// Changes with the form of batches: others are read anew.
const VERSION: u32 = 2;

/// What is being imported, to know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    version: u32,
    /// Its file, or "-".
    pub file: String,
    /// The first bytes of the dump, unpacked, as a hash.
    pub head: u64,
    /// The languages of names, best first.
    pub languages: Vec<String>,
}

impl Origin {
    /// A dump by its file, its first line and the languages wanted.
    pub fn new(file: String, first_line: &[u8], languages: Vec<String>) -> Origin {
        let head = Print::default().of(first_line).0;
        Origin { version: VERSION, file, head, languages }
    }
}

/// What some bytes were, in a number: FNV-1a, the same in every build and on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print(u64);

impl Default for Print {
    fn default() -> Self {
        Print(0xcbf2_9ce4_8422_2325)
    }
}

impl Print {
    /// How many bytes of a line count beside its length: an item's number stands among them.
    const HEAD: usize = 48;

    /// The print with these bytes after the others.
    fn of(self, bytes: &[u8]) -> Print {
        let add = |print: u64, byte: &u8| (print ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        Print(bytes.iter().fold(self.0, add))
    }

    /// The print with this line after the others.
    pub fn and(self, line: &[u8]) -> Print {
        let length = (line.len() as u64).to_le_bytes();
        self.of(&length).of(&line[..line.len().min(Print::HEAD)])
    }
}

/// How far an import has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Lines read, those passed over included.
    pub lines: u64,
    /// What those lines were, to know them again.
    pub print: Print,
    /// Items that may be kept.
    pub kept: u64,
    /// Lines that could not be read.
    pub malformed: u64,
    /// The first of those: the line's number, from 1, and what is wrong with it.
    pub complaints: Vec<(u64, String)>,
}

/// Some lines of the dump.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    /// How far the import had come after it.
    pub tally: Tally,
    /// The name of every item.
    pub labels: Vec<(ItemId, String)>,
    /// Classes with what they are subclasses of.
    pub edges: Vec<(ItemId, ItemId)>,
    /// What may be kept.
    pub records: Vec<Record>,
}

/// The folder of an import under way.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    batches: usize,
    /// Held as long as the import runs.
    _lock: File,
}

impl Staging {
    /// The folder, locked against a second import.
    pub fn open(folder: &Path) -> io::Result<Staging> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join("lock"))?;
        lock.try_lock().map_err(|_| {
            io::Error::new(io::ErrorKind::ResourceBusy, "another import into this index is running")
        })?;
        let mut staging = Staging { folder: folder.to_path_buf(), batches: 0, _lock: lock };
        while staging.path(staging.batches).is_file() {
            staging.batches += 1;
        }
        Ok(staging)
    }

    /// What an earlier import into this folder was of, if there was one.
    pub fn origin(&self) -> Option<Origin> {
        let origin: Origin = serde_json::from_slice(&fs::read(self.folder.join("origin.json")).ok()?).ok()?;
        Some(origin).filter(|origin| origin.version == VERSION)
    }

    /// Begins anew with this dump.
    pub fn begin(&mut self, origin: &Origin) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if !path.ends_with("lock") {
                fs::remove_file(path)?;
            }
        }
        self.batches = 0;
        let origin = serde_json::to_vec(origin).map_err(io::Error::other)?;
        write_durably(&self.folder.join("origin.json"), |out| out.write_all(&origin))
    }

    /// How far the import has come.
    pub fn tally(&self) -> io::Result<Tally> {
        match self.batches.checked_sub(1) {
            Some(last) => Ok(self.read(last)?.tally),
            None => Ok(Tally::default()),
        }
    }

    /// How many batches there are.
    pub const fn len(&self) -> usize {
        self.batches
    }

    /// The folder, for other files of the same import.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a batch; once this returns it is there to stay.
    pub fn commit(&mut self, batch: &Batch) -> io::Result<()> {
        let bytes = postcard::to_stdvec(batch).map_err(io::Error::other)?;
        write_durably(&self.path(self.batches), |out| {
            let mut out = GzEncoder::new(out, Compression::fast());
            out.write_all(&bytes)?;
            out.finish().map(drop)
        })?;
        self.batches += 1;
        Ok(())
    }

    /// Reads a batch.
    pub fn read(&self, index: usize) -> io::Result<Batch> {
        let path = self.path(index);
        let mut bytes = Vec::new();
        GzDecoder::new(BufReader::new(File::open(&path)?)).read_to_end(&mut bytes)?;
        postcard::from_bytes(&bytes).map_err(|_| {
            let told = format!("{} is damaged: begin anew with --restart", path.display());
            io::Error::new(io::ErrorKind::InvalidData, told)
        })
    }

    /// Everything is in the index: the folder goes.
    pub fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }

    fn path(&self, index: usize) -> PathBuf {
        self.folder.join(format!("batch-{index:06}"))
    }
}

fn write_durably(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut out = BufWriter::new(File::create(&beside)?);
    write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    fs::rename(&beside, path)
}
