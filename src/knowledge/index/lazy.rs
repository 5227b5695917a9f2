//! The user's index, opened when first asked, and told from the one that has taken its place since.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use super::{Index, IndexError};

/// An index that may be there.
#[derive(Debug, Default)]
pub struct Lazy {
    path: Option<PathBuf>,
    stamp: Option<Stamp>,
    index: OnceLock<Option<Index>>,
}

/// When a file was last written, and its length.
type Stamp = (SystemTime, u64);

impl Lazy {
    /// The index at this path, whether or not there is one; none at all without a path.
    pub fn at(path: Option<PathBuf>) -> Lazy {
        let stamp = path.as_deref().and_then(stamp);
        Lazy { path, stamp, index: OnceLock::new() }
    }

    /// The index, if there is one that can be read. Why one cannot is logged.
    pub fn get(&self) -> Option<&Index> {
        let open = || match Index::open(self.path.as_deref()?) {
            Ok(index) => Some(index),
            Err(IndexError::Missing(_)) => None,
            Err(error) => {
                tracing::warn!(%error, "nothing is looked up in the index");
                None
            }
        };
        self.index.get_or_init(open).as_ref()
    }

    /// Whether another index lies there now, or none any more. Looks at the disk.
    pub fn is_stale(&self) -> bool {
        self.path.as_deref().and_then(stamp) != self.stamp
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
