//! Paths on the command line → the articles they mean.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::terminal;
use crate::text::file::ReadError;

/// What a folder is searched for.
const EXTENSIONS: [&str; 9] = ["md", "markdown", "mdown", "mkd", "qmd", "rmd", "mdx", "txt", "text"];

/// An article to check.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path as the user would write it.
    pub shown: String,
    /// Its absolute path.
    pub path: PathBuf,
    /// Whether it was named outright rather than found in a folder.
    pub named: bool,
}

/// Something that could not be checked.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The path as the user would write it.
    pub path: String,
    /// Why not.
    pub message: String,
    /// What would mend it.
    pub remedy: Option<String>,
}

impl Failure {
    /// A file that could not be read.
    pub fn unread(input: &Input, error: &ReadError) -> Self {
        Failure { path: input.shown.clone(), message: error.to_string(), remedy: Some(error.remedy().into()) }
    }

    /// A panic over one file, which must not cost the others.
    pub fn fault(input: &Input) -> Self {
        Failure {
            path: input.shown.clone(),
            message: "a fault of factcheck-ls stopped the check of this file".into(),
            remedy: Some("Please report it, with the smallest text that shows it.".into()),
        }
    }

    /// Says at once what could not be done: standard error is seen whatever the format.
    pub fn tell(&self) {
        let remedy = self.remedy.as_deref().map(|remedy| format!(" ({remedy})")).unwrap_or_default();
        terminal::say(&format!("{}: {}{remedy}", self.path, self.message));
    }
}

/// The articles that `paths` mean, in order of path within each, without repeats.
pub fn collect(paths: &[PathBuf], here: &Path) -> (Vec<Input>, Vec<Failure>) {
    let mut inputs = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, here, &mut inputs, &mut failures),
            Ok(_) => inputs.push(Input { shown: shown(path), path: plain(&here.join(path)), named: true }),
            Err(error) => failures.push(Failure {
                path: shown(path),
                message: format!("it cannot be read: {error}"),
                remedy: None,
            }),
        }
    }
    let mut seen = HashSet::new();
    inputs.retain(|input| seen.insert(input.path.clone()));
    (inputs, failures)
}

fn walk(folder: &Path, here: &Path, inputs: &mut Vec<Input>, failures: &mut Vec<Failure>) {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .git_global(false)
        .sort_by_file_name(std::cmp::Ord::cmp)
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                failures.push(failure(&error, folder));
                continue;
            }
        };
        let path = entry.path();
        let Some(kind) = entry.file_type().filter(|_| is_article(path)) else { continue };
        if kind.is_file() {
            inputs.push(Input { shown: shown(path), path: plain(&here.join(path)), named: false });
        } else if kind.is_symlink() {
            // A link is not followed, but one that leads nowhere is worth a word.
            if let Err(error) = std::fs::metadata(path) {
                failures.push(Failure {
                    path: shown(path),
                    message: format!("this symbolic link leads nowhere: {error}"),
                    remedy: Some("Mend the link, or remove it.".into()),
                });
            }
        }
    }
}

fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

fn failure(error: &ignore::Error, folder: &Path) -> Failure {
    match error {
        ignore::Error::WithPath { path, err } => Failure {
            path: shown(path),
            message: match err.io_error() {
                Some(error) => format!("it cannot be read: {error}"),
                None => err.to_string(),
            },
            remedy: None,
        },
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            failure(err, folder)
        }
        other => Failure { path: shown(folder), message: other.to_string(), remedy: None },
    }
}

/// A path as shown: without the `./` that a walk of `.` puts before everything.
pub fn shown(path: &Path) -> String {
    let short = path.strip_prefix(".").unwrap_or(path);
    let short = if short.as_os_str().is_empty() { path } else { short };
    short.display().to_string()
}

/// The path without `.` and `..`, as far as it can be told without the disk.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
