//! Where a quotation stands in the writer's own sources.

use super::Place;
use crate::citations::transcripts::{Likeness, Quoted};
use crate::knowledge::markdown::{escape, excerpt};
use crate::rules::quotes::{look_up, named};
use crate::workspace::Report;

/// The most characters of a source that are shown.
const SHOWN: usize = 200;

/// What the sources have of the quotation around the place, line by line; nothing where there are no sources.
pub(super) fn told(report: &Report, place: &Place<'_>) -> Vec<String> {
    let context = report.context();
    if context.transcripts.is_empty() {
        return Vec::new();
    }
    let number = place.reading.quotations.iter().position(|quotation| quotation.span.touches(place.at));
    let Some(looked) = number.and_then(|number| look_up(&context, place.block, number)) else {
        return Vec::new();
    };
    let Some(found) = looked.found.as_ref() else {
        let files: Vec<_> =
            looked.only.iter().filter_map(|file| context.transcripts.files.get(*file as usize)).collect();
        return vec![match files.first() {
            Some(file) => format!("Not found in {}", escape(&file.name)),
            None => "No source on disk has it, and none is of this speaker".into(),
        }];
    };
    let Some(file) = context.transcripts.files.get(found.file as usize) else { return Vec::new() };
    let name = escape(&named(file, found.place));
    let link = link(&file.path, found).map_or(name.clone(), |target| format!("[{name}]({target})"));
    let how = match found.likeness {
        Likeness::Verbatim => "Word for word in",
        Likeness::HouseStyle => "Word for word, house style aside, in",
        Likeness::Near => "Nearly so in",
    };
    let mut told = vec![format!("{how} {link}")];
    if found.likeness == Likeness::Near {
        told.push(format!("There: “{}”", excerpt(found.span.of(&file.text), SHOWN)));
    }
    told
}

/// The address of the line, as editors open it.
fn link(path: &std::path::Path, found: &Quoted) -> Option<String> {
    let uri = tower_lsp::ls_types::Uri::from_file_path(path)?;
    let line = if found.place.is_page { String::new() } else { format!("#L{}", found.place.number()) };
    Some(format!("{}{line}", uri.as_str()))
}
