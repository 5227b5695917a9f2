//! What can go wrong, in words for the person who asked.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why something was not done.
#[derive(Debug)]
pub enum Failure {
    /// No network, or nobody there.
    Unreachable { url: String, why: String },
    /// The address leads where nobody may be sent.
    Refused { url: String, why: String },
    /// It answered, but not with what was asked for.
    Status { url: String, status: u16 },
    /// The answer is no such thing.
    Malformed { url: String, why: String },
    /// Nothing is kept for it, and nobody may be asked.
    Offline { url: String },
    /// What was asked for makes no sense.
    Ask(String),
    /// A file.
    File { path: PathBuf, why: String },
    /// Standard output.
    Output(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Unreachable { url, why } => write!(
                out,
                "{url} could not be reached ({why}). Is there a network? What was asked before is still answered with --offline."
            ),
            Failure::Refused { url, why } => write!(out, "{url} was not asked: {why}."),
            Failure::Status { url, status: 404 | 410 } => {
                write!(out, "{url}: there is no such page. Look for an archived copy with --archive.")
            }
            Failure::Status { url, status: status @ (401 | 403) } => {
                write!(out, "{url} does not answer programs ({status}). Open it in a browser.")
            }
            Failure::Status { url, status: 429 } => {
                write!(out, "{url} asks for fewer requests (429). Try again later.")
            }
            Failure::Status { url, status } => {
                write!(out, "{url} answered with status {status}. Try again later.")
            }
            Failure::Malformed { url, why } => write!(out, "{url}: the answer cannot be used: {why}."),
            Failure::Offline { url } => {
                write!(out, "{url}: nothing is kept for it. Ask again without --offline.")
            }
            Failure::Ask(why) => out.write_str(why),
            Failure::File { path, why } => write!(out, "{}: {why}.", path.display()),
            Failure::Output(error) => write!(out, "the answer could not be written: {error}."),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}
