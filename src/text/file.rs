//! Reading files that may be anything: a folder, a pipe, something huge, something that is not text.

use std::fs;
use std::io::{self, Read, Write};
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
    /// It holds null bytes: an image, an archive, text in UTF-16.
    #[error("{}", if *utf16 { "it is text in UTF-16" } else { "it is not text but binary data" })]
    Binary {
        /// Whether it begins as UTF-16 text does.
        utf16: bool,
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
            ReadError::Binary { utf16: false } => "Leave it out.",
            ReadError::Binary { utf16: true } | ReadError::NotText { .. } => "Save it as UTF-8.",
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
    read_stream(fs::File::open(path)?, limit)
}

/// Reads text of at most `limit` bytes from what may be endless.
///
/// # Errors
/// When it is too large, unreadable or not UTF-8.
pub fn read_stream(stream: impl Read, limit: u64) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { size: bytes.len() as u64, limit });
    }
    let head = &bytes[..bytes.len().min(8192)];
    if memchr::memchr(0, head).is_some() {
        let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
        return Err(ReadError::Binary { utf16 });
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..byte]).count();
        ReadError::NotText { line, byte }
    })
}

/// Replaces a file's content in one step: the file is never seen half written, and keeps its permissions. A link's
/// target is replaced, not the link.
///
/// # Errors
/// When the file's folder cannot be written to.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    fresh.as_file().sync_all()?;
    fresh.persist(&path)?;
    Ok(())
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
        fs::write(&path, b"ab\0c").expect("writable");
        assert!(matches!(read_text(&path, 10), Err(ReadError::Binary { utf16: false })));
        fs::write(&path, b"\xff\xfea\0b\0").expect("writable");
        assert!(matches!(read_text(&path, 10), Err(ReadError::Binary { utf16: true })));
    }

    #[test]
    fn a_file_is_replaced_in_one_step() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("x.md");
        fs::write(&path, "before").expect("writable");
        replace(&path, "after").expect("replaced");
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some("after"));
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1, "nothing is left behind");
    }
}
