//! CSV (RFC 4180), for a spreadsheet: one row a claim, then one for each figure, date and name to verify.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Format;
use super::sheet::{Check, Claimed, Sheet};
use crate::citations::Status;

/// `csv`.
#[derive(Debug, Default)]
pub(super) struct Csv {
    begun: bool,
}

/// The columns. The last five are those of the check mark that counts, empty for what is no claim.
const HEADS: &[u8] = b"path,line,status,score,claim,reasons,because,citations,kind,value,supported,\
    check,checked_by,checked_on,checked_from,check_note\r\n";

impl Csv {
    fn heads(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(HEADS)
    }
}

impl Format for Csv {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        self.heads(out)?;
        for claim in sheet.claims.iter().filter(|claim| claim.is_row()) {
            let (reasons, citations) = (claim.reasons.join("; "), claim.citations.join("; "));
            write!(
                out,
                "{},{},{},{:.2},{},{},{},{},claim,,{}",
                cell(&sheet.path),
                claim.line,
                claim.status.name(),
                claim.score,
                cell(&claim.prose),
                cell(&reasons),
                cell(&claim.because),
                cell(&citations),
                yes_no(matches!(claim.status, Status::Sourced | Status::Attributed)),
            )?;
            check(out, claim)?;
        }
        // An item fills the columns that it has: its words stand where a claim's do, its group where the reasons do.
        for item in &sheet.verify {
            let more = item.lines.len() > 1;
            let again = if more { format!("on lines {}", item.listed_lines()) } else { String::new() };
            write!(
                out,
                "{},{},{},,{},{},{},,{},{},{},,,,,\r\n",
                cell(&sheet.path),
                item.lines.first().unwrap_or(&0),
                item.status.name(),
                cell(&item.text),
                item.group,
                cell(&again),
                item.kind,
                cell(&item.value),
                yes_no(item.supported),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.heads(out)
    }
}

/// The columns of a claim's check mark, and the end of its row.
fn check(out: &mut dyn Write, claim: &Claimed) -> io::Result<()> {
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
    )
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
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
