//! Renaming footnotes and link labels throughout their document, and citation keys in every open article and in the
//! library's own file.

use std::sync::Arc;

use tower_lsp::ls_types::{Position, PrepareRenameResponse, Uri, WorkspaceEdit};

use super::marks::{self, Name};
use super::open;
use crate::citations::bibliography::keys;
use crate::lsp::client::Abilities;
use crate::lsp::convert;
use crate::lsp::reading::Checked;
use crate::text::{Edit, EditSet, Span};

/// What would be renamed at a place.
pub fn prepare(checked: &Checked, at: Position, abilities: &Abilities) -> Option<PrepareRenameResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, span) = marks::at(&report.page, places.offset(at))?;
    let (Name::Note(placeholder) | Name::Label(placeholder) | Name::Key(placeholder)) = name;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: places.range(span), placeholder })
}

/// The edits that rename what stands at a place of one of the open documents; an error in words when the name will
/// not do.
pub fn rename(
    open: &[Arc<Checked>],
    uri: &Uri,
    at: Position,
    new: &str,
    abilities: &Abilities,
) -> Result<Option<WorkspaceEdit>, String> {
    let Some(checked) = open::document(open, uri) else { return Ok(None) };
    let Some(report) = checked.report.as_ref() else { return Ok(None) };
    let Some((name, _)) = marks::at(&report.page, checked.places(abilities).offset(at)) else {
        return Ok(None);
    };
    let new = new.trim().trim_start_matches(['^', '@']);
    let taken = match &name {
        Name::Note(_) if new.is_empty() || new.contains(|c: char| c.is_whitespace() || "[]^".contains(c)) => {
            return Err("A footnote label is one word without brackets.".into());
        }
        Name::Label(_) if new.is_empty() || new.contains(['[', ']']) => {
            return Err("A link label holds no brackets.".into());
        }
        Name::Key(_) if !keys::is_key(new) => {
            return Err(
                "A citation key is one word of letters and digits; of marks, only : . - _ / + may stand \
                        inside it."
                    .into(),
            );
        }
        Name::Key(key) => return rename_key(open, checked, key, new, abilities),
        Name::Note(_) => Name::Note(new.into()),
        Name::Label(_) => Name::Label(new.into()),
    };
    let marks = marks::of(&report.page, &name);
    let others = marks::of(&report.page, &taken);
    if others.iter().any(|mark| mark.defines && !marks.contains(mark)) {
        return Err(format!("\u{201c}{new}\u{201d} is taken: it is defined already."));
    }
    Ok(edit_of(checked, marks.into_iter().map(|mark| mark.span), new, abilities))
}

/// A key names one entry of one file, in every open article that takes it from there.
fn rename_key(
    open: &[Arc<Checked>],
    checked: &Checked,
    key: &str,
    new: &str,
    abilities: &Abilities,
) -> Result<Option<WorkspaceEdit>, String> {
    if key == new {
        return Ok(None);
    }
    let source = open::Source::of(checked, key);
    let citing = || open::citing(open, checked, key, source.as_ref());
    let library = source.as_ref().map(|source| source.text(open)).transpose()?;
    let in_library = library.as_ref().map(|library| library.places(key)).unwrap_or_default();
    let defined_there = library.as_ref().is_some_and(|library| !library.places(new).is_empty());
    let defined_elsewhere = citing().any(|(other, _)| {
        other.report.as_ref().is_some_and(|report| report.around.library.get(new).is_some())
    });
    if defined_there || defined_elsewhere {
        return Err(format!("\u{201c}{new}\u{201d} is taken: another source of the library has this key."));
    }
    let mut edits: Vec<WorkspaceEdit> =
        citing().filter_map(|(other, spans)| edit_of(other, spans, new, abilities)).collect();
    if let Some(library) = library {
        let renamed = in_library.iter().map(|place| Edit::replace(place.span, new)).collect();
        edits.extend(EditSet::new(renamed).and_then(|renamed| library.edit(&renamed, abilities)));
    }
    Ok(convert::together(edits))
}

fn edit_of(
    checked: &Checked,
    spans: impl IntoIterator<Item = Span>,
    new: &str,
    abilities: &Abilities,
) -> Option<WorkspaceEdit> {
    let edits = EditSet::new(spans.into_iter().map(|span| Edit::replace(span, new)).collect())?;
    let places = checked.places(abilities);
    (!edits.edits().is_empty())
        .then(|| convert::workspace_edit(&edits, &checked.uri, checked.version, &places, abilities))
}
