//! Which sources on disk a document's quotations are compared with.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::GitignoreBuilder;

use crate::citations::transcripts::{MOST_SOURCES, Transcript};

/// The folders that hold sources unless something else is named.
const FOLDERS: [&str; 2] = ["sources", "transcripts"];
/// The most entries of a folder that are looked at.
const MOST_ENTRIES: usize = 50_000;

/// Patterns as in `.gitignore`, and the folder they are relative to.
pub(super) struct Patterns<'a> {
    /// The folder.
    pub home: &'a Path,
    /// The patterns; a plain path counts, too.
    pub globs: &'a [String],
}

/// What was found, and where it was looked for.
#[derive(Default)]
pub(super) struct Found {
    /// The sources, sorted.
    pub sources: Vec<PathBuf>,
    /// Files and folders of which a change may change the sources.
    pub watched: Vec<PathBuf>,
}

/// The sources that patterns name, or else those in the usual folders of `homes`. Hidden files, links, and files that
/// cannot be read as text are left out; `.gitignore` is not asked, since sources are often kept out of a repository.
pub(super) fn find(patterns: &[Patterns<'_>], homes: &[&Path]) -> Found {
    let mut found = Found::default();
    let named: Vec<_> = patterns.iter().filter(|patterns| !patterns.globs.is_empty()).collect();
    for patterns in &named {
        let mut builder = GitignoreBuilder::new(patterns.home);
        for glob in patterns.globs {
            // A malformed pattern is reported where the configuration is read.
            let _ = builder.add_line(None, glob.trim_start_matches("./"));
        }
        let Ok(matcher) = builder.build() else { continue };
        found.walk(patterns.home, |path| matcher.matched_path_or_any_parents(path, false).is_ignore());
    }
    if named.is_empty() {
        for home in homes {
            for folder in FOLDERS.map(|folder| home.join(folder)) {
                if folder.is_dir() {
                    found.walk(&folder, |_| true);
                } else {
                    found.watched.push(folder);
                }
            }
        }
    }
    found.sources.sort();
    found.sources.dedup();
    found.sources.truncate(MOST_SOURCES);
    found.watched.extend(found.sources.iter().cloned());
    found
}

impl Found {
    fn walk(&mut self, folder: &Path, wanted: impl Fn(&Path) -> bool) {
        let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).build();
        for entry in walk.take(MOST_ENTRIES).flatten() {
            let path = entry.path();
            match entry.file_type() {
                Some(kind) if kind.is_dir() => self.watched.push(path.to_path_buf()),
                Some(kind) if kind.is_file() && Transcript::is_readable(path) && wanted(path) => {
                    self.sources.push(path.to_path_buf());
                }
                _ => {}
            }
        }
    }
}
