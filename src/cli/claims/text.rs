//! Text for a checker: each sentence with the sign of what it rests on, why, and what is cited; then totals.

use std::io::{self, Write};

use super::Format;
use super::sheet::{Claimed, Sheet};
use super::verify;
use crate::citations::Status;
use crate::cli::terminal::{Palette, tame};

/// `text`.
#[derive(Debug)]
pub(super) struct Text {
    palette: Palette,
    width: usize,
}

/// In the order of how well they are backed.
const STATUSES: [Status; 6] = [
    Status::Sourced,
    Status::Attributed,
    Status::Anonymous,
    Status::Vague,
    Status::Unsourced,
    Status::NotCheckable,
];

/// Columns before the words: a line number, the sign, and what stands between.
const MARGIN: usize = 8;

impl Text {
    /// For a terminal of `width` columns, with or without colour.
    pub(super) fn new(colour: bool, width: usize) -> Self {
        Text { palette: Palette::new(colour), width }
    }

    fn claim(&self, out: &mut dyn Write, claim: &Claimed) -> io::Result<()> {
        let checkable = claim.status != Status::NotCheckable;
        let prose = tame(&claim.prose);
        let room = self.width.saturating_sub(MARGIN).max(20);
        for (row, line) in wrapped(&prose, room).into_iter().enumerate() {
            let line = if checkable { line.into() } else { self.palette.dim(line) };
            if row == 0 {
                let number = self.palette.dim(format!("{:>5}", claim.line));
                writeln!(out, "{number} {} {line}", claim.status.sign())?;
            } else {
                writeln!(out, "{:MARGIN$}{line}", "")?;
            }
        }
        if !checkable {
            // Somebody has found something to check in it.
            for check in &claim.checks {
                let line = format!("check: {}", tame(&check.told));
                writeln!(out, "{:MARGIN$}{}", "", self.palette.dim(line))?;
            }
            return Ok(());
        }
        let mut notes = vec![format!("{}: {}", claim.status.name(), claim.because)];
        if !claim.citations.is_empty() {
            notes.push(format!("cites {}", claim.citations.join(", ")));
        }
        notes.push(format!("{:.2}: {}", claim.score, claim.reasons.join(", ")));
        notes.extend(claim.checked().map(|check| format!("check: {}", check.told)));
        for line in wrapped(&tame(&notes.join(" · ")), room) {
            writeln!(out, "{:MARGIN$}{}", "", self.palette.dim(line))?;
        }
        Ok(())
    }

    /// The tick list: a box, the lines, what it is and in one fixed form, and whether support reaches it.
    fn verify(&self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        for (title, items) in verify::groups(sheet) {
            writeln!(out, "{}", self.palette.bold(format!("{title} to verify ({})", items.len())))?;
            for item in items {
                let value =
                    if item.value == item.text { String::new() } else { format!(" = {}", item.value) };
                let note = format!(
                    "{} · {} {} · line {}",
                    item.kind,
                    item.status.sign(),
                    verify::reached(item),
                    item.listed_lines(),
                );
                let words = tame(&format!("{}{value}", item.text)).into_owned();
                writeln!(out, "  [ ] {words} {}", self.palette.dim(format!("({note})")))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

impl Format for Text {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
        writeln!(out, "{}\n", self.palette.bold(tame(&sheet.path)))?;
        for claim in &sheet.claims {
            self.claim(out, claim)?;
        }
        let totals = STATUSES.map(|status| {
            let count = sheet.claims.iter().filter(|claim| claim.status == status).count();
            format!("{} {} {count}", status.sign(), status.name())
        });
        let claims = sheet.checkable().count();
        writeln!(
            out,
            "{}{} sentences · {claims} claims\n{}\n",
            if sheet.claims.is_empty() { "" } else { "\n" },
            sheet.claims.len(),
            totals.join(" · "),
        )?;
        self.verify(out, sheet)
    }

    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The text in lines of at most `room` characters, broken between words where that can be.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > room {
            lines.push(String::new());
            column = 0;
        }
        let Some(line) = lines.last_mut() else { continue };
        if column > 0 {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("éé éé", 2), ["éé", "éé"]);
        assert_eq!(wrapped("toolong x", 3), ["toolong", "x"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
