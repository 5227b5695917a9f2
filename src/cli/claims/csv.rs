//! CSV (RFC 4180): one row a claim, for a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Format;
use super::sheet::{Check, Sheet};

/// `csv`.
#[derive(Debug, Default)]
pub(super) struct Csv {
    begun: bool,
}

impl Csv {
    fn heads(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(b"path,line,status,score,claim,reasons,because,citations,check,checked_by,checked_on,checked_from,check_note\r\n")
    }
}

impl Format for Csv {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        self.heads(out)?;
        for claim in sheet.claims.iter().filter(|claim| claim.is_row()) {
            let (reasons, citations) = (claim.reasons.join("; "), claim.citations.join("; "));
            write!(
                out,
                "{},{},{},{:.2},{},{},{},{}",
                cell(&sheet.path),
                claim.line,
                claim.status.name(),
                claim.score,
                cell(&claim.prose),
                cell(&reasons),
                cell(&claim.because),
                cell(&citations),
            )?;
            let check = claim.checked();
            let text = |of: fn(&Check) -> &Option<String>| {
                cell(check.and_then(|check| of(check).as_deref()).unwrap_or_default())
            };
            write!(
                out,
                ",{},{},{},{},{}\r\n",
                check.map_or("", |check| check.result),
                text(|check| &check.by),
                text(|check| &check.on),
                text(|check| &check.source),
                text(|check| &check.note),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.heads(out)
    }
}

/// A cell, in quotation marks where it must be. What a spreadsheet would run as a formula gets an apostrophe before
/// it: a draft may hold anybody's words.
fn cell(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formula && !text.contains([',', '"', '\n', '\r', ';']) {
        return text.into();
    }
    let mark = if formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\"")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_anything() {
        assert_eq!(cell("plain words"), "plain words");
        assert_eq!(cell("He said \"no\", twice"), "\"He said \"\"no\"\", twice\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }
}
