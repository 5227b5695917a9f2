//! Renaming footnotes and link labels throughout the document. Keys are the library's and are not renamed here.

use tower_lsp::ls_types::{Position, PrepareRenameResponse, WorkspaceEdit};

use super::marks::{self, Name};
use crate::lsp::client::Abilities;
use crate::lsp::convert;
use crate::lsp::reading::Checked;
use crate::text::{Edit, EditSet};

/// What would be renamed at a place.
pub fn prepare(checked: &Checked, at: Position, abilities: &Abilities) -> Option<PrepareRenameResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, span) = marks::at(&report.page, places.offset(at))?;
    let placeholder = match name {
        Name::Note(label) | Name::Label(label) => label,
        Name::Key(_) => return None,
    };
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: places.range(span), placeholder })
}

/// The edits that rename what stands at a place; an error in words when the name will not do.
pub fn rename(
    checked: &Checked,
    at: Position,
    new: &str,
    abilities: &Abilities,
) -> Result<Option<WorkspaceEdit>, String> {
    let Some(report) = checked.report.as_ref() else { return Ok(None) };
    let places = checked.places(abilities);
    let Some((name, _)) = marks::at(&report.page, places.offset(at)) else { return Ok(None) };
    let new = new.trim().trim_start_matches('^');
    let taken = match &name {
        Name::Note(_) if new.is_empty() || new.contains(|c: char| c.is_whitespace() || "[]^".contains(c)) => {
            return Err("A footnote label is one word without brackets.".into());
        }
        Name::Label(_) if new.is_empty() || new.contains(['[', ']']) => {
            return Err("A link label holds no brackets.".into());
        }
        Name::Key(_) => return Err("Keys belong to the library: rename the entry there.".into()),
        Name::Note(_) => Name::Note(new.into()),
        Name::Label(_) => Name::Label(new.into()),
    };
    let marks = marks::of(&report.page, &name);
    let others = marks::of(&report.page, &taken);
    if others.iter().any(|mark| mark.defines && !marks.contains(mark)) {
        return Err(format!("\u{201c}{new}\u{201d} is taken: it is defined already."));
    }
    let edits = marks.iter().map(|mark| Edit::replace(mark.span, new)).collect();
    let Some(edits) = EditSet::new(edits) else { return Ok(None) };
    Ok(Some(convert::workspace_edit(&edits, &checked.uri, checked.version, &places, abilities)))
}
