//! GitHub workflow commands: findings as annotations on a pull request.

use std::io::{self, Write};

use super::{Document, Entry, Format, Summary, with_slashes};
use crate::text::Severity;

/// `github`.
#[derive(Debug, Default)]
pub struct GitHub;

impl Format for GitHub {
    fn document(&mut self, out: &mut dyn Write, document: &Document) -> io::Result<()> {
        document.entries.iter().try_for_each(|entry| annotation(out, document, entry))
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        for failure in &summary.failures {
            let file = property(&with_slashes(&failure.path));
            let message = data(&format!("This file was not checked: {}", failure.message));
            writeln!(out, "::error file={file},title=factcheck-ls::{message}")?;
        }
        Ok(())
    }
}

fn annotation(out: &mut dyn Write, document: &Document, entry: &Entry) -> io::Result<()> {
    let command = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    };
    write!(out, "::{command} file={}", property(&with_slashes(&document.path)))?;
    if entry.placed {
        let (start, end) = (document.place(entry.span.start), document.place(entry.span.end));
        write!(out, ",line={},endLine={}", start.line, end.line)?;
        // Columns mean something on one line only.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
    }
    let ignored = if entry.ignored.is_some() { " (ignored)" } else { "" };
    let mut message = format!("{}{ignored}", entry.message);
    if let Some(help) = entry.advice() {
        message = format!("{message}\n{help}");
    }
    writeln!(out, ",title={}::{}", property(entry.rule), data(&message))
}

/// Text after the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, where commas and colons mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_can_end_the_command() {
        assert_eq!(data("50% up\r\n::error::x"), "50%25 up%0D%0A::error::x");
        assert_eq!(property("a,b:c.md"), "a%2Cb%3Ac.md");
    }
}
