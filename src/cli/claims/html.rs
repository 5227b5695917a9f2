//! HTML: one page that prints well, a row a sentence, with a box to tick. It loads nothing.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Format;
use super::sheet::{Claimed, Sheet};
use super::verify;

/// `html`.
#[derive(Debug, Default)]
pub(super) struct Html {
    begun: bool,
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Fact-check sheet</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.2rem }
h2 { font-size: 1rem }
table { border-collapse: collapse; width: 100% }
td, th { padding: .35rem .5rem; vertical-align: top; text-align: left; border-top: 1px solid #8884 }
th, .note, .line, .not-checkable { color: #777 }
.note { font-size: .85rem }
tr { break-inside: avoid }
</style>
";

const COLUMNS: &str = "<tr><th>Line<th>Done<th><th>Sentence<th>Rests on<th>Cites<th>Check</tr>\n";

const VERIFY_COLUMNS: &str = "<tr><th>Line<th>Done<th>In the text<th>Kind<th>Value<th>Support</tr>\n";

impl Html {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) { Ok(()) } else { out.write_all(HEAD.as_bytes()) }
    }
}

impl Format for Html {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        self.head(out)?;
        write!(out, "<h1>{}</h1>\n<table>\n{COLUMNS}", escaped(&sheet.path))?;
        for claim in &sheet.claims {
            row(out, claim)?;
        }
        writeln!(out, "</table>")?;
        tick_list(out, sheet)
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        out.write_all(b"</html>\n")
    }
}

fn row(out: &mut dyn Write, claim: &Claimed) -> io::Result<()> {
    let status = claim.status.name();
    write!(out, "<tr class=\"{status}\"><td class=\"line\">{}", claim.line)?;
    if !claim.is_row() {
        return writeln!(
            out,
            "<td><td>{}<td>{}<td><td><td></tr>",
            claim.status.sign(),
            escaped(&claim.prose)
        );
    }
    let check = claim.checked();
    let (reasons, cites) = (claim.reasons.join(", "), claim.citations.join(", "));
    writeln!(
        out,
        "<td><input type=\"checkbox\"{}><td title=\"{status}\">{}<td>{} <span class=\"note\">{}</span>\
         <td class=\"note\">{status}: {}<td class=\"note\">{}<td class=\"note\">{}</tr>",
        // A question stands open until it is answered.
        if check.is_some_and(|check| check.result != "open") { " checked" } else { "" },
        claim.status.sign(),
        escaped(&claim.prose),
        escaped(&reasons),
        escaped(&claim.because),
        escaped(&cites),
        check.map(|check| escaped(&check.told)).unwrap_or_default(),
    )
}

/// The figures, dates and names to verify, each with its box.
fn tick_list(out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
    for (title, items) in verify::groups(sheet) {
        write!(out, "<h2>{title} to verify</h2>\n<table>\n{VERIFY_COLUMNS}")?;
        for item in items {
            writeln!(
                out,
                "<tr class=\"{status}\"><td class=\"line\">{}<td><input type=\"checkbox\"><td>{}<td class=\"note\">{}\
                 <td>{}<td class=\"note\" title=\"{status}\">{} {}</tr>",
                item.listed_lines(),
                escaped(&item.text),
                item.kind,
                escaped(&item.value),
                item.status.sign(),
                verify::reached(item),
                status = item.status.name(),
            )?;
        }
        writeln!(out, "</table>")?;
    }
    Ok(())
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return text.into();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").into()
}
