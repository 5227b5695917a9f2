//! JSON: an array with one object an article, or one object a line.

use std::io::{self, Write};

use super::Format;
use super::sheet::Sheet;

/// `json` and `jsonl`.
#[derive(Debug, Default)]
pub(super) struct Json {
    lines: bool,
    begun: bool,
}

impl Json {
    /// An array of articles.
    pub(super) fn array() -> Self {
        Json::default()
    }

    /// An article a line.
    pub(super) fn lines() -> Self {
        Json { lines: true, begun: false }
    }
}

impl Format for Json {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        if !self.lines {
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        }
        self.begun = true;
        serde_json::to_writer(&mut *out, sheet)?;
        if self.lines { out.write_all(b"\n") } else { Ok(()) }
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match (self.lines, self.begun) {
            (true, _) => Ok(()),
            (false, true) => out.write_all(b"\n]\n"),
            (false, false) => out.write_all(b"[]\n"),
        }
    }
}
