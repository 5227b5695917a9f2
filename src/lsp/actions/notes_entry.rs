//! "Add “Ana Ruiz” to the notes file": a name that the notes do not have yet, with what is to be said of it left open.

use std::path::Path;

use tower_lsp::ls_types::{Uri, WorkspaceEdit};

use crate::config::project_root;
use crate::knowledge::EntityKind;
use crate::knowledge::notes::add;
use crate::language::MentionKind;
use crate::lsp::client::Abilities;
use crate::lsp::convert::{Places, new_file, workspace_edit_of};
use crate::lsp::key::path_of;
use crate::lsp::reading::Checked;
use crate::lsp::views::navigation::name_at;
use crate::text::file::SMALL_FILE;
use crate::text::{EditSet, LineIndex, read_text};
use crate::workspace::Report;

/// The action's title and its edit.
pub fn addition(
    checked: &Checked,
    report: &Report,
    offset: usize,
    abilities: &Abilities,
) -> Option<(String, WorkspaceEdit)> {
    let named = name_at(report, offset)?;
    let kind = match named.kind {
        MentionKind::Person => EntityKind::Person,
        MentionKind::Organisation => EntityKind::Organisation,
        MentionKind::Place => EntityKind::Place,
        MentionKind::Outlet => EntityKind::Outlet,
        MentionKind::Document | MentionKind::Unknown => return None,
    };
    if named.entities.iter().any(|entity| entity.definition.is_some()) {
        return None;
    }
    let block = |offset: usize| report.page.blocks.iter().find(|block| block.source.touches(offset));
    let name = match named.full {
        Some((block, span)) => span.of(&report.page.blocks.get(block)?.text),
        None => named.span.of(&block(offset)?.text),
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = format!("Notes: add “{name}” to the notes file");
    let Some(file) = report.around.notes.first() else {
        let folder = path_of(&checked.uri)?.parent()?.to_path_buf();
        let file = project_root(&folder).join(".factcheck").join("notes.md");
        let uri = Uri::from_file_path(file).filter(|_| abilities.creates_files)?;
        let text = EditSet::from(add::entry("", &name, kind)).apply("");
        return Some((title, new_file(uri, text)));
    };
    let edit = in_file(file, |text| EditSet::from(add::entry(text, &name, kind)), abilities)?;
    Some((title, edit))
}

fn in_file(file: &Path, edits: impl FnOnce(&str) -> EditSet, abilities: &Abilities) -> Option<WorkspaceEdit> {
    let text = read_text(file, SMALL_FILE).ok()?;
    let lines = LineIndex::new(&text);
    let places = Places::new(&text, &lines, abilities.encoding);
    Some(workspace_edit_of(&edits(&text), &Uri::from_file_path(file)?, None, &places, abilities))
}
