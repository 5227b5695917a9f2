//! Definition, references and highlights of footnotes, link labels and citation keys.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, Position, Range, Uri,
};

use super::marks::{self, Name};
use super::open;
use crate::knowledge::resolve::{self, Named};
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::text::{Encoding, LineIndex, Span, read_text};
use crate::workspace::Report;

/// Where what stands at a place is defined: the note, the link, the entry in the library's file.
pub fn definition(checked: &Checked, at: Position, abilities: &Abilities) -> Option<GotoDefinitionResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let Some((name, _)) = marks::at(&report.page, places.offset(at)) else {
        return notes_entry(report, places.offset(at), abilities).map(GotoDefinitionResponse::Scalar);
    };
    if let Name::Key(key) = &name {
        let entry = report.around.library.get(key)?;
        return in_file(&entry.file, entry.span, abilities.encoding).map(GotoDefinitionResponse::Scalar);
    }
    let mark = marks::of(&report.page, &name).into_iter().find(|mark| mark.defines)?;
    let range = places.range(mark.span);
    Some(GotoDefinitionResponse::Scalar(Location { uri: checked.uri.clone(), range }))
}

/// Where the notes tell of the name at an offset.
fn notes_entry(report: &Report, offset: usize, abilities: &Abilities) -> Option<Location> {
    let named = name_at(report, offset)?;
    let entry = named.entities.into_iter().find_map(|entity| entity.definition.as_ref())?;
    in_file(&entry.path, Some(entry.span), abilities.encoding)
}

/// The name at an offset.
pub(in crate::lsp) fn name_at(report: &Report, offset: usize) -> Option<Named<'_>> {
    let touching = report.page.blocks.iter().enumerate().filter(|(_, block)| block.source.touches(offset));
    let texts: Vec<&str> = report.page.blocks.iter().map(|block| block.text.as_str()).collect();
    let (block, at) =
        touching.filter_map(|(index, block)| Some((index, block.text_offset(offset)?))).next()?;
    resolve::named(&report.around.tongue.store, &texts, &report.readings, block, at)
}

/// Every place of what stands at a place: in its document, and for a key in all open articles and in the library.
pub fn references(
    open: &[Arc<Checked>],
    uri: &Uri,
    at: Position,
    with_definition: bool,
    abilities: &Abilities,
) -> Option<Vec<Location>> {
    let checked = open::document(open, uri)?;
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (name, _) = marks::at(&report.page, places.offset(at))?;
    if let Name::Key(key) = &name {
        return Some(key_references(open, checked, key, with_definition, abilities));
    }
    let marks = marks::of(&report.page, &name).into_iter().filter(|mark| with_definition || !mark.defines);
    Some(marks.map(|mark| Location { uri: checked.uri.clone(), range: places.range(mark.span) }).collect())
}

fn key_references(
    open: &[Arc<Checked>],
    checked: &Checked,
    key: &str,
    with_definition: bool,
    abilities: &Abilities,
) -> Vec<Location> {
    let source = open::Source::of(checked, key);
    let mut found = Vec::new();
    for (other, spans) in open::citing(open, checked, key, source.as_ref()) {
        let places = other.places(abilities);
        found.extend(
            spans.into_iter().map(|span| Location { uri: other.uri.clone(), range: places.range(span) }),
        );
    }
    // A library that cannot be read any more is told of where its entries are used.
    if let Some(Ok(library)) = source.as_ref().map(|source| source.text(open)) {
        let mut in_library = library.places(key);
        in_library.retain(|place| with_definition || !place.defines);
        found.extend(library.locations(&in_library, abilities));
    }
    found
}

/// The same in its document, for the editor to light up.
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
