//! The log of every request: one JSON object a line.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::places::Places;

/// One request as it was made.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// When, in UTC.
    pub time: String,
    /// "GET" or "HEAD".
    pub method: String,
    /// What was asked: all that was sent, but for who asks. A key of the user's is left out.
    pub url: String,
    /// How it was answered: a status, or what went wrong.
    pub outcome: String,
}

/// Adds a line. A log that cannot be written is a reason to send nothing.
pub fn write(places: &Places, entry: &Entry) -> Result<(), Failure> {
    let path = places.data.join("log.jsonl");
    let failed = |error: std::io::Error| Failure::File {
        path: path.clone(),
        why: format!("the log cannot be written ({error}), so nothing is sent"),
    };
    fs::create_dir_all(&places.data).map_err(failed)?;
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
    let line = serde_json::to_string(entry).unwrap_or_default() + "\n";
    file.write_all(line.as_bytes()).map_err(failed)
}

/// Prints all lines, for people.
pub fn print(places: &Places, out: &mut impl Write) -> Result<(), Failure> {
    let path = places.data.join("log.jsonl");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            writeln!(out, "No request was ever made.")?;
            return Ok(());
        }
        Err(error) => return Err(Failure::File { path, why: error.to_string() }),
    };
    for line in text.lines() {
        match serde_json::from_str::<Entry>(line) {
            Ok(entry) => {
                writeln!(out, "{}  {:<4} {}  {}", entry.time, entry.method, entry.url, entry.outcome)?
            }
            Err(_) => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
