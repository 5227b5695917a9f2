//! Answers kept on disk for a while, so that nobody is asked the same twice.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::places::Places;

/// The folder of kept answers.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// The first line of a kept answer; its body follows.
#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    /// In seconds since 1970.
    time: i64,
    answer: Answer,
}

impl Cache {
    /// The user's.
    pub fn new(places: &Places) -> Self {
        Cache { folder: places.cache.clone() }
    }

    fn path(&self, key: &str) -> PathBuf {
        // FNV-1a: what the name is for is told by the first line.
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.folder.join(format!("{hash:016x}"))
    }

    /// What is kept under a key, if it is no older than `age`; with `None` at any age.
    pub fn find(&self, key: &str, age: Option<SignedDuration>) -> Option<Answer> {
        let bytes = fs::read(self.path(key)).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
        let since = Timestamp::from_second(head.time).ok()?;
        let fresh = age.is_none_or(|age| Timestamp::now().duration_since(since) <= age);
        let body = bytes[end + 1..].to_vec();
        (head.key == key && fresh).then_some(Answer { body, kept: Some(since), ..head.answer })
    }

    /// Keeps an answer. That it cannot be kept is no reason not to give it.
    pub fn keep(&self, key: &str, answer: &Answer) {
        let head = Head { key: key.into(), time: Timestamp::now().as_second(), answer: answer.clone() };
        let Ok(head) = serde_json::to_string(&head) else { return };
        let written = fs::create_dir_all(&self.folder).and_then(|()| {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(head.as_bytes())?;
            file.write_all(b"\n")?;
            file.write_all(&answer.body)?;
            file.persist(self.path(key))?;
            Ok(())
        });
        drop(written);
    }

    /// Removes all, and tells how many there were.
    pub fn clear(&self) -> Result<usize, Failure> {
        let mut count = 0;
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_file() {
                fs::remove_file(&path).map_err(|error| Failure::File { path, why: error.to_string() })?;
                count += 1;
            }
        }
        Ok(count)
    }
}
