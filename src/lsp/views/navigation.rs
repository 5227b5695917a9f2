//! Definition, references and highlights of footnotes, link labels and citation keys.

use std::path::Path;

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, Position, Range, Uri,
};

use super::marks::{self, Name};
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::text::{Encoding, LineIndex, Span, read_text};

/// Where what stands at a place is defined: the note, the link, the entry in the library's file.
pub fn definition(checked: &Checked, at: Position, abilities: &Abilities) -> Option<GotoDefinitionResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, _) = marks::at(&report.page, places.offset(at))?;
    if let Name::Key(key) = &name {
        let entry = report.around.library.get(key)?;
        return in_file(&entry.file, entry.span, abilities.encoding).map(GotoDefinitionResponse::Scalar);
    }
    let mark = marks::of(&report.page, &name).into_iter().find(|mark| mark.defines)?;
    let range = places.range(mark.span);
    Some(GotoDefinitionResponse::Scalar(Location { uri: checked.uri.clone(), range }))
}

/// Every place in the document of what stands at a place.
pub fn references(
    checked: &Checked,
    at: Position,
    with_definition: bool,
    abilities: &Abilities,
) -> Option<Vec<Location>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, _) = marks::at(&report.page, places.offset(at))?;
    let marks = marks::of(&report.page, &name).into_iter().filter(|mark| with_definition || !mark.defines);
    Some(marks.map(|mark| Location { uri: checked.uri.clone(), range: places.range(mark.span) }).collect())
}

/// The same, for the editor to light up.
pub fn highlights(checked: &Checked, at: Position, abilities: &Abilities) -> Option<Vec<DocumentHighlight>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, _) = marks::at(&report.page, places.offset(at))?;
    let marks = marks::of(&report.page, &name).into_iter();
    Some(
        marks
            .map(|mark| DocumentHighlight {
                range: places.range(mark.span),
                kind: Some(if mark.defines {
                    DocumentHighlightKind::WRITE
                } else {
                    DocumentHighlightKind::READ
                }),
            })
            .collect(),
    )
}

/// A place in a file that may not be open.
pub fn in_file(file: &Path, span: Option<Span>, encoding: Encoding) -> Option<Location> {
    let uri = Uri::from_file_path(file)?;
    let mut range = Range::default();
    if let Some(span) = span
        && let Ok(text) = read_text(file, crate::citations::library::LARGEST_FILE)
    {
        let lines = LineIndex::new(&text);
        let position = |offset| {
            let place = lines.position(&text, offset, encoding);
            Position { line: place.line, character: place.column }
        };
        range = Range { start: position(span.start), end: position(span.end) };
    }
    Some(Location { uri, range })
}
