//! The index made of what an import has read: what each item is, by its classes; the names in order; the labels of all
//! that is referred to. Written beside its place and renamed, so that whoever has the old one open keeps it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use jiff::ZonedDateTime;
use redb::{Database, ReadableDatabase, TableDefinition};
use serde::{Deserialize, Serialize};

use super::classes::Kinds;
use super::import::ImportError;
use super::names::{Bearer, Runs};
use super::staging::{Origin, Staging};
use super::wikidata::ItemId;
use super::{BEARERS, VERSION};
use crate::knowledge::{EntityKind, fold};

pub(super) const ABOUT: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("about");
pub(super) const RECORDS: TableDefinition<'_, ItemId, &[u8]> = TableDefinition::new("records");
pub(super) const LABELS: TableDefinition<'_, ItemId, &str> = TableDefinition::new("labels");
pub(super) const NAMES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("names");
pub(super) const HOSTS: TableDefinition<'_, &str, ItemId> = TableDefinition::new("hosts");

/// How many names or labels are written in one go.
const PORTION: usize = 500_000;
/// How much of the store is kept in memory while it is written, in bytes.
const CACHE: usize = 256 << 20;

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The version of its form.
    pub version: u32,
    /// The dump it was made of, as it was called.
    pub file: String,
    /// The languages of its names, best first.
    pub languages: Vec<String>,
    /// The day it was made: "2026-11-27".
    pub imported: String,
    /// People.
    pub people: u64,
    /// Organisations.
    pub organisations: u64,
    /// Places.
    pub places: u64,
    /// Outlets.
    pub outlets: u64,
    /// Offices.
    pub offices: u64,
    /// Works.
    pub works: u64,
    /// Names, each once.
    pub names: u64,
}

impl Contents {
    /// All that it knows.
    pub const fn entities(&self) -> u64 {
        self.people + self.organisations + self.places + self.outlets + self.offices + self.works
    }

    fn count(&mut self, kind: EntityKind) {
        *match kind {
            EntityKind::Person => &mut self.people,
            EntityKind::Organisation => &mut self.organisations,
            EntityKind::Place => &mut self.places,
            EntityKind::Outlet => &mut self.outlets,
            EntityKind::Office => &mut self.offices,
            EntityKind::Work => &mut self.works,
        } += 1;
    }
}

