//! Reading files that may be anything: a folder, a pipe, something huge, something that is not text.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The largest file read besides articles (configuration, notes), in bytes.
pub const SMALL_FILE: u64 = 4 << 20;

/// Why a file was not read, in words for its owner.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A folder, a pipe or a device.
    #[error("it is not a file")]
    NotAFile,
    /// More than the limit.
    #[error("it has {size} bytes; at most {limit} are read")]
    TooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("line {line}, byte {byte} of the file, is not UTF-8")]
    NotText {
        /// The line of the first byte that is not UTF-8, from 1.
        line: usize,
        /// Its offset in the file, from 0.
        byte: usize,
    },
}

impl ReadError {
    /// What would mend it, one line.
    pub const fn remedy(&self) -> &'static str {
        match self {
            ReadError::Io(_) => "Check the path and the permissions.",
            ReadError::NotAFile => "Name a file.",
            ReadError::TooLarge { .. } => "Split it, or leave it out.",
            ReadError::NotText { .. } => "Save it as UTF-8.",
        }
    }
}

/// Reads a text file of at most `limit` bytes. A byte order mark is kept: offsets count it.
///
/// # Errors
/// When it is not a regular file (links are followed), too large, unreadable or not UTF-8. Never blocks on a pipe.
pub fn read_text(path: &Path, limit: u64) -> Result<String, ReadError> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile);
    }
    if meta.len() > limit {
        return Err(ReadError::TooLarge { size: meta.len(), limit });
    }
    // The file may grow while it is read.
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { size: bytes.len() as u64, limit });
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..byte]).count();
        ReadError::NotText { line, byte }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_with_each_kind_of_file() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("x.md");
        assert!(matches!(read_text(&path, 10), Err(ReadError::Io(_))));
        assert!(matches!(read_text(folder.path(), 10), Err(ReadError::NotAFile)));
        fs::write(&path, "ab\ncd\n").expect("writable");
        assert_eq!(read_text(&path, 10).ok().as_deref(), Some("ab\ncd\n"));
        assert!(matches!(read_text(&path, 5), Err(ReadError::TooLarge { size: 6, limit: 5 })));
        fs::write(&path, b"ab\nc\xff").expect("writable");
        assert!(matches!(read_text(&path, 10), Err(ReadError::NotText { line: 2, byte: 4 })));
    }
}
