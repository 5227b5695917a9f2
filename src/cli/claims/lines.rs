//! Data sets: each line a document of its own, read as it comes in.

use std::io::{BufRead, BufReader, Read, Write};

use rayon::prelude::*;

use super::sheet::Sheet;
use super::{Desk, Format, Input};
use crate::prose::Syntax;

/// Bytes read at once. What has come in by then is read together, and told before waiting for more.
const CHUNK: usize = 1 << 20;

impl Desk<'_> {
    /// Reads each line by itself and tells one sheet for each, in order. Nothing about a line stops the run.
    pub(super) fn lines(
        &mut self,
        input: &Input,
        syntax: Syntax,
        stream: impl Read,
        format: &mut dyn Format,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut stream = BufReader::with_capacity(CHUNK, stream);
        loop {
            let batch = batch(&mut stream)?;
            if batch.is_empty() {
                return Ok(());
            }
            let sheets: Vec<_> = batch
                .into_par_iter()
                .map(|line| {
                    let text = text_of(line);
                    self.shielded(input, || {
                        Ok(Some(Sheet::of(input.shown.clone(), &self.look(input, &text, syntax))))
                    })
                })
                .collect();
            for sheet in sheets {
                if sheet.is_err() {
                    // Its place in the order is kept.
                    format.sheet(out, &Sheet::empty(input.shown.clone()))?;
                }
                self.tell(sheet, format, out)?;
            }
            // Whoever feeds the lines may wait for the answer.
            out.flush()?;
        }
    }
}

/// The next line, waited for, and all that have already come in after it; none at the end.
fn batch(stream: &mut BufReader<impl Read>) -> std::io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        if line.pop_if(|last| *last == b'\n').is_some() {
            line.pop_if(|last| *last == b'\r');
        }
        lines.push(line);
        if memchr::memchr(b'\n', stream.buffer()).is_none() {
            return Ok(lines);
        }
    }
}

/// The line as text. A byte that is not UTF-8 becomes the sign for a substitute, one byte too, so that offsets hold.
fn text_of(mut line: Vec<u8>) -> String {
    loop {
        match String::from_utf8(line) {
            Ok(text) => return text,
            Err(error) => {
                let bad = error.utf8_error();
                let (start, length) = (bad.valid_up_to(), bad.error_len());
                line = error.into_bytes();
                let end = length.map_or(line.len(), |length| start + length);
                line[start..end].fill(b'\x1a');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_stands_between_line_feeds() {
        let lines = |bytes: &[u8]| -> Vec<String> {
            let mut stream = BufReader::new(bytes);
            let batches = std::iter::from_fn(|| Some(batch(&mut stream).expect("readable")));
            batches.take_while(|batch| !batch.is_empty()).flatten().map(text_of).collect()
        };
        assert_eq!(lines(b"a\nb"), ["a", "b"]);
        assert_eq!(lines(b"a\r\n\n\nb\n"), ["a", "", "", "b"]);
        assert_eq!(lines(b"\n"), [""]);
        assert!(lines(b"").is_empty());
        assert_eq!(lines("é\u{2028}é\rx\n".as_bytes()), ["é\u{2028}é\rx"]);
    }

    #[test]
    fn bad_bytes_keep_their_width() {
        assert_eq!(text_of(b"a\xffb\xe2\x82".to_vec()), "a\u{1a}b\u{1a}\u{1a}");
    }
}