/// Makes the index. `told` hears how many of how many batches are done.
pub(super) fn build(
    staging: &Staging,
    index: &Path,
    origin: &Origin,
    mut told: impl FnMut(usize, usize),
) -> Result<Contents, ImportError> {
    let all = staging.len() * 3;
    let mut edges = Vec::new();
    for batch in 0..staging.len() {
        edges.append(&mut staging.read(batch)?.edges);
        told(batch + 1, all);
    }
    let kinds = Kinds::of(edges);
    let beside = staging.folder().join("index.new");
    if beside.exists() {
        fs::remove_file(&beside)?;
    }
    let store = Database::builder().set_cache_size(CACHE).create(&beside).map_err(redb::Error::from)?;
    let mut contents = Contents {
        version: VERSION,
        file: origin.file.clone(),
        languages: origin.languages.clone(),
        imported: ZonedDateTime::now().date().to_string(),
        ..Contents::default()
    };
    let mut names = Runs::new(staging.folder());
    let mut referred = Bits::default();
    let mut hosts: BTreeMap<String, Bearer> = BTreeMap::new();
    for batch in 0..staging.len() {
        let write = begin(&store)?;
        {
            let mut records = write.open_table(RECORDS).map_err(redb::Error::from)?;
            for mut record in staging.read(batch)?.records {
                let Some(kind) = kinds.kind(&record.classes) else { continue };
                record.kind = Some(kind);
                contents.count(kind);
                record.mentions().for_each(|id| referred.set(id));
                let bearer = Bearer { sitelinks: Reverse(record.sitelinks), id: record.id };
                for name in std::iter::once(&record.name).chain(&record.aliases) {
                    let key = fold::key(name);
                    if !key.is_empty() {
                        names.push(&key, bearer)?;
                    }
                }
                if kind == EntityKind::Outlet {
                    for host in &record.hosts {
                        // Of several outlets on one host the best known is its owner.
                        let owner = hosts.entry(host.clone()).or_insert(bearer);
                        *owner = bearer.min(*owner);
                    }
                }
                let bytes = postcard::to_stdvec(&record).map_err(io::Error::other)?;
                records.insert(record.id, bytes.as_slice()).map_err(redb::Error::from)?;
            }
        }
        write.commit().map_err(redb::Error::from)?;
        told(staging.len() + batch + 1, all);
    }
    for batch in 0..staging.len() {
        let write = begin(&store)?;
        {
            let mut labels = write.open_table(LABELS).map_err(redb::Error::from)?;
            for (id, label) in staging.read(batch)?.labels {
                if referred.has(id) {
                    labels.insert(id, label.as_str()).map_err(redb::Error::from)?;
                }
            }
        }
        write.commit().map_err(redb::Error::from)?;
        told(staging.len() * 2 + batch + 1, all);
    }
    contents.names = write_names(&store, names)?;
    let write = begin(&store)?;
    {
        let told = serde_json::to_vec(&contents).map_err(io::Error::other)?;
        let mut owners = write.open_table(HOSTS).map_err(redb::Error::from)?;
        for (host, owner) in &hosts {
            owners.insert(host.as_str(), owner.id).map_err(redb::Error::from)?;
        }
        let mut about = write.open_table(ABOUT).map_err(redb::Error::from)?;
        about.insert("contents", told.as_slice()).map_err(redb::Error::from)?;
    }
    write.commit().map_err(redb::Error::from)?;
    // Readable, before anybody relies on it.
    store.begin_read().map_err(redb::Error::from)?;
    drop(store);
    File::open(&beside)?.sync_all()?;
    fs::rename(&beside, index)?;
    Ok(contents)
}

fn begin(store: &Database) -> Result<redb::WriteTransaction, ImportError> {
    Ok(store.begin_write().map_err(redb::Error::from)?)
}

fn write_names(store: &Database, names: Runs) -> Result<u64, ImportError> {
    let mut count = 0;
    let mut portion: Vec<(String, Vec<u8>)> = Vec::new();
    let put = |portion: &mut Vec<(String, Vec<u8>)>| -> Result<(), ImportError> {
        let write = begin(store)?;
        {
            let mut table = write.open_table(NAMES).map_err(redb::Error::from)?;
            for (name, bearers) in portion.drain(..) {
                table.insert(name.as_str(), bearers.as_slice()).map_err(redb::Error::from)?;
            }
        }
        write.commit().map_err(redb::Error::from)?;
        Ok(())
    };
    names.merge(|name, bearers| -> Result<(), ImportError> {
        count += 1;
        portion.push((name.to_owned(), packed(bearers)));
        if portion.len() >= PORTION { put(&mut portion) } else { Ok(()) }
    })?;
    put(&mut portion)?;
    Ok(count)
}

/// How many bear the name, then the best known of them.
fn packed(bearers: &[Bearer]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 + 4 * bearers.len().min(BEARERS));
    bytes.extend(u32::try_from(bearers.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(bearers.iter().take(BEARERS).flat_map(|bearer| bearer.id.to_le_bytes()));
    bytes
}

/// A set of items, one bit each: 17 MB for all of Wikidata.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, id: ItemId) {
        let word = id as usize / 64;
        // A number that no item has would cost memory for nothing.
        if id < 1_000_000_000 {
            if word >= self.0.len() {
                self.0.resize(word + 1, 0);
            }
            self.0[word] |= 1 << (id % 64);
        }
    }

    fn has(&self, id: ItemId) -> bool {
        self.0.get(id as usize / 64).is_some_and(|word| word & (1 << (id % 64)) != 0)
    }
}
