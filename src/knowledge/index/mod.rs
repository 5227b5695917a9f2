//! The imported index: what Wikidata says of people, organisations, places, outlets, offices and works, on this disk.
//!
//! It is made by `factcheck-ls knowledge import` and read where it lies, a few pages at a time, by any number of editors
//! at once. What it says is a lead with its date and its source, never a verdict.

mod build;
mod classes;
pub mod import;
pub mod input;
mod lazy;
mod names;
mod record;
mod select;
mod show;
mod staging;
mod wikidata;

use std::path::{Path, PathBuf};

use redb::{Builder, ReadOnlyDatabase, ReadableDatabase};

use self::record::Record;
use self::wikidata::ItemId;
use super::{Entity, fold};

pub use build::Contents;
pub use lazy::Lazy;

/// The name of the layer, as hovers show it.
pub const LAYER: &str = "Wikidata";

/// The form of the index; one of another form is made anew.
const VERSION: u32 = 1;

/// The most bearers of a name that are told, the best known first.
pub const BEARERS: usize = 8;

/// How much of an index is kept in memory, in bytes; the system keeps more of it as it sees fit.
const CACHE: usize = 4 << 20;

/// An index, open for reading.
pub struct Index {
    store: ReadOnlyDatabase,
    contents: Contents,
    path: PathBuf,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Index").field("path", &self.path).field("contents", &self.contents).finish()
    }
}

/// Why an index cannot be used; in words, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none.
    #[error("there is no index at {}: make one with `factcheck-ls knowledge import`", .0.display())]
    Missing(PathBuf),
    /// It was made by another version of the program.
    #[error("the index at {} has another form than this program reads: import the dump again", .0.display())]
    Version(PathBuf),
    /// It is damaged, or no index.
    #[error("the index at {} cannot be read ({why}): import the dump again", .path.display())]
    Damaged {
        /// Its file.
        path: PathBuf,
        /// What the store says.
        why: String,
    },
}

/// What is known by a name.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best known of those that go by it.
    pub entities: Vec<Entity>,
    /// How many go by it.
    pub count: usize,
}

/// Where the user's index lies: `FACTCHECK_INDEX`, else in the user's data folder. `None` where there is no such
/// folder, or where the variable is empty.
pub fn default_path() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("FACTCHECK_INDEX") {
        return Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty());
    }
    let of = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || of("HOME");
    let data = if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        of("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("factcheck-ls").join("knowledge.redb"))
}

impl Index {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        if !path.is_file() {
            return Err(IndexError::Missing(path.to_path_buf()));
        }
        // The store's own checks are assertions in places.
        let opened = guarded(|| {
            let store = Builder::new().set_cache_size(CACHE).open_read_only(path)?;
            let read = store.begin_read()?;
            let about = read.open_table(build::ABOUT)?.get("contents")?.map(|told| told.value().to_vec());
            Ok((store, about))
        });
        let damaged = |why: String| IndexError::Damaged { path: path.to_path_buf(), why };
        let (store, about) = opened.map_err(|error| damaged(error.to_string()))?;
        let about = about.ok_or_else(|| damaged("it was never finished".into()))?;
        let contents: Contents =
            serde_json::from_slice(&about).map_err(|_| IndexError::Version(path.to_path_buf()))?;
        if contents.version != VERSION {
            return Err(IndexError::Version(path.to_path_buf()));
        }
        Ok(Index { store, contents, path: path.to_path_buf() })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds.
    pub const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Who and what goes by a name, the best known first. Case, accents, dots, a possessive ending and a leading "the"
    /// do not count. What cannot be read is logged, and then nothing is known.
    pub fn find(&self, name: &str) -> Found {
        let key = fold::key(name);
        let found = self.find_key(name, &key);
        match fold::owner(&key) {
            Some(owner) if found.entities.is_empty() => self.find_key(name, owner),
            _ => found,
        }
    }

    fn find_key(&self, name: &str, key: &str) -> Found {
        let found = guarded(|| {
            let read = self.store.begin_read()?;
            let Some(bearers) = read.open_table(build::NAMES)?.get(key)?.map(|it| it.value().to_vec()) else {
                return Ok(Found::default());
            };
            let mut numbers = bearers.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok());
            let count = numbers.next().map_or(0, u32::from_le_bytes);
            let records = read.open_table(build::RECORDS)?;
            let labels = read.open_table(build::LABELS)?;
            let mut found = Found { count: count as usize, ..Found::default() };
            for id in numbers.map(ItemId::from_le_bytes) {
                let Some(record) = records.get(id)?.and_then(|it| record(it.value())) else { continue };
                let label = |id: ItemId| labels.get(id).ok().flatten().map(|it| it.value().to_owned());
                if let Some(entity) = show::entity(&record, label) {
                    found.entities.push(entity);
                }
            }
            Ok(found)
        });
        let mut found = found.unwrap_or_else(|error| {
            tracing::warn!(%error, index = %self.path.display(), "the index cannot be read");
            Found::default()
        });
        let before = found.entities.len();
        found.entities.retain(|entity| {
            entity.names().any(|(own, _)| fold::key(own) == key && fold::case_agrees(name, own))
        });
        found.count = found.count.saturating_sub(before - found.entities.len());
        found
    }

    /// The outlet that owns a web host: the host itself, or a domain it lies under.
    pub fn outlet_of_host(&self, host: &str) -> Option<Entity> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let found = guarded(|| {
            let read = self.store.begin_read()?;
            let hosts = read.open_table(build::HOSTS)?;
            let mut rest = host.as_str();
            while rest.contains('.') {
                if let Some(id) = hosts.get(rest)?.map(|it| it.value()) {
                    let labels = read.open_table(build::LABELS)?;
                    let label = |id: ItemId| labels.get(id).ok().flatten().map(|it| it.value().to_owned());
                    let records = read.open_table(build::RECORDS)?;
                    let record = records.get(id)?.and_then(|it| record(it.value()));
                    return Ok(record.and_then(|record| show::entity(&record, label)));
                }
                rest = rest.split_once('.').map_or("", |(_, rest)| rest);
            }
            Ok(None)
        });
        found.ok().flatten()
    }
}

fn record(bytes: &[u8]) -> Option<Record> {
    postcard::from_bytes(bytes).ok()
}

/// The store answers damage with an error, in places with a panic: the panic hook logs that.
fn guarded<T>(work: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, redb::Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(redb::Error::Corrupted("the store is damaged".into())))
}
