//! A look at the files around the documents whenever one is opened or saved: not all clients watch them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// When a file was last written, and its length; `None` when there is none.
type Stamp = Option<(SystemTime, u64)>;

/// Files as they were when last looked at.
pub(super) type Stamps = HashMap<PathBuf, Stamp>;

/// Looks at the files.
pub(super) fn look(files: impl IntoIterator<Item = PathBuf>) -> Stamps {
    files
        .into_iter()
        .map(|file| {
            let stamp = stamp(&file);
            (file, stamp)
        })
        .collect()
}

/// The file's stamp.
pub(super) fn stamp(file: &Path) -> Stamp {
    let about = fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// The files that are not as they were. Those seen for the first time count as unchanged.
pub(super) fn changed(before: &Stamps, now: &Stamps) -> Vec<PathBuf> {
    let differs =
        |(file, stamp): &(&PathBuf, &Stamp)| before.get(*file).is_some_and(|before| before != *stamp);
    now.iter().filter(differs).map(|(file, _)| file.clone()).collect()
}
